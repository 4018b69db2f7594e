import type { Query, QueryClient, QueryKey } from '@tanstack/react-query'
import type { Pages } from './pages'

interface RowsChange<Row> {
  /** Rows come, or nobody knows where they are by now. */
  isMoving: boolean
  /** What lists can be filtered by, and the event may have changed. */
  filter: 'status' | 'roleKey'
  change: (row: Row) => Row
}

/** Rows are patched in place; what moves rows, or takes them out of a filtered list, is asked again where it is shown. */
export function patchRows<Row>(
  queryClient: QueryClient,
  queryKey: QueryKey,
  { isMoving, filter, change }: RowsChange<Row>,
) {
  if (!isMoving) mapRows<Row>(queryClient, queryKey, (row) => [change(row)])
  askAgain(
    queryClient,
    queryKey,
    (query) => isMoving || (query.queryKey.at(-1) as Partial<Record<string, unknown>>)[filter] !== undefined,
  )
}

/** `change` gives what takes a row's place; none: it is gone. */
export function mapRows<Row>(
  queryClient: QueryClient,
  queryKey: QueryKey,
  change: (row: Row) => readonly Row[],
) {
  queryClient.setQueriesData<Pages<Row>>({ queryKey }, (pages) => {
    if (!pages) return undefined
    const rowCount = (some: Pages<Row>) => some.reduce((sum, { items }) => sum + items.length, 0)
    const changed = pages.map((page) => ({ ...page, items: page.items.flatMap(change) }))
    const goneCount = rowCount(pages) - rowCount(changed)
    return changed.map((page) => ({ ...page, totalCount: page.totalCount - goneCount }))
  })
}

/**
 * Asks lists again: those that `isMoved` names, and those whose answer is on its way and may be older than the event. Each once,
 * however many events of an answer ask for it.
 */
export function askAgain(
  queryClient: QueryClient,
  queryKey: QueryKey,
  isMoved: (query: Query) => boolean = () => true,
) {
  const asked = queryClient
    .getQueryCache()
    .findAll({ queryKey, predicate: (query) => isFetching(query) || isMoved(query) })
  // A first load would not begin anew by being asked again.
  for (const query of asked) if (isFetching(query) && query.state.data === undefined) query.reset()
  const waiting = due.get(queryClient)
  for (const query of asked) waiting?.add(query)
  if (waiting || asked.length === 0) return
  const all = new Set(asked)
  due.set(queryClient, all)
  queueMicrotask(() => {
    due.delete(queryClient)
    void queryClient.invalidateQueries({ predicate: (query) => all.has(query) })
  })
}

const due = new WeakMap<QueryClient, Set<Query>>()

export const isFetching = ({ state }: Query) => state.fetchStatus === 'fetching'
