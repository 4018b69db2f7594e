import type { RequestLimit } from '@orgkit/core'

export interface TakeOptions extends RequestLimit {
  /** How much of the limit this one takes. @default 1 */
  cost?: number
}

export interface RateLimitAnswer {
  allowed: boolean
  /** Seconds until the same may be allowed; 0 where it is. */
  retryAfterSeconds: number
  /** What is left of the limit now. */
  remaining: number
  /** Seconds until the whole limit is free again, if nobody takes of it. */
  resetAfterSeconds: number
}

/**
 * Counts what is asked for under a key, in a window of time that slides. What is refused counts for nothing. Shared by several nodes
 * it may ask a database; `createServer` waits for it before it reads the body.
 */
export interface RateLimiter {
  take(key: string, options: TakeOptions): RateLimitAnswer | Promise<RateLimitAnswer>
}
