import type { MembershipDeletedEvent, OrgkitEvent, Session, UserEvent } from '@orgkit/core'
import { applyEvents } from './apply-events'
import type { Cache } from './cache'
import type { Orgkit } from './orgkit'
import { newEvents } from './own-events'

/** What others did to the user: they took them in or removed them, and with that opened or closed the app. */
type OwnPlaceEvent = Extract<UserEvent, { type: `user_membership.${string}` | `session_task.${string}` }>

/**
 * Applies live events as those of a write's answer. What happened to the user's own place brings less than the session holds of it:
 * the session is asked again, once, and shows it as a whole. Where the tab knows already, by the answer to an own write, nothing
 * is asked.
 */
export function applyLiveEvents(orgkit: Orgkit, events: readonly OrgkitEvent[]): void {
  const { cache } = orgkit
  const session = cache.session()?.session
  const ofPlace = newEvents(cache, events.filter(isOfPlace)) as readonly OwnPlaceEvent[]
  const news = session ? ofPlace.filter((event) => isNews(session, event)) : []
  const others = events.filter((event) => !isOfPlace(event))
  applyEvents(orgkit, [...others, ...news.flatMap((event) => asEnd(cache, event))])
  if (news.length === 0) return
  const { queryClient, keys } = cache
  void queryClient.invalidateQueries({ queryKey: keys.memberships(cache.userId()) })
  // Unless it is being asked because of the others.
  if (!queryClient.getQueryState(keys.session)?.isInvalidated)
    void queryClient.invalidateQueries({ queryKey: keys.sessions })
}

function isOfPlace(event: OrgkitEvent): event is OwnPlaceEvent {
  return /^(user_membership|session_task)\./.test(event.type)
}

/** Whether the session says otherwise, or does not say. */
function isNews({ active, memberships, tasks }: Session, event: OwnPlaceEvent): boolean {
  if ('taskKey' in event) {
    const isOpen = tasks.some(({ key }) => key === event.taskKey)
    return isOpen === (event.type === 'session_task.completed')
  }
  const { id } = 'membership' in event ? event.membership.organization : event.organization
  const role =
    active?.organization.id === id
      ? active.membership.role
      : memberships.items.find(({ organization }) => organization.id === id)?.role
  if (event.type === 'user_membership.deleted') return role !== undefined || memberships.nextCursor !== null
  return (
    role === undefined ||
    (event.type === 'user_membership.role_changed' && role.key !== event.membership.role.key)
  )
}

/** To the tab it is as if the organization had told, which tells them nothing any more: nothing of it is kept or shown. */
function asEnd({ sequences }: Cache, event: OwnPlaceEvent): MembershipDeletedEvent[] {
  if (event.type !== 'user_membership.deleted') return []
  const { id, at, actorUserId, userId, organization } = event
  const sequence = sequences.get(organization.id) ?? 0
  const counts = { memberCount: 0, pendingInvitationCount: 0 }
  const type = 'membership.deleted'
  // With an id of its own: the event itself is marked as applied.
  return [
    { id: `${id} ${type}`, type, at, actorUserId, sequence, organizationId: organization.id, userId, counts },
  ]
}
