import {
  nameKey,
  type OrgkitEvent,
  type Page,
  recount,
  type Session,
  type SessionAnswer,
  type UserMembership,
} from '@orgkit/core'
import type { Cache } from './cache'

/**
 * The part of `applyEvents` that suffices for the answers to switching and creating: they tell of nothing but the user's own
 * new membership. A page without members and invitations does without the rest.
 */
export function applyOwnEvents(cache: Cache, events: readonly OrgkitEvent[]): void {
  for (const event of newEvents(cache, events)) {
    updateSessions(cache, (answer) => applyOwnToSession(answer, event))
    applyOwnToLists(cache, event)
  }
}

/** Each event once, however often it comes: of a write's answer and of live ones the first. */
export function newEvents({ appliedIds }: Cache, events: readonly OrgkitEvent[]): readonly OrgkitEvent[] {
  return events.filter(({ id }) => !appliedIds.has(id) && appliedIds.add(id))
}

/** `undefined`: nothing changes. */
export function updateSessions(
  { keys, queryClient }: Cache,
  change: (answer: SessionAnswer) => SessionAnswer | undefined,
): void {
  queryClient.setQueriesData<SessionAnswer>({ queryKey: keys.sessions }, (answer) => answer && change(answer))
}

export function applyOwnToLists(cache: Cache, event: OrgkitEvent): void {
  const userId = cache.userId()
  if (event.type === 'organization.created') cache.drop(cache.keys.slug(userId))
  if (event.type === 'membership.created' && event.userId === userId) {
    void cache.queryClient.invalidateQueries({ queryKey: cache.keys.memberships(userId) })
  }
}

/** See `applyToSession`. */
export function applyOwnToSession(answer: SessionAnswer, event: OrgkitEvent): SessionAnswer | undefined {
  const { session } = answer
  const change = session && changeOf(session, event)
  return change ? { ...answer, session: { ...session, ...change } } : undefined
}

function changeOf(session: Session, event: OrgkitEvent): Partial<Session> | undefined {
  const { limits, memberships, user } = session
  // What happened to somebody else is not in a session.
  const userId = 'userId' in event ? event.userId : event.actorUserId
  if (userId !== user.id) return undefined
  switch (event.type) {
    case 'organization.created': {
      const { createOrganization } = limits
      return {
        limits: {
          ...limits,
          createOrganization: recount(
            createOrganization,
            createOrganization.used + 1,
            'creation_limit_reached',
          ),
        },
      }
    }
    case 'membership.created':
      return { memberships: insertInto(memberships, event.membership) }
    case 'session_task.completed': {
      const tasks = session.tasks.filter((task) => task.key !== event.taskKey)
      return { tasks, status: tasks.length > 0 ? 'pending' : 'active' }
    }
  }
}

/**
 * Puts a new membership where its name belongs; of equal names the newer organization comes last. Beyond the end of a page
 * that is not the last it is only counted.
 */
function insertInto(page: Page<UserMembership>, membership: UserMembership): Page<UserMembership> {
  const { items, nextCursor } = page
  const { id, name } = membership.organization
  if (items.some((item) => item.organization.id === id)) return page
  const key = nameKey(name)
  const index = items.findIndex((item) => nameKey(item.organization.name) > key)
  const at = index < 0 ? items.length : index
  const added = index < 0 && nextCursor !== null ? [] : [membership]
  return {
    ...page,
    totalCount: page.totalCount + 1,
    items: [...items.slice(0, at), ...added, ...items.slice(at)],
  }
}
