import type { Adapter, InvitationStatus, SessionAnswer } from '@orgkit/core'
import type { QueryClient } from '@tanstack/react-query'
import { idOf } from './query'

/** What a query of the user's organizations is about; a part of its key. */
export interface MembershipsKey {
  query?: string
  offset?: number
  /** Where the pages after the session's own begin, and how many of them are read. */
  after?: string | null
  pageCount?: number
}

/** What a query of an organization's invitations is about; a part of its key. */
export interface InvitationsKey {
  status?: InvitationStatus
}

/** What is listed under a user or an organization. `invitations` of a user: those that wait for an answer. */
export type Noun =
  'memberships' | 'members' | 'invitations' | 'roles' | 'preview' | 'suggestions' | 'domains' | 'requests'

/** Every key is built here, and carries the backend, the user and the organization. */
export function createKeys(adapter: Adapter, tab: object) {
  const root = ['orgkit', idOf(adapter)] as const
  const users = [...root, 'user'] as const
  const user = (userId: string | null) => [...users, userId] as const
  const list = (userId: string | null, organizationId: string | null, noun: Noun, what?: object) =>
    [...user(userId), organizationId, noun, ...(what ? [what] : [])] as const
  return {
    /** The sessions of all tabs that share a client: in a page that is one, in a test it may be two. */
    sessions: [...root, 'session'] as const,
    session: [...root, 'session', idOf(tab)] as const,
    users,
    /** Everything that is only true inside one organization. */
    organization: (userId: string | null, organizationId: string) =>
      [...user(userId), organizationId] as const,
    /** What an organization has, or (`null`) the user: all of it, or one question about it. */
    list,
    memberships: (userId: string | null, what?: MembershipsKey) => list(userId, null, 'memberships', what),
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
  /** Of the events that `applyEvents` has applied. Short ids of one tab's events: nothing to ever clear. */
  appliedIds: Set<string>
  /** Of each organization's events the last number that was applied: what an earlier one counts is old. */
  sequences: Map<string, number>
  drop(queryKey: readonly unknown[]): void
  /** Aborts what is under way for the organization, and forgets what is known of it. */
  dropOrganization(userId: string, organizationId: string): void
  /** Whatever is known of any user, but for the session itself. */
  dropUsers(): void
  /** Everything that is shown, and the rest once it is shown again. */
  askAgain(): void
}

export function createCache(queryClient: QueryClient, adapter: Adapter): Cache {
  const keys = createKeys(adapter, {})
  const drop = (queryKey: readonly unknown[]) => {
    // Whoever shows a query holds it, removed or not: it is emptied first, which gives up what is under way.
    for (const query of queryClient.getQueryCache().findAll({ queryKey })) query.reset()
    queryClient.removeQueries({ queryKey })
  }

  const cache: Cache = {
    queryClient,
    keys,
    session: () => queryClient.getQueryData<SessionAnswer>(keys.session),
    userId: () => cache.session()?.session?.user.id ?? null,
    appliedIds: new Set(),
    sequences: new Map(),
    drop,
    dropOrganization: (userId, organizationId) => drop(keys.organization(userId, organizationId)),
    dropUsers: () => drop(keys.users),
    askAgain() {
      for (const queryKey of [keys.sessions, keys.users]) void queryClient.invalidateQueries({ queryKey })
    },
  }

  return cache
}
