/** What every list takes. `cursor` and `offset` exclude each other. */
export interface PageInput {
  /** 1 to 100. @default 50 */
  limit?: number
  /** `nextCursor` of the page before. */
  cursor?: string
  /** For lists that people jump in: 0 to 10,000. */
  offset?: number
}

export interface Page<Item> {
  items: readonly Item[]
  /** `null`: this is the last page. */
  nextCursor: string | null
  /** How many there are in all, under the same search. */
  totalCount: number
}

export const defaultPageSize = 50
export const maximumPageSize = 100
export const maximumOffset = 10_000
