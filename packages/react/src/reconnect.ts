const firstDelayMs = 1000
const maximumDelayMs = 30_000

/**
 * Waits before it is tried again: longer after each failure, and never as long as others who lost the same server. Not at all once the
 * network is there again, or somebody looks at the page.
 */
export function untilDue(failures: number, signal: AbortSignal): Promise<void> {
  const delayMs = Math.min(firstDelayMs * 2 ** failures, maximumDelayMs)
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      removeEventListener('online', done)
      document.removeEventListener('visibilitychange', onVisible)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const onVisible = () => document.visibilityState === 'visible' && done()
    const timer = setTimeout(done, delayMs * (0.5 + Math.random() / 2))
    addEventListener('online', done)
    document.addEventListener('visibilitychange', onVisible)
    signal.addEventListener('abort', done)
    if (signal.aborted) done()
  })
}
