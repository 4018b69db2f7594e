import { randomUUID } from 'node:crypto'
import type { InstanceSettings } from '@orgkit/core'
import { afterAll, expect, test } from 'vitest'
import { backendClient } from '../client'
import type { CreateServerOptions } from '../create-server'
import { openDatabase } from '../database/open-database'
import { createTestServer, ownOrigin } from '../testing/test-server'

const database = await openDatabase({ url: 'memory:' })
afterAll(() => database.close())

interface InstanceFacts {
  environment?: 'development' | 'production'
  settings?: Partial<InstanceSettings>
}

/** A server with two instances and a clock that stands still until it is told. */
async function createWorld(first: InstanceFacts = {}, options: Partial<CreateServerOptions> = {}) {
  let now = Date.parse('2026-03-01T12:00:00Z')
  const clock = { now: () => new Date(now) }
  const instances = [first, {}].map((facts) => {
    const id = randomUUID()
    return { id, publishableKey: `pk_${id}`, secretKey: `sk_${id}`, ...facts }
  })
  const world = await createTestServer(database, {
    instances,
    clock,
    // No mail ever leaves: a thousand of them would be most of this test's time.
    mail: { send: () => new Promise(() => {}) },
    ...options,
  })
  const [here, there] = instances.map(({ secretKey }) => secretKey) as [string, string]
  const list = (secretKey: string) => world.call('GET', '/backend/application-invitations', { as: secretKey })
  const listOften = async (secretKey: string, count: number) => {
    for (let index = 0; index < count; index++) await list(secretKey)
  }
  const pass = (seconds: number) => {
    now += seconds * 1000
  }
  return { ...world, clock, here, there, publishableKey: instances[0]!.publishableKey, list, listOften, pass }
}

const rateLimitOf = (headers: Headers) =>
  ['Limit', 'Remaining', 'Reset'].map((name) => Number(headers.get(`RateLimit-${name}`)))

test('the 101st request of ten seconds in development is told to wait, and passes after that', async () => {
  const { list, listOften, pass, here } = await createWorld()
  await listOften(here, 99)
  pass(3.5)
  const last = await list(here)
  expect([last.status, rateLimitOf(last.headers)]).toEqual([200, [100, 0, 10]])

  const refused = await list(here)
  expect(refused.status).toBe(429)
  expect(refused.headers.get('Retry-After')).toBe('7')
  expect(refused.body.error).toMatchObject({
    code: 'rate_limited',
    retryAfterSeconds: 7,
    meta: { limit: 100, windowSeconds: 10 },
  })
  expect(rateLimitOf(refused.headers)).toEqual([100, 0, 10])

  pass(6)
  expect((await list(here)).status).toBe(429)
  pass(1)
  const after = await list(here)
  expect([after.status, rateLimitOf(after.headers)]).toEqual([200, [100, 98, 10]])
})

test('production has 1,000, the settings decide, and null is no limit', async () => {
  const production = await createWorld({ environment: 'production' })
  expect(rateLimitOf((await production.list(production.here)).headers)).toEqual([1000, 999, 10])
  const own = await createWorld({ settings: { backendRequestsPerTenSeconds: 1 } })
  expect((await own.list(own.here)).status).toBe(200)
  expect((await own.list(own.here)).status).toBe(429)
  const unlimited = await createWorld({ settings: { backendRequestsPerTenSeconds: null } })
  await unlimited.listOften(unlimited.here, 101)
  const { status, headers } = await unlimited.list(unlimited.here)
  expect([status, headers.has('RateLimit-Limit')]).toEqual([200, false])
})

test('two instances do not share, and the app API is not limited by it', async () => {
  const { call, list, listOften, here, there, publishableKey } = await createWorld()
  await listOften(here, 101)
  const other = await list(there)
  expect([other.status, rateLimitOf(other.headers)]).toEqual([200, [100, 99, 10]])
  const session = await call('GET', '/session', { headers: { 'Orgkit-Publishable-Key': publishableKey } })
  expect([session.status, session.headers.has('RateLimit-Limit')]).toEqual([200, false])
})

test('what is refused for another reason is counted too, and says so', async () => {
  const { call, here } = await createWorld()
  const { status, headers } = await call('POST', '/backend/application-invitations', {
    as: here,
    body: { emailAddress: 'nobody' },
  })
  expect([status, rateLimitOf(headers)]).toEqual([422, [100, 99, 10]])
})

