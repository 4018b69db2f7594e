import { describe, expect, test, vi } from 'vitest'
import { httpAdapter, type HttpAdapterOptions } from './http-adapter'

interface Sent {
  url: string
  method: string
  headers: Headers
  body: unknown
  init: RequestInit
}

/** An adapter over a `fetch` that answers with what is given, and what it was asked. */
function world(answer: () => Response | Promise<Response>, options: HttpAdapterOptions = {}) {
  const sent: Sent[] = []
  const adapter = httpAdapter({
    ...options,
    fetch: async (url, init = {}) => {
      const { method = 'GET', body } = init
      sent.push({ url: String(url), method, headers: new Headers(init.headers), body, init })
      return answer()
    },
  })
  return { adapter, sent }
}

const json = (body: unknown, status = 200, headers?: HeadersInit) =>
  new Response(JSON.stringify(body), { status, headers })
const refusal = (error: object, status = 409, headers?: HeadersInit) => json({ error }, status, headers)
const page = { items: [], nextCursor: null, totalCount: 0 }
const session = { session: null, settings: {} }
const created = { organization: {}, membership: {}, active: {}, events: [] }

describe('requests', () => {
  test('a read sends its input as a query, null as an empty value, and leaves out what is undefined', async () => {
    const { adapter, sent } = world(() => json(session))
    await adapter.getSession({ organization: null })
    await adapter.getSession({ organization: undefined })
    await adapter.getSession({ organization: 'a&b=c é' })
    expect(sent.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /api/orgkit/v1/session?organization=',
      'GET /api/orgkit/v1/session',
      'GET /api/orgkit/v1/session?organization=a%26b%3Dc+%C3%A9',
    ])
    expect(sent[0]?.body).toBeUndefined()
  })

  test('a list sends numbers', async () => {
    const { adapter, sent } = world(() => json(page), { baseUrl: 'https://api.example.com/orgs/' })
    await adapter.listUserMemberships({ limit: 50, offset: 100, query: 'ac' })
    expect(sent[0]?.url).toBe('https://api.example.com/orgs/user/memberships?limit=50&offset=100&query=ac')
  })

  test('a field of the path is encoded and is not sent twice', async () => {
    const { adapter, sent } = world(() => json({ slug: '', refusal: null, suggestions: [] }))
    await adapter.checkSlug({ slug: 'a/b?c#d é' })
    expect(sent[0]?.url).toBe('/api/orgkit/v1/slugs/a%2Fb%3Fc%23d%20%C3%A9')
  })

  test.each(['', '.', '..'])(
    'a field that would change the path (%j) is refused and not sent',
    async (slug) => {
      const { adapter, sent } = world(() => json({}))
      await expect(adapter.checkSlug({ slug })).rejects.toMatchObject({
        code: 'invalid_request',
        field: 'slug',
      })
      expect(sent).toEqual([])
    },
  )

  test('a write sends JSON and its idempotency key', async () => {
    const { adapter, sent } = world(() => json(created))
    await adapter.createOrganization({ name: 'Acme' }, { idempotencyKey: 'key-1' })
    const [{ method, url, headers, body }] = sent as [Sent]
    expect([method, url, body]).toEqual(['POST', '/api/orgkit/v1/organizations', '{"name":"Acme"}'])
    expect(headers.get('content-type')).toBe('application/json')
    expect(headers.get('idempotency-key')).toBe('key-1')
  })

  test('null stays null in a body', async () => {
    const { adapter, sent } = world(() => json({ active: null, events: [] }))
    await adapter.setLastActiveOrganization({ organizationId: null })
    expect(sent[0]).toMatchObject({ method: 'PUT', body: '{"organizationId":null}' })
  })

  test('a logo is the body itself, and none is no body', async () => {
    const { adapter, sent } = world(() => json({ organization: {}, events: [] }))
    const logo = new Blob(['x'], { type: 'image/png' })
    await adapter.setOrganizationLogo({ organizationId: 'org_1', logo })
    await adapter.setOrganizationLogo({ organizationId: 'org_1', logo: null })
    expect(sent[0]).toMatchObject({ method: 'PUT', url: '/api/orgkit/v1/organizations/org_1/logo' })
    expect(sent[0]?.body).toBe(logo)
    expect(sent[0]?.headers.get('content-type')).toBe('image/png')
    expect(sent[1]?.body).toBeUndefined()
    expect(sent[1]?.headers.has('content-type')).toBe(false)
  })

  test('the publishable key and the host’s headers go with each request', async () => {
    const headers = vi.fn(async () => ({ Authorization: 'Bearer token' }))
    const { adapter, sent } = world(() => json(session), {
      publishableKey: 'pk_1',
      headers,
      credentials: 'include',
    })
    await adapter.getSession({})
    await adapter.getSession({})
    expect(headers).toHaveBeenCalledTimes(2)
    expect(sent[1]?.headers.get('authorization')).toBe('Bearer token')
    expect(sent[1]?.headers.get('orgkit-publishable-key')).toBe('pk_1')
    expect(sent[1]?.init).toMatchObject({ credentials: 'include', cache: 'no-store' })
  })

  test('cookies go to the own origin alone unless the host says otherwise', async () => {
    const { adapter, sent } = world(() => json(session))
    await adapter.getSession({})
    expect(sent[0]?.init.credentials).toBe('same-origin')
  })
})

