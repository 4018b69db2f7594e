import { Suspense, type ReactNode } from 'react'

const never = new Promise<never>(() => {})

function Pause({ isPaused }: { isPaused: boolean }) {
  // eslint-disable-next-line @typescript-eslint/only-throw-error
  if (isPaused) throw never
  return null
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
      <Pause isPaused={isHidden} />
      {children}
    </Suspense>
  )
}
