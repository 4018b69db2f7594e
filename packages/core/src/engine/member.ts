import { OrgkitError, orThrow } from '../errors'
import type { Instance } from '../model/instance'
import type { Member } from '../model/member'
import { nameKey } from '../name-key'
import { has } from '../rules/authorization'
import { checkLeaveOrganization } from '../rules/member'
import { accessed } from './admit'
import { signedIn } from './access'
import { command, query } from './command'
import { checkedPage, checkedQuery, decodeCursor, encodeCursor, isTime } from './cursor'
import { countsOf } from './invitation-facts'
import type { MemberRow } from './store'
import { authorityOf } from './view'

const administration = { permission: 'org:sys_memberships:manage' } as const

export const listMembers = query('listMembers', async ({ tx, access, instance, input }) => {
  const { organization } = accessed(access)
  const { limit, offset } = checkedPage(input)
  const { sort = 'name', roleKey } = input
  if (sort !== 'name' && sort !== 'joined') throw new OrgkitError({ code: 'invalid_value', field: 'sort' })
  const words = checkedQuery(input.query)
  // A query of punctuation alone has no words; it finds nobody rather than everybody.
  if (words === null) return { items: [], nextCursor: null, totalCount: 0 }
  const after = input.cursor === undefined ? null : readCursor(input.cursor, sort)
  // A role that the instance has not is nobody's.
  const roleKeys =
    roleKey === undefined ? null : instance.roles.map(({ key }) => key).filter((key) => key === roleKey)
  const which = { organizationId: organization.id, words, roleKeys }
  const rows = await tx.memberships.listByOrganization({ ...which, sort, limit: limit + 1, offset, after })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const isAll = words.length === 0 && roleKeys === null
  return {
    items: shown.map((row) => viewMember(row, instance)),
    nextCursor: last && rows.length > limit ? encodeCursor([sort, sortKey(last, sort), last.userId]) : null,
    totalCount: isAll ? organization.memberCount : await tx.memberships.countByOrganization(which),
  }
})

export const leaveOrganization = command('leaveOrganization', {
  async run({ tx, actor, access, instance, now, tell }) {
    const user = signedIn(actor)
    const { organization, membership } = accessed(access)
    const organizationId = organization.id
    const roleKeys = instance.roles
      .filter(({ key }) => has(authorityOf(instance, key), administration))
      .map(({ key }) => key)
    orThrow(
      checkLeaveOrganization({
        isAdministrator: roleKeys.includes(membership.roleKey),
        administratorCount: await tx.memberships.countByOrganization({ organizationId, words: [], roleKeys }),
        memberCount: organization.memberCount,
      }),
    )
    const memberCount = organization.memberCount - 1
    await tx.memberships.delete(organizationId, user.id)
    await tx.organizations.update(organizationId, { memberCount })
    await tx.users.update(user.id, {
      organizationCount: user.organizationCount - 1,
      ...(user.lastActiveOrganizationId === organizationId && { lastActiveOrganizationId: null }),
    })
    const counts = await countsOf(tx, { ...organization, memberCount }, now)
    const event = await tell({ type: 'membership.deleted', organizationId, userId: user.id, counts })
    return { events: [event] }
  },
})

function viewMember({ user, roleKey, joinedAt }: MemberRow, instance: Instance): Member {
  const authority = authorityOf(instance, roleKey)
  const { id, name, imageUrl, emails } = user
  return {
    user: {
      id,
      name,
      imageUrl,
      emailAddress: (emails.find(({ verified }) => verified) ?? emails[0])?.address ?? null,
    },
    role: { key: authority.role.key, name: authority.role.name },
    isAdministrator: has(authority, administration),
    joinedAt,
  }
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
