import type { Adapter, AdapterMethods, Capabilities } from '@orgkit/core'
import type { AppOperationName, AppStreamName, LiveMessage, Route } from '@orgkit/core/contract/app'
import { appOperationNames, firstRoutes } from '@orgkit/core/contract/first-routes'
import { createWire, unreachable } from '@orgkit/core/contract/wire'
import { isAnswerOf } from './answer'

export interface HttpAdapterOptions {
  /** Where the server is mounted: a path of this origin or a whole address. @default '/api/orgkit/v1' */
  baseUrl?: string
  /** Picks the instance. May be left out where one origin serves one instance. */
  publishableKey?: string
  /** @default globalThis.fetch, looked up at each call */
  fetch?: typeof fetch
  /** Asked before each request, e.g. for an `Authorization` that expires. */
  headers?: () => HeadersInit | Promise<HeadersInit>
  /** `include` where another origin knows the user by a cookie. @default 'same-origin' */
  credentials?: RequestCredentials
  /** Seconds until a request is given up as `unreachable`. @default 30 */
  timeoutSeconds?: number
  /** What a server that follows only a part of the contract cannot do. @default everything */
  capabilities?: Partial<Capabilities>
}

/**
 * Connects orgkit with the reference server, or any that follows its OpenAPI document. Beside the codes of the operations
 * its methods reject with `unreachable`: no network, a cut connection, no answer in time, or one that is not from the server
 * (a proxy's page). A call whose signal is aborted rejects with the signal's reason.
 *
 * It repeats nothing by itself. Throws at once on options that cannot work.
 */
export function httpAdapter(options: HttpAdapterOptions = {}): Adapter {
  const key = ['Orgkit-Publishable-Key', options.publishableKey] as const
  const call = createWire(routeOf, isAnswerOf, key, checkOptions(options))
  const methods = Object.fromEntries(appOperationNames.map((name) => [name, call.bind(null, name)]))
  return {
    name: 'http',
    capabilities: {
      offset: true,
      search: true,
      slugs: true,
      logos: true,
      domains: true,
      members: true,
      roles: true,
      activity: true,
      invitations: true,
      idempotency: true,
      live: true,
      ...options.capabilities,
    },
    ...(methods as unknown as Pick<AdapterMethods, (typeof appOperationNames)[number]>),
    async subscribe(input, { signal } = {}) {
      const read = (response: Response) =>
        import('./live').then(({ messagesOf }) => messagesOf(response, unreachable, signal))
      return (await call('subscribe', input, { signal }, read)) as AsyncIterable<LiveMessage>
    },
  }
}

/** Most of the table comes late, with the first operation that a page does not begin with. */
function routeOf(name: AppOperationName | AppStreamName): Route | Promise<Route> {
  const first: Partial<Record<typeof name, Route>> = firstRoutes
  return first[name] ?? import('./routes').then(({ routes }) => routes[name])
}

function checkOptions({ baseUrl = '/api/orgkit/v1', timeoutSeconds = 30, ...rest }: HttpAdapterOptions) {
  if (!/^(https?:\/\/[^/?#]+|\/(?!\/))[^?#]*$/.test(baseUrl)) {
    refuseOption('baseUrl', baseUrl, 'a path or an http(s) address without a query')
  }
  if (rest.publishableKey === '') refuseOption('publishableKey', '', 'a key or nothing')
  if (!(timeoutSeconds > 0 && timeoutSeconds < 1e6)) refuseOption('timeoutSeconds', timeoutSeconds, 'seconds')
  return { ...rest, baseUrl: baseUrl.replace(/\/+$/, ''), timeoutSeconds }
}

function refuseOption(name: string, value: unknown, remedy: string): never {
  throw new TypeError(
    `httpAdapter: ${name} is ${JSON.stringify(value)}, so no request could succeed. Pass ${remedy}.`,
  )
}
