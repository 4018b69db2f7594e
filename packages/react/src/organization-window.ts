import {
  defaultPageSize,
  matchesWords,
  maximumOffset,
  type OrgkitError,
  type Page,
  searchKey,
  searchWords,
  type UserMembership,
} from '@orgkit/core'
import { useEffect, useMemo } from 'react'
import { ask } from './ask'
import { useOrgkit } from './context'
import { firstPageOf, useMembershipPages } from './membership-pages'
import type { Orgkit } from './orgkit'
import { useRead } from './read'
import { useRested } from './rested'
import { useSessionQuery } from './session'
import { useTypedQuery } from './typed-query'

export interface OrganizationWindowInput {
  /** Beginnings of words in the name or slug; asked 150 ms after the last change. @default '' */
  query?: string
  /** Index of the first row that is shown. @default 0 */
  first?: number
  /** Index of the last row that is shown. @default first */
  last?: number
}

export interface OrganizationWindow {
  /** Rows that can be reached by scrolling: the height of the list. */
  count: number
  /** How many there are in all under this search; more than `count` when `isCapped`. */
  totalCount: number
  /** The list is longer than anyone may jump (offset 10,000): “search to find more”. */
  isCapped: boolean
  /** The backend cannot search, so `query` looked through what is loaded and nothing else. */
  isPartial: boolean
  /** `undefined`: not loaded yet, show a skeleton row. */
  itemAt: (index: number) => UserMembership | undefined
  /** Nothing is there to show yet. */
  isLoading: boolean
  /** Something is on its way, the rows of an earlier search still standing. */
  isFetching: boolean
  error: OrgkitError | null
  refetch: () => void
}

/** Milliseconds after the last scrolled page until the backend is asked. */
const scrollRest = 60

/**
 * The user's organizations as a list that people jump in, for virtual scrolling: name the rows that are shown, and draw
 * `itemAt`. Opening it costs no request: the first page comes with the session. Where the backend has no offset, pages are
 * loaded in order up to `last`.
 */
export function useOrganizationWindow({
  query = '',
  first = 0,
  last = first,
}: OrganizationWindowInput = {}): OrganizationWindow {
  const orgkit = useOrgkit('useOrganizationWindow')
  const { offset, search } = orgkit.adapter.capabilities
  const jumping = useJumpingWindow(orgkit, { query, first, last, isOff: !offset || !search })
  const inOrder = useWindowInOrder(orgkit, { query, last, isOff: offset && search })
  return offset && search ? jumping : inOrder
}

interface WindowState {
  query: string
  first: number
  last: number
  isOff: boolean
}

/** Three queries: page 0 for the count, the page of the first row and that of the last. Equal keys share a request. */
function useJumpingWindow(orgkit: Orgkit, { query, first, last, isOff }: WindowState): OrganizationWindow {
  const { queryClient, keys } = orgkit.cache
  const session = useSessionQuery(firstPageOf)
  const userId = session.data?.userId ?? null
  const { text, isTyping } = useTypedQuery(query)
  const own = session.data?.page
  // A backend may put fewer rows into the session than a page has.
  const isOwnPage =
    text === '' && own !== undefined && own.items.length >= Math.min(defaultPageSize, own.totalCount)

  const pageOf = (row: number) => Math.floor(Math.min(Math.max(row, 0), maximumOffset) / defaultPageSize)
  const firstPage = pageOf(first)
  const lastPage = pageOf(last)
  const isRested = useRested(`${firstPage} ${lastPage}`, scrollRest) === `${firstPage} ${lastPage}`
  const isAsking = userId !== null && !isOff

  const start = usePage(orgkit, userId, text, 0, isAsking && !isOwnPage, own)
  const zero = isOwnPage ? own : start.data
  // Beside the rows of an earlier search there is nothing of this one to jump to.
  const isJumping = isAsking && isRested && !(start.isPlaceholderData && !isOwnPage)
  const upper = usePage(orgkit, userId, text, firstPage, isJumping && firstPage > 0)
  const lower = usePage(orgkit, userId, text, lastPage, isJumping && lastPage > 0)

  const totalCount = zero?.totalCount ?? 0
  const count = Math.min(totalCount, maximumOffset + defaultPageSize)
  const itemAt = useMemo(() => {
    const pages = new Map([
      [firstPage, upper.data],
      [lastPage, lower.data],
      [0, zero],
    ])
    // A row that is drawn although it was scrolled away, as the one under a cursor, is still in the cache.
    const earlier = (page: number) =>
      queryClient.getQueryData<Page<UserMembership>>(
        keys.memberships(userId, { query: text, offset: page * defaultPageSize }),
      )
    return (index: number) => {
      const page = Math.floor(index / defaultPageSize)
      return (pages.get(page) ?? earlier(page))?.items[index % defaultPageSize]
    }
  }, [queryClient, keys, userId, text, firstPage, lastPage, upper.data, lower.data, zero])

  const failed = [start, upper, lower].filter((page) => page.error)
  const error = (session.isLoadingError ? session.error : null) ?? failed[0]?.error ?? null
  return {
    count,
    totalCount,
    isCapped: totalCount > count,
    isPartial: false,
    itemAt,
    isLoading: zero === undefined && error === null,
    isFetching: isTyping || start.isFetching || upper.isFetching || lower.isFetching,
    error,
    refetch: () => {
      if (session.isLoadingError) void orgkit.refetchSession()
      for (const page of failed) void page.refetch()
    },
  }
}

function usePage(
  orgkit: Orgkit,
  userId: string | null,
  query: string,
  page: number,
  enabled: boolean,
  placeholder?: Page<UserMembership>,
) {
  const { adapter, cache } = orgkit
  const offset = page * defaultPageSize
  return useRead<Page<UserMembership>>(cache.queryClient, {
    queryKey: cache.keys.memberships(userId, { query, offset }),
    queryFn: ({ signal }) =>
      ask(
        orgkit,
        adapter.listUserMemberships({ limit: defaultPageSize, offset, ...(query && { query }) }, { signal }),
      ),
    enabled,
    placeholderData:
      placeholder &&
      ((before, from) => (from?.queryKey[3] === userId ? (before ?? placeholder) : placeholder)),
  })
}

/** Without offset the way to a row leads through all before it; without search, so does finding one. */
function useWindowInOrder(
  orgkit: Orgkit,
  { query, last, isOff }: Omit<WindowState, 'first'>,
): OrganizationWindow {
  const { data, count, isLoading, isFetching, error, hasNextPage, fetchNext, revalidate } =
    useMembershipPages(orgkit)
  const rested = useRested(last, scrollRest)
  const isWanted = !isOff && rested >= data.length && hasNextPage && !isFetching && error === null
  useEffect(() => {
    if (isWanted) fetchNext()
  }, [isWanted, fetchNext])
  const rows = useMemo(() => {
    if (query.trim() === '') return data
    const words = searchWords(query)
    // As a backend answers: punctuation alone finds nothing rather than everything.
    if (words.length === 0) return []
    return data.filter(({ organization }) =>
      matchesWords(searchKey(organization.name, organization.slug), words),
    )
  }, [data, query])
  const isFiltered = rows !== data
  return {
    count: isFiltered ? rows.length : count,
    totalCount: isFiltered ? rows.length : count,
    isCapped: false,
    isPartial: isFiltered && hasNextPage,
    itemAt: (index) => rows[index],
    isLoading,
    isFetching,
    error,
    refetch: () => (error && !isLoading ? fetchNext() : void revalidate()),
  }
}
