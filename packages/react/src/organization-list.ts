import {
  defaultPageSize,
  type OrgkitError,
  type Page,
  type SessionAnswer,
  type UserMembership,
} from '@orgkit/core'
import { useCallback, useMemo, useState } from 'react'
import { useOrgkit } from './context'
import { createOrganization, type CreateOrganization } from './organization'
import type { Orgkit } from './orgkit'
import { useRead } from './read'
import { useSessionQuery } from './session'
import { switchOrganization, type SwitchOptions, type SwitchResult } from './switch'

export interface UserMembershipsState {
  /** What is loaded, by name: the first page comes with the session. */
  data: readonly UserMembership[]
  /** How many there are in all. */
  count: number
  /** Nothing is there to show yet. */
  isLoading: boolean
  isFetching: boolean
  isError: boolean
  error: OrgkitError | null
  hasNextPage: boolean
  /** Loads the next page, or tries a failed one again; does nothing while one is on its way. */
  fetchNext: () => void
  revalidate: () => Promise<void>
}

export interface OrganizationListState {
  isLoaded: boolean
  /** See `useCreateOrganization`, which also knows whether it is under way. */
  createOrganization: CreateOrganization
  /** See `useSwitchOrganization`, which also knows whether it is under way. `null`: the personal account. */
  setActive: (wish: { organization: string | null } & SwitchOptions) => Promise<SwitchResult>
  userMemberships: UserMembershipsState
}

/** The organizations that the signed-in user belongs to, page by page. */
export function useOrganizationList(): OrganizationListState {
  const orgkit = useOrgkit('useOrganizationList')
  const { data: first } = useSessionQuery(firstPageOf)
  return {
    isLoaded: first !== undefined,
    createOrganization: useCallback((...call) => createOrganization(orgkit, ...call), [orgkit]),
    setActive: useCallback(
      ({ organization, ...options }) => switchOrganization(orgkit, organization, options),
      [orgkit],
    ),
    userMemberships: useMembershipPages(orgkit),
  }
}

/** The session's first page and those after it, in order. None of these is asked for before the first `fetchNext`. */
export function useMembershipPages(orgkit: Orgkit): UserMembershipsState {
  const { adapter, cache, ask, refetchSession } = orgkit
  const { data: first, error: sessionError, isLoadingError } = useSessionQuery(firstPageOf)
  const userId = first?.userId ?? null
  const after = first?.page.nextCursor ?? null
  const [wanted, setWanted] = useState({ userId, pageCount: 0 })
  const pageCount = wanted.userId === userId ? wanted.pageCount : 0
  const { data, error, isFetching, refetch } = useRead<Pages>(cache.queryClient, {
    queryKey: cache.keys.memberships(userId, { after, pageCount }),
    queryFn: async ({ signal }) => {
      const shorter = cache.queryClient.getQueryState<Pages>(
        cache.keys.memberships(userId, { after, pageCount: pageCount - 1 }),
      )
      let pages = (!shorter?.isInvalidated && shorter?.data) || []
      for (
        let cursor = pages.length > 0 ? pages.at(-1)!.nextCursor : after;
        cursor && pages.length < pageCount;
      ) {
        const page = await ask(adapter.listUserMemberships({ limit: defaultPageSize, cursor }, { signal }))
        pages = [...pages, page]
        cursor = page.nextCursor
      }
      return pages
    },
    enabled: userId !== null && pageCount > 0 && after !== null,
    // While the next page comes, or when the first one ends elsewhere than before, the rows stay.
    placeholderData: (pages, query) => (query?.queryKey[3] === userId && after ? pages : undefined),
  })
  const failure = error ?? (isLoadingError ? sessionError : null)
  const hasNextPage = (data?.length ? data.at(-1)!.nextCursor : after) !== null
  return {
    data: useMemo(() => joinPages(first?.page, data), [first, data]),
    count: first?.page.totalCount ?? 0,
    isLoading: !first && !isLoadingError,
    isFetching,
    isError: failure !== null,
    error: failure,
    hasNextPage,
    fetchNext: useCallback(() => {
      if (error) void refetch()
      else if (hasNextPage && !isFetching) setWanted({ userId, pageCount: pageCount + 1 })
    }, [error, refetch, hasNextPage, isFetching, userId, pageCount]),
    revalidate: async () => {
      await Promise.all([refetchSession(), pageCount > 0 && refetch()])
    },
  }
}

type Pages = readonly Page<UserMembership>[]

const noMemberships: readonly UserMembership[] = []

function joinPages(first?: Page<UserMembership>, rest: Pages = []): readonly UserMembership[] {
  if (!first) return noMemberships
  if (rest.length === 0) return first.items
  // A page can shift while it is read: whoever appears twice is shown once.
  const byId = new Map(
    [first, ...rest].flatMap((page) => page.items.map((item) => [item.organization.id, item])),
  )
  return [...byId.values()]
}

/** The page of the user's organizations that comes with the session. */
export function firstPageOf({ session }: SessionAnswer): {
  userId: string | null
  page: Page<UserMembership>
} {
  return session ? { userId: session.user.id, page: session.memberships } : { userId: null, page: noPage }
}

const noPage: Page<UserMembership> = { items: [], nextCursor: null, totalCount: 0 }
