import {
  type ActiveOrganization,
  addressKey,
  type AdministrationEvent,
  has,
  type Organization,
  type OrganizationSummary,
  type OrgkitEvent,
  type Page,
  type Permission,
  recount,
  type RoleSummary,
  type Session,
  type SessionAnswer,
  type User,
  type UserMembership,
} from '@orgkit/core'
import { applyOwnToSession } from './own-events'

/**
 * The session's data after an event; `undefined`: it does not touch it. Pure. Counting events must come once: `applyEvents`
 * sees to that. `isLate`: a later event of its organization came first, so what it counts is old.
 */
export function applyToSession(
  answer: SessionAnswer,
  event: OrgkitEvent,
  isLate = false,
): SessionAnswer | undefined {
  const { session } = answer
  const change = session && changeOf(session, event, isLate)
  const changed = change ? { ...answer, session: { ...session, ...change } } : undefined
  return applyOwnToSession(changed ?? answer, event) ?? changed
}

function changeOf(session: Session, event: OrgkitEvent, isLate: boolean): Partial<Session> | undefined {
  const { active, invitationCount, memberships, user } = session
  const oneFewer = { invitationCount: Math.max(0, invitationCount - 1) }
  if (event.type === 'user_invitation.declined') return event.userId === user.id ? oneFewer : undefined
  if (!('organizationId' in event)) return undefined
  const here = active?.organization.id === event.organizationId ? active : null
  if (event.type === 'organization.updated') {
    const { organization } = event
    if (here && organization.version < here.organization.version) return undefined
    const change = { memberships: patchPage(memberships, organization.id, renamed(organization)) }
    return here
      ? { ...change, active: patchActive(here, { ...organization, ...(isLate && countsOf(here)) }) }
      : change
  }
  if (isOwnEnd(event, user.id)) {
    // Late: the user has come back since.
    if (isLate) return undefined
    return { active: here ? null : active, memberships: removeFrom(memberships, event.organizationId) }
  }
  if ('offer' in event) return here && !isLate ? { active: patchOffers(here, event, user.id) } : undefined
  const change = roleChange(event)
  if (change) return isLate ? undefined : changeRole(session, event.organizationId, change)
  const counted = here &&
    !isLate &&
    'counts' in event && { active: patchActive(withoutGone(here, event), event.counts) }
  if (isOwnAcceptance(event, user)) return { ...counted, ...oneFewer }
  return counted || undefined
}

/** The active organization with what changed in it, and the seats that are left. */
function patchActive(active: ActiveOrganization, change: Partial<Organization>): ActiveOrganization {
  const organization = { ...active.organization, ...change }
  const { memberCount, pendingInvitationCount } = organization
  const { inviteMember, addMember } = active.limits
  const limits = {
    ...active.limits,
    inviteMember: recount(inviteMember, memberCount + pendingInvitationCount, 'seat_limit_reached'),
    addMember: recount(addMember, memberCount, 'seat_limit_reached'),
  }
  return { ...active, organization, limits }
}

/** Each administrator has one open offer at most: a new one takes its place, and any end of it takes it away. */
function patchOffers(
  active: ActiveOrganization,
  { type, offer }: AdministrationEvent,
  userId: string,
): ActiveOrganization {
  const others = active.administrationOffers.filter(({ from }) => from.id !== offer.from.id)
  const isOpen = type === 'administration.offered' && [offer.from.id, offer.to.id].includes(userId)
  return { ...active, administrationOffers: isOpen ? [...others, offer] : others }
}

/** Whoever is a member no more neither hands over nor takes over. */
function withoutGone(active: ActiveOrganization, event: OrgkitEvent): ActiveOrganization {
  if (event.type !== 'membership.deleted') return active
  const administrationOffers = active.administrationOffers.filter(
    ({ from, to }) => from.id !== event.userId && to.id !== event.userId,
  )
  return { ...active, administrationOffers }
}

