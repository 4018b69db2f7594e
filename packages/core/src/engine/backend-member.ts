import { OrgkitError, orThrow } from '../errors'
import { checkSeat } from '../rules/organization'
import { checkGrantRole } from '../rules/role'
import { membershipLimitOf } from '../rules/settings'
import { endAccepted, invitationsTo } from './accepted-invitations'
import { backendCommand, backendQuery } from './backend-command'
import { countsOf } from './invitation-facts'
import { join } from './join'
import { findMember, findRole, viewMemberOf } from './member'
import { memberPage } from './member-list'
import { changeRole, endMembership } from './membership'
import { found } from './scene'

export const backendListMembers = backendQuery('listMembers', ({ tx, instance, input, organization }) =>
  memberPage(tx, { organization: found(organization, 'organizationId'), instance, input }),
)

export const addMember = backendCommand('addMember', {
  locks: ({ userId }) => [userId],
  async run(scene) {
    const { tx, instance, input, now } = scene
    const organization = found(scene.organization, 'organizationId')
    const user = found(await tx.users.get(input.userId), 'userId')
    const { roleKey = instance.settings.defaultRoleKey } = input
    orThrow(checkGrantRole(findRole(instance, roleKey), null))
    if (await tx.memberships.get(organization.id, user.id)) {
      throw new OrgkitError({ code: 'already_member', field: 'userId' })
    }
    // Seats that were promised to others stay theirs; one that was promised to the user is taken by this.
    const waiting = await invitationsTo(scene, organization, user)
    const alive = waiting.filter(({ expiresAt }) => expiresAt > now.toISOString())
    const counts = await countsOf(tx, organization, now)
    const used = counts.memberCount + counts.pendingInvitationCount - alive.length
    orThrow(checkSeat(used, membershipLimitOf(organization, instance)))

    const answered = await endAccepted(scene, organization, waiting)
    const joining = { organization: answered.organization, user, roleKey, isActive: false }
    const joined = await join(scene, joining)
    return {
      member: viewMemberOf(joined.membership, user, instance),
      events: [...answered.events, ...joined.events],
    }
  },
})

export const backendUpdateMemberRole = backendCommand('updateMemberRole', {
  locks: ({ userId }) => [userId],
  async run(scene) {
    const { tx, instance, input } = scene
    const organization = found(scene.organization, 'organizationId')
    orThrow(checkGrantRole(findRole(instance, input.roleKey), null))
    const target = await findMember(tx, organization, input.userId)
    const changed = await changeRole(scene, { organization, ...target, roleKey: input.roleKey })
    return { member: viewMemberOf(changed.membership, target.user, instance), events: changed.events }
  },
})

export const backendRemoveMember = backendCommand('removeMember', {
  locks: ({ userId }) => [userId],
  async run(scene) {
    const organization = found(scene.organization, 'organizationId')
    const target = await findMember(scene.tx, organization, scene.input.userId)
    const { events } = await endMembership(scene, { organization, ...target })
    return { events }
  },
})
