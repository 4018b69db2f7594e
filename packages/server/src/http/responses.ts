import { isOrgkitError, OrgkitError } from '@orgkit/core'
import { TransactionConflict } from '@orgkit/core/engine'
import type { Log } from '../log'
import { httpStatus } from './http-status'

export function jsonResponse(body: unknown, status = 200, headers: HeadersInit = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      ...headers,
    },
  })
}

/** `{ "error": { … } }` with its status. Rethrows what is no `OrgkitError`. */
export function errorResponse(error: unknown): Response {
  if (!isOrgkitError(error)) throw error
  const { code, message, field, meta, retryAfterSeconds } = error
  const headers: HeadersInit = {}
  if (retryAfterSeconds !== undefined) headers['Retry-After'] = String(Math.ceil(retryAfterSeconds))
  return jsonResponse({ error: { code, message, field, meta, retryAfterSeconds } }, httpStatus[code], headers)
}

/** Of any error: what nobody foresaw is logged, and answered without a detail. */
export function failureResponse(error: unknown, log: Log): Response {
  if (isOrgkitError(error) && error.code !== 'internal') return errorResponse(error)
  if (error instanceof TransactionConflict) {
    // Run again by the engine until it gave up: nothing was written, and the same call may succeed in a moment.
    log({ level: 'warn', message: 'orgkit: a transaction was given up after too many conflicts', error })
    return errorResponse(new OrgkitError({ code: 'rate_limited', retryAfterSeconds: 1 }))
  }
  log({ level: 'error', message: 'orgkit: a request failed unexpectedly', error })
  return errorResponse(new OrgkitError({ code: 'internal', message: 'The server failed; its log says why.' }))
}