/** What is handed over is the role that the giver holds; it ends where they get another, or that administrates no more. */
function offersAfter(
  { administrationOffers }: ActiveOrganization,
  { role, permissions, isOf, isMoved }: RoleChange,
) {
  const isAdministrator = has({ role, permissions }, { permission: 'org:sys_memberships:manage' })
  return administrationOffers.flatMap((offer) => {
    if (!isOf(offer.from.id, offer.role.key)) return [offer]
    return isAdministrator && !isMoved ? [{ ...offer, role }] : []
  })
}

/** Whether it ends the user's own membership: they leave, are removed, or the organization is gone. */
export function isOwnEnd(event: OrgkitEvent, userId: string): boolean {
  return (
    event.type === 'organization.deleted' || (event.type === 'membership.deleted' && event.userId === userId)
  )
}

/** What those hold after an event whose role it changed. */
export interface RoleChange {
  role: RoleSummary
  permissions: readonly Permission[]
  /** Whether it is about this member, by the role that they held until now. */
  isOf: (userId: string, roleKey: string) => boolean
  /** The member got another role, rather than the role other permissions. */
  isMoved?: boolean
}

export function roleChange(event: OrgkitEvent): RoleChange | undefined {
  if (event.type === 'membership.role_changed') {
    const { membership, permissions } = event
    return { role: membership.role, permissions, isOf: (userId) => userId === event.userId, isMoved: true }
  }
  const isDeleted = event.type === 'role.deleted'
  const role = isDeleted ? event.replacement : event.type === 'role.updated' ? event.role : null
  if (!role) return undefined
  const { key, name, permissions } = role
  const heldKey = isDeleted ? event.roleKey : key
  return { role: { key, name }, permissions, isOf: (_, roleKey) => roleKey === heldKey }
}

function changeRole(
  { active, memberships, user }: Session,
  organizationId: string,
  change: RoleChange,
): Partial<Session> | undefined {
  const changed = { memberships: patchPage(memberships, organizationId, withRole(change, user.id)) }
  if (active?.organization.id !== organizationId) return changed
  const { role, permissions } = change
  const membership = isOwnRole(active, user.id, change)
    ? { ...active.membership, role, permissions }
    : active.membership
  return { ...changed, active: { ...active, membership, administrationOffers: offersAfter(active, change) } }
}

/** Whether it changes what the user may do where they work. */
export function isOwnRole({ membership }: ActiveOrganization, userId: string, { isOf }: RoleChange): boolean {
  return isOf(userId, membership.role.key)
}

/** A row with a role: that of a change, if it is about this user. */
export function withRole({ role, isOf }: RoleChange, userId: string) {
  return <Row extends { role: RoleSummary }>(row: Row): Row =>
    isOf(userId, row.role.key) ? { ...row, role } : row
}

function countsOf({ organization: { memberCount, pendingInvitationCount } }: ActiveOrganization) {
  return { memberCount, pendingInvitationCount }
}

/** Whether the user accepted an invitation that `invitationCount` counts: one to a verified address of theirs. */
export function isOwnAcceptance(event: OrgkitEvent, { id, emails }: User): boolean {
  if (event.type !== 'invitation.accepted') return false
  const key = addressKey(event.invitation.emailAddress)
  return (
    event.actorUserId === id &&
    emails.some(({ address, verified }) => verified && addressKey(address) === key)
  )
}

/** The page without an organization, which is counted out as well where it stands beyond the end of the page. */
function removeFrom(page: Page<UserMembership>, organizationId: string): Page<UserMembership> {
  const items = page.items.filter((item) => item.organization.id !== organizationId)
  const isCounted = items.length < page.items.length || page.nextCursor !== null
  return { ...page, items, totalCount: page.totalCount - (isCounted ? 1 : 0) }
}

/** The page with what changed in the user's membership of an organization. Its row stays where it is until the next answer. */
export function patchPage(
  page: Page<UserMembership>,
  organizationId: string,
  change: (row: UserMembership) => UserMembership,
): Page<UserMembership> {
  const items = page.items.map((row) => (row.organization.id === organizationId ? change(row) : row))
  return { ...page, items }
}

/** A row with an organization's new name, slug and picture. */
export function renamed({ id, name, slug, imageUrl }: OrganizationSummary) {
  return (row: UserMembership): UserMembership => ({ ...row, organization: { id, name, slug, imageUrl } })
}
