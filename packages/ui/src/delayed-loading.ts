import { useEffect, useRef, useState } from 'react'

export interface DelayedLoadingOptions {
  /** Quicker answers show no skeleton at all. @default 150 */
  delayMs?: number
  /** A skeleton once shown stays this long, so that it does not flash. @default 300 */
  minimumMs?: number
}

/** Whether to show a skeleton: true once `loading` has lasted, and then for long enough to be read as one. */
export function useDelayedLoading(
  loading: boolean,
  { delayMs = 150, minimumMs = 300 }: DelayedLoadingOptions = {},
): boolean {
  const [shown, setShown] = useState(false)
  const shownAt = useRef(0)
  useEffect(() => {
    if (loading === shown) return
    const left = loading ? delayMs : Math.max(0, shownAt.current + minimumMs - Date.now())
    const timer = setTimeout(() => {
      shownAt.current = Date.now()
      setShown(loading)
    }, left)
    return () => clearTimeout(timer)
  }, [loading, shown, delayMs, minimumMs])
  return shown
}
