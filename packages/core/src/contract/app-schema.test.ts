import { describe, expect, test } from 'vitest'
import { app, type AppOperationName } from './app'
import { appSchemas, parseInput, schemaNames } from './app-schema'

const parseAppInput = (name: AppOperationName, input: unknown) =>
  parseInput<unknown>(appSchemas[name].input, input)

test('has a schema of input and output for every operation, and no other', () => {
  expect(Object.keys(appSchemas).sort()).toEqual(Object.keys(app).sort())
})

test('gives every output a name for documents', () => {
  for (const { output } of Object.values(appSchemas))
    expect(schemaNames.get(output)?.id).toMatch(/^[A-Z]\w+$/)
})

describe('reads a query string', () => {
  const list = (input: object) => parseAppInput('listUserMemberships', input)

  test('with plain decimals as numbers, whose range the rules judge', () => {
    expect(list({ limit: '5', offset: '0', query: '', sort: 'recent' })).toEqual({
      input: { limit: 5, offset: 0, query: '', sort: 'recent' },
    })
    expect(list({ limit: '-1' })).toEqual({ input: { limit: -1 } })
    expect(list({ limit: '1.5' })).toEqual({ input: { limit: 1.5 } })
    expect(list({})).toEqual({ input: {} })
  })

  test.each([
    '',
    ' 5',
    '5 ',
    '1e3',
    '0x1',
    '+1',
    '.5',
    '5.',
    '٣',
    'NaN',
    'Infinity',
    '9'.repeat(16),
    5,
    null,
  ])('and refuses the number %j with its field', (limit) =>
    expect(list({ limit })).toMatchObject({ field: 'limit' }),
  )

  test('with an empty value as null, where null means something', () => {
    expect(parseAppInput('getSession', { organization: '' })).toEqual({ input: { organization: null } })
    expect(parseAppInput('getSession', {})).toEqual({ input: {} })
    expect(parseAppInput('getSession', { organization: 'acme' })).toEqual({ input: { organization: 'acme' } })
  })
})

test.each<[AppOperationName, unknown, string | undefined]>([
  ['createOrganization', {}, 'name'],
  ['createOrganization', { name: 5 }, 'name'],
  ['createOrganization', { name: 'x'.repeat(10_001) }, 'name'],
  ['createOrganization', { name: 'Acme', slug: null }, 'slug'],
  ['createOrganization', { name: 'Acme', role: 'org:admin' }, 'role'],
  ['createOrganization', { name: 'Acme', constructor: 1 }, 'constructor'],
  ['createOrganization', null, undefined],
  ['createOrganization', [], undefined],
  ['setLastActiveOrganization', {}, 'organizationId'],
  ['setOrganizationLogo', { organizationId: 'org_1', logo: 'data:' }, 'logo'],
  ['checkSlug', { slug: ['a'] }, 'slug'],
])('%s refuses %j', (name, input, field) => {
  const parsed = parseAppInput(name, input)
  expect(parsed).toMatchObject({ field })
  expect('message' in parsed && parsed.message).toEqual(expect.any(String))
})

test('leaves to the rules what is only too long, empty or odd', () => {
  for (const name of ['', ' ', 'x'.repeat(200), '<b>', '\0']) {
    expect(parseAppInput('createOrganization', { name })).toEqual({ input: { name } })
  }
})
