import { defaultPageSize, type Page, type SessionAnswer, type UserMembership } from '@orgkit/core'
import { useCallback, useMemo } from 'react'
import type { Orgkit } from './orgkit'
import { joinPages, loadInOrder, type PagesState, usePages } from './pages'
import { useSessionQuery } from './session'

/** The first page comes with the session; by name. */
export type UserMembershipsState = PagesState<UserMembership>

/** The session's first page and those after it, in order. None of these is asked for before the first `fetchNext`. */
export function useMembershipPages(orgkit: Orgkit): UserMembershipsState {
  const { adapter, cache, refetchSession } = orgkit
  const { data: first, error: sessionError, isLoadingError } = useSessionQuery(firstPageOf)
  const userId = first?.userId ?? null
  const after = first?.page.nextCursor ?? null
  const keyOf = (pageCount: number) => cache.keys.memberships(userId, { after, pageCount })
  const { pages, pageCount, setPageCount, error, isFetching, refetch } = usePages<UserMembership>(orgkit, {
    id: userId,
    firstCount: 0,
    isAsked: userId !== null && after !== null,
    keyOf,
    load: (count, signal) =>
      loadInOrder(orgkit, {
        keyOf,
        after,
        pageCount: count,
        signal,
        load: (page) => adapter.listUserMemberships({ limit: defaultPageSize, ...page }, { signal }),
      }),
  })
  const failure = error ?? (isLoadingError ? sessionError : null)
  const hasNextPage = (pages?.length ? pages.at(-1)!.nextCursor : after) !== null
  return {
    data: useMemo(
      () =>
        first ? (pages?.length ? joinPages([first.page, ...pages], idOf) : first.page.items) : noPage.items,
      [first, pages],
    ),
    count: first?.page.totalCount ?? 0,
    isLoading: !first && !isLoadingError,
    isFetching,
    isError: failure !== null,
    error: failure,
    hasNextPage,
    fetchNext: useCallback(() => {
      if (error) void refetch()
      else if (hasNextPage && !isFetching) setPageCount(pageCount + 1)
    }, [error, refetch, hasNextPage, isFetching, setPageCount, pageCount]),
    revalidate: async () => {
      await Promise.all([refetchSession(), pageCount > 0 && refetch()])
    },
  }
}

const idOf = ({ organization }: UserMembership) => organization.id

/** The page of the user's organizations that comes with the session. */
export function firstPageOf({ session }: SessionAnswer): {
  userId: string | null
  page: Page<UserMembership>
} {
  return session ? { userId: session.user.id, page: session.memberships } : { userId: null, page: noPage }
}

const noPage: Page<UserMembership> = { items: [], nextCursor: null, totalCount: 0 }
