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

/** The window that this time lies in. */
export function windowOf({ windowSeconds, now }: Pick<CountLimit, 'windowSeconds' | 'now'>): string {
  return String(Math.floor(now.getTime() / (windowSeconds * 1000)))
}

/** `rate_limited`, with the time until the next window begins. */
export function rateLimited({ maximum, windowSeconds, now }: Omit<CountLimit, 'key'>): OrgkitError {
  const windowMilliseconds = windowSeconds * 1000
  const left = windowMilliseconds - (now.getTime() % windowMilliseconds)
  return new OrgkitError({
    code: 'rate_limited',
    meta: { maximum },
    retryAfterSeconds: Math.ceil(left / 1000),
  })
}

/**
 * Counts one more in this window, for good where the transaction is committed. The last step of a transaction; of several counters
 * each takes its place after the same others, or two transactions would wait for each other. Throws `rate_limited`, which rolls the
 * count back with all the rest.
 */
export async function countOrThrow(tx: Transaction, limit: CountLimit): Promise<void> {
  if ((await tx.counters.add(limit.key, windowOf(limit), 1)) > limit.maximum) throw rateLimited(limit)
}
