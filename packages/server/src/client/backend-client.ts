import { isOrgkitError, OrgkitError, type ErrorBody } from '@orgkit/core'
import {
  type BackendInput,
  type BackendOperationName,
  type BackendOutput,
  backendRoutes,
} from '@orgkit/core/contract/backend'

export interface BackendClientOptions {
  /** The instance's secret key. It belongs on servers alone. */
  secretKey: string
  /** Where the server is mounted, e.g. `https://app.example.com/api/orgkit/v1`. */
  baseUrl: string
  /** @default globalThis.fetch, looked up at each call */
  fetch?: typeof fetch
  /** Seconds until a request is given up as `unreachable`. @default 30 */
  timeoutSeconds?: number
}

/** The backend contract as functions. Each rejects with an `OrgkitError`: its operation's codes, or `unreachable`. */
export type BackendClient = {
  [Name in BackendOperationName]: (
    input: BackendInput<Name>,
    options?: { signal?: AbortSignal },
  ) => Promise<BackendOutput<Name>>
}

/** Asks the backend API for the app's own server. Throws at once on options that cannot work. */
export function backendClient(options: BackendClientOptions): BackendClient {
  const { secretKey, baseUrl, timeoutSeconds = 30 } = checkOptions(options)

  async function call(name: BackendOperationName, input: object, given?: AbortSignal): Promise<unknown> {
    const timeout = AbortSignal.timeout(timeoutSeconds * 1000)
    const signal = given ? AbortSignal.any([given, timeout]) : timeout
    const { method, path, body } = requestOf(name, input as Record<string, unknown>)
    try {
      const response = await (options.fetch ?? globalThis.fetch)(`${baseUrl}/backend${path}`, {
        method,
        body,
        signal,
        headers: {
          Authorization: `Bearer ${secretKey}`,
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
        },
      })
      return readAnswer(name, response.status, await response.text())
    } catch (error) {
      if (given?.aborted) throw given.reason
      if (isOrgkitError(error)) throw error
      throw unreachable(
        name,
        timeout.aborted ? `no answer within ${timeoutSeconds} seconds` : String(error),
        error,
      )
    }
  }

  const names = Object.keys(backendRoutes) as BackendOperationName[]
  return Object.fromEntries(
    names.map((name) => [
      name,
      (input: object, { signal }: { signal?: AbortSignal } = {}) => call(name, input, signal),
    ]),
  ) as unknown as BackendClient
}

function requestOf(name: BackendOperationName, input: Record<string, unknown>) {
  const [method = '', template = ''] = backendRoutes[name].at.split(' ')
  const rest = { ...input }
  const path = template.replace(/\{(\w+)\}/g, (_, field: string) => {
    delete rest[field]
    const text = String(input[field] ?? '')
    // Dots alone would climb up in the path, and nothing at all would shorten it.
    if (/^\.{0,2}$|\p{Surrogate}/u.test(text)) throw new OrgkitError({ code: 'invalid_request', field })
    return encodeURIComponent(text)
  })
  if (method !== 'GET') return { method, path, body: JSON.stringify(rest) }
  const query = new URLSearchParams()
  for (const [field, value] of Object.entries(rest)) if (value !== undefined) query.set(field, String(value))
  return { method, path: query.size > 0 ? `${path}?${query}` : path }
}

function readAnswer(name: string, status: number, text: string): unknown {
  let answer: unknown
  try {
    answer = JSON.parse(text)
  } catch {
    // A proxy's page: told below, with its status.
  }
  if (typeof answer === 'object' && answer !== null && status >= 200 && status < 300) return answer
  const error = (answer as { error?: Partial<ErrorBody> } | null | undefined)?.error
  if (error?.code) throw new OrgkitError({ ...error, code: error.code })
  throw unreachable(name, `status ${status}, not an answer of the server`)
}

function unreachable(name: string, reason: string, cause?: unknown): OrgkitError {
  return new OrgkitError({ code: 'unreachable', message: `${name}: ${reason}` }, { cause })
}

function checkOptions({ secretKey, baseUrl, timeoutSeconds, ...rest }: BackendClientOptions) {
  if (!secretKey) {
    throw new TypeError(
      'backendClient: secretKey is empty, so every request would be refused. Pass the instance’s secret key.',
    )
  }
  if (!/^https?:\/\/[^/?#]+[^?#]*$/.test(baseUrl)) {
    throw new TypeError(
      `backendClient: baseUrl is ${JSON.stringify(baseUrl)}, so no request could succeed. Pass a whole address, such as ` +
        'https://app.example.com/api/orgkit/v1.',
    )
  }
  return { ...rest, secretKey, timeoutSeconds, baseUrl: baseUrl.replace(/\/+$/, '') }
}
