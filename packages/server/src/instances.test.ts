import { defaultAdminRole, defaultMemberRole, type Role } from '@orgkit/core'
import { afterAll, expect, test } from 'vitest'
import { findInstanceId, readInstance } from './database/instances'
import { migrate } from './database/migrations'
import { openDatabase } from './database/open-database'
import { type InstanceOptions, putInstances } from './instances'

const database = await openDatabase({ url: 'memory:' })
await migrate(database)
afterAll(() => database.close())

const owner: Role = {
  key: 'org:owner',
  name: 'Owner',
  description: 'Everything',
  permissions: defaultAdminRole.permissions,
}

test('a new instance has the defaults: organizations off, an admin and a member', async () => {
  await putInstances(database, [{ id: 'plain', publishableKey: 'pk_plain' }])
  expect(await readInstance(database.tables, 'plain')).toMatchObject({
    id: 'plain',
    environment: 'development',
    settings: { organizationsEnabled: false, creationLimit: 100, membershipLimit: 5 },
    roles: [defaultAdminRole, defaultMemberRole],
  })
  expect(await findInstanceId(database.tables, 'pk_plain', 'publishable')).toBe('plain')
  expect(await readInstance(database.tables, 'nobody')).toBeNull()
})

test('what is written holds, and the same again, also at once, changes nothing', async () => {
  const instance: InstanceOptions = {
    id: 'busy',
    publishableKey: 'pk_busy',
    secretKey: 'sk_busy',
    settings: { slugs: true, creatorRoleKey: 'org:owner' },
    roles: [owner, defaultMemberRole],
  }
  await putInstances(database, [{ ...instance, publishableKey: 'pk_before', roles: undefined, settings: {} }])
  await Promise.all(Array.from({ length: 8 }, () => putInstances(database, [instance])))
  expect(await readInstance(database.tables, 'busy')).toMatchObject({
    settings: { slugs: true, creatorRoleKey: 'org:owner' },
    roles: [owner, defaultMemberRole],
  })
  expect(await findInstanceId(database.tables, 'pk_before', 'publishable')).toBeNull()
  expect(await findInstanceId(database.tables, 'sk_busy', 'publishable')).toBeNull()
  const keys = await database.tables
    .selectFrom('api_key')
    .selectAll()
    .where('instance_id', '=', 'busy')
    .execute()
  expect(keys).toHaveLength(2)
  expect(JSON.stringify(keys)).not.toContain('sk_busy')
})

test('refuses a key that another instance has', async () => {
  await putInstances(database, [{ id: 'first', publishableKey: 'pk_shared' }])
  await expect(putInstances(database, [{ id: 'second', publishableKey: 'pk_shared' }])).rejects.toThrow(
    'another instance',
  )
  expect(await findInstanceId(database.tables, 'pk_shared', 'publishable')).toBe('first')
  expect(await readInstance(database.tables, 'second')).toBeNull()
})

test.each<[string, Partial<InstanceOptions>]>([
  ['creatorRoleKey', { settings: { creatorRoleKey: 'org:nobody' } }],
  ['defaultRoleKey', { settings: { defaultRoleKey: 'org:nobody' } }],
  [
    'lacks org:sys_profile:delete',
    {
      roles: [
        {
          ...owner,
          key: 'org:admin',
          permissions: ['org:sys_memberships:manage', 'org:sys_memberships:read'],
        },
        defaultMemberRole,
      ],
    },
  ],
  ['two roles', { roles: [defaultAdminRole, defaultMemberRole, defaultMemberRole] }],
  ['needs an id', { publishableKey: '' }],
])('refuses a description that cannot work: %s', async (reason, options) => {
  await expect(putInstances(database, [{ id: 'x', publishableKey: 'pk_x', ...options }])).rejects.toThrow(
    reason,
  )
})