describe('answers', () => {
  test('the answer is passed on as it is', async () => {
    const { adapter } = world(() => json({ ...page, extra: true }))
    await expect(adapter.listUserMemberships({})).resolves.toEqual({ ...page, extra: true })
  })

  test('a refusal keeps code, field, facts and waiting time', async () => {
    const error = { code: 'slug_taken', message: 'taken', field: 'slug', meta: { suggestions: ['acme-hq'] } }
    const { adapter } = world(() => refusal(error))
    await expect(adapter.createOrganization({ name: 'Acme' })).rejects.toMatchObject(error)
  })

  test('the waiting time comes from the body, else from the header', async () => {
    const limited = (body: object) =>
      world(() => refusal({ code: 'rate_limited', ...body }, 429, { 'Retry-After': '7' }))
    await expect(limited({}).adapter.getSession({})).rejects.toMatchObject({ retryAfterSeconds: 7 })
    const both = limited({ retryAfterSeconds: 3 })
    await expect(both.adapter.getSession({})).rejects.toMatchObject({ retryAfterSeconds: 3 })
  })

  test('a code of a newer server is passed on with its message', async () => {
    const { adapter } = world(() => refusal({ code: 'moon_in_the_wrong_phase', message: 'wait' }))
    await expect(adapter.getSession({})).rejects.toMatchObject({
      code: 'moon_in_the_wrong_phase',
      message: 'wait',
    })
  })

  test.each([
    ['moon_in_the_wrong_phase', 503, 'internal'],
    ['moon_in_the_wrong_phase', 500, 'internal'],
    ['unreachable', 503, 'unreachable'],
    ['unsupported', 501, 'unsupported'],
  ])(
    'a failure of the server stays one that can be tried again: %s with %i is %s',
    async (code, status, is) => {
      const { adapter } = world(() => refusal({ code, message: 'wait' }, status))
      await expect(adapter.getSession({})).rejects.toMatchObject({ code: is, message: 'wait' })
    },
  )

  test('a gateway’s page with 429 is rate_limited', async () => {
    const { adapter } = world(
      () => new Response('<h1>Slow down</h1>', { status: 429, headers: { 'Retry-After': '9' } }),
    )
    await expect(adapter.getSession({})).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: 9 })
  })

  test.each<[string, () => Response | Promise<Response>]>([
    ['no network', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['a page with 200', () => new Response('<!doctype html>', { status: 200 })],
    ['a page with 502', () => new Response('Bad gateway', { status: 502 })],
    ['nothing', () => new Response(null, { status: 204 })],
    ['half an answer', () => new Response('{"session":nu')],
    ['another service’s answer', () => json({ ok: true })],
    ['another service’s refusal', () => json({ message: 'no' }, 403)],
    ['an error with 200', () => json({ error: { code: 'forbidden', message: '' } })],
    ['null', () => json(null)],
    [
      'a connection cut within the answer',
      () => new Response(new ReadableStream({ pull: (stream) => stream.error(new TypeError('terminated')) })),
    ],
  ])('%s is unreachable', async (_, answer) => {
    const { adapter } = world(answer)
    await expect(adapter.getSession({})).rejects.toMatchObject({ code: 'unreachable' })
  })

  test.each([
    ['getSession', {}],
    ['setLastActiveOrganization', { organizationId: null }],
    ['listUserMemberships', {}],
    ['createOrganization', { name: 'Acme' }],
    ['getOrganization', { organization: 'acme' }],
    ['setOrganizationLogo', { organizationId: 'org_1', logo: null }],
    ['checkSlug', { slug: 'acme' }],
  ] as const)('%s refuses an answer of something else', async (name, input) => {
    const { adapter } = world(() => json({ hello: 'world' }))
    const call = adapter[name] as (input: object) => Promise<unknown>
    await expect(call(input)).rejects.toMatchObject({ code: 'unreachable' })
  })
})

