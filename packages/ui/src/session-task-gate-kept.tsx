import { Suspense, type ReactNode } from 'react'

const never = new Promise<never>(() => {})

/** Around the children, not beside them: React renders the siblings of what waits, to be prepared. */
function Pause({ isPaused, children }: { isPaused: boolean; children: ReactNode }) {
  // React's contract of waiting: https://react.dev/reference/react/Suspense
  if (isPaused) throw never
  return children
}

interface KeptProps {
  /** Out of sight and out of reach; nothing below renders meanwhile, whatever happens to what it reads. */
  isHidden: boolean
  /** While the children themselves are on their way. */
  fallback: ReactNode
  children: ReactNode
}

/**
 * Children whose state, elements and typed text outlast a time in which nobody may see them. Through React's own way to hide what
 * waits, which stands in no element: `display: none` on each, and effects that measure are undone. As `react-freeze` does it.
 */
export function Kept({ isHidden, fallback, children }: KeptProps) {
  return (
    <Suspense fallback={isHidden ? null : fallback}>
      <Pause isPaused={isHidden}>{children}</Pause>
    </Suspense>
  )
}
