import { backendRequestLimit, type Instance, OrgkitError, type RequestLimit } from '@orgkit/core'
import type { Log } from '../log'
import type { RateLimiter } from './rate-limiter'

/** One request of the backend API, counted. */
export interface CountedRequest {
  /** What the answer says of the limit, whatever it is. */
  headers: Record<string, string>
  /** `rate_limited`; `null`: it is within the limit. */
  refusal: OrgkitError | null
}

export interface BackendLimits {
  /**
   * Before anything of a request is read but its key. `null`: no instance has that key. All such requests share one limit, which no
   * good key takes part in: who tries keys is told to wait, and keeps nobody waiting who has one.
   */
  count(instance: Pick<Instance, 'id' | 'environment' | 'settings'> | null): Promise<CountedRequest>
}

/** Where the key is unknown, so is whose request it is. */
const unknownKeyLimit: RequestLimit = { limit: 100, windowSeconds: 10 }

export function createBackendLimits(limiter: RateLimiter, log: Log): BackendLimits {
  return {
    async count(instance) {
      const limit = instance ? backendRequestLimit(instance) : unknownKeyLimit
      if (!limit) return { headers: {}, refusal: null }
      try {
        return await take(instance ? `backend-instance:${instance.id}` : 'backend-unknown-key', limit)
      } catch (error) {
        // A limiter that does not answer would otherwise stop the whole API, which it is there to keep running.
        log({ level: 'warn', message: 'orgkit: the rate limiter failed, the request is let through', error })
        return { headers: {}, refusal: null }
      }
    },
  }

  async function take(key: string, limit: RequestLimit): Promise<CountedRequest> {
    const { allowed, remaining, retryAfterSeconds, resetAfterSeconds } = await limiter.take(key, limit)
    return {
      // As of https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-ratelimit-headers-06, whole seconds all of them.
      headers: {
        'RateLimit-Limit': String(limit.limit),
        'RateLimit-Remaining': String(remaining),
        'RateLimit-Reset': String(Math.ceil(resetAfterSeconds)),
      },
      refusal: allowed ? null : tooMany(limit, retryAfterSeconds),
    }
  }
}

function tooMany({ limit, windowSeconds }: RequestLimit, retryAfterSeconds: number): OrgkitError {
  return new OrgkitError({
    code: 'rate_limited',
    message: `More than ${limit} requests in ${windowSeconds} seconds. Wait as Retry-After says, and send it again.`,
    meta: { limit, windowSeconds },
    retryAfterSeconds: Math.max(1, Math.ceil(retryAfterSeconds)),
  })
}
