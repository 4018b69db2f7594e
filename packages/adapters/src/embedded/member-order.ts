import { compareKeys, matchesWords, nameKey, searchKey } from '@orgkit/core'
import type { MemberQuery, MemberRow, UserRow } from '@orgkit/core/engine'
import type { MemoryTables } from './memory-tables'

/** An organization's members, filtered and in the order of the query. */
export function listMembers(tables: MemoryTables, query: MemberQuery): MemberRow[] {
  const { sort, after, offset, limit } = query
  const direction = sort === 'name' ? 1 : -1
  const keyOf = (row: MemberRow) =>
    sort === 'name' ? keysOf(tables.users.get(row.userId)!).name : row.joinedAt
  const compare = (left: { key: string; userId: string }, right: { key: string; userId: string }) =>
    direction * compareKeys(left.key, right.key) || compareKeys(left.userId, right.userId)
  const placed = matching(tables, query)
    .map((row) => ({ key: keyOf(row), userId: row.userId, row }))
    .sort(compare)
  const behind = after ? placed.filter((place) => compare(place, after) > 0) : placed.slice(offset)
  return behind.slice(0, limit).map(({ row }) => row)
}

export function countMembers(
  tables: MemoryTables,
  query: Pick<MemberQuery, 'organizationId' | 'words' | 'roleKeys'>,
): number {
  return matching(tables, query).length
}

function matching(
  tables: MemoryTables,
  { organizationId, words, roleKeys }: Pick<MemberQuery, 'organizationId' | 'words' | 'roleKeys'>,
): MemberRow[] {
  const rows: MemberRow[] = []
  for (const userId of tables.members.get(organizationId) ?? []) {
    const membership = tables.memberships.get(userId)?.get(organizationId)
    const user = tables.users.get(userId)
    if (!membership || !user) throw new Error(`memory store: the member ${userId} has no row.`)
    if (roleKeys && !roleKeys.includes(membership.roleKey)) continue
    if (words.length > 0 && !matchesWords(keysOf(user).search, words)) continue
    const { id, name, imageUrl, emails } = user
    rows.push({ ...membership, user: { id, name, imageUrl, emails } })
  }
  return rows
}

/** Rows are replaced, never changed, so what was folded once stays right. */
const keys = new WeakMap<UserRow, { name: string; search: string }>()

function keysOf(row: UserRow): { name: string; search: string } {
  const known = keys.get(row)
  if (known) return known
  const made = {
    name: nameKey(row.name),
    search: searchKey(row.name, ...row.emails.map(({ address }) => address)),
  }
  keys.set(row, made)
  return made
}
