import type { ErrorCode } from '../errors'
import type { Limit } from '../model/limit'

/**
 * The same limit with another count. What else stands against it still does: free seats do not make an administrator. `reached`
 * is its reason at the maximum.
 */
export function recount(limit: Limit, used: number, reached: ErrorCode): Limit {
  const { reason, maximum } = limit
  if (reason !== null && reason !== reached) return { ...limit, used }
  const allowed = maximum === null || used < maximum
  return { allowed, reason: allowed ? null : reached, used, maximum }
}
