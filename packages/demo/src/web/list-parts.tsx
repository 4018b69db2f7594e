import type { ReactNode } from 'react'

interface Loaded {
  error: unknown
  revalidate: () => unknown
}

interface ListNewsProps {
  list: Loaded
  /** In the sentence "… did not load". */
  what: string
  /** What stands against the last action. */
  problem: ReactNode
  /** What the last action did. */
  told: string
}

/** What is to be said of a list, above it: why it is not there, and what became of the last action. */
export function ListNews({ list: { error, revalidate }, what, problem, told }: ListNewsProps) {
  return (
    <>
      <p role="alert" className="problem">
        {Boolean(error) && `${what} did not load. `}
        {Boolean(error) && (
          <button type="button" className="link" onClick={() => void revalidate()}>
            Try again
          </button>
        )}
        {problem}
      </p>
      <p role="status" className="muted">
        {told}
      </p>
    </>
  )
}

interface ShowMoreProps {
  list: { hasNextPage: boolean; isFetching: boolean; fetchNext: () => void }
}

/** The next page, where there is one. */
export function ShowMore({ list: { hasNextPage, isFetching, fetchNext } }: ShowMoreProps) {
  if (!hasNextPage) return null
  return (
    <button type="button" className="link" aria-disabled={isFetching} onClick={() => fetchNext()}>
      Show more
    </button>
  )
}
