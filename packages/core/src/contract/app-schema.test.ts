import { describe, expect, test } from 'vitest'
import { type EventType, organizationEventTypes } from '../model/event'
import { app, type AppOperationName } from './app'
import { appSchemas, parseInput, schemaNames } from './app-schema'
import { event } from './schema/event-schema'

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
  ['updateOrganization', { organizationId: 'org_1', version: '1' }, 'version'],
  ['updateOrganization', { organizationId: 'org_1', membersMayDelete: true }, 'membersMayDelete'],
  ['removeMembers', { organizationId: 'org_1', userIds: 'u_1' }, 'userIds'],
  ['removeMembers', { organizationId: 'org_1', userIds: ['u_1', 2] }, 'userIds.1'],
  ['updateMembers', { organizationId: 'org_1', userIds: [] }, 'roleKey'],
  ['createOrganizationRole', { organizationId: 'org_1', name: 'Editor', permissions: null }, 'permissions'],
  ['createOrganizationRole', { organizationId: 'org_1', name: 'x', permissions: [], key: 'org:x' }, 'key'],
  ['listEvents', { organizationId: 'org_1', type: 'organization.exploded' }, 'type'],
])('%s refuses %j', (name, input, field) => {
  const parsed = parseAppInput(name, input)
  expect(parsed).toMatchObject({ field })
  expect('message' in parsed && parsed.message).toEqual(expect.any(String))
})

test('takes as many users of a bulk change as a body holds: how many are too many is a rule', () => {
  const input = { organizationId: 'org_1', userIds: Array.from({ length: 5000 }, (_, index) => `u_${index}`) }
  expect(parseAppInput('removeMembers', input)).toEqual({ input })
  expect(parseAppInput('removeMembers', { ...input, userIds: [] })).toEqual({
    input: { ...input, userIds: [] },
  })
})

/** Fails to compile when an event is added. */
const allTypes: Record<EventType, 'organization' | 'user'> = {
  'organization.created': 'organization',
  'organization.updated': 'organization',
  'organization.deleted': 'organization',
  'membership.created': 'organization',
  'membership.role_changed': 'organization',
  'membership.deleted': 'organization',
  'invitation.created': 'organization',
  'invitation.resent': 'organization',
  'invitation.revoked': 'organization',
  'invitation.accepted': 'organization',
  'invitation.declined': 'organization',
  'role.created': 'organization',
  'role.updated': 'organization',
  'role.deleted': 'organization',
  'administration.offered': 'organization',
  'administration.withdrawn': 'organization',
  'administration.accepted': 'organization',
  'administration.declined': 'organization',
  'domain.created': 'organization',
  'domain.verification_started': 'organization',
  'domain.verified': 'organization',
  'domain.updated': 'organization',
  'domain.deleted': 'organization',
  'membership_request.created': 'organization',
  'membership_request.approved': 'organization',
  'membership_request.declined': 'organization',
  'membership_request.withdrawn': 'organization',
  'session_task.completed': 'user',
  'session_task.opened': 'user',
  'user_membership.created': 'user',
  'user_membership.role_changed': 'user',
  'user_membership.deleted': 'user',
  'user_suggestion.updated': 'user',
  'user_suggestion.dismissed': 'user',
  'user_invitation.declined': 'user',
}

test('every event has a shape, and those of organizations can be chosen from the audit trail', () => {
  const ofOrganizations = Object.entries(allTypes).flatMap(([type, of]) =>
    of === 'organization' ? [type] : [],
  )
  expect([...organizationEventTypes]).toEqual(ofOrganizations)
  const known = event.options.flatMap(({ shape }) => [...shape.type._zod.values])
  expect(known.sort()).toEqual(Object.keys(allTypes).sort())
})

test('leaves to the rules what is only too long, empty or odd', () => {
  for (const name of ['', ' ', 'x'.repeat(200), '<b>', '\0']) {
    expect(parseAppInput('createOrganization', { name })).toEqual({ input: { name } })
  }
})
