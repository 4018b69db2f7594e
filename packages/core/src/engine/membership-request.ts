import { OrgkitError, orThrow } from '../errors'
import type { Member } from '../model/member'
import type { MembershipRequest } from '../model/request'
import { checkSeat } from '../rules/organization'
import { checkRequestsOn } from '../rules/request'
import { checkGrantRole } from '../rules/role'
import { membershipLimitOf } from '../rules/settings'
import { endAccepted, invitationsTo } from './accepted-invitations'
import { type Access, accessed } from './admit'
import { checkUserIds, inTurn, lockableIds } from './bulk'
import { command, query } from './command'
import { checkedPage, decodeCursor, encodeCursor, isTime } from './cursor'
import { join } from './join'
import { findRole, viewMemberOf } from './member'
import { pageOf } from './page'
import { endRequest } from './request-changes'
import { viewRequest } from './request-view'
import { found, type Scene } from './scene'
import type { OrganizationRow } from './store'
import { authorityOf } from './view'

const listName = 'requests'

export const listMembershipRequests = query('listMembershipRequests', ({ tx, access, instance, input }) => {
  const { organization } = accessed(access)
  orThrow(checkRequestsOn(instance.settings))
  const { limit, offset } = checkedPage(input)
  const after = input.cursor === undefined ? null : readCursor(input.cursor)
  return pageOf({
    limit,
    list: (most) => tx.requests.listPending({ organizationId: organization.id, limit: most, offset, after }),
    cursorOf: ({ createdAt, userId }) => encodeCursor([listName, createdAt, userId]),
    async view(rows) {
      const users = await tx.users.among(rows.map(({ userId }) => userId))
      const byId = new Map(users.map((user) => [user.id, user]))
      return rows.map((row) => viewRequest(row, found(byId.get(row.userId), 'userId')))
    },
    count: () => organization.pendingRequestCount,
  })
})

export const approveMembershipRequest = command('approveMembershipRequest', {
  alsoLocks: ({ userId }) => [userId],
  async run(scene) {
    const organization = checkedAccess(scene)
    const roleKey = checkedRole(scene, scene.input.roleKey)
    const { value: member, events } = await approve(scene, organization, scene.input.userId, roleKey)
    return { member, events }
  },
})

export const approveMembershipRequests = command('approveMembershipRequests', {
  alsoLocks: ({ userIds }) => lockableIds(userIds),
  async run(scene) {
    const organization = checkedAccess(scene)
    const { userIds } = scene.input
    checkUserIds(userIds)
    const roleKey = checkedRole(scene, scene.input.roleKey)
    return inTurn<Member>(organization, userIds, (current, userId) =>
      approve(scene, current, userId, roleKey),
    )
  },
})

export const declineMembershipRequest = command('declineMembershipRequest', {
  alsoLocks: ({ userId }) => [userId],
  async run(scene) {
    const { value: request, events } = await decline(scene, checkedAccess(scene), scene.input.userId)
    return { request, events }
  },
})

export const declineMembershipRequests = command('declineMembershipRequests', {
  alsoLocks: ({ userIds }) => lockableIds(userIds),
  async run(scene) {
    const organization = checkedAccess(scene)
    const { userIds } = scene.input
    checkUserIds(userIds)
    return inTurn<MembershipRequest>(organization, userIds, (current, userId) =>
      decline(scene, current, userId),
    )
  },
})

type AccessedScene = Scene & { access: Pick<Access, 'organization' | 'membership'> | null }

function checkedAccess({ access, instance }: AccessedScene): OrganizationRow {
  orThrow(checkRequestsOn(instance.settings))
  return accessed(access).organization
}

/** The role that the caller gives. Throws what stands against it. */
function checkedRole({ access, instance }: AccessedScene, given: string | undefined): string {
  const roleKey = given ?? instance.settings.defaultRoleKey
  const giver = authorityOf(instance, accessed(access).membership.roleKey)
  orThrow(checkGrantRole(findRole(instance, roleKey), giver))
  return roleKey
}

async function approve(scene: Scene, organization: OrganizationRow, userId: string, roleKey: string) {
  const { instance } = scene
  const asked = await findPending(scene, organization, userId)
  orThrow(checkSeat(organization.memberCount, membershipLimitOf(organization, instance)))
  const { user } = asked
  const ended = await endRequest(scene, { organization, ...asked }, 'approved')
  const answered = await endAccepted(
    scene,
    ended.organization,
    await invitationsTo(scene, ended.organization, user),
  )
  const joined = await join(scene, { organization: answered.organization, user, roleKey, isActive: false })
  return {
    organization: joined.organization,
    value: viewMemberOf(joined.membership, user, instance),
    events: [...ended.events, ...answered.events, ...joined.events],
  }
}

async function decline(scene: Scene, organization: OrganizationRow, userId: string) {
  const asked = await findPending(scene, organization, userId)
  const { request: value, ...ended } = await endRequest(scene, { organization, ...asked }, 'declined')
  return { ...ended, value }
}

/** The user and their request, both under lock. Throws `not_found`: one that was answered is none. */
async function findPending({ tx }: Scene, organization: OrganizationRow, userId: string) {
  const row = await tx.requests.get(organization.id, userId)
  if (row?.status !== 'pending') throw new OrgkitError({ code: 'not_found', field: 'userId' })
  return { row, user: found(await tx.users.get(userId), 'userId') }
}

function readCursor(cursor: string): { createdAt: string; userId: string } {
  const [madeFor, createdAt = '', userId = ''] = decodeCursor(cursor, 3)
  if (madeFor === listName && isTime(createdAt)) return { createdAt, userId }
  throw new OrgkitError({ code: 'invalid_value', field: 'cursor' })
}
