import type { LiveMessage } from '@orgkit/core/contract/app'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../database/open-database'
import { identityFrom, readFrames } from '../testing/live-frames'
import { createTestServer, type TestServer } from '../testing/test-server'

const database = await openDatabase({ url: 'memory:' })
afterAll(() => database.close())

/** Ada's organization, with Grace as a member who holds the role. */
async function createWorld(options: Parameters<typeof createTestServer>[1] = {}) {
  const signedOut = new Set<string>()
  const world = await createTestServer(database, {
    identify: ({ headers }) => {
      const name = headers.get('Authorization')
      return name === null || signedOut.has(name) ? null : identityFrom(name)
    },
    ...options,
  })
  const organizationId = await world.createOrganization('ada')
  return {
    ...world,
    organizationId,
    signOut: (as: string) => signedOut.add(`Bearer ${as}`),
    async listen(as: string, query: Record<string, string> = { organizationId }) {
      const path = `/events/stream?${new URLSearchParams(query)}`
      const response = await world.server.fetch(world.request('GET', path, { as }))
      expect(response.status).toBe(200)
      const frames = readFrames(response)
      onTestFinished(() => frames.cancel())
      return { response, ...frames }
    },
    rename: (name: string) =>
      world.call('PATCH', `/organizations/${organizationId}`, { as: 'ada', body: { name } }),
  }
}

const namesIn = ({ events }: LiveMessage) =>
  events.map((event) => ('organization' in event ? event.organization.name : event.type))

test('answers with server-sent events that no proxy keeps, each with its cursor', async () => {
  const { listen, rename } = await createWorld()
  const { response, nextFrame } = await listen('ada')
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
  })
  const first = await nextFrame()
  expect(first).toMatchObject({ message: { events: [], isReset: false } })
  expect(first.id).toBe(first.message?.cursor)
  await rename('Globex')
  const second = await nextFrame()
  expect(namesIn(second.message!)).toEqual(['Globex'])
  expect(second.id).not.toBe(first.id)
})

test.each([0, -1, NaN, 31])(
  'a heartbeat of %s seconds is refused when the server is made',
  async (seconds) => {
    await expect(createTestServer(database, { liveHeartbeatSeconds: seconds })).rejects.toThrow(
      'liveHeartbeatSeconds',
    )
  },
)

test('refuses whoever is signed out, and input that is not of the contract', async () => {
  const { call } = await createWorld()
  expect((await call('GET', '/events/stream')).body.error).toMatchObject({ code: 'unauthenticated' })
  const wrong = await call('GET', '/events/stream?organisationId=org_1', { as: 'ada' })
  expect(wrong.body.error).toMatchObject({ code: 'invalid_request', field: 'organisationId' })
})

test('whoever signs out is told nothing more, and the stream ends', async () => {
  const world = await createWorld()
  await addGrace(world)
  const { nextFrame, rest } = await world.listen('grace')
  await nextFrame()
  world.signOut('grace')
  await world.rename('Unheard')
  expect(await rest()).toBe('')
})

test('says something at each heartbeat, and asks again who listens', async () => {
  const { listen, signOut } = await createWorld({ liveHeartbeatSeconds: 0.05 })
  const { nextFrame, rest } = await listen('ada')
  await nextFrame()
  expect((await nextFrame()).comment).toBe('')
  signOut('ada')
  expect(await rest()).toMatch(/^(:\n\n)*$/)
})

test('a member who is removed hears no more', async () => {
  const world = await createWorld()
  const { call, listen, rename, organizationId } = world
  await addGrace(world)
  const { nextFrame } = await listen('grace')
  await nextFrame()
  await rename('Before')
  expect(namesIn((await nextFrame()).message!)).toEqual(['Before'])
  await call('DELETE', `/organizations/${organizationId}/members/user_grace`, { as: 'ada' })
  await rename('After')
  const heard: string[] = []
  await call('POST', '/organizations', { as: 'grace', body: { name: 'Own' } })
  while (!heard.includes('session_task.completed')) heard.push(...namesIn((await nextFrame()).message!))
  expect(heard).not.toContain('After')
})

test('no more than twenty streams of one user are open at once, and those of others do not count', async () => {
  const { call, listen } = await createWorld()
  const streams = []
  for (let count = 0; count < 20; count++) streams.push(await listen('ada'))
  const refused = await call('GET', '/events/stream', { as: 'ada' })
  expect([refused.status, refused.body.error]).toMatchObject([429, { code: 'rate_limited' }])
  expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0)
  await listen('grace')
  await streams[0]!.cancel()
  await listen('ada')
})

test('a reader who goes away leaves nothing behind, also while nothing happens', async () => {
  const { listen, server } = await createWorld()
  const { cancel, nextFrame } = await listen('ada')
  await nextFrame()
  const reading = nextFrame()
  expect(server.liveCount()).toBe(1)
  await cancel()
  await expect(reading).rejects.toThrow('ended')
  expect(server.liveCount()).toBe(0)
})

test('a slow reader gets everything, message after message, and is not waited for', async () => {
  const { listen, rename } = await createWorld()
  const { nextFrame } = await listen('ada')
  for (const name of ['One', 'Two', 'Three']) await rename(name)
  const heard: string[] = []
  while (heard.length < 3) heard.push(...namesIn((await nextFrame()).message!))
  expect(heard).toEqual(['One', 'Two', 'Three'])
})

test('a server that closes ends its streams and opens no more', async () => {
  const own = await openDatabase({ url: 'memory:' })
  const { server, request, createOrganization, logged } = await createTestServer(own)
  await createOrganization('ada')
  const open = () => server.fetch(request('GET', '/events/stream', { as: 'ada' }))
  const { nextFrame, rest } = readFrames(await open())
  await nextFrame()
  server.endLive()
  expect(await rest()).toBe('')
  expect((await open()).status).toBe(503)
  await server.close()
  expect(logged).toEqual([])
})

/** Joins by an invitation, as anybody does. */
async function addGrace({ call, organizationId }: Pick<TestServer, 'call'> & { organizationId: string }) {
  await call('GET', '/session', { as: 'grace' })
  const { body } = await call('POST', `/organizations/${organizationId}/invitations`, {
    as: 'ada',
    body: { emailAddress: 'grace@acme.test' },
  })
  const { id } = (body as unknown as { invitation: { id: string } }).invitation
  const accepted = await call('POST', '/user/invitations/accept', { as: 'grace', body: { invitationId: id } })
  expect(accepted.status).toBe(200)
}
