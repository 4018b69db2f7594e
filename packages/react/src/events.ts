import {
  type ActiveOrganization,
  addressKey,
  type Organization,
  type OrganizationSummary,
  type OrgkitEvent,
  type Page,
  seatLimit,
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
    const change = { memberships: patchPage(memberships, organization) }
    return here
      ? { ...change, active: patchActive(here, { ...organization, ...(isLate && countsOf(here)) }) }
      : change
  }
  if (event.type === 'membership.deleted' && event.userId === user.id) {
    // Late: the user has come back since.
    if (isLate) return undefined
    return { active: here ? null : active, memberships: removeFrom(memberships, event.organizationId) }
  }
  const counted = here && !isLate && 'counts' in event && { active: patchActive(here, event.counts) }
  if (isOwnAcceptance(event, user)) return { ...counted, ...oneFewer }
  return counted || undefined
}

/** The active organization with what changed in it, and the seats that are left. */
function patchActive(active: ActiveOrganization, change: Partial<Organization>): ActiveOrganization {
  const organization = { ...active.organization, ...change }
  const members = seatLimit(organization, active.limits.members.maximum)
  return { ...active, organization, limits: { ...active.limits, members } }
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

/** The page with an organization's new name, slug and picture. Its row stays where it is until the next answer. */
export function patchPage(
  page: Page<UserMembership>,
  { id, name, slug, imageUrl }: OrganizationSummary,
): Page<UserMembership> {
  const organization = { id, name, slug, imageUrl }
  return {
    ...page,
    items: page.items.map((item) => (item.organization.id === id ? { ...item, organization } : item)),
  }
}
