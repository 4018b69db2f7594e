import type { Orgkit } from './orgkit'

/** Hears live events as soon as somebody is signed in; the code for it comes only then. Returns how to stop. */
export function followLive(orgkit: Orgkit): (() => void) | undefined {
  const { adapter, cache } = orgkit
  if (!adapter.capabilities.live) return
  const stop = new AbortController()
  const begin = () => {
    if (cache.userId() === null) return
    unsubscribe()
    // Where it does not come the page shows what it asks for, as without live events.
    import('./live').then(
      ({ keepLive }) => keepLive(orgkit, stop.signal),
      () => {},
    )
  }
  const unsubscribe = cache.queryClient.getQueryCache().subscribe(begin)
  begin()
  return () => {
    unsubscribe()
    stop.abort()
  }
}
