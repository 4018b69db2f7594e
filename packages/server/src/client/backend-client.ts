import { type CallOptions, OrgkitError } from '@orgkit/core'
import {
  type BackendInput,
  type BackendOperationName,
  type BackendOutput,
  backendRoutes,
} from '@orgkit/core/contract/backend'
import { createWire } from '@orgkit/core/contract/wire'
import { createRetry, type RetryOptions } from './retry'

export interface BackendClientOptions extends RetryOptions {
  /** The instance's secret key. It belongs on servers alone. */
  secretKey: string
  /** Where the server is mounted, e.g. `https://app.example.com/api/orgkit/v1`. */
  baseUrl: string
  /** @default globalThis.fetch, looked up at each call */
  fetch?: typeof fetch
  /** Seconds until one request is given up, to be sent again. @default 30 */
  timeoutSeconds?: number
}

export interface BackendCallOptions extends CallOptions {
  /**
   * The same key makes a repeated write the same write, also of another process. At most 200 characters. Reads ignore it.
   * @default made anew for each call, so that what the client sends again happens once
   */
  idempotencyKey?: string
}

/** The backend contract as functions. Each rejects with an `OrgkitError`: its operation's codes, or `unreachable`. */
export type BackendClient = {
  [Name in BackendOperationName]: (
    input: BackendInput<Name>,
    options?: BackendCallOptions,
  ) => Promise<BackendOutput<Name>>
}

/**
 * Asks the backend API for the app's own server. It waits and sends again where the server says that requests are too many, and
 * where it got no answer; a call whose signal is aborted rejects with the signal's reason, also while it waits. Throws at once on
 * options that cannot work.
 */
export function backendClient(options: BackendClientOptions): BackendClient {
  const { secretKey, baseUrl, timeoutSeconds } = checkOptions(options)
  const names = Object.keys(backendRoutes) as BackendOperationName[]
  const retry = createRetry(options)
  const send = createWire(
    (name: BackendOperationName) => backendRoutes[name],
    isAnswer,
    ['Authorization', `Bearer ${secretKey}`],
    {
      baseUrl: `${baseUrl}/backend`,
      timeoutSeconds,
      fetch: options.fetch,
    },
  )

  const call = async (name: BackendOperationName, input: object, given: BackendCallOptions = {}) => {
    const isRead = backendRoutes[name].at.startsWith('GET ')
    const idempotencyKey = isRead ? undefined : checkedKey(given.idempotencyKey ?? crypto.randomUUID())
    return retry((ofCall) => send(name, input, ofCall), { signal: given.signal, idempotencyKey })
  }
  return Object.fromEntries(names.map((name) => [name, call.bind(null, name)])) as unknown as BackendClient
}

/** Throws on a key that no header can hold: the write would go without it, and be no more the same when it is sent again. */
function checkedKey(key: string): string {
  if (/^[!-~]([ -~]*[!-~])?$/.test(key)) return key
  throw new OrgkitError({
    code: 'invalid_request',
    field: 'Idempotency-Key',
    message: 'An idempotency key has characters of ASCII, at least one, and no space at either end.',
  })
}

/** Every list has items, and everything else answers with fields. */
function isAnswer(name: BackendOperationName, _method: string, answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null) return false
  return name.startsWith('list') ? 'items' in answer : !('error' in answer)
}

function checkOptions({ secretKey, baseUrl, timeoutSeconds = 30, ...retry }: BackendClientOptions) {
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
  if (!(timeoutSeconds > 0 && timeoutSeconds < 1e6)) {
    throw new TypeError(
      `backendClient: timeoutSeconds is ${timeoutSeconds}, so no request could succeed. Pass seconds.`,
    )
  }
  for (const name of ['maximumRetries', 'maximumWaitSeconds'] as const) {
    const { [name]: value = 0 } = retry
    if (value >= 0 && value < 1e6) continue
    throw new TypeError(
      `backendClient: ${name} is ${value}, so no call would know when to end. Pass 0 or more.`,
    )
  }
  return { secretKey, timeoutSeconds, baseUrl: baseUrl.replace(/\/+$/, '') }
}
