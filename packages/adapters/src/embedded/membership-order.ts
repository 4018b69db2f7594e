import { compareKeys, matchesWords, nameKey, searchKey } from '@orgkit/core'
import type {
  MembershipRow,
  OrganizationRow,
  UserMembershipQuery,
  UserMembershipRow,
} from '@orgkit/core/engine'
import type { MemoryTables } from './memory-tables'

type Sort = UserMembershipQuery['sort']

interface Place {
  key: string
  organizationId: string
}

/** A user's memberships in the order of each sort, sorted at the first question and kept until something moves. */
export interface MembershipOrder {
  list(query: UserMembershipQuery): UserMembershipRow[]
  count(query: Pick<UserMembershipQuery, 'userId' | 'words'>): number
  /** A membership of that user changed. */
  forget(userId: string): void
  /** An organization got another name. */
  forgetAll(): void
}

export function createMembershipOrder(tables: MemoryTables): MembershipOrder {
  const orders = new Map<string, Partial<Record<Sort, Place[]>>>()

  function placesOf(userId: string, sort: Sort): Place[] {
    const kept = orders.get(userId) ?? {}
    orders.set(userId, kept)
    return (kept[sort] ??= [...(tables.memberships.get(userId)?.values() ?? [])]
      .map((row) => ({ key: sortKey(row, sort), organizationId: row.organizationId }))
      .sort(comparing(sort)))
  }

  function sortKey(row: MembershipRow, sort: Sort): string {
    if (sort === 'recent') return row.lastActiveAt ?? row.joinedAt
    return keysOf(organizationOf(row.organizationId)).name
  }

  function organizationOf(id: string): OrganizationRow {
    const row = tables.organizations.get(id)
    if (!row)
      throw new Error(`memory store: a membership names the organization ${id}, which does not exist.`)
    return row
  }

  const matches = (organizationId: string, words: readonly string[]) =>
    words.length === 0 || matchesWords(keysOf(organizationOf(organizationId)).search, words)

  return {
    list({ userId, words, sort, limit, offset, after }) {
      const places = placesOf(userId, sort)
      const rows: UserMembershipRow[] = []
      let skip = after ? 0 : offset
      for (
        let index = after ? firstBehind(places, after, sort) : 0;
        index < places.length && rows.length < limit;
        index++
      ) {
        const { organizationId } = places[index]!
        if (!matches(organizationId, words) || skip-- > 0) continue
        const { id, name, slug, imageUrl } = organizationOf(organizationId)
        const membership = tables.memberships.get(userId)!.get(organizationId)!
        rows.push({ ...membership, organization: { id, name, slug, imageUrl } })
      }
      return rows
    },
    count: ({ userId, words }) =>
      placesOf(userId, 'name').filter(({ organizationId }) => matches(organizationId, words)).length,
    forget: (userId) => orders.delete(userId),
    forgetAll: () => orders.clear(),
  }
}

/** `name` ascends, `recent` descends; ties by id, ascending in both. */
function comparing(sort: Sort): (left: Place, right: Place) => number {
  const direction = sort === 'name' ? 1 : -1
  return (left, right) =>
    direction * compareKeys(left.key, right.key) || compareKeys(left.organizationId, right.organizationId)
}

/** Where the rows behind the cursor begin: found by halving, since a deep page must not cost more than the first. */
function firstBehind(places: readonly Place[], after: Place, sort: Sort): number {
  const compare = comparing(sort)
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compare(places[middle]!, after) > 0) high = middle
    else low = middle + 1
  }
  return low
}

/** Rows are replaced, never changed, so what was folded once stays right. */
const keys = new WeakMap<OrganizationRow, { name: string; search: string }>()

function keysOf(row: OrganizationRow): { name: string; search: string } {
  const known = keys.get(row)
  if (known) return known
  const made = { name: nameKey(row.name), search: searchKey(row.name, row.slug) }
  keys.set(row, made)
  return made
}
