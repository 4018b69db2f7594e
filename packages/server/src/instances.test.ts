import { type CustomPermission, defaultAdminRole, defaultMemberRole, type Role } from '@orgkit/core'
import type { Transaction } from '@orgkit/core/engine'
import { afterAll, describe, expect, test } from 'vitest'
import { findInstanceId, readInstance } from './database/instances'
import { createKyselyStore } from './database/kysely-store'
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

describe('a restart', () => {
  const id = 'again'
  const notes: CustomPermission = { key: 'org:notes:write', name: 'Write notes', description: null }
  const boss: Role = { ...owner, key: 'org:boss', name: 'Boss' }
  let count = 0

  /** An instance of its own, started as described, and as often as wanted. */
  async function createInstance(first: Partial<InstanceOptions> = {}) {
    const name = `${id}-${count++}`
    const start = (options: Partial<InstanceOptions> = {}) =>
      putInstances(database, [{ id: name, publishableKey: `pk_${name}`, ...options }])
    await start(first)
    const within = <T>(work: (tx: Transaction) => Promise<T>) =>
      createKyselyStore(database).transaction(name, async (tx) => {
        await tx.lockInstance('exclusive')
        return work(tx)
      })
    const read = async () => (await readInstance(database.tables, name))!
    const keys = async () => (await read()).roles.map(({ key }) => key)
    return { start, within, read, keys }
  }

  test('leaves what was changed at run time where the description says nothing new', async () => {
    const described = { settings: { slugs: true, creationLimit: 7 }, permissions: [notes] }
    const { start, within, read } = await createInstance(described)
    await within(async (tx) => {
      const { settings } = (await tx.instance())!
      await tx.instances.update({
        settings: { ...settings, slugs: false, creatorRoleKey: 'org:boss', defaultRoleKey: 'org:boss' },
        permissions: [
          { ...notes, name: 'Renamed' },
          { ...notes, key: 'org:more:words' },
        ],
      })
      await tx.instances.insertRole(boss)
      await tx.instances.updateRole('org:admin', { name: 'Chief', permissions: [] })
      await tx.instances.deleteRole('org:member')
    })
    const changed = await read()
    await start(described)
    await start({ ...described, settings: { ...described.settings, creationLimit: 8 } })
    expect(await read()).toEqual({ ...changed, settings: { ...changed.settings, creationLimit: 8 } })
  })

  test('tells a setting that is a list or an object from a new one by what it holds', async () => {
    const settings = () => ({
      terms: { version: '1', url: '/terms' },
      profileFields: [{ key: 'company', label: 'Company' }],
    })
    const { start, within, read } = await createInstance({ settings: settings() })
    const changed = { terms: { version: '2', url: null }, profileFields: [] }
    await within(async (tx) => {
      await tx.instances.update({ settings: { ...(await tx.instance())!.settings, ...changed } })
    })
    await start({ settings: settings() })
    expect((await read()).settings).toMatchObject(changed)
    const next = { version: '3', url: '/terms' }
    await start({ settings: { ...settings(), terms: next } })
    expect((await read()).settings).toMatchObject({ ...changed, terms: next })
  })

  test('writes what the description says anew: settings, roles, permissions', async () => {
    const { start, within, read } = await createInstance({
      settings: { slugs: true, creationLimit: 7 },
      roles: [defaultAdminRole, defaultMemberRole, owner],
      permissions: [notes],
    })
    await within(async (tx) => {
      await tx.instances.insertRole(boss)
      await tx.instances.updateRole('org:member', { name: 'Renamed' })
    })
    const member = { ...defaultMemberRole, name: 'Colleague', permissions: ['org:more:words'] }
    await start({ roles: [member, defaultAdminRole] })
    const instance = await read()
    // Those that are no longer described have their defaults again.
    expect(instance.settings).toMatchObject({ slugs: false, creationLimit: 100 })
    expect(instance.roles).toEqual([member, defaultAdminRole, boss])
    expect(instance.permissions).toEqual([
      { key: 'org:more:words', name: 'org:more:words', description: null },
    ])
    const versions = await within((tx) => tx.instances.roleVersions())
    expect([...versions].sort()).toEqual([
      ['org:admin', 1],
      ['org:boss', 1],
      ['org:member', 3],
    ])
  })

  test('never leaves a creator or default role that cannot work', async () => {
    const roles = [owner, defaultMemberRole]
    const settings = { creatorRoleKey: 'org:owner' }
    const { start, within, read, keys } = await createInstance({ settings, roles })
    await within(async (tx) => {
      const { settings: now } = (await tx.instance())!
      await tx.instances.insertRole(boss)
      await tx.instances.update({
        settings: { ...now, creatorRoleKey: 'org:boss', defaultRoleKey: 'org:owner' },
      })
      await tx.instances.deleteRole('org:member')
    })
    await start({ roles: [defaultAdminRole, defaultMemberRole] })
    expect((await read()).settings).toMatchObject({
      creatorRoleKey: 'org:admin',
      defaultRoleKey: 'org:member',
    })
    expect((await keys()).sort()).toEqual(['org:admin', 'org:boss', 'org:member'])
    expect((await read()).roles.find(({ key }) => key === 'org:member')).toEqual(defaultMemberRole)
  })

  test('takes a permission that is no longer described from organizations’ own roles', async () => {
    const { start, within } = await createInstance({ permissions: [notes] })
    const role = { organizationId: 'org_1', key: 'role_1', name: 'x', description: null, version: 1 }
    await within((tx) => tx.roles.insert({ ...role, permissions: [notes.key, 'org:sys_audit:read'] }))
    await start()
    expect(await within((tx) => tx.roles.list('org_1'))).toEqual([
      { ...role, version: 2, permissions: ['org:sys_audit:read'] },
    ])
  })

  test('keeps when the application was created, and takes the plan as it is now', async () => {
    const { start, read } = await createInstance()
    const { application } = await read()
    expect(application).toMatchObject({ id: 'default', plan: 'free' })
    expect(Date.now() - Date.parse(application.createdAt)).toBeLessThan(60_000)
    await start({ plan: 'pro', applicationId: 'app_1' })
    expect((await read()).application).toEqual({ ...application, id: 'app_1', plan: 'pro' })
    const createdAt = '2025-01-01T00:00:00.000Z'
    await start({ applicationCreatedAt: createdAt })
    await start()
    expect((await read()).application).toMatchObject({ plan: 'free', createdAt })
  })

  test('waits for a change that is under way', async () => {
    const { start, within, read } = await createInstance()
    await Promise.all([
      within(async (tx) => {
        const { settings } = (await tx.instance())!
        await new Promise((resolve) => setTimeout(resolve, 50))
        await tx.instances.update({ settings: { ...settings, slugs: true } })
      }),
      start({ settings: { creationLimit: 9 } }),
    ])
    expect((await read()).settings).toMatchObject({ slugs: true, creationLimit: 9 })
  })

  test('adds permissions that only roles name, and other limits in production', async () => {
    const { read } = await createInstance({
      environment: 'production',
      permissions: [notes],
      roles: [
        { ...defaultAdminRole, permissions: [...defaultAdminRole.permissions, 'org:a:b', notes.key] },
        { ...defaultMemberRole, permissions: ['org:a:b'] },
      ],
    })
    const instance = await read()
    expect(instance.permissions).toEqual([notes, { key: 'org:a:b', name: 'org:a:b', description: null }])
    expect(instance.settings.backendRequestsPerTenSeconds).toBe(1000)
  })
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

test('defaults are dated by the application, also for an instance that is made later (A5)', async () => {
  await putInstances(database, [
    { id: 'old', publishableKey: 'pk_old', applicationCreatedAt: '2025-08-21T12:00:00.000Z' },
    { id: 'middle', publishableKey: 'pk_middle', applicationCreatedAt: '2025-09-30T12:00:00.000Z' },
    { id: 'live', publishableKey: 'pk_live', environment: 'production' },
  ])
  const settingsOf = async (id: string) => (await readInstance(database.tables, id))?.settings
  expect(await settingsOf('old')).toMatchObject({ personalAccounts: true, slugs: true })
  expect(await settingsOf('middle')).toMatchObject({ personalAccounts: false, slugs: true })
  expect(await settingsOf('live')).toMatchObject({
    personalAccounts: false,
    slugs: false,
    backendRequestsPerTenSeconds: 1000,
  })
})

test('a description that would leave an organization without an administrator stops the start, and changes nothing', async () => {
  const described: InstanceOptions = {
    id: 'kept',
    publishableKey: 'pk_kept',
    settings: { organizationsEnabled: true },
    roles: [defaultAdminRole, owner, defaultMemberRole],
  }
  await putInstances(database, [described])
  await createKyselyStore(database).transaction('kept', async (tx) => {
    await tx.lockInstance('shared')
    await tx.users.upsert({ id: 'ada', name: 'Ada', emails: [], imageUrl: null })
    await tx.organizations.insert({
      id: 'org_kept',
      name: 'Acme',
      slug: null,
      imageUrl: null,
      memberCount: 1,
      pendingInvitationCount: 0,
      pendingRequestCount: 0,
      membersMayDelete: true,
      membershipLimit: 'instance',
      roleCount: 0,
      createdByUserId: null,
      createdAt: '2026-01-01T00:00:00.000Z',
      updatedAt: '2026-01-01T00:00:00.000Z',
      version: 1,
    })
    const joined = { roleKey: 'org:owner', joinedAt: '2026-01-01T00:00:00.000Z', lastActiveAt: null }
    await tx.memberships.insert({ organizationId: 'org_kept', userId: 'ada', ...joined })
  })
  const roles = [defaultAdminRole, defaultMemberRole]
  await expect(putInstances(database, [{ ...described, roles }])).rejects.toThrow(/org_kept/)
  expect((await readInstance(database.tables, 'kept'))?.roles).toContainEqual(owner)
})
