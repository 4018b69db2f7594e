import type { BulkResult } from '../model/backend'
import type { OrgkitEvent } from '../model/event'
import type { Instance } from '../model/instance'
import type { Member } from '../model/member'
import { isOrgkitError, OrgkitError, orThrow } from '../errors'
import { has } from '../rules/authorization'
import { checkBulk } from '../rules/member'
import { checkGrantRole } from '../rules/role'
import { signedIn } from './access'
import { accessed } from './admit'
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
  alsoLocks: ({ userIds }) => firstOf(userIds),
  async run(scene) {
    const { organization, membership } = accessed(scene.access)
    const { userIds, roleKey } = scene.input
    checkUserIds(userIds)
    orThrow(
      checkGrantRole(findRole(scene.instance, roleKey), authorityOf(scene.instance, membership.roleKey)),
    )
    return inTurn<Member>(scene, organization, userIds, async (current, target) => {
      await orThrowStill(scene, userIds, { target, roleKey })
      const changed = await changeRole(scene, { organization: current, ...target, roleKey })
      const value = viewMemberOf(changed.membership, target.user, scene.instance)
      return { ...changed, value }
    })
  },
})

export const removeMembers = command('removeMembers', {
  alsoLocks: ({ userIds }) => firstOf(userIds),
  async run(scene) {
    const { organization } = accessed(scene.access)
    const { userIds } = scene.input
    checkUserIds(userIds)
    return inTurn<string>(scene, organization, userIds, async (current, target) => {
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

/** One change after the other. One that a rule refuses has written nothing, and does not stand in the way of those behind it. */
async function inTurn<Value>(
  { tx }: Scene,
  organization: OrganizationRow,
  userIds: readonly string[],
  change: (
    organization: OrganizationRow,
    target: Target,
  ) => Promise<{ organization: OrganizationRow; events: OrgkitEvent[]; value: Value }>,
): Promise<{ results: BulkResult<Value>[]; events: OrgkitEvent[] }> {
  let current = organization
  const results: BulkResult<Value>[] = []
  const events: OrgkitEvent[] = []
  for (const userId of userIds) {
    try {
      const changed = await change(current, await findMember(tx, current, userId))
      current = changed.organization
      events.push(...changed.events)
      results.push({ value: changed.value, error: null })
    } catch (error) {
      if (!isOrgkitError(error)) throw error
      results.push({ value: null, error: error.toJSON() })
    }
  }
  return { results, events }
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

function checkUserIds(userIds: readonly string[]): void {
  orThrow(checkBulk('userIds', userIds.length))
  if (new Set(userIds).size < userIds.length)
    throw new OrgkitError({ code: 'invalid_value', field: 'userIds' })
}

/** Too many are refused later; until then nobody is locked for them. */
function firstOf(userIds: readonly string[]): readonly string[] {
  return checkBulk('userIds', userIds.length) ? [] : userIds
}
