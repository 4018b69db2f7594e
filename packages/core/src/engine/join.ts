import type { OrganizationCounts, OrgkitEvent } from '../model/event'
import { mustChooseOrganization } from '../rules/session'
import type { RoleKey } from '../model/role'
import { ofUser } from './audit'
import { countsOf } from './invitation-facts'
import type { Scene } from './scene'
import type { MembershipRow, OrganizationRow, UserRow } from './store'
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

/** Makes the user a member. Whether they may be is asked before. */
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
  const joined = { ...organization, memberCount: organization.memberCount + 1 }
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
    await tell(
      { type: 'membership.created', organizationId, userId: user.id, membership: view, counts },
      ofUser(user, { after: { role: roleSummary(instance, membership.roleKey).name } }),
    ),
  ]
  if (mustChooseOrganization({ settings, organizationCount: user.organizationCount })) {
    const taskKey = 'choose-organization'
    events.push(await tell({ type: 'session_task.completed', userId: user.id, taskKey }))
  }
  return { organization: joined, membership, counts, isFirstMember, events }
}