describe('giving up', () => {
  const never = (): Promise<Response> => new Promise(() => {})
  const untilAborted: typeof fetch = (_, init) =>
    new Promise((_resolve, reject) => {
      const stop = () => reject(new DOMException('aborted', 'AbortError'))
      if (init?.signal?.aborted) stop()
      init?.signal?.addEventListener('abort', stop)
    })

  test('an aborted call rejects with the signal’s reason', async () => {
    const adapter = httpAdapter({ fetch: untilAborted })
    const controller = new AbortController()
    const reason = new Error('left the page')
    const call = adapter.getSession({}, { signal: controller.signal })
    await Promise.resolve()
    controller.abort(reason)
    await expect(call).rejects.toBe(reason)
  })

  test('a call whose signal was aborted before is not sent', async () => {
    const { adapter, sent } = world(never)
    const reason = new Error('too late')
    await expect(adapter.getSession({}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    expect(sent).toEqual([])
  })

  test('no answer in time is unreachable', async () => {
    vi.useFakeTimers()
    const adapter = httpAdapter({ fetch: untilAborted, timeoutSeconds: 5 })
    const call = adapter.getSession({}).catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(5000)
    vi.useRealTimers()
    await expect(call).resolves.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('5 seconds'),
    })
  })

  test('an answer in time leaves no timer behind', async () => {
    vi.useFakeTimers()
    const { adapter } = world(() => json(session))
    await adapter.getSession({})
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })
})

describe('options', () => {
  test.each([
    [{ baseUrl: '' }, /baseUrl is "", so no request could succeed. Pass a path/],
    [{ baseUrl: 'api.example.com' }, /baseUrl/],
    [{ baseUrl: '//example.com' }, /baseUrl/],
    [{ baseUrl: 'ftp://example.com' }, /baseUrl/],
    [{ baseUrl: '/api?x=1' }, /baseUrl/],
    [{ publishableKey: '' }, /publishableKey is ""/],
    [{ timeoutSeconds: 0 }, /timeoutSeconds is 0/],
    [{ timeoutSeconds: Number.NaN }, /timeoutSeconds/],
  ])('%o is refused at once', (options, message) => {
    expect(() => httpAdapter(options)).toThrow(message)
  })

  test('nothing needs to be given, not even on a server', () => {
    expect(httpAdapter()).toMatchObject({
      name: 'http',
      capabilities: { offset: true, search: true, idempotency: true },
    })
  })

  test('a server may be able to do less', () => {
    expect(httpAdapter({ capabilities: { offset: false } }).capabilities).toMatchObject({
      offset: false,
      search: true,
    })
  })

  test('fetch is looked up at the call, so that it can be replaced later', async () => {
    const adapter = httpAdapter()
    const replaced = vi.fn<typeof fetch>(async () => json(session))
    vi.stubGlobal('fetch', replaced)
    await adapter.getSession({})
    vi.unstubAllGlobals()
    expect(replaced).toHaveBeenCalledTimes(1)
  })
})
