import type { ListMembersInput } from '../contract/app'
import { OrgkitError } from '../errors'
import type { Instance } from '../model/instance'
import type { Member } from '../model/member'
import type { Page } from '../model/page'
import { nameKey } from '../name-key'
import { accessed } from './admit'
import { query } from './command'
import { checkedPage, checkedQuery, decodeCursor, encodeCursor, isTime } from './cursor'
import { pageOf } from './page'
import type { MemberRow, OrganizationRow, Transaction } from './store'
import { viewMember } from './view'

export const listMembers = query('listMembers', ({ tx, access, instance, input }) =>
  memberPage(tx, { organization: accessed(access).organization, instance, input }),
)

/** A page of an organization's members. */
export async function memberPage(
  tx: Transaction,
  {
    organization,
    instance,
    input,
  }: { organization: OrganizationRow; instance: Instance; input: ListMembersInput },
): Promise<Page<Member>> {
  const { limit, offset } = checkedPage(input)
  const { sort = 'name', roleKey } = input
  if (sort !== 'name' && sort !== 'joined') throw new OrgkitError({ code: 'invalid_value', field: 'sort' })
  const words = checkedQuery(input.query)
  // A query of punctuation alone has no words; it finds nobody rather than everybody.
  if (words === null) return { items: [], nextCursor: null, totalCount: 0 }
  const after = input.cursor === undefined ? null : readCursor(input.cursor, sort)
  // A role that is not there is nobody's.
  const roleKeys =
    roleKey === undefined ? null : instance.roles.map(({ key }) => key).filter((key) => key === roleKey)
  const which = { organizationId: organization.id, words, roleKeys }
  const isAll = words.length === 0 && roleKeys === null
  return pageOf({
    limit,
    list: (most) => tx.memberships.listByOrganization({ ...which, sort, limit: most, offset, after }),
    cursorOf: (last) => encodeCursor([sort, sortKey(last, sort), last.userId]),
    view: (rows) => rows.map((row) => viewMember(row, instance)),
    count: () => (isAll ? organization.memberCount : tx.memberships.countByOrganization(which)),
  })
}

function sortKey(row: MemberRow, sort: 'name' | 'joined'): string {
  return sort === 'name' ? nameKey(row.user.name) : row.joinedAt
}

function readCursor(cursor: string, sort: 'name' | 'joined') {
  const [madeFor = '', key = '', userId = ''] = decodeCursor(cursor, 3)
  if (madeFor !== sort || (sort === 'joined' && !isTime(key))) {
    throw new OrgkitError({ code: 'invalid_value', field: 'cursor' })
  }
  return { key, userId }
}
