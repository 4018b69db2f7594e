import { OrgkitError } from '../errors'
import type { Transaction } from './store'

export const hourSeconds = 3600
export const daySeconds = 24 * hourSeconds

export interface CountLimit {
  key: string
  maximum: number
  /** Windows begin at fixed times, the same for all. */
  windowSeconds: number
  now: Date
}

/**
 * Counts one more in this window, for good where the transaction is committed. The last step of a transaction; of several counters
 * each takes its place after the same others, or two transactions would wait for each other. Throws `rate_limited`, which rolls the
 * count back with all the rest.
 */
export async function countOrThrow(
  tx: Transaction,
  { key, maximum, windowSeconds, now }: CountLimit,
): Promise<void> {
  const windowMilliseconds = windowSeconds * 1000
  const window = Math.floor(now.getTime() / windowMilliseconds)
  if ((await tx.counters.add(key, String(window), 1)) <= maximum) return
  const left = (window + 1) * windowMilliseconds - now.getTime()
  throw new OrgkitError({
    code: 'rate_limited',
    meta: { maximum },
    retryAfterSeconds: Math.ceil(left / 1000),
  })
}
