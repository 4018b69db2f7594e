import type { ErrorCode } from '../errors'

/** What a person may do and how much of it is left, as data. */
export interface Limit {
  allowed: boolean
  /** Why not; `null` while it is allowed. */
  reason: ErrorCode | null
  used: number
  /** `null`: no limit. */
  maximum: number | null
}
