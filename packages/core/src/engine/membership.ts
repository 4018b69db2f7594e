import type { OrgkitEvent } from '../model/event'
import type { RoleKey } from '../model/role'
import { orThrow } from '../errors'
import { checkLeaveOrganization, checkRoleChange } from '../rules/member'
import { isAdministratorRole } from '../rules/role'
import { ofInvitation, ofUser } from './audit'
import { dismissAll } from './enrollment'
import { countsOf, factsReader, viewInvitation } from './invitation-facts'
import type { Scene } from './scene'
import type { InvitationRow, MembershipRow, OrganizationRow, Transaction, UserRow } from './store'
import { tellMembershipEnded } from './user-events'
import { roleOf, roleSummary, viewUserMembership } from './view'

/* What happens to a membership once it is there, from every door: its end, and another role. */

/** How many administrators the organization has. Counted under its lock. */
export function countAdministrators(
  tx: Transaction,
  { roles }: Scene['instance'],
  organizationId: string,
): Promise<number> {
  const roleKeys = roles.filter(isAdministratorRole).map(({ key }) => key)
  return tx.memberships.countByOrganization({ organizationId, words: [], roleKeys })
}

export interface Ended {
  organization: OrganizationRow
  events: OrgkitEvent[]
}

/** Ends a membership. Throws `last_administrator`. `user`, `organization`: under lock. */
export async function endMembership(
  scene: Scene,
  {
    organization,
    membership,
    user,
  }: { organization: OrganizationRow; membership: MembershipRow; user: UserRow },
): Promise<Ended> {
  const { tx, actor, instance, now, tell } = scene
  const organizationId = organization.id
  orThrow(
    checkLeaveOrganization({
      isAdministrator: isAdministratorRole(roleOf(instance, membership.roleKey)),
      administratorCount: await countAdministrators(tx, instance, organizationId),
      memberCount: organization.memberCount,
    }),
  )
  await tx.memberships.delete(organizationId, user.id)
  if (actor?.id !== user.id) await dismissAll(tx, user, organization)
  await tx.administrationOffers.deleteByUser(organizationId, user.id)
  await tx.users.update(user.id, {
    organizationCount: user.organizationCount - 1,
    ...(user.lastActiveOrganizationId === organizationId && { lastActiveOrganizationId: null }),
  })
  const left = { ...organization, memberCount: organization.memberCount - 1 }
  await tx.organizations.update(organizationId, { memberCount: left.memberCount })
  const dead = await revokeDead(scene, left, user.id)
  const counts = await countsOf(tx, dead.organization, now)
  const event = await tell(
    { type: 'membership.deleted', organizationId, userId: user.id, counts },
    ofUser(user, { before: { role: roleSummary(instance, membership.roleKey).name } }),
  )
  const own = await tellMembershipEnded(scene, user, organization)
  return { organization: dead.organization, events: [event, ...dead.events, ...own] }
}

export interface Changed extends Ended {
  membership: MembershipRow
}

/** Gives a member another role. Throws `last_administrator`. `organization`: under lock. */
export async function changeRole(
  scene: Scene,
  change: { organization: OrganizationRow; membership: MembershipRow; user: UserRow; roleKey: RoleKey },
): Promise<Changed> {
  const { tx, instance } = scene
  const { organization, membership, roleKey } = change
  orThrow(
    checkRoleChange({
      isAdministrator: isAdministratorRole(roleOf(instance, membership.roleKey)),
      becomesAdministrator: isAdministratorRole(roleOf(instance, roleKey)),
      administratorCount: await countAdministrators(tx, instance, organization.id),
    }),
  )
  return putRole(scene, change)
}

/** The same, past the rule: for two changes at once that keep it together. */
export async function putRole(
  scene: Scene,
  {
    organization,
    membership: before,
    user,
    roleKey,
  }: { organization: OrganizationRow; membership: MembershipRow; user: UserRow; roleKey: RoleKey },
): Promise<Changed> {
  const { tx, instance, tell } = scene
  if (before.roleKey === roleKey) return { organization, membership: before, events: [] }
  const organizationId = organization.id
  const membership = { ...before, roleKey }
  await tx.memberships.update(organizationId, user.id, { roleKey })
  // Whoever offered the role that they held has it no more to give.
  await tx.administrationOffers.delete(organizationId, user.id)
  const role = roleOf(instance, roleKey)
  const view = viewUserMembership({ ...membership, organization }, instance)
  const event = await tell(
    {
      type: 'membership.role_changed',
      organizationId,
      userId: user.id,
      membership: view,
      permissions: role.permissions,
    },
    ofUser(user, {
      before: { role: roleSummary(instance, before.roleKey).name },
      after: { role: role.name },
    }),
  )
  const dead = await revokeDead(scene, organization, user.id)
  const own = await tell({ type: 'user_membership.role_changed', userId: user.id, membership: view })
  return { organization: dead.organization, membership, events: [event, ...dead.events, own] }
}

/** Invitations that the user sent and could not send any more end: they grant nothing, and hold no seat. */
async function revokeDead(scene: Scene, organization: OrganizationRow, userId: string): Promise<Ended> {
  const sent = await scene.tx.invitations.listPendingByInviter(organization.id, userId)
  return revokeAmong(scene, organization, sent)
}

const revokedAtOnce = 100

/** The same for all of an organization, after one of its roles has changed. `scene.instance`: with the roles as they are now. */
export async function revokeAllDead(scene: Scene, organization: OrganizationRow): Promise<Ended> {
  const which = { organizationId: organization.id, status: 'pending', at: scene.now.toISOString() } as const
  const events: OrgkitEvent[] = []
  let left = organization
  let after: InvitationRow | undefined
  do {
    const page = { limit: revokedAtOnce, offset: 0, after: after ?? null }
    const rows = await scene.tx.invitations.list({ ...which, ...page })
    const ended = await revokeAmong(scene, left, rows)
    left = ended.organization
    events.push(...ended.events)
    after = rows[revokedAtOnce - 1]
  } while (after)
  return { organization: left, events }
}

async function revokeAmong(
  scene: Scene,
  organization: OrganizationRow,
  rows: readonly InvitationRow[],
): Promise<Ended> {
  const { tx, instance, now, tell } = scene
  const factsOf = factsReader(tx, instance, now)
  const events: OrgkitEvent[] = []
  let left = organization
  for (const row of rows) {
    const facts = await factsOf(row)
    if (facts.status !== 'revoked') continue
    await tx.invitations.update(row, { status: 'revoked' })
    left = { ...left, pendingInvitationCount: left.pendingInvitationCount - 1 }
    await tx.organizations.update(left.id, { pendingInvitationCount: left.pendingInvitationCount })
    const counts = await countsOf(tx, left, now)
    const invitation = viewInvitation(row, facts, instance)
    const audit = ofInvitation(row, { before: { status: 'pending' }, after: { status: 'revoked' } })
    events.push(
      await tell({ type: 'invitation.revoked', organizationId: left.id, invitation, counts }, audit),
    )
  }
  return { organization: left, events }
}
