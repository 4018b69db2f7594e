import { defaultInstanceSettings, type ErrorBody } from '@orgkit/core'
import { app } from '@orgkit/core/contract/app'
import { backend } from '@orgkit/core/contract/backend'
import type { Engine } from '@orgkit/core/engine'
import { afterAll, expect, test } from 'vitest'
import { databaseBlobs } from '../blobs/database-blobs'
import { openDatabase } from '../database/open-database'
import { createBackendLimits } from '../rate-limits/backend-limits'
import { createApp } from './app'
import type { Callers } from './callers'
import { originsOf } from './cross-site'

const database = await openDatabase({ url: 'memory:' })
afterAll(() => database.close())

const asked: [name: string, input: unknown][] = []

/** The routes before an engine that only remembers what reached it. */
const routes = createApp({
  database,
  origins: originsOf('http://orgkit.test', []),
  engine: {
    execute: async (name: string, _: unknown, input: unknown) => void asked.push([name, input]),
    executeBackend: async (name: string, _: unknown, input: unknown) => void asked.push([name, input]),
  } as Engine,
  callers: {
    callerOf: async () => ({ instanceId: 'ins_1', identity: null }),
    instanceOfSecretKey: async () => ({
      id: 'ins_1',
      environment: 'development' as const,
      settings: defaultInstanceSettings,
    }),
  } as Partial<Callers> as Callers,
  blobs: databaseBlobs(database, 'http://orgkit.test'),
  backendLimits: createBackendLimits(
    { take: async () => ({ allowed: true, retryAfterSeconds: 0, remaining: 1, resetAfterSeconds: 1 }) },
    () => {},
  ),
  live: {
    open: async (_, input) => {
      asked.push(['subscribe', input])
      return new Response()
    },
  },
  log: () => {},
})

interface Sent {
  body?: string
  type?: string
}

async function send(method: string, path: string, { body, type }: Sent = {}) {
  asked.length = 0
  const request = new Request(`http://orgkit.test/api/orgkit/v1${path}`, { method, body })
  // A text has a type by itself; what is asked here is what we say.
  request.headers.delete('Content-Type')
  if (type !== undefined) request.headers.set('Content-Type', type)
  const response = await routes.fetch(request)
  const text = await response.text()
  const { error } = (text ? JSON.parse(text) : {}) as { error?: ErrorBody }
  return error ? `${error.code} ${error.field ?? ''}`.trim() : asked[0]
}

const json = 'application/json'

test.each<[string, Sent]>([
  ['no body and no type', {}],
  ['an empty body and a type', { body: '', type: json }],
  ['an empty object', { body: '{}', type: `${json}; charset=utf-8` }],
])('where the path says it all, %s is enough', async (_, sent) => {
  const member = { organizationId: 'org_1', userId: 'u 1' }
  expect(await send('DELETE', '/organizations/org_1/members/u%201', sent)).toEqual(['removeMember', member])
  const organizationId = 'org_1'
  expect(await send('POST', '/organizations/org_1/leave', sent)).toEqual([
    'leaveOrganization',
    { organizationId },
  ])
  expect(await send('PATCH', '/organizations/org_1', sent)).toEqual([
    'updateOrganization',
    { organizationId },
  ])
  expect(await send('DELETE', '/backend/users/u%201', sent)).toEqual(['deleteUser', { userId: 'u 1' }])
  expect(await send('PATCH', '/backend/settings', sent)).toEqual(['updateSettings', {}])
})

test('where a field is required, nothing is not enough', async () => {
  expect(await send('POST', '/organizations')).toBe('invalid_request name')
  expect(await send('PATCH', '/organizations/org_1/members/u_1', { body: '', type: json })).toBe(
    'invalid_request roleKey',
  )
  expect(await send('PUT', '/backend/settings/default-role')).toBe('invalid_request roleKey')
})

test('what is sent must say that it is JSON, also with a DELETE', async () => {
  const path = '/organizations/org_1'
  expect(await send('DELETE', path, { body: '{}' })).toBe('unsupported_media_type')
  expect(await send('DELETE', path, { body: '{}', type: 'text/plain' })).toBe('unsupported_media_type')
  expect(await send('DELETE', path, { body: '', type: 'text/plain' })).toBe('unsupported_media_type')
  expect(await send('DELETE', path, { body: ' ', type: json })).toBe('invalid_request')
  expect(await send('DELETE', path, { body: '{"force":true}', type: json })).toBe('invalid_request force')
  expect(await send('DELETE', `${path}?force=true`)).toBe('invalid_request force')
})

test('a field of the path is not taken from the body', async () => {
  const body = JSON.stringify({ userId: 'u_2', roleKey: 'org:member' })
  expect(await send('PATCH', '/organizations/org_1/members/u_1', { body, type: json })).toBe(
    'invalid_request userId',
  )
})

const keys = [
  'org:editor',
  'org:sys_roles:manage',
  'a b',
  'ä+%2F',
  'a/b',
  '100%',
  '{roleKey}',
  '?x=1#y',
  '😀',
]
test.each(keys)('reads %j from the path as it was meant', async (key) => {
  const encoded = encodeURIComponent(key)
  expect(await send('PATCH', `/backend/roles/${encoded}`)).toEqual(['updateRole', { roleKey: key }])
  expect(await send('DELETE', `/backend/permissions/${encoded}`)).toEqual([
    'deletePermission',
    { permission: key },
  ])
  expect(await send('POST', `/organizations/org_1/roles/${encoded}/delete`)).toEqual([
    'deleteOrganizationRole',
    { organizationId: 'org_1', roleKey: key },
  ])
})

test('a colon needs no code', async () => {
  expect(await send('PATCH', '/backend/roles/org:editor')).toEqual(['updateRole', { roleKey: 'org:editor' }])
})

test('every operation of both contracts is found at its own address', async () => {
  for (const [prefix, contract] of [
    ['', app],
    ['/backend', backend],
  ] as const) {
    for (const [name, { at }] of Object.entries(contract)) {
      const [method = '', path = ''] = at.split(' ')
      const answer = await send(method, prefix + path.replaceAll(/\{\w+\}/g, 'x'))
      // Reached; or refused for a field that nothing was sent for.
      const reached = typeof answer === 'string' ? answer : answer?.[0]
      expect([name, reached]).toEqual([name, expect.stringMatching(`^(${name}|invalid_request \\w+)$`)])
    }
  }
})
