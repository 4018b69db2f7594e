import { afterAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../database/open-database'
import { allowedOrigin, createTestServer, ownOrigin } from '../testing/test-server'

const database = await openDatabase({ url: 'memory:' })
afterAll(() => database.close())
const { call, request, server, instance } = await createTestServer(database)
const key = { 'Orgkit-Publishable-Key': instance.publishableKey }

const foreign: Record<string, string>[] = [
  { Origin: 'https://evil.test' },
  { Origin: 'null' },
  { Origin: `${ownOrigin}.evil.test` },
  { Origin: `${ownOrigin}:8080` },
  { Origin: ownOrigin.replace('http:', 'https:') },
  { Origin: allowedOrigin.replace('app.', 'evil.') },
  { Origin: '' },
  { Origin: 'https://evil.test', Host: 'evil.test' },
  { 'Sec-Fetch-Site': 'cross-site' },
  { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' },
]
const trusted: Record<string, string>[] = [
  {},
  { Origin: ownOrigin },
  { Origin: ownOrigin, 'Sec-Fetch-Site': 'same-origin' },
  { Origin: allowedOrigin, 'Sec-Fetch-Site': 'cross-site', ...key },
  { 'Sec-Fetch-Site': 'same-origin' },
  { 'Sec-Fetch-Site': 'none' },
]
const operations = [
  ['GET', '/session', undefined],
  ['HEAD', '/session', undefined],
  ['POST', '/organizations', { name: 'Acme' }],
  ['PUT', '/session/organization', { organizationId: 'org_1' }],
  ['PUT', '/organizations/org_1/logo', undefined],
  ['POST', '/nowhere', {}],
] as const

describe.each(operations)('%s %s', (method, path, body) => {
  test.each(foreign)('is refused to %o, and no page may read the answer', async (headers) => {
    const answer = await call(method, path, { as: 'ada', body, headers: { ...headers, ...key } })
    expect(answer.status).toBe(403)
    expect(answer.body.error?.code).toBe(method === 'HEAD' ? undefined : 'cross_site_refused')
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull()
  })

  test.each(trusted)('is answered to %o', async (headers) => {
    const answer = await call(method, path, { as: 'ada', body, headers })
    expect(answer.body.error?.code).not.toBe('cross_site_refused')
    const isAllowed = headers.Origin === allowedOrigin
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(isAllowed ? allowedOrigin : null)
    expect(answer.headers.get('Access-Control-Allow-Credentials')).toBe(isAllowed ? 'true' : null)
    expect(answer.headers.get('Vary')).toBe('Origin')
  })
})

test('wrote nothing for the refused', async () => {
  const stranger = await createTestServer(database)
  for (const headers of foreign) {
    await stranger.call('POST', '/organizations', { as: 'eve', body: { name: 'Acme' }, headers })
  }
  const session = await stranger.call('GET', '/session', { as: 'eve' })
  expect(session.body).toMatchObject({ session: { memberships: { totalCount: 0 } } })
})

test('answers the preflight of an allowed origin alone', async () => {
  const preflight = (origin: string) =>
    server.fetch(
      request('OPTIONS', '/organizations', {
        headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
      }),
    )
  const allowed = await preflight(allowedOrigin)
  expect(allowed.status).toBe(204)
  expect(allowed.headers.get('Access-Control-Allow-Origin')).toBe(allowedOrigin)
  expect(allowed.headers.get('Access-Control-Allow-Credentials')).toBe('true')
  expect(allowed.headers.get('Access-Control-Allow-Methods')).toContain('PUT')
  for (const header of ['Content-Type', 'Idempotency-Key', 'Orgkit-Publishable-Key', 'Orgkit-Organization']) {
    expect(allowed.headers.get('Access-Control-Allow-Headers')).toContain(header)
  }
  const refused = await preflight('https://evil.test')
  expect(refused.status).toBe(403)
  expect(refused.headers.get('Access-Control-Allow-Origin')).toBeNull()
})

test('asks a page of another origin for its publishable key', async () => {
  const { body } = await call('GET', '/session', { headers: { Origin: allowedOrigin } })
  expect(body.error?.code).toBe('unknown_instance')
})

test('lets every page read what is public', async () => {
  for (const path of ['/health', '/openapi.json']) {
    const response = await server.fetch(
      new Request(`${ownOrigin}/api/orgkit${path}`, { headers: { Origin: 'https://anywhere.test' } }),
    )
    expect([path, response.status, response.headers.get('Access-Control-Allow-Origin')]).toEqual([
      path,
      200,
      '*',
    ])
  }
})

test.each(['app.example.test', '*', 'null', 'file:///x', ''])(
  'refuses the option %j at its start',
  async (origin) => {
    await expect(createTestServer(database, { allowedOrigins: [origin] })).rejects.toThrow('allowedOrigins')
    await expect(createTestServer(database, { url: origin })).rejects.toThrow('url')
  },
)
