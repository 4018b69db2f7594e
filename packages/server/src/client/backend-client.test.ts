import { describe, expect, test } from 'vitest'
import { backendClient, type BackendClientOptions } from './backend-client'

interface Sent {
  url: string
  method: string
  headers: Headers
  body: unknown
}

type Script = (count: number) => Response | Promise<Response>

/** A client over a `fetch` that follows a script, whose waiting is written down and takes no time. */
function world(script: Script, options: Partial<BackendClientOptions> = {}) {
  const sent: Sent[] = []
  const waited: number[] = []
  const client = backendClient({
    secretKey: 'sk_1',
    baseUrl: 'https://app.test/api/orgkit/v1/',
    sleep: async (seconds) => void waited.push(seconds),
    ...options,
    fetch: async (url, { method = 'GET', headers, body } = {}) => {
      sent.push({ url: String(url), method, headers: new Headers(headers), body })
      return script(sent.length)
    },
  })
  return { client, sent, waited, keys: () => sent.map(({ headers }) => headers.get('Idempotency-Key')) }
}

const json = (body: unknown, status = 200, headers?: HeadersInit) =>
  new Response(JSON.stringify(body), { status, headers })
const refusal = (code: string, status: number, facts: object = {}) =>
  json({ error: { code, message: code, ...facts } }, status)
const tooMany = (retryAfterSeconds: number) => refusal('rate_limited', 429, { retryAfterSeconds })
const page = { items: [], nextCursor: null, totalCount: 0 }
const invited = { invitation: { id: 'inv_1' } }
const ada = { emailAddress: 'ada@acme.test' }
const cut = () => Promise.reject(new TypeError('fetch failed'))

describe('requests', () => {
  test('a read sends the secret key and its query, and no idempotency key', async () => {
    const { client, sent } = world(() => json(page))
    await client.listApplicationInvitations({ status: 'pending', limit: 5 }, { idempotencyKey: 'mine' })
    const [{ method, url, headers }] = sent as [Sent]
    expect(`${method} ${url}`).toBe(
      'GET https://app.test/api/orgkit/v1/backend/application-invitations?status=pending&limit=5',
    )
    expect(headers.get('Authorization')).toBe('Bearer sk_1')
    expect(headers.has('Idempotency-Key')).toBe(false)
  })

  test('a write sends JSON under a key of its own, or the one that is given', async () => {
    const { client, sent, keys } = world(() => json(invited))
    await client.inviteToApplication(ada)
    await client.inviteToApplication(ada)
    await client.inviteToApplication(ada, { idempotencyKey: 'mine' })
    expect(sent[0]).toMatchObject({ method: 'POST', body: JSON.stringify(ada) })
    expect(new Set(keys()).size).toBe(3)
    expect(keys()[0]).toMatch(/^[\w-]{36}$/)
    expect(keys()[2]).toBe('mine')
  })

  test.each(['', ' ', 'vertrag-ä', 'x\ny', 'deal-42 '])(
    'the key %j, which would be lost on the way, is refused and not sent',
    async (idempotencyKey) => {
      const { client, sent } = world(() => json(invited))
      const call = client.inviteToApplication(ada, { idempotencyKey })
      await expect(call).rejects.toMatchObject({ code: 'invalid_request', field: 'Idempotency-Key' })
      expect(sent).toEqual([])
    },
  )

  test('a field that would change the path is refused and not sent', async () => {
    const { client, sent } = world(() => json(invited))
    const call = client.revokeApplicationInvitation({ invitationId: '..' })
    await expect(call).rejects.toMatchObject({ code: 'invalid_request', field: 'invitationId' })
    expect(sent).toEqual([])
  })
})

describe('too many requests', () => {
  test('waits as long as the server says, and sends the same again', async () => {
    const { client, sent, waited, keys } = world((count) => (count < 3 ? tooMany(7) : json(invited)))
    await expect(client.inviteToApplication(ada)).resolves.toEqual(invited)
    expect(waited).toHaveLength(2)
    for (const seconds of waited) {
      expect(seconds).toBeGreaterThanOrEqual(7)
      expect(seconds).toBeLessThanOrEqual(7.5)
    }
    expect(new Set(keys()).size).toBe(1)
    expect(new Set(sent.map(({ body }) => body)).size).toBe(1)
  })

  test('reads the header of a gateway that has no body of ours', async () => {
    const slow = () => new Response('<h1>Slow down</h1>', { status: 429, headers: { 'Retry-After': '4' } })
    const { client, waited } = world((count) => (count === 1 ? slow() : json(page)))
    await client.listApplicationInvitations({})
    expect(Math.floor(waited[0] ?? 0)).toBe(4)
  })

  test('waits longer each time where nobody says how long', async () => {
    const { client, waited } = world((count) => (count < 5 ? refusal('rate_limited', 429) : json(page)))
    await client.listApplicationInvitations({})
    expect(waited.map((seconds) => Math.floor(seconds * 2) / 2 >= 0.5)).toEqual([true, true, true, true])
    expect(waited[3]).toBeGreaterThanOrEqual(4)
  })

  test('rejects with rate_limited, without waiting, where that would take longer than it may', async () => {
    const { client, waited, sent } = world(() => tooMany(7), { maximumWaitSeconds: 20 })
    await expect(client.inviteToApplication(ada)).rejects.toMatchObject({
      code: 'rate_limited',
      retryAfterSeconds: 7,
    })
    expect([waited.length, sent.length]).toEqual([2, 3])
    const impatient = world(() => tooMany(1), { maximumWaitSeconds: 0 })
    await expect(impatient.client.inviteToApplication(ada)).rejects.toMatchObject({ code: 'rate_limited' })
    expect(impatient.waited).toEqual([])
  })

  test('of many calls a few ask whether there is room again, and the others come in their order', async () => {
    let room = 0
    const answered: string[] = []
    let refused = 0
    const limited = backendClient({
      secretKey: 'sk_1',
      baseUrl: 'https://app.test',
      sleep: async () => {
        // Time passes for all who wait.
        await new Promise((resolve) => setTimeout(resolve, 5))
        room = 10
      },
      fetch: async (_, init) => {
        const { emailAddress } = JSON.parse(String(init?.body)) as typeof ada
        if (room === 0) {
          refused++
          return tooMany(1)
        }
        room--
        answered.push(emailAddress)
        return json(invited)
      },
    })
    const addresses = Array.from({ length: 200 }, (_, index) => `${index}@acme.test`)
    await Promise.all(addresses.map((emailAddress) => limited.inviteToApplication({ emailAddress })))
    expect(answered.toSorted()).toEqual(addresses.toSorted())
    // Each was refused once; after that only those that ask, twenty at a time.
    expect(refused).toBeLessThan(200 + 20 * 20)
    // Whoever was refused first is not among the last.
    expect(answered.indexOf('0@acme.test')).toBeLessThan(60)
    expect(answered.indexOf('199@acme.test')).toBeGreaterThan(140)
  })
})

