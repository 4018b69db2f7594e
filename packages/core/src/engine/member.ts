import type { Instance } from '../model/instance'
import type { Member } from '../model/member'
import { OrgkitError, orThrow } from '../errors'
import { has } from '../rules/authorization'
import { checkGrantRole } from '../rules/role'
import { signedIn } from './access'
import { accessed } from './admit'
import { checkUserIds, inTurn, lockableIds } from './bulk'
import { command } from './command'
import { changeRole, endMembership } from './membership'
import { found, type Scene } from './scene'
import type { MembershipRow, OrganizationRow, Transaction, UserRow } from './store'
import { authorityOf, viewMember } from './view'

export const updateMemberRole = command('updateMemberRole', {
  alsoLocks: ({ userId }) => [userId],
  async run(scene) {
    const { organization, membership } = accessed(scene.access)
    const { userId, roleKey } = scene.input
    orThrow(
      checkGrantRole(findRole(scene.instance, roleKey), authorityOf(scene.instance, membership.roleKey)),
    )
    const target = await findMember(scene.tx, organization, userId)
    const changed = await changeRole(scene, { organization, ...target, roleKey })
    return { member: viewMemberOf(changed.membership, target.user, scene.instance), events: changed.events }
  },
})

export const removeMember = command('removeMember', {
  alsoLocks: ({ userId }) => [userId],
  async run(scene) {
    const { organization } = accessed(scene.access)
    const target = await findMember(scene.tx, organization, scene.input.userId)
    const { events } = await endMembership(scene, { organization, ...target })
    return { events }
  },
})

export const leaveOrganization = command('leaveOrganization', {
  async run(scene) {
    const { organization, membership } = accessed(scene.access)
    const { events } = await endMembership(scene, { organization, membership, user: signedIn(scene.actor) })
    return { events }
  },
})

export const updateMembers = command('updateMembers', {
  alsoLocks: ({ userIds }) => lockableIds(userIds),
  async run(scene) {
    const { organization, membership } = accessed(scene.access)
    const { userIds, roleKey } = scene.input
    checkUserIds(userIds)
    orThrow(
      checkGrantRole(findRole(scene.instance, roleKey), authorityOf(scene.instance, membership.roleKey)),
    )
    return inTurn<Member>(organization, userIds, async (current, userId) => {
      const target = await findMember(scene.tx, current, userId)
      await orThrowStill(scene, userIds, { target, roleKey })
      const changed = await changeRole(scene, { organization: current, ...target, roleKey })
      const value = viewMemberOf(changed.membership, target.user, scene.instance)
      return { ...changed, value }
    })
  },
})

export const removeMembers = command('removeMembers', {
  alsoLocks: ({ userIds }) => lockableIds(userIds),
  async run(scene) {
    const { organization } = accessed(scene.access)
    const { userIds } = scene.input
    checkUserIds(userIds)
    return inTurn<string>(organization, userIds, async (current, userId) => {
      const target = await findMember(scene.tx, current, userId)
      await orThrowStill(scene, userIds, { target })
      const ended = await endMembership(scene, { organization: current, ...target })
      return { ...ended, value: target.user.id }
    })
  },
})

interface Target {
  membership: MembershipRow
  user: UserRow
}

/** A member, for whom the store holds a lock or the caller needs none. Throws `not_found`: whoever is no member is nobody. */
export async function findMember(
  tx: Transaction,
  organization: OrganizationRow,
  userId: string,
): Promise<Target> {
  const membership = found(await tx.memberships.get(organization.id, userId), 'userId')
  return { membership, user: found(await tx.users.get(userId), 'userId') }
}

export function findRole({ roles }: Instance, key: string) {
  return roles.find((role) => role.key === key) ?? null
}

export function viewMemberOf(membership: MembershipRow, user: UserRow, instance: Instance): Member {
  return viewMember({ ...membership, user }, instance)
}

const administration = { permission: 'org:sys_memberships:manage' } as const

/** Throws `forbidden` behind the caller's own row of the list, where that took from them what they need for the next. */
async function orThrowStill(
  { tx, actor, instance }: Scene,
  userIds: readonly string[],
  { target, roleKey }: { target: Target; roleKey?: string },
): Promise<void> {
  const own = actor ? userIds.indexOf(actor.id) : -1
  if (!actor || own < 0 || userIds.indexOf(target.user.id) <= own) return
  const membership = await tx.memberships.get(target.membership.organizationId, actor.id)
  const authority = membership && authorityOf(instance, membership.roleKey)
  if (!has(authority, administration)) throw new OrgkitError({ code: 'forbidden', meta: administration })
  if (authority && roleKey !== undefined) orThrow(checkGrantRole(findRole(instance, roleKey), authority))
}
