import { app } from '@orgkit/core/contract/app'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../database/open-database'
import { type CallOptions, createTestServer } from '../testing/test-server'

/* By hand, what is known to go wrong. The same at random, at every operation: test/server/malformed.test.ts. */

const database = await openDatabase({ url: 'memory:' })
afterAll(() => database.close())
const { call, createOrganization, logged, instance } = await createTestServer(database)
let organizationId: string
let before: unknown
beforeAll(async () => {
  organizationId = await createOrganization('ada')
  before = await everything()
})

/** Every row of every table of this instance. */
async function everything() {
  const tables = [
    'app_user',
    'organization',
    'membership',
    'user_organization',
    'slug_claim',
    'event',
    'user_event',
    'idempotency',
    'blob',
  ] as const
  const rows = tables.map((table) =>
    database.tables.selectFrom(table).selectAll().where('instance_id', '=', instance.id).execute(),
  )
  return Promise.all(rows)
}

async function expectRefused(method: string, path: string, options: CallOptions): Promise<string> {
  const { status, body } = await call(method, path, { as: 'ada', ...options })
  const { code, message } = body.error ?? {}
  const isRefused = status >= 400 && status < 500 && typeof code === 'string' && typeof message === 'string'
  const asked = `${method} ${path.slice(0, 80)} → ${status} ${JSON.stringify(body).slice(0, 200)}`
  expect({ asked, isRefused }).toEqual({ asked, isRefused: true })
  return body.error!.code
}

const json = { 'Content-Type': 'application/json' }
const absurd: unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  [],
  [''],
  {},
  { toString: 'x' },
  { __proto__: null, a: 1 },
  [[[]]],
  'x'.repeat(10_001),
  '\0',
  '\ud800',
]
const writes = [
  ['POST', '/organizations', 'name'],
  ['POST', '/organizations', 'slug'],
  ['PUT', '/session/organization', 'organizationId'],
] as const

describe.each(writes)('%s %s refuses in the field %s', (method, path, field) => {
  const accepted = (value: unknown) => field === 'organizationId' && typeof value === 'string'
  test.each(
    absurd.filter((value) => !accepted(value)).map((value) => [JSON.stringify(value).slice(0, 40), value]),
  )('%s', async (_, value) => {
    const body = { ...(path === '/organizations' && { name: 'Acme' }), [field]: value }
    await expectRefused(method, path, { body })
  })
})