test('the body of a request over the limit is not read', async () => {
  const { server, here } = await createWorld({ settings: { backendRequestsPerTenSeconds: 0 } })
  let isRead = false
  const body = new ReadableStream(
    {
      pull(stream) {
        isRead = true
        stream.close()
      },
    },
    { highWaterMark: 0 },
  )
  const response = await server.fetch(
    new Request(`${ownOrigin}/api/orgkit/v1/backend/application-invitations`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${here}`, 'Content-Type': 'application/json' },
      body,
      duplex: 'half',
    } as RequestInit),
  )
  expect([response.status, isRead]).toEqual([429, false])
})

test('whoever tries keys is told to wait, and keeps nobody waiting who has one', async () => {
  const { list, listOften, pass, here } = await createWorld()
  for (let index = 0; index < 100; index++) {
    expect((await list(`sk_guess_${index}`)).body.error?.code).toBe('unauthenticated')
  }
  const { status, headers, body } = await list('sk_guess_again')
  expect([status, body.error?.code, headers.get('Retry-After')]).toEqual([429, 'rate_limited', '10'])
  const good = await list(here)
  expect([good.status, rateLimitOf(good.headers)]).toEqual([200, [100, 99, 10]])
  await listOften(here, 100)
  pass(10)
  expect((await list('sk_guess_at_last')).status).toBe(401)
})

test('a limiter of one’s own is asked once for each request', async () => {
  const asked: unknown[] = []
  const allowed = { allowed: true, remaining: 41, retryAfterSeconds: 0, resetAfterSeconds: 2.2 }
  const { list, here, there } = await createWorld(
    {},
    { rateLimiter: { take: async (key, options) => (asked.push([key, options]), allowed) } },
  )
  expect(rateLimitOf((await list(here)).headers)).toEqual([100, 41, 3])
  await list(there)
  expect(asked).toEqual([
    [`backend-instance:${here.slice(3)}`, { limit: 100, windowSeconds: 10 }],
    [`backend-instance:${there.slice(3)}`, { limit: 100, windowSeconds: 10 }],
  ])
})

test('a limiter that fails lets requests through, and the log says so', async () => {
  const { list, here, logged } = await createWorld(
    {},
    { rateLimiter: { take: () => Promise.reject(new Error('connection refused')) } },
  )
  expect((await list(here)).status).toBe(200)
  expect(logged).toMatchObject([{ level: 'warn', message: expect.stringContaining('rate limiter') }])
})

test('a thousand requests of the SDK, twenty at a time, all arrive once in spite of the limit', async () => {
  const world = await createWorld({ settings: { invitationsPerHour: null } })
  const { client, statuses } = createClient(world)
  const addresses = Array.from({ length: 1000 }, (_, index) => `person-${index}@acme.test`)
  const rest = addresses.values()
  const invited: string[] = []
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      for (const emailAddress of rest) {
        const { invitation } = await client.inviteToApplication({ emailAddress })
        invited.push(invitation.emailAddress)
      }
    }),
  )
  expect(invited.toSorted()).toEqual(addresses.toSorted())
  expect(statuses.filter((status) => status === 200)).toHaveLength(1000)
  expect(new Set(statuses)).toEqual(new Set([200, 429]))

  const { totalCount } = await client.listApplicationInvitations({ limit: 1 })
  expect(totalCount).toBe(1000)
}, 120_000)

test('a thousand organizations, all asked for at once or a hundred in a request, are there once each in spite of the limit', async () => {
  const world = await createWorld({ settings: { organizationsEnabled: true, creationLimit: null } })
  const { client, statuses } = createClient(world)
  const emails = [{ address: 'ada@acme.test', verified: true }]
  await client.upsertUser({ userId: 'user_ada', name: 'Ada', emails })
  const names = Array.from({ length: 1000 }, (_, index) => `Acme ${index}`)

  const made = await Promise.all(
    names.map(async (name) => (await client.createOrganization({ name, userId: 'user_ada' })).organization),
  )
  expect(made.map(({ name }) => name)).toEqual(names)
  expect(new Set(statuses)).toEqual(new Set([200, 429]))

  const inBulk: string[] = []
  for (let start = 0; start < names.length; start += 100) {
    const organizations = names.slice(start, start + 100).map((name) => ({ name }))
    const { results } = await client.createOrganizations({ organizations })
    inBulk.push(...results.map(({ value, error }) => value?.name ?? String(error?.code)))
  }
  expect(inBulk).toEqual(names)

  const { totalCount } = await client.listOrganizations({ limit: 1 })
  expect(totalCount).toBe(2000)
  const memberships = await client.listUserMemberships({ userId: 'user_ada', limit: 1 })
  expect(memberships.totalCount).toBe(1000)
}, 120_000)

/** A client over the server itself, and the status of each answer that it got. */
function createClient(world: Awaited<ReturnType<typeof createWorld>>) {
  const statuses: number[] = []
  const client = backendClient({
    secretKey: world.here,
    baseUrl: `${ownOrigin}/api/orgkit/v1`,
    fetch: async (url, init) => {
      const response = await world.server.fetch(new Request(url, init))
      statuses.push(response.status)
      return response
    },
    sleep: createSleep(world),
  })
  return { client, statuses }
}

/** Time passes when all that runs waits: whoever wakes first moves the clock. */
function createSleep({ clock, pass }: { clock: { now(): Date }; pass(seconds: number): void }) {
  return async (seconds: number) => {
    const until = clock.now().getTime() + seconds * 1000
    // Whatever is under way comes to its end first.
    await new Promise((resolve) => setTimeout(resolve, 20))
    const missing = (until - clock.now().getTime()) / 1000
    if (missing > 0) pass(missing)
  }
}
