import {
  type ActiveOrganization,
  has,
  type Invitation,
  type InvitationEvent,
  type Member,
  type OrganizationEvent,
  type OrgkitEvent,
  type Page,
  type Session,
  type UserInvitation,
  type UserMembership,
} from '@orgkit/core'
import type { Cache } from './cache'
import { askAgain, isFetching, mapRows, patchRows } from './cached-rows'
import {
  applyToSession,
  isOwnAcceptance,
  isOwnEnd,
  isOwnRole,
  patchPage,
  renamed,
  roleChange,
  type RoleChange,
  withRole,
} from './events'
import type { EnrollmentEvent, ToldEnrollment } from './enrollment-events'
import type { Orgkit } from './orgkit'
import { applyOwnToLists, newEvents, updateSessions } from './own-events'

/**
 * The one place that knows which cached data an event touches. Takes the events of a write's answer and live ones alike, each
 * once, however often it comes. Not a method of the cache: what only reads does without it. `active`: the organization as it is
 * after all of them, where the answer brought it; the session is then not asked for what the events leave out. A promise, which never
 * rejects, where some of it comes late.
 */
export function applyEvents(
  orgkit: Orgkit,
  events: readonly OrgkitEvent[],
  active?: ActiveOrganization,
): void | Promise<void> {
  const { cache } = orgkit
  const news = newEvents(cache, events)
  if (news.length === 0) return
  const enrolling: ToldEnrollment[] = []
  // An answer on its way may be older than these.
  void cache.queryClient.invalidateQueries({ queryKey: cache.keys.sessions, predicate: isFetching })
  let isSessionOld = false
  for (const event of news) {
    const isLate = 'organizationId' in event && isOvertaken(cache, event)
    const before = cache.session()?.session
    updateSessions(cache, (answer) => applyToSession(answer, event, isLate))
    applyOwnToLists(cache, event)
    if (!before) continue
    const { user } = before
    if ('organizationId' in event) {
      applyToOrganization(orgkit, before, event, { isLate, onSessionOld: () => (isSessionOld = true) })
    }
    if ('invitation' in event && isOwnAcceptance(event, user))
      takeAnswered(cache, user.id, event.invitation.id)
    if (event.type === 'user_invitation.declined') takeAnswered(cache, user.id, event.invitationId)
    if (isOfEnrollment(event)) enrolling.push({ event, isLate })
  }
  const here = cache.session()?.session?.active?.organization.id
  if (active && active.organization.id === here) {
    updateSessions(cache, ({ session, ...rest }) => ({ ...rest, session: session && { ...session, active } }))
  } else if (isSessionOld) {
    // Once, however many of them ask for it.
    void cache.queryClient.invalidateQueries({ queryKey: cache.keys.sessions })
  }
  if (enrolling.length > 0) return applyEnrollmentLate(cache, enrolling)
}

/** What domains and requests touch comes late: most pages have neither, and none of them waits for it. */
async function applyEnrollmentLate(cache: Cache, told: readonly ToldEnrollment[]): Promise<void> {
  const userId = cache.userId()
  const effects = await import('./enrollment-events').catch(() => null)
  if (userId === null || userId !== cache.userId()) return
  if (effects) return effects.applyEnrollment(cache, userId, told)
  // It did not come: whatever they may have touched is asked for again.
  cache.askAgain()
}

function isOfEnrollment(event: OrgkitEvent): event is EnrollmentEvent {
  return 'domain' in event || 'request' in event || event.type.startsWith('user_suggestion')
}

interface Told {
  isLate: boolean
  /** Called where the event changes what it does not bring. */
  onSessionOld: () => void
}

