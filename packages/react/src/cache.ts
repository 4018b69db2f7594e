import type { Adapter, OrgkitEvent, Page, SessionAnswer, UserMembership } from '@orgkit/core'
import type { QueryClient } from '@tanstack/react-query'
import { applyToSession, patchPage } from './events'
import { idOf } from './query'

/** What a query of the user's organizations is about; a part of its key. */
export interface MembershipsKey {
  query?: string
  offset?: number
  /** Where the pages after the session's own begin, and how many of them are read. */
  after?: string | null
  pageCount?: number
}

/** Every key is built here, and carries the backend, the user and the organization. */
export function createKeys(adapter: Adapter, tab: object) {
  const root = ['orgkit', idOf(adapter)] as const
  const users = [...root, 'user'] as const
  const user = (userId: string | null) => [...users, userId] as const
  return {
    /** The sessions of all tabs that share a client: in a page that is one, in a test it may be two. */
    sessions: [...root, 'session'] as const,
    session: [...root, 'session', idOf(tab)] as const,
    users,
    /** Everything that is only true inside one organization. */
    organization: (userId: string | null, organizationId: string) =>
      [...user(userId), organizationId] as const,
    memberships: (userId: string | null, what?: MembershipsKey) =>
      [...user(userId), null, 'memberships', ...(what ? [what] : [])] as const,
    slug: (userId: string | null, slug?: string) =>
      [...user(userId), null, 'slug', ...(slug === undefined ? [] : [slug])] as const,
  }
}

export interface Cache {
  queryClient: QueryClient
  keys: ReturnType<typeof createKeys>
  /** This tab's session as it is known now. */
  session(): SessionAnswer | undefined
  userId(): string | null
  /**
   * The one place that knows which cached data an event touches. Takes the events of a write's answer and live ones alike,
   * each once, however often it comes.
   */
  apply(events: readonly OrgkitEvent[]): void
  /** Aborts what is under way for the organization, and forgets what is known of it. */
  dropOrganization(userId: string, organizationId: string): void
  /** Whatever is known of any user, but for the session itself. */
  dropUsers(): void
}

export function createCache(queryClient: QueryClient, adapter: Adapter): Cache {
  const keys = createKeys(adapter, {})
  // Short ids of one tab's events: nothing to ever clear.
  const seenIds = new Set<string>()

  const drop = (queryKey: readonly unknown[]) => {
    void queryClient.cancelQueries({ queryKey })
    queryClient.removeQueries({ queryKey })
  }

  const cache: Cache = {
    queryClient,
    keys,
    session: () => queryClient.getQueryData<SessionAnswer>(keys.session),
    userId: () => cache.session()?.session?.user.id ?? null,
    apply(events) {
      for (const event of events) {
        if (seenIds.has(event.id)) continue
        seenIds.add(event.id)
        queryClient.setQueriesData<SessionAnswer>(
          { queryKey: keys.sessions },
          (answer) => answer && applyToSession(answer, event),
        )
        applyToLists(event)
      }
    },
    dropOrganization: (userId, organizationId) => drop(keys.organization(userId, organizationId)),
    dropUsers: () => drop(keys.users),
  }

  /** Rows are patched in place; what moves rows is asked again where it is shown. */
  function applyToLists(event: OrgkitEvent) {
    const userId = cache.userId()
    const memberships = keys.memberships(userId)
    if (event.type === 'organization.created') drop(keys.slug(userId))
    if (event.type === 'membership.created' && event.userId === userId) {
      void queryClient.invalidateQueries({ queryKey: memberships })
    }
    if (event.type === 'organization.updated') {
      queryClient.setQueriesData<Page<UserMembership> | Page<UserMembership>[]>(
        { queryKey: memberships },
        (data) => {
          const patch = (page: Page<UserMembership>) => patchPage(page, event.organization)
          return Array.isArray(data) ? data.map(patch) : data && patch(data)
        },
      )
    }
  }

  return cache
}
