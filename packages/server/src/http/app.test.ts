import { OrgkitError } from '@orgkit/core'
import { appSchemas } from '@orgkit/core/contract/app-schema'
import { afterAll, expect, test } from 'vitest'
import { openDatabase } from '../database/open-database'
import { createTestServer, ownOrigin } from '../testing/test-server'

const database = await openDatabase({ url: 'memory:' })
afterAll(() => database.close())

test('answers a signed-out page with the settings and no session', async () => {
  const { call } = await createTestServer(database)
  const { status, body } = await call('GET', '/session')
  expect(status).toBe(200)
  expect(body).toMatchObject({ session: null, settings: { organizationsEnabled: true, slugs: true } })
})

test('takes a person from the gate into an organization, and every answer keeps to its schema', async () => {
  const { call } = await createTestServer(database)
  const pending = await call('GET', '/session', { as: 'ada' })
  expect(pending.body).toMatchObject({
    session: { status: 'pending', tasks: [{ key: 'choose-organization' }] },
  })

  const created = await call('POST', '/organizations', { as: 'ada', body: { name: ' Acme & Söhne ' } })
  expect(created.body).toMatchObject({
    organization: { name: 'Acme & Söhne', slug: 'acme-sohne', memberCount: 1 },
    events: [{ sequence: 1 }, { sequence: 2 }, { sequence: 1 }, { sequence: 2 }],
  })
  const active = await call('GET', '/session?organization=acme-sohne', { as: 'ada' })
  expect(active.body).toMatchObject({
    session: { status: 'active', active: { organization: { slug: 'acme-sohne' } } },
  })

  const { id } = (created.body as unknown as { organization: { id: string } }).organization
  const answers = {
    getSession: active,
    createOrganization: created,
    getOrganization: await call('GET', `/organizations/${id}`, { as: 'ada' }),
    setLastActiveOrganization: await call('PUT', '/session/organization', {
      as: 'ada',
      body: { organizationId: id },
    }),
    listUserMemberships: await call('GET', '/user/memberships?limit=1&sort=recent&query=so', { as: 'ada' }),
    checkSlug: await call('GET', '/slugs/acme-sohne', { as: 'ada' }),
    setOrganizationLogo: await call('PUT', `/organizations/${id}/logo`, { as: 'ada' }),
  }
  for (const [name, { status, body }] of Object.entries(answers)) {
    expect([name, status]).toEqual([name, 200])
    // Parsing strips what the schema does not name: nothing may be stripped.
    expect([name, appSchemas[name as keyof typeof answers].output.parse(body)]).toEqual([name, body])
  }
})

test('sends every answer uncached and unsniffed, errors too', async () => {
  const { call } = await createTestServer(database)
  for (const path of ['/session', '/nowhere', '/user/memberships']) {
    const { headers } = await call('GET', path)
    expect(headers.get('Cache-Control')).toBe('no-store')
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('Content-Type')).toBe('application/json; charset=utf-8')
  }
})

test('answers an unknown address, method or instance in the form of every error', async () => {
  const { call, server } = await createTestServer(database)
  for (const [method, path] of [
    ['GET', '/nowhere'],
    ['GET', '/'],
    ['DELETE', '/session'],
    ['GET', '/session/'],
    ['GET', '/organizations'],
  ] as const) {
    const { status, body } = await call(method, path)
    expect([method, path, status, body.error?.code]).toEqual([method, path, 404, 'not_found'])
  }
  const unknown = await call('GET', '/session', { headers: { 'Orgkit-Publishable-Key': 'pk_nobody' } })
  expect([unknown.status, unknown.body.error?.code]).toEqual([401, 'unknown_instance'])
  expect((await server.fetch(new Request(`${ownOrigin}/elsewhere`))).status).toBe(404)
})

test('needs the publishable key where the server has several instances and no default', async () => {
  const { server } = await createTestServer(database, {
    instances: ['a', 'b'].map((id) => ({ id: `several-${id}`, publishableKey: `pk_several_${id}` })),
  })
  const session = (headers: HeadersInit) =>
    server.fetch(new Request(`${ownOrigin}/api/orgkit/v1/session`, { headers }))
  expect((await session({})).status).toBe(401)
  expect((await session({ 'Orgkit-Publishable-Key': 'pk_several_b' })).status).toBe(200)
})

test('keeps the instances of one database apart', async () => {
  const here = await createTestServer(database)
  const there = await createTestServer(database)
  const id = await here.createOrganization('ada')
  expect((await here.call('GET', `/organizations/${id}`, { as: 'ada' })).status).toBe(200)
  await there.createOrganization('ada')
  expect((await there.call('GET', `/organizations/${id}`, { as: 'ada' })).body.error?.code).toBe('not_found')
  expect((await there.call('GET', '/user/memberships', { as: 'ada' })).body).toMatchObject({ totalCount: 1 })
})

test('answers HEAD like GET without a body', async () => {
  const { server, request } = await createTestServer(database)
  const response = await server.fetch(request('HEAD', '/session'))
  expect([response.status, await response.text()]).toEqual([200, ''])
})

test('makes a repeated write with the same Idempotency-Key once', async () => {
  const { call } = await createTestServer(database)
  const create = (name: string) =>
    call('POST', '/organizations', { as: 'ada', body: { name }, headers: { 'Idempotency-Key': 'key-1' } })
  const [first, second] = await Promise.all([create('Acme'), create('Acme')])
  expect(first.body).toEqual(second.body)
  expect((await call('GET', '/user/memberships', { as: 'ada' })).body).toMatchObject({ totalCount: 1 })
  const other = await create('Other')
  expect([other.status, other.body.error?.code]).toEqual([409, 'idempotency_conflict'])
})

test('sends Retry-After where the error says how long', async () => {
  const identify = () => {
    throw new OrgkitError({ code: 'rate_limited', retryAfterSeconds: 1.2 })
  }
  const { call } = await createTestServer(database, { identify })
  const { status, headers } = await call('GET', '/session')
  expect([status, headers.get('Retry-After')]).toEqual([429, '2'])
})

test('logs what nobody foresaw and tells no detail of it', async () => {
  const secret = new Error('password of the database')
  const identify = () => Promise.reject(secret)
  const { call, logged } = await createTestServer(database, { identify })
  const { status, body } = await call('GET', '/session')
  expect([status, body.error?.code]).toEqual([500, 'internal'])
  expect(JSON.stringify(body)).not.toContain('password')
  expect(logged).toMatchObject([{ level: 'error', error: secret }])
})

test('says whether the database answers', async () => {
  const healthy = await createTestServer(database)
  const health = () => new Request(`${ownOrigin}/api/orgkit/health`)
  expect(await (await healthy.server.fetch(health())).json()).toEqual({ status: 'ok' })
  const broken = { ...database, check: () => Promise.reject(new Error('gone')) }
  const { server } = await createTestServer(broken)
  expect((await server.fetch(health())).status).toBe(503)
})

test('lets identify ask the same database', async () => {
  const { call } = await createTestServer(database, {
    identify: async () => {
      await database.check()
      return { id: 'user_x', name: 'X\0\ud800', emails: [] }
    },
  })
  const { body } = await call('POST', '/organizations', { body: { name: 'Acme' } })
  expect(body).toMatchObject({ organization: { name: 'Acme' } })
  expect((await call('GET', '/session')).body).toMatchObject({ session: { user: { name: 'X\ufffd\ufffd' } } })
})