const bodies: [string, string | Uint8Array][] = [
  ['nothing', ''],
  ['white space', ' \n'],
  ['half an object', '{"name":'],
  ['a text', '"Acme"'],
  ['a list', '[{"name":"Acme"}]'],
  ['null', 'null'],
  ['a number', '1e999'],
  ['NaN', 'NaN'],
  ['a comment', '{"name":"Acme"} // x'],
  ['two objects', '{"name":"Acme"}{"name":"Acme"}'],
  ['an unknown field', '{"name":"Acme","role":"org:admin"}'],
  ['a prototype', '{"name":"Acme","__proto__":{"admin":true}}'],
  ['a constructor', '{"name":"Acme","constructor":{"prototype":{}}}'],
  ['a field twice, the last one wrong', '{"name":"Acme","name":5}'],
  ['the prototype alone', '{"__proto__":{"name":"Acme"}}'],
  ['no UTF-8', new Uint8Array([0x7b, 0x22, 0x6e, 0xff, 0xfe, 0x22, 0x7d])],
  [
    'a cut UTF-8 sequence',
    new Uint8Array([...new TextEncoder().encode('{"name":"A'), 0xe2, 0x82, 0x22, 0x7d]),
  ],
  ['UTF-16', new Uint8Array([0xff, 0xfe, 0x7b, 0, 0x7d, 0])],
  ['deep lists', `{"name":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ['deep objects', `{"name":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`],
  ['a long name', JSON.stringify({ name: 'x'.repeat(500_000) })],
  ['more than 1 MB', JSON.stringify({ name: 'x'.repeat(1_100_000) })],
  ['10 MB', JSON.stringify({ name: 'x'.repeat(10_000_000) })],
  ['form fields', 'name=Acme'],
]

test.each(bodies)('refuses a body of %s', async (_, body) => {
  const options = { body: body as string, headers: json }
  for (const [method, path] of writes) await expectRefused(method, path, options)
})

test.each([
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/jsonp',
  'application/json, text/plain',
  'application/json; charset=utf-16',
  'text/json',
  '',
])('refuses the content type %j', async (type) => {
  const options = { body: '{"name":"Acme"}', headers: { 'Content-Type': type } }
  expect(await expectRefused('POST', '/organizations', options)).toBe('unsupported_media_type')
})

test('names the field that is at fault', async () => {
  for (const [body, field] of [
    [{}, 'name'],
    [{ name: 5 }, 'name'],
    [{ name: 'Acme', slug: null }, 'slug'],
    [{ name: 'Acme', extra: 1 }, 'extra'],
    [{ name: '' }, 'name'],
  ] as const) {
    const answer = await call('POST', '/organizations', { as: 'ada', body })
    expect(answer.body.error?.field).toBe(field)
  }
})

const encoded = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString('base64url')
const cursors = [
  ' ',
  'null',
  '%',
  '!',
  'x'.repeat(5000),
  'x'.repeat(10_001),
  '😀',
  '\0',
  encoded(null),
  encoded({}),
  encoded([]),
  encoded(['name']),
  encoded(['name', 'a', 'b', 'c']),
  encoded(['name', 1, 'b']),
  encoded(['recent', 'a', 'b']),
  encoded(['name', '\0', 'b']),
  encoded(['name', 'a', '\ud800']),
  encoded([['name'], 'a', 'b']),
  Buffer.from([0xff, 0xfe, 0xfd]).toString('base64url'),
  'W10',
]
test.each(cursors)('refuses the cursor %j', async (cursor) => {
  await expectRefused('GET', `/user/memberships?cursor=${encodeURIComponent(cursor)}`, {})
})

const queries = [
  ...[
    '',
    ' 5',
    '5 ',
    '1e3',
    '0x10',
    '+5',
    '٣',
    'NaN',
    'Infinity',
    '-1',
    '0',
    '101',
    '1.5',
    '9'.repeat(400),
    'null',
    '1,2',
    '5\0',
  ].map((text) => `limit=${encodeURIComponent(text)}`),
  ...['', '-1', '10001', '1.5', 'x', '1e1'].map((text) => `offset=${text}`),
  ...['', 'NAME', 'name,recent', '__proto__', 'constructor'].map((text) => `sort=${text}`),
  `query=${'x'.repeat(101)}`,
  `query=${'x'.repeat(10_001)}`,
  'limit=1&limit=2',
  'limit[]=1',
  'unknown=1',
  '__proto__=1',
  '__proto__[limit]=1',
  'constructor=1',
  `offset=1&cursor=${encoded(['name', 'a', 'b'])}`,
]
test.each(queries)('refuses the query %j', async (query) => {
  await expectRefused('GET', `/user/memberships?${query}`, {})
})

const ids = [
  '%00',
  'org_%00',
  '%ff',
  '%',
  '%zz',
  'org_',
  '..%2f..',
  '%2e%2e',
  'a'.repeat(3000),
  '😀',
  '__proto__',
  'constructor',
  'null',
  '%20',
  "'%20or%201=1--",
  'org_%ED%A0%80',
]
test.each(ids)('knows no organization %j', async (id) => {
  await expectRefused('GET', `/organizations/${id}`, {})
  await expectRefused('PUT', `/organizations/${id}/logo`, {
    body: new Uint8Array([1]),
    headers: { 'Content-Type': 'image/png' },
  })
  const session = await call('GET', `/session?organization=${id}`, { as: 'ada' })
  expect(session.status).toBe(200)
  const slug = await call('GET', `/slugs/${id}`, { as: 'ada' })
  expect(slug.status).toBeLessThan(500)
  await expectRefused('GET', `/blobs/${id}`, {})
})

test('refuses a logo that is no picture, or too large', async () => {
  const path = `/organizations/${organizationId}/logo`
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])
  const logos: [Uint8Array | string, string, string][] = [
    ['', 'image/png', 'image_unsupported'],
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml', 'image_unsupported'],
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/png', 'image_unsupported'],
    ['GIF89a', 'image/gif', 'image_unsupported'],
    [png, 'image/png', 'image_unsupported'],
    [png, 'text/html', 'image_unsupported'],
    [png, '', 'image_unsupported'],
    ['{"logo":null}', 'application/json', 'image_unsupported'],
    [new Uint8Array(550_000), 'image/png', 'image_too_large'],
    [new Uint8Array(700_000), 'image/png', 'image_too_large'],
    [new Uint8Array(20_000_000), 'image/png', 'image_too_large'],
  ]
  for (const [body, type, code] of logos) {
    expect(await expectRefused('PUT', path, { body, headers: { 'Content-Type': type } })).toBe(code)
  }
})

test('refuses an Idempotency-Key that is too long', async () => {
  const options = { body: { name: 'Acme' }, headers: { 'Idempotency-Key': 'x'.repeat(201) } }
  expect(await expectRefused('POST', '/organizations', options)).toBe('too_long')
})

test('refuses a query string on a write', async () => {
  for (const { at } of Object.values(app)) {
    if (at.startsWith('GET ')) continue
    const [method = '', path = ''] = at.split(' ')
    await expectRefused(method, `${path.replace(/\{.*?\}/, organizationId)}?x=1`, { body: { name: 'Acme' } })
  }
})

test('after all that nothing was written and nothing logged', async () => {
  expect(await everything()).toEqual(before)
  expect(logged).toEqual([])
  expect(({} as { admin?: boolean }).admin).toBeUndefined()
})
