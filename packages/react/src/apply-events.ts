import type {
  Invitation,
  InvitationEvent,
  OrganizationEvent,
  OrganizationSummary,
  OrgkitEvent,
  Page,
  UserInvitation,
  UserMembership,
} from '@orgkit/core'
import type { Query, QueryClient, QueryKey } from '@tanstack/react-query'
import type { Cache, InvitationsKey } from './cache'
import { applyToSession, isOwnAcceptance, patchPage } from './events'
import type { Orgkit } from './orgkit'
import { applyOwnToLists, newEvents, updateSessions } from './own-events'
import type { Pages } from './pages'

/**
 * The one place that knows which cached data an event touches. Takes the events of a write's answer and live ones alike, each
 * once, however often it comes. Not a method of the cache: what only reads does without it.
 */
export function applyEvents(orgkit: Orgkit, events: readonly OrgkitEvent[]): void {
  const { cache } = orgkit
  const news = newEvents(cache, events)
  if (news.length === 0) return
  // An answer on its way may be older than these.
  void cache.queryClient.invalidateQueries({ queryKey: cache.keys.sessions, predicate: isFetching })
  for (const event of news) {
    const isLate = 'organizationId' in event && isOvertaken(cache, event)
    const before = cache.session()?.session
    updateSessions(cache, (answer) => applyToSession(answer, event, isLate))
    applyOwnToLists(cache, event)
    if (!before) continue
    const { user, active } = before
    if (event.type === 'organization.updated') patchMemberships(cache, user.id, event.organization)
    else if ('invitation' in event) {
      applyToInvitations(cache, user.id, event, isLate)
      if (isOwnAcceptance(event, user)) takeAnswered(cache, user.id, event.invitation.id)
    } else if (event.type === 'user_invitation.declined') {
      takeAnswered(cache, user.id, event.invitationId)
    } else if (event.type === 'membership.created' || event.type === 'membership.deleted') {
      const { organizationId, userId } = event
      const queryKey = cache.keys.list(user.id, organizationId, 'members')
      if (event.type === 'membership.deleted' && userId === user.id && !isLate) {
        leave(orgkit, userId, organizationId, active?.organization.id === organizationId)
      } else askAgain(cache.queryClient, queryKey)
    }
  }
}

/** Whether a later event of its organization came first; if not, this is now the last one. */
function isOvertaken({ sequences }: Cache, { organizationId, sequence }: OrganizationEvent): boolean {
  if (sequence < (sequences.get(organizationId) ?? 0)) return true
  sequences.set(organizationId, sequence)
  return false
}

function patchMemberships({ queryClient, keys }: Cache, userId: string, organization: OrganizationSummary) {
  queryClient.setQueriesData<Page<UserMembership> | Page<UserMembership>[]>(
    { queryKey: keys.memberships(userId) },
    (data) => {
      const patch = (page: Page<UserMembership>) => patchPage(page, organization)
      return Array.isArray(data) ? data.map(patch) : data && patch(data)
    },
  )
}

/** Rows are patched in place; what moves rows, or takes them out of a filtered list, is asked again where it is shown. */
function applyToInvitations(
  { queryClient, keys }: Cache,
  userId: string,
  { type, organizationId, invitation }: InvitationEvent,
  isLate: boolean,
) {
  const queryKey = keys.list(userId, organizationId, 'invitations')
  const isMoving = type === 'invitation.created' || isLate
  if (!isMoving) {
    mapRows<Invitation>(queryClient, queryKey, (row) => [row.id === invitation.id ? invitation : row])
  }
  askAgain(
    queryClient,
    queryKey,
    (query) => isMoving || (query.queryKey.at(-1) as InvitationsKey).status !== undefined,
  )
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

/** `change` gives what takes a row's place; none: it is gone. */
function mapRows<Row>(queryClient: QueryClient, queryKey: QueryKey, change: (row: Row) => readonly Row[]) {
  queryClient.setQueriesData<Pages<Row>>({ queryKey }, (pages) => {
    if (!pages) return undefined
    const rowCount = (some: Pages<Row>) => some.reduce((sum, { items }) => sum + items.length, 0)
    const changed = pages.map((page) => ({ ...page, items: page.items.flatMap(change) }))
    const goneCount = rowCount(pages) - rowCount(changed)
    return changed.map((page) => ({ ...page, totalCount: page.totalCount - goneCount }))
  })
}

/** Asks lists again: those that `isMoved` names, and those whose answer is on its way and may be older than the event. */
function askAgain(
  queryClient: QueryClient,
  queryKey: QueryKey,
  isMoved: (query: Query) => boolean = () => true,
) {
  const asked = queryClient
    .getQueryCache()
    .findAll({ queryKey, predicate: (query) => isFetching(query) || isMoved(query) })
  // A first load would not begin anew by being asked again.
  for (const query of asked) if (isFetching(query) && query.state.data === undefined) query.reset()
  void queryClient.invalidateQueries({ queryKey, predicate: (query) => asked.includes(query) })
}

const isFetching = ({ state }: Query) => state.fetchStatus === 'fetching'
