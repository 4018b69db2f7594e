import type { CallOptions } from '../adapter'
import { type ErrorBody, isOrgkitError, OrgkitError } from '../errors'
import type { Route } from './operation'

export interface WireOptions {
  /** Where the routes begin, without a slash at its end. */
  baseUrl: string
  /** Seconds until a request is given up as `unreachable`. */
  timeoutSeconds: number
  /** @default globalThis.fetch, looked up at each call */
  fetch?: typeof fetch
  /** Asked before each request. */
  headers?: () => HeadersInit | Promise<HeadersInit>
  /** @default 'same-origin' */
  credentials?: RequestCredentials
}

/**
 * `read`: takes a response that is no refusal in place of the one JSON answer; what it goes on reading is its own to give up.
 */
export type Wire<Name extends string> = (
  name: Name,
  input: object,
  options?: CallOptions,
  read?: (response: Response) => unknown,
) => Promise<unknown>

/**
 * Asks for operations of a contract over HTTP, each once. Rejects with the `OrgkitError` that the server answers, with `unreachable`
 * (no network, a cut connection, no answer in time, or one that is not the server's), or with an aborted signal's reason.
 * `isAnswer` tells whether it is an answer of that operation at all: the server is trusted, what stands between is not.
 * `ownHeader` stands over those of the options; empty or `undefined`, it is not sent.
 */
export function createWire<Name extends string>(
  routeOf: (name: Name) => Route | Promise<Route>,
  isAnswer: (name: Name, method: string, answer: unknown) => boolean,
  ownHeader: readonly [name: string, value: string | undefined],
  options: WireOptions,
): Wire<Name> {
  const { baseUrl, timeoutSeconds, credentials = 'same-origin' } = options

  return async (name, input, { signal, idempotencyKey } = {}, read) => {
    signal?.throwIfAborted()
    const abort = new AbortController()
    const stop = () => abort.abort(signal?.reason)
    signal?.addEventListener('abort', stop)
    const timer = setTimeout(
      () => abort.abort(unreachable(name, `no answer within ${timeoutSeconds} seconds`)),
      timeoutSeconds * 1000,
    )
    try {
      const { path, contentType, ...request } = createRequest(
        await routeOf(name),
        input as Record<string, unknown>,
      )
      const headers = new Headers(await options.headers?.())
      const set = (header: string, value: string | undefined) => value && headers.set(header, value)
      set('Content-Type', contentType)
      set('Idempotency-Key', idempotencyKey)
      set(...ownHeader)
      const response = await (options.fetch ?? fetch)(baseUrl + path, {
        ...request,
        headers,
        signal: abort.signal,
        credentials,
        cache: 'no-store',
      })
      const taken = response.ok && read?.(response)
      if (taken) return await taken
      // A proxy's page, or half an answer: told below, with its status.
      const answer: unknown = await response.json().catch(() => {})
      if (response.ok && isAnswer(name, request.method, answer)) return answer
      throw errorOf(name, answer, response)
    } catch (error) {
      if (abort.signal.aborted) throw abort.signal.reason
      if (isOrgkitError(error)) throw error
      throw unreachable(name, String(error), error)
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', stop)
    }
  }
}

/** An operation's input as a request, by the rules in `operation.ts`. Throws `invalid_request` for what no path can hold. */
function createRequest({ at, blob }: Route, input: Record<string, unknown>) {
  const [method, template] = at.split(' ') as [string, string]
  const rest = { ...input }
  let path = template.replace(/\{(\w+)\}/g, (_, field: string) => {
    delete rest[field]
    const text = String(input[field] ?? '')
    // Dots alone would climb up in the path, however encoded, nothing at all would shorten it, half a character has no code.
    if (/^\.{0,2}$|\p{Surrogate}/u.test(text)) throw new OrgkitError({ code: 'invalid_request', field })
    return encodeURIComponent(text)
  })
  let body: BodyInit | undefined
  let contentType: string | undefined
  if (blob) {
    const file = input[blob]
    if (file instanceof Blob) {
      body = file
      contentType = file.type || 'application/octet-stream'
    }
  } else if (method === 'GET') {
    const query = new URLSearchParams()
    for (const [field, value] of Object.entries(rest)) {
      if (value !== undefined) query.set(field, String(value ?? ''))
    }
    if (`${query}`) path += `?${query}`
  } else {
    body = JSON.stringify(rest)
    contentType = 'application/json'
  }
  return { method, path, body, contentType }
}

/** What the server refused with, or a gateway before it; `unreachable` where this is neither's answer. */
function errorOf(name: string, answer: unknown, { ok, status, headers }: Response): OrgkitError {
  const error = (answer as { error?: Partial<ErrorBody> | null } | null | undefined)?.error
  // A gateway refuses by itself, without our body.
  const code = error?.code ?? (status === 429 ? 'rate_limited' : null)
  if (ok || typeof code !== 'string')
    return unreachable(name, `status ${status}, not an answer of the server`)
  // A newer server's code may be unknown here. A refusal passes as it is; a failure stays one that can be tried again.
  const isKept = status < 500 || code === 'unreachable' || code === 'unsupported'
  return new OrgkitError({
    ...error,
    code: isKept ? code : 'internal',
    // The header may also hold a date; nobody who sends us one leaves the body without seconds.
    retryAfterSeconds: error?.retryAfterSeconds ?? (Number(headers.get('Retry-After')) || undefined),
  })
}

/** No network, or an answer of something else. */
export function unreachable(name: string, reason: string, cause?: unknown): OrgkitError {
  return new OrgkitError({ code: 'unreachable', message: `${name}: ${reason}` }, { cause })
}
