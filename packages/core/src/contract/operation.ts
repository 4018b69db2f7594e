import type { ErrorCode } from '../errors'
import type { SystemPermission } from '../model/role'

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * Where an operation is found: `METHOD /path`. `{name}` in the path is an input field; of the others, GET sends a query string
 * (`null` as an empty value), everything else a JSON body, which may be left out where it would be empty. A `Blob` field is sent as the body itself; `null` sends none.
 */
export interface Route {
  at: `${HttpMethod} /${string}`
  /** The field whose `Blob` is the request's body. */
  blob?: string
}

/** A row of a contract. Its name is its `operationId`, its adapter method and its engine command. */
export interface Operation extends Route {
  /** One sentence for the OpenAPI document. */
  summary: string
  /**
   * `any`: also signed out. `pending`: signed in, any task may be open. `choosing`: signed in, and no task comes before
   * `choose-organization`. `active`: signed in, no task open.
   */
  session: 'any' | 'pending' | 'choosing' | 'active'
  /** What the caller needs in the organization of `organizationId`. `null`: the operation is not about one. */
  permission: 'member' | SystemPermission | null
  /** Codes that it answers with, beside those that any operation may (`commonErrorCodes`). */
  errors: readonly ErrorCode[]
}

/** Codes that every operation may answer with. */
export const commonErrorCodes = [
  'invalid_request',
  'rate_limited',
  'unreachable',
  'internal',
  'cross_site_refused',
  'unknown_instance',
] as const satisfies readonly ErrorCode[]