/** `session`: as it was before the event. */
function applyToOrganization(
  orgkit: Orgkit,
  { user, active }: Session,
  event: OrganizationEvent,
  { isLate, onSessionOld }: Told,
): void {
  const { cache } = orgkit
  const { organizationId } = event
  const here = active?.organization.id === organizationId ? active : null
  if (isOwnEnd(event, user.id) && !isLate) {
    leave(orgkit, user.id, organizationId, here !== null)
  } else if (event.type === 'organization.updated') {
    patchMemberships(cache, user.id, organizationId, renamed(event.organization))
    // Whether it may be deleted is a rule's answer, which the event does not bring.
    if (here && here.organization.membersMayDelete !== event.organization.membersMayDelete) onSessionOld()
  } else if ('invitation' in event) {
    applyToInvitations(cache, user.id, event, isLate)
  } else if ('offer' in event) {
    if (here && (isLate || event.type === 'administration.accepted')) onSessionOld()
  } else if (event.type === 'membership.created' || event.type === 'membership.deleted') {
    const queryKey = cache.keys.list(user.id, organizationId, 'members')
    if (event.type === 'membership.deleted' && !isLate) {
      mapRows<Member>(cache.queryClient, queryKey, (row) => (row.user.id === event.userId ? [] : [row]))
    }
    askAgain(cache.queryClient, queryKey)
  } else if (event.type === 'membership.role_changed' || event.type.startsWith('role')) {
    const change = roleChange(event)
    applyToRoles(cache, user.id, event, change, isLate)
    if (here && change && (isLate || isOwnRole(here, user.id, change))) onSessionOld()
  }
}

/** Whether a later event of its organization came first; if not, this is now the last one. */
function isOvertaken({ sequences }: Cache, { organizationId, sequence }: OrganizationEvent): boolean {
  if (sequence < (sequences.get(organizationId) ?? 0)) return true
  sequences.set(organizationId, sequence)
  return false
}

function patchMemberships(
  { queryClient, keys }: Cache,
  userId: string,
  organizationId: string,
  change: (row: UserMembership) => UserMembership,
) {
  queryClient.setQueriesData<Page<UserMembership> | Page<UserMembership>[]>(
    { queryKey: keys.memberships(userId) },
    (data) => {
      const patch = (page: Page<UserMembership>) => patchPage(page, organizationId, change)
      return Array.isArray(data) ? data.map(patch) : data && patch(data)
    },
  )
}

function applyToInvitations(
  { queryClient, keys }: Cache,
  userId: string,
  { type, organizationId, invitation }: InvitationEvent,
  isLate: boolean,
) {
  patchRows<Invitation>(queryClient, keys.list(userId, organizationId, 'invitations'), {
    isMoving: type === 'invitation.created' || isLate,
    filter: 'status',
    change: (row) => (row.id === invitation.id ? invitation : row),
  })
}

/** Who holds another role, or the same one with other permissions; and the roles themselves, where those changed. */
function applyToRoles(
  cache: Cache,
  userId: string,
  { type, organizationId }: OrganizationEvent,
  change: RoleChange | undefined,
  isLate: boolean,
) {
  const { queryClient, keys } = cache
  if (type !== 'membership.role_changed') {
    askAgain(queryClient, keys.list(userId, organizationId, 'roles'))
    // Invitations name their role, and a role that is gone gave its open ones to another.
    if (type !== 'role.created') askAgain(queryClient, keys.list(userId, organizationId, 'invitations'))
  }
  if (!change) return
  if (!isLate) patchMemberships(cache, userId, organizationId, withRole(change, userId))
  patchRows<Member>(queryClient, keys.list(userId, organizationId, 'members'), {
    isMoving: isLate,
    filter: 'roleKey',
    change: (row) => {
      const isAdministrator = has(change, { permission: 'org:sys_memberships:manage' })
      return change.isOf(row.user.id, row.role.key) ? { ...row, role: change.role, isAdministrator } : row
    },
  })
}

/** An invitation that the user answered waits no longer. */
function takeAnswered(cache: Cache, userId: string, id: string) {
  const { queryClient, keys } = cache
  const queryKey = keys.list(userId, null, 'invitations')
  mapRows<UserInvitation>(queryClient, queryKey, (row) => (row.id === id ? [] : [row]))
  // With none left the list is not asked for any more; else only an answer that is on its way could bring it back.
  if (cache.session()?.session?.invitationCount === 0) cache.drop(queryKey)
  else askAgain(queryClient, queryKey, () => false)
}

/** The user is no member any more: nothing of the organization is kept or shown, and the session is asked again. */
function leave({ cache, scope, tab }: Orgkit, userId: string, organizationId: string, isHere: boolean) {
  const { queryClient, keys } = cache
  if (isHere) {
    // An earlier getSession, still on its way, would bring the organization back.
    tab.generation++
    tab.wish = null
    scope.write(null, userId)
  }
  cache.dropOrganization(userId, organizationId)
  void queryClient.invalidateQueries({ queryKey: keys.memberships(userId) })
  void queryClient.invalidateQueries({ queryKey: keys.sessions })
}