describe('no answer', () => {
  test.each<[string, Script]>([
    ['no network', cut],
    ['a gateway’s page', () => new Response('Bad gateway', { status: 502 })],
    ['a server that says so', () => refusal('unreachable', 503)],
    ['another service', () => json({ error: 'who?' }, 500)],
  ])('%s is asked again, with the same key', async (_, failed) => {
    const { client, waited, keys } = world((count) => (count < 4 ? failed(count) : json(invited)))
    await expect(client.inviteToApplication(ada)).resolves.toEqual(invited)
    expect(waited).toHaveLength(3)
    expect(waited[2]).toBeGreaterThan(waited[0]!)
    expect(new Set(keys()).size).toBe(1)
  })

  test('is unreachable in the end', async () => {
    const { client, sent } = world(cut)
    await expect(client.listApplicationInvitations({})).rejects.toMatchObject({ code: 'unreachable' })
    expect(sent).toHaveLength(4)
    const once = world(cut, { maximumRetries: 0 })
    await expect(once.client.inviteToApplication(ada)).rejects.toMatchObject({ code: 'unreachable' })
    expect(once.sent).toHaveLength(1)
  })

  test.each([
    ['already_invited', 409],
    ['unauthenticated', 401],
    ['internal', 500],
  ])('%s is an answer and not asked again', async (code, status) => {
    const { client, sent } = world(() => refusal(code, status))
    await expect(client.inviteToApplication(ada)).rejects.toMatchObject({ code })
    expect(sent).toHaveLength(1)
  })

  test('a list without items is not the server’s', async () => {
    const { client } = world(() => json({ hello: 'world' }))
    await expect(client.listApplicationInvitations({})).rejects.toMatchObject({ code: 'unreachable' })
  })
})

describe('giving up', () => {
  const reason = new Error('the job was stopped')

  test('a call that waits rejects with the signal’s reason, and is not sent again', async () => {
    const { client, sent } = world(() => tooMany(60), { sleep: undefined })
    const controller = new AbortController()
    const call = client.inviteToApplication(ada, { signal: controller.signal })
    await expect.poll(() => sent.length).toBe(1)
    controller.abort(reason)
    await expect(call).rejects.toBe(reason)
    expect(sent).toHaveLength(1)
  })

  test('a call that stands in the line leaves it, and those behind it come to their turn', async () => {
    let isOpen = false
    const { client, sent } = world(() => (isOpen ? json(invited) : tooMany(1)), {
      sleep: async () => {
        while (!isOpen) await new Promise((resolve) => setTimeout(resolve, 1))
      },
    })
    const controller = new AbortController()
    const calls = Array.from({ length: 30 }, () => client.inviteToApplication(ada))
    await expect.poll(() => sent.length).toBe(30)
    const late = client.inviteToApplication(ada, { signal: controller.signal })
    const last = client.inviteToApplication(ada)
    controller.abort(reason)
    await expect(late).rejects.toBe(reason)
    isOpen = true
    await expect(Promise.all([...calls, last])).resolves.toHaveLength(31)
    expect(sent).toHaveLength(61)
    // Nobody stands in the line any more: the next is sent at once.
    await client.inviteToApplication(ada)
    expect(sent).toHaveLength(62)
  })

  test('a call whose signal was aborted before is not sent', async () => {
    const { client, sent } = world(() => json(invited))
    const call = client.inviteToApplication(ada, { signal: AbortSignal.abort(reason) })
    await expect(call).rejects.toBe(reason)
    expect(sent).toEqual([])
  })
})

test.each([
  [{ secretKey: '' }, /secretKey is empty/],
  [{ baseUrl: '/api' }, /baseUrl is "\/api"/],
  [{ timeoutSeconds: 0 }, /timeoutSeconds is 0/],
  [{ maximumRetries: -1 }, /maximumRetries is -1/],
  [{ maximumWaitSeconds: Number.NaN }, /maximumWaitSeconds is NaN/],
])('%o is refused at once', (options, message) => {
  expect(() => world(() => json(page), options)).toThrow(message)
})
