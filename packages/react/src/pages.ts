import type { OrgkitError, Page, PageInput } from '@orgkit/core'
import type { QueryKey } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { ask } from './ask'
import type { Orgkit } from './orgkit'
import { useRead } from './read'

export interface PagesState<Item> {
  /** What is loaded, in the order of the list. */
  data: readonly Item[]
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
  /** Asks again for what is loaded. Never rejects. */
  revalidate: () => Promise<void>
}

export type Pages<Item> = readonly Page<Item>[]

export type LoadPage<Item> = (page: PageInput, signal: AbortSignal) => Promise<Page<Item>>

interface PagesRead<Item> {
  /** What is listed: of another list the pages are counted anew. */
  id: string | null
  firstCount: number
  isAsked: boolean
  /** The part of the key that is about user and organization stays the same in `keyOf` for the rows that may stay meanwhile. */
  keyOf: (pageCount: number) => QueryKey
  load: (pageCount: number, signal: AbortSignal) => Promise<Pages<Item>>
}

/** As many pages as are wanted, in one query; while it loads or where it fails, those before stay. */
export function usePages<Item>(
  { cache: { queryClient } }: Orgkit,
  { id, firstCount, isAsked, keyOf, load }: PagesRead<Item>,
) {
  const [wanted, setWanted] = useState({ id, pageCount: firstCount })
  const pageCount = wanted.id === id ? wanted.pageCount : firstCount
  const queryKey = keyOf(pageCount)
  const { data, error, isFetching, refetch } = useRead<Pages<Item>>(queryClient, {
    queryKey,
    queryFn: ({ signal }) => load(pageCount, signal),
    enabled: isAsked && pageCount > 0,
    placeholderData: (pages, query) =>
      isAsked && query?.queryKey[3] === queryKey[3] && query?.queryKey[4] === queryKey[4] ? pages : undefined,
  })
  const pages = data ?? queryClient.getQueryData<Pages<Item>>(keyOf(pageCount - 1))
  const setPageCount = useCallback((count: number) => setWanted({ id, pageCount: count }), [id])
  // What may not be asked any more is not shown either.
  const shown = isAsked ? { pages, error } : { pages: undefined, error: null }
  return { ...shown, pageCount, setPageCount, isFetching, refetch }
}

/** Reads pages in order. Those that a shorter query holds are not asked for again, unless all are. */
export async function loadInOrder<Item>(
  orgkit: Orgkit,
  { keyOf, after, pageCount, signal, load }: InOrder<Item>,
): Promise<Pages<Item>> {
  const { queryClient } = orgkit.cache
  const shorter = queryClient.getQueryState<Pages<Item>>(keyOf(pageCount - 1))
  const isNew = queryClient.getQueryData(keyOf(pageCount)) === undefined
  let pages = (isNew && !shorter?.isInvalidated && shorter?.data) || []
  for (
    let cursor = pages.length > 0 ? pages.at(-1)!.nextCursor : after;
    cursor !== null && pages.length < pageCount;
  ) {
    const page: Page<Item> = await ask(orgkit, load(cursor === undefined ? {} : { cursor }, signal))
    pages = [...pages, page]
    cursor = page.nextCursor
  }
  return pages
}

interface InOrder<Item> {
  keyOf: (pageCount: number) => QueryKey
  /** Where they begin; left out: at the start of the list. `null`: there are none. */
  after?: string | null
  pageCount: number
  signal: AbortSignal
  load: LoadPage<Item>
}

/** A page can shift while it is read: whoever appears twice is shown once. */
export function joinPages<Item>(pages: Pages<Item>, idOf: (item: Item) => string): readonly Item[] {
  return [...new Map(pages.flatMap((page) => page.items.map((item) => [idOf(item), item]))).values()]
}
