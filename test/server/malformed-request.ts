import type { Random } from '../support/random'
import type { SampleRequest, Target } from './sample-request'

/** A request with one fault, as it is sent below `/api/orgkit/v1`. */
export interface MalformedRequest {
  method: string
  /** With the query string. */
  path: string
  headers: Record<string, string>
  body?: string | Uint8Array<ArrayBuffer>
  /** What `invalid_request` has to name. */
  field?: string
  /** Codes that alone are right, of those that the document lists for the operation; left out: all of them. */
  codes?: string[]
  /** It is no operation's at all, so that no document says how it is refused. */
  isElsewhere?: boolean
}

/** One way to get a request wrong. */
export interface Fault {
  name: string
  /** Of all requests, in relation to the other faults. */
  share: number
  appliesTo(target: Target): boolean
  /** `null`: this sample cannot be got wrong in this way. */
  make(facts: FaultFacts): MalformedRequest | null
}

export interface FaultFacts {
  target: Target
  sample: SampleRequest
  random: Random
  /** Whether the document has an operation there. */
  isDocumented(method: string, path: string): boolean
}

/** The sample as it is sent, with what a fault changes of it. */
export function requestOf(
  target: Target,
  { method, fields, query, body, headers }: SampleRequest,
  change: Partial<MalformedRequest> = {},
): MalformedRequest {
  return {
    method,
    path: pathWith(target.pathOf(fields), query),
    headers,
    ...(body && { body: JSON.stringify(body) }),
    ...change,
  }
}

export function pathWith(path: string, query: readonly (readonly [string, string])[]): string {
  const search = query.map(([name, value]) => `${name}=${encodeURIComponent(toWellFormed(value))}`).join('&')
  return search === '' ? path : `${path}?${search}`
}

/** Half a surrogate pair has no place in an address. */
function toWellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd')
}
