import type { Clock } from '@orgkit/core/engine'
import type { RateLimitAnswer, RateLimiter, TakeOptions } from './rate-limiter'

export interface MemoryRateLimiterOptions {
  /** @default the system's */
  clock?: Clock
  /** Keys that are remembered; beyond, the one that was asked for the longest ago is forgotten, and begins anew. @default 10,000 */
  maximumKeys?: number
}

/** What was taken in a part of the window, which counts until the last of it is out of the window. */
interface Slice {
  startedAt: number
  expiresAt: number
  taken: number
}

/** So many stand for a key, however many requests there are. Of more, each would be forgotten a little sooner; none is too soon. */
const slicesPerWindow = 20

/** Counts in the memory of this process, so each node has the whole limit. A key must always come with the same window. */
export function memoryRateLimiter({
  clock = { now: () => new Date() },
  maximumKeys = 10_000,
}: MemoryRateLimiterOptions = {}): RateLimiter {
  // In the order in which they were last asked for.
  const keys = new Map<string, Slice[]>()

  return {
    take(key, options) {
      const slices = keys.get(key) ?? []
      keys.delete(key)
      keys.set(key, slices)
      const [oldest = key] = keys.keys()
      if (keys.size > maximumKeys) keys.delete(oldest)
      return takeFrom(slices, options, clock.now().getTime())
    },
  }
}

function takeFrom(
  slices: Slice[],
  { limit, windowSeconds, cost = 1 }: TakeOptions,
  now: number,
): RateLimitAnswer {
  const windowMs = windowSeconds * 1000
  // What would expire after a whole window was counted before the clock was set back.
  const isLive = ({ expiresAt }: Slice) => expiresAt > now && expiresAt <= now + windowMs
  slices.splice(0, slices.length, ...slices.filter(isLive))
  const taken = slices.reduce((sum, slice) => sum + slice.taken, 0)
  const allowed = taken + cost <= limit
  if (allowed) count(slices, { cost, now, windowMs })
  return {
    allowed,
    retryAfterSeconds: allowed ? 0 : (secondsUntilFree(slices, taken + cost - limit, now) ?? windowSeconds),
    remaining: Math.max(0, limit - taken - (allowed ? cost : 0)),
    resetAfterSeconds: ((slices.at(-1)?.expiresAt ?? now) - now) / 1000,
  }
}

function count(slices: Slice[], { cost, now, windowMs }: { cost: number; now: number; windowMs: number }) {
  let slice = slices.at(-1)
  if (!slice || now - slice.startedAt >= windowMs / slicesPerWindow) {
    slice = { startedAt: now, expiresAt: 0, taken: 0 }
    slices.push(slice)
  }
  slice.expiresAt = now + windowMs
  slice.taken += cost
}

/** Until so much is out of the window; `undefined`: there is not that much in it, as it is more than the limit. */
function secondsUntilFree(slices: readonly Slice[], needed: number, now: number): number | undefined {
  let free = 0
  for (const { taken, expiresAt } of slices) {
    free += taken
    if (free >= needed) return (expiresAt - now) / 1000
  }
  return undefined
}
