import type {
  Domain,
  DomainEvent,
  MembershipRequest,
  MembershipRequestEvent,
  Session,
  Suggestion,
  UserSuggestionDismissedEvent,
  UserSuggestionEvent,
} from '@orgkit/core'
import type { QueryKey } from '@tanstack/react-query'
import type { Cache, Noun } from './cache'
import { askAgain, mapRows } from './cached-rows'
import { updateSessions } from './own-events'
import type { Pages } from './pages'

type SuggestionEvent = UserSuggestionEvent | UserSuggestionDismissedEvent

/** An event of a domain, or of what comes of one. */
export type EnrollmentEvent = DomainEvent | MembershipRequestEvent | SuggestionEvent

export interface ToldEnrollment {
  event: EnrollmentEvent
  /** A later event of its organization came first. */
  isLate: boolean
}

/** The part of `applyEvents` that is about domains, requests and suggestions. */
export function applyEnrollment(cache: Cache, userId: string, told: readonly ToldEnrollment[]): void {
  const { queryClient, keys } = cache
  // Each list is asked for once, however many events touch it: where rows came or moved, or an answer is on its way.
  const touched = new Map<string, { queryKey: QueryKey; isMoved: boolean }>()
  const touch = (organizationId: string | null, noun: Noun, isMoved: boolean) => {
    const queryKey = keys.list(userId, organizationId, noun)
    const id = JSON.stringify(queryKey)
    touched.set(id, { queryKey, isMoved: isMoved || touched.get(id)?.isMoved === true })
    return queryKey
  }
  let isSessionOld = false
  for (const { event, isLate } of told) {
    if ('domain' in event) {
      const queryKey = touch(event.organizationId, 'domains', isLate || event.type === 'domain.created')
      mapRows<Domain>(queryClient, queryKey, (row) => domainAfter(row, event))
    } else if ('request' in event) {
      const isCreated = event.type === 'membership_request.created'
      const requests = touch(event.organizationId, 'requests', isLate || isCreated)
      const domains = touch(event.organizationId, 'domains', isLate)
      if (isLate) continue
      if (!isCreated) {
        mapRows<MembershipRequest>(queryClient, requests, (row) =>
          row.user.id === event.request.user.id ? [] : [row],
        )
      }
      mapRows<Domain>(queryClient, domains, (row) => [countedAfter(row, event)])
      updateSessions(cache, ({ session, ...rest }) => ({
        ...rest,
        session: session && withRequestCount(session, event),
      }))
    } else if (event.userId === userId) {
      const row = suggestionRow(cache, userId, event)
      const queryKey = touch(null, 'suggestions', event.type === 'user_suggestion.updated' && !row)
      mapRows<Suggestion>(queryClient, queryKey, (each) => suggestionAfter(each, event))
      // Those that were declined are not counted. Whether it was one is seen in its row alone.
      if (!row) isSessionOld = true
      else if (isCounted(row) && !isCounted(suggestionOf(event))) {
        updateSessions(cache, ({ session, ...rest }) => ({ ...rest, session: session && oneFewer(session) }))
      }
    }
  }
  for (const { queryKey, isMoved } of touched.values()) askAgain(queryClient, queryKey, () => isMoved)
  if (isSessionOld) void queryClient.invalidateQueries({ queryKey: keys.sessions })
}

function domainAfter(row: Domain, { type, domain }: DomainEvent): readonly Domain[] {
  if (row.id !== domain.id) return [row]
  if (type === 'domain.deleted') return []
  return domain.version < row.version ? [row] : [domain]
}

function countedAfter(row: Domain, { type, request }: MembershipRequestEvent): Domain {
  if (row.name !== request.domainName) return row
  const change = type === 'membership_request.created' ? 1 : -1
  return { ...row, pendingRequestCount: Math.max(0, row.pendingRequestCount + change) }
}

function withRequestCount(session: Session, event: MembershipRequestEvent): Session {
  const { active } = session
  if (active?.organization.id !== event.organizationId) return session
  const organization = { ...active.organization, pendingRequestCount: event.pendingRequestCount }
  return { ...session, active: { ...active, organization } }
}

/** What an event leaves of a suggestion. */
function suggestionOf(event: SuggestionEvent): Suggestion | undefined {
  return event.type === 'user_suggestion.updated' ? event.suggestion : undefined
}

function suggestionAfter(row: Suggestion, event: SuggestionEvent): readonly Suggestion[] {
  const after = suggestionOf(event)
  if (row.id !== idOf(event)) return [row]
  return after ? [after] : []
}

/** The suggestion as it was before the event, where it is in a list. */
function suggestionRow(
  { queryClient, keys }: Cache,
  userId: string,
  event: SuggestionEvent,
): Suggestion | undefined {
  const lists = queryClient.getQueriesData<Pages<Suggestion>>({
    queryKey: keys.list(userId, null, 'suggestions'),
  })
  const id = idOf(event)
  return lists
    .flatMap(([, pages]) => pages?.flatMap(({ items }) => items) ?? [])
    .find((suggestion) => suggestion.id === id)
}

const isCounted = (suggestion: Suggestion | undefined) => suggestion && suggestion.status !== 'declined'

function oneFewer(session: Session): Session {
  return { ...session, suggestionCount: Math.max(0, session.suggestionCount - 1) }
}

const idOf = (event: SuggestionEvent) => ('suggestion' in event ? event.suggestion.id : event.suggestionId)
