import type { Page } from '../model/page'

export interface PageParts<Row, Item> {
  /** How many are shown at most. */
  limit: number
  /** The rows from where the page begins, at most so many. */
  list: (limit: number) => Promise<readonly Row[]> | readonly Row[]
  /** Leads to what comes behind the row. */
  cursorOf: (last: Row) => string
  view: (rows: readonly Row[]) => Promise<readonly Item[]> | readonly Item[]
  count: () => Promise<number> | number
}

/** One page. It asks for a row more than it shows, and so knows whether another page follows. */
export async function pageOf<Row, Item>(parts: PageParts<Row, Item>): Promise<Page<Item>> {
  const { limit, list, cursorOf, view, count } = parts
  const rows = await list(limit + 1)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: await view(shown),
    nextCursor: last !== undefined && rows.length > limit ? cursorOf(last) : null,
    totalCount: await count(),
  }
}
