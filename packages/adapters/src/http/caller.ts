import { isOrgkitError, OrgkitError, type CallOptions, type ErrorBody } from '@orgkit/core'
import { type AppOperationName, appRoutes } from '@orgkit/core/contract/app-routes'
import { isAnswerOf } from './answer'
import { createRequest } from './request'

export interface CallerOptions {
  /** Without a slash at its end. */
  baseUrl: string
  timeoutSeconds: number
  publishableKey?: string
  fetch?: typeof fetch
  headers?: () => HeadersInit | Promise<HeadersInit>
  credentials?: RequestCredentials
}

export type Caller = (name: AppOperationName, input: object, options?: CallOptions) => Promise<unknown>

export function createCaller(options: CallerOptions): Caller {
  const { baseUrl, publishableKey, timeoutSeconds, credentials = 'same-origin' } = options

  async function send(name: AppOperationName, input: object, signal: AbortSignal, idempotencyKey?: string) {
    const { path, contentType, ...request } = createRequest(appRoutes[name], input as Record<string, unknown>)
    const headers = new Headers(await options.headers?.())
    if (contentType) headers.set('Content-Type', contentType)
    if (publishableKey) headers.set('Orgkit-Publishable-Key', publishableKey)
    if (idempotencyKey) headers.set('Idempotency-Key', idempotencyKey)
    const send = options.fetch ?? globalThis.fetch
    const response = await send(baseUrl + path, {
      ...request,
      headers,
      signal,
      credentials,
      cache: 'no-store',
    })
    return readAnswer(name, request.method, response)
  }

  return async (name, input, { signal, idempotencyKey } = {}) => {
    signal?.throwIfAborted()
    const abort = new AbortController()
    const stop = () => abort.abort(signal?.reason)
    signal?.addEventListener('abort', stop)
    const timer = setTimeout(
      () => abort.abort(unreachable(name, `no answer within ${timeoutSeconds} seconds`)),
      timeoutSeconds * 1000,
    )
    try {
      return await send(name, input, abort.signal, idempotencyKey)
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

async function readAnswer(name: AppOperationName, method: string, response: Response): Promise<unknown> {
  const { ok, status, headers } = response
  // A proxy's page, or half an answer: told below, with its status.
  const answer: unknown = await response.json().catch(() => {})
  if (ok && isAnswerOf(name, method, answer)) return answer
  const error = (answer as { error?: Partial<ErrorBody> | null } | null | undefined)?.error
  // A gateway refuses by itself, without our body.
  const code = error?.code ?? (status === 429 ? 'rate_limited' : null)
  if (ok || typeof code !== 'string') throw unreachable(name, `status ${status}, not an answer of the server`)
  // A newer server's code may be unknown here. A refusal passes as it is; a failure stays one that can be tried again.
  const isKept = status < 500 || code === 'unreachable' || code === 'unsupported'
  throw new OrgkitError({
    ...error,
    code: isKept ? code : 'internal',
    message: error?.message ?? code,
    // The header may also hold a date; nobody who sends us one leaves the body without seconds.
    retryAfterSeconds: error?.retryAfterSeconds ?? (Number(headers.get('Retry-After')) || undefined),
  })
}

function unreachable(name: string, reason: string, cause?: unknown): OrgkitError {
  return new OrgkitError({ code: 'unreachable', message: `${name}: ${reason}` }, { cause })
}
