import * as z from 'zod'
import { expect, test } from 'vitest'
import { backend, type BackendOperationName } from './backend'
import { appSchemas } from './app-schema'
import { backendSchemas } from './backend-schema'
import { named, parseInput, schemaNames } from './wire-schema'

const parse = (name: BackendOperationName, input: unknown) =>
  parseInput<unknown>(backendSchemas[name].input, input)

test('has a schema of input and output for every operation, and no other', () => {
  expect(Object.keys(backendSchemas).sort()).toEqual(Object.keys(backend).sort())
})

const nameOf = (schema: z.ZodType) => schemaNames.get(schema)?.id

test('gives every output a name for documents, shared with the app contract where it is the same schema', () => {
  const ofApp = new Map(Object.values(appSchemas).map(({ output }) => [nameOf(output), output]))
  for (const { output } of Object.values(backendSchemas)) {
    expect(nameOf(output)).toMatch(/^[A-Z]\w+$/)
    expect(ofApp.get(nameOf(output)) ?? output).toBe(output)
  }
})

test('refuses a name that another schema has', () => {
  expect(() => named('Organization', z.object({}))).toThrow('two schemas are called Organization')
})

test('an override is a number, none at all, or the instance’s; its range is a rule', () => {
  for (const creationLimit of [0, -1, 1.5, 10_000, null, 'instance']) {
    const input = { userId: 'u_1', creationLimit }
    expect(parse('updateUser', input)).toEqual({ input })
  }
  expect(parse('updateUser', { userId: 'u_1', mayCreateOrganizations: 'instance' })).toMatchObject({
    input: {},
  })
})

test.each<[BackendOperationName, unknown, string]>([
  ['updateUser', { userId: 'u_1', creationLimit: 'none' }, 'creationLimit'],
  ['updateUser', { userId: 'u_1', mayCreateOrganizations: null }, 'mayCreateOrganizations'],
  ['updateUser', { userId: 'u_1', name: 'Ada' }, 'name'],
  ['upsertUser', { userId: 'u_1', name: 'Ada' }, 'emails'],
  ['upsertUser', { userId: 'u_1', name: 'Ada', emails: [{ address: 'a@x.test' }] }, 'emails.0.verified'],
  [
    'upsertUser',
    { userId: 'u_1', name: 'Ada', emails: [{ address: 'a@x.test', verified: true, primary: 1 }] },
    'emails.0.primary',
  ],
  ['createOrganizations', { organizations: [{ name: 'Acme' }, { slug: 'acme' }] }, 'organizations.1.name'],
  ['createOrganizations', { organizations: {} }, 'organizations'],
  ['updateSettings', { creatorRoleKey: 'org:admin' }, 'creatorRoleKey'],
  ['updateSettings', { slugs: null }, 'slugs'],
  ['updateSettings', { membershipLimit: '5' }, 'membershipLimit'],
  ['getSettings', { all: '1' }, 'all'],
  ['listUsers', { limit: 5 }, 'limit'],
  ['deletePermission', {}, 'permission'],
])('%s refuses %j', (name, input, field) => {
  expect(parse(name, input)).toMatchObject({ field })
})

test('reads numbers of a query string as numbers', () => {
  expect(parse('listUserMemberships', { userId: 'u_1', limit: '5', sort: 'recent' })).toEqual({
    input: { userId: 'u_1', limit: 5, sort: 'recent' },
  })
})
