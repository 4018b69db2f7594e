import { errorCodes, isOrgkitError, OrgkitError, type CallOptions, type ErrorBody } from '@orgkit/core'
import { type AppOperationName, appRoutes } from '@orgkit/core/contract/app-routes'
import { isAnswerOf, isRecord } from './answer'
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
    const { method, path, body, contentType } = createRequest(
      appRoutes[name],
      input as Record<string, unknown>,
    )
    const headers = new Headers(await options.headers?.())
    if (contentType) headers.set('Content-Type', contentType)
    if (publishableKey) headers.set('Orgkit-Publishable-Key', publishableKey)
    if (idempotencyKey) headers.set('Idempotency-Key', idempotencyKey)
    const send = options.fetch ?? globalThis.fetch
    const response = await send(baseUrl + path, {
      method,
      headers,
      body,
      signal,
      credentials,
      cache: 'no-store',
    })
    return readAnswer(name, response)
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

async function readAnswer(name: AppOperationName, response: Response): Promise<unknown> {
  const text = await response.text()
  let answer: unknown
  try {
    answer = JSON.parse(text)
  } catch {
    // A proxy's page, or half an answer: told below, with its status.
  }
  if (response.ok && isAnswerOf(name, answer)) return answer
  const error: Partial<ErrorBody> = isRecord(answer) && isRecord(answer.error) ? answer.error : {}
  // A gateway refuses by itself, without our body.
  const code = error.code ?? (response.status === 429 ? 'rate_limited' : null)
  if (response.ok || !code) {
    throw unreachable(name, `status ${response.status}, not an answer of the server`)
  }
  throw new OrgkitError({
    ...error,
    code: errorCodes.includes(code) ? code : 'internal',
    message: error.message ?? code,
    // The header may also hold a date; nobody who sends us one leaves the body without seconds.
    retryAfterSeconds: error.retryAfterSeconds ?? (Number(response.headers.get('Retry-After')) || undefined),
  })
}

function unreachable(name: string, reason: string, cause?: unknown): OrgkitError {
  return new OrgkitError({ code: 'unreachable', message: `${name}: ${reason}` }, { cause })
}
