import type { OrgkitEvent } from '@orgkit/core'
import type { Cache } from './cache'

/**
 * What puts a write's events into the cache comes late: nothing has happened yet when a page opens. Asked for together with the
 * write, so that it is waited for at the same time. Never rejects.
 */
export async function loadOwnEvents(): Promise<(cache: Cache, events: readonly OrgkitEvent[]) => void> {
  const effects = await import('./own-events').catch(() => null)
  // It did not come: whatever the write may have touched is asked for again.
  return effects ? effects.applyOwnEvents : (cache) => cache.askAgain()
}
