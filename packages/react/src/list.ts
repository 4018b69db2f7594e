import { defaultPageSize, maximumOffset, type OrgkitError } from '@orgkit/core'
import { useCallback, useMemo } from 'react'
import { ask } from './ask'
import type { Noun } from './cache'
import type { Orgkit } from './orgkit'
import { joinPages, type LoadPage, loadInOrder, type PagesState, usePages } from './pages'

export interface ListInput {
  /** 1 to 100. @default 50 */
  pageSize?: number
  /** Whether `fetchNext` adds a page to those before, or goes on to it. @default true */
  infinite?: boolean
}

export interface ListState<Item> extends PagesState<Item> {
  /** Whether the backend has this list at all; where not, nothing is asked. */
  isSupported: boolean
  /** The page that is shown, from 1; where the list is infinite, how many are. */
  page: number
  /** How many pages can be reached; more than 10,000 rows down only a search leads. */
  pageCount: number
  hasPreviousPage: boolean
  fetchPrevious: () => void
  /** Goes to a page, from 1. An infinite list loads all up to it. */
  fetchPage: (page: number) => void
}

interface ListRead<Item> extends ListInput {
  noun: Noun
  userId: string | null
  /** `null`: it is the user's own. */
  organizationId: string | null
  filters: object
  isSupported: boolean
  isAsked: boolean
  /** Nothing is known yet of who asks. */
  isWaiting: boolean
  /** Why nothing is known. */
  sessionError: OrgkitError | null
  /** The backend takes an offset: a page far down is one request. */
  isJumping: boolean
  load: LoadPage<Item>
  idOf: (item: Item) => string
}

/** A list that is asked for by itself, page after page or all in one. `idOf` is defined outside of components. */
export function useList<Item>(orgkit: Orgkit, read: ListRead<Item>): ListState<Item> {
  const { noun, userId, organizationId, filters, load, idOf } = read
  const { infinite = true, pageSize = defaultPageSize } = read
  const { keys, queryClient } = orgkit.cache
  const isAsked = read.isAsked && read.isSupported
  const isJumping = read.isJumping && !infinite
  const what = { ...filters, pageSize, infinite }
  const keyOf = (count: number) => keys.list(userId, organizationId, noun, { ...what, pageCount: count })
  const { pages, pageCount, setPageCount, error, isFetching, refetch } = usePages<Item>(orgkit, {
    id: JSON.stringify(keyOf(0)),
    firstCount: 1,
    isAsked,
    keyOf,
    load: async (count, signal) => {
      const loadPage: LoadPage<Item> = (page) => load({ limit: pageSize, ...page }, signal)
      if (!isJumping) return loadInOrder(orgkit, { keyOf, pageCount: count, signal, load: loadPage })
      const offset = (count - 1) * pageSize
      return [await ask(orgkit, loadPage(offset > 0 ? { offset } : {}, signal))]
    },
  })
  const last = pages?.at(-1)
  const count = last?.totalCount ?? 0
  const reachable = isJumping ? Math.min(count, maximumOffset + pageSize) : count
  const lastPage = Math.max(1, Math.ceil(reachable / pageSize))
  const hasNextPage = last !== undefined && last.nextCursor !== null && (infinite || pageCount < lastPage)
  const hasPreviousPage = !infinite && pageCount > 1
  const failure = error ?? (read.isSupported ? read.sessionError : null)
  // Who stood on the last page when it became empty stands on the one before it.
  if (last && !infinite && pageCount > lastPage) setPageCount(lastPage)
  const fetchPage = useCallback(
    (page: number) => setPageCount(Math.min(Math.max(1, Math.floor(page)), lastPage)),
    [setPageCount, lastPage],
  )
  return {
    data: useMemo(() => {
      if (!pages) return []
      return joinPages(infinite ? pages : pages.slice(-1), idOf)
    }, [pages, infinite, idOf]),
    count,
    isSupported: read.isSupported,
    isLoading: read.isSupported && failure === null && (read.isWaiting || (isAsked && !pages)),
    isFetching,
    isError: failure !== null,
    error: failure,
    page: pageCount,
    pageCount: lastPage,
    hasNextPage,
    hasPreviousPage,
    fetchNext: useCallback(() => {
      if (error) void refetch()
      else if (hasNextPage && !isFetching) setPageCount(pageCount + 1)
    }, [error, refetch, hasNextPage, isFetching, setPageCount, pageCount]),
    fetchPrevious: useCallback(() => {
      if (hasPreviousPage) setPageCount(pageCount - 1)
    }, [hasPreviousPage, setPageCount, pageCount]),
    fetchPage,
    revalidate: () =>
      read.sessionError
        ? orgkit.refetchSession()
        : queryClient.invalidateQueries({ queryKey: keys.list(userId, organizationId, noun) }),
  }
}
