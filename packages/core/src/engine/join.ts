import type { OrganizationCounts, OrgkitEvent } from '../model/event'
import type { RoleKey } from '../model/role'
import { ofUser } from './audit'
import { countsOf } from './invitation-facts'
import { settleRequest } from './request-changes'
import type { Scene } from './scene'
import type { MembershipRow, OrganizationRow, UserRow } from './store'
import { tellMembershipBegan } from './user-events'
import { roleSummary, viewUserMembership } from './view'

export interface Joining {
  /** Under lock. Its counters are written by this. */
  organization: OrganizationRow
  /** Under lock. */
  user: UserRow
  roleKey: RoleKey
  /** Whether they work in it next. */
  isActive: boolean
}

export interface Joined {
  organization: OrganizationRow
  membership: MembershipRow
  counts: OrganizationCounts
  /** The organization had no members: they got the creator role, whatever was meant for them. */
  isFirstMember: boolean
  events: OrgkitEvent[]
}

/** Makes the user a member. Whether they may be is asked before. What they asked for by another way ends with it. */
export async function join(
  scene: Scene,
  { organization, user, roleKey, isActive }: Joining,
): Promise<Joined> {
  const { tx, instance, now, tell } = scene
  const { settings } = instance
  const organizationId = organization.id
  const at = now.toISOString()
  const isFirstMember = organization.memberCount === 0
  const membership: MembershipRow = {
    organizationId,
    userId: user.id,
    roleKey: isFirstMember ? settings.creatorRoleKey : roleKey,
    joinedAt: at,
    lastActiveAt: isActive ? at : null,
  }
  const settled = await settleRequest(scene, { organization, user })
  const joined = { ...settled.organization, memberCount: organization.memberCount + 1 }
  await tx.memberships.insert(membership)
  const { memberCount, pendingInvitationCount } = joined
  await tx.organizations.update(organizationId, { memberCount, pendingInvitationCount })
  await tx.users.update(user.id, {
    organizationCount: user.organizationCount + 1,
    ...(isActive && { lastActiveOrganizationId: organizationId }),
  })
  const counts = await countsOf(tx, joined, now)
  const view = viewUserMembership({ ...membership, organization }, instance)
  const events = [
    ...settled.events,
    await tell(
      { type: 'membership.created', organizationId, userId: user.id, membership: view, counts },
      ofUser(user, { after: { role: roleSummary(instance, membership.roleKey).name } }),
    ),
    ...(await tellMembershipBegan(scene, user, view)),
  ]
  return { organization: joined, membership, counts, isFirstMember, events }
}
