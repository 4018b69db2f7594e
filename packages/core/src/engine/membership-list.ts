import type { ListUserMembershipsInput } from '../contract/app'
import { OrgkitError } from '../errors'
import type { Instance } from '../model/instance'
import type { UserMembership } from '../model/member'
import type { Page } from '../model/page'
import { nameKey } from '../name-key'
import { query } from './command'
import { checkedPage, checkedQuery, decodeCursor, encodeCursor, isTime } from './cursor'
import { pageOf } from './page'
import { signedIn } from './access'
import type { Transaction, UserMembershipRow, UserRow } from './store'
import { viewUserMembership } from './view'

export const listUserMemberships = query('listUserMemberships', ({ tx, actor, instance, input }) =>
  pageOfMemberships({ tx, actor: signedIn(actor), instance, input }),
)

export async function pageOfMemberships({
  tx,
  actor,
  instance,
  input,
}: {
  tx: Transaction
  actor: UserRow
  instance: Instance
  input: ListUserMembershipsInput
}): Promise<Page<UserMembership>> {
  const { limit, offset } = checkedPage(input)
  const { sort = 'name' } = input
  if (sort !== 'name' && sort !== 'recent') throw new OrgkitError({ code: 'invalid_value', field: 'sort' })
  const words = checkedQuery(input.query)
  // A query of punctuation alone has no words; it finds nothing rather than everything.
  if (words === null) return { items: [], nextCursor: null, totalCount: 0 }
  const after = input.cursor === undefined ? null : readCursor(input.cursor, sort)
  const which = { userId: actor.id, words }
  return pageOf<UserMembershipRow, UserMembership>({
    limit,
    list: (most) => tx.memberships.listByUser({ ...which, sort, limit: most, offset, after }),
    cursorOf: (last) => encodeCursor([sort, sortKey(last, sort), last.organizationId]),
    async view(rows) {
      const shownBy = await withRolesOf(tx, instance, rows)
      return rows.map((row) => viewUserMembership(row, shownBy))
    },
    count: () => (words.length > 0 ? tx.memberships.countByUser(which) : actor.organizationCount),
  })
}

/** The instance with the own roles of all organizations shown: their keys are ids, and never meet. */
async function withRolesOf(
  tx: Transaction,
  instance: Instance,
  rows: readonly UserMembershipRow[],
): Promise<Instance> {
  const keys = new Set(instance.roles.map(({ key }) => key))
  const others = [...new Set(rows.map(({ roleKey }) => roleKey))].filter((key) => !keys.has(key))
  return others.length === 0
    ? instance
    : { ...instance, roles: [...instance.roles, ...(await tx.roles.find(others))] }
}

function sortKey(row: UserMembershipRow, sort: 'name' | 'recent'): string {
  return sort === 'name' ? nameKey(row.organization.name) : (row.lastActiveAt ?? row.joinedAt)
}

function readCursor(cursor: string, sort: 'name' | 'recent') {
  const [madeFor = '', key = '', organizationId = ''] = decodeCursor(cursor, 3)
  if (madeFor !== sort || (sort === 'recent' && !isTime(key))) {
    throw new OrgkitError({ code: 'invalid_value', field: 'cursor' })
  }
  return { key, organizationId }
}
