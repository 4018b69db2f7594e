import {
  addressKey,
  defaultAdminRole,
  defaultInstanceSettings,
  defaultMemberRole,
  nameKey,
  searchKey,
} from '@orgkit/core'
import type { Transaction } from '@orgkit/core/engine'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { putInstances } from '../instances'
import { membershipRow, organizationRow } from '../testing/store-world'
import { createKyselyStore } from './kysely-store'
import { createMigrator, migrate } from './migrations'
import { openDatabase } from './open-database'

const userCount = 2500

test('0002 fills what members are found and sorted by, as the store itself would', async () => {
  const database = await openDatabase({ url: 'memory:' })
  onTestFinished(() => database.close())
  const { error } = await createMigrator(database).migrateTo('0001-organizations')
  expect(error).toBeUndefined()

  const users = Array.from({ length: userCount }, (_, index) => ({
    id: `user_${String(index).padStart(4, '0')}`,
    // The other way round than the ids.
    name: `Üser ${9999 - index} 😀`,
    imageUrl: null,
    emails: [`İ${index}@Acme.test`, ` SHARED${index % 3}@acme.test`, `shared${index % 3}@acme.test`]
      .slice(0, index % 4)
      .map((address) => ({ address, verified: index % 2 === 0 })),
  }))
  const rows = users.map(({ id, name, emails }) => ({
    instance_id: 'ins_1',
    id,
    name,
    name_key: nameKey(name),
    search_key: searchKey(name, ...emails.map(({ address }) => address)),
    image_url: null,
    emails,
    organization_count: 0,
    created_organization_count: 0,
    event_seq: 0,
  }))
  const insert = (table: string, values: readonly object[]) =>
    sql`insert into ${sql.table(`orgkit.${table}`)}
      select * from jsonb_populate_recordset(null::${sql.table(`orgkit.${table}`)}, ${JSON.stringify(values)}::jsonb)`.execute(
      database.db,
    )
  await insert('app_user', rows)
  const { joinedAt, roleKey, organizationId } = membershipRow('org_1', '')
  const memberships = users.slice(0, 10).map(({ id }) => ({
    instance_id: 'ins_1',
    organization_id: organizationId,
    user_id: id,
    role_key: roleKey,
    joined_at: joinedAt,
    recent_at: joinedAt,
    organization_name_key: '',
    organization_search_key: '',
  }))
  await insert('membership', memberships)
  await insert('user_organization', memberships)

  await migrate(database)
  await migrate(database)
  await createKyselyStore(database).transaction('ins_1', async (tx) => {
    for (const { id, emails } of [users[0]!, users[3]!, users[1001]!, users[userCount - 1]!]) {
      for (const { address } of emails) {
        const found = await tx.users.listByAddress(addressKey(address))
        const wanted = users.filter((user) =>
          user.emails.some((email) => addressKey(email.address) === addressKey(address)),
        )
        expect(found.map((user) => user.id)).toEqual(wanted.map((user) => user.id))
        expect(found.map((user) => user.id)).toContain(id)
      }
    }
    const everybody = { words: [], roleKeys: null, sort: 'name', limit: 100, offset: 0, after: null } as const
    const members = await tx.memberships.listByOrganization({ ...everybody, organizationId })
    expect(members.map(({ user }) => user)).toEqual(users.slice(0, 10).toReversed())
    const searched = await tx.memberships.listByOrganization({
      ...everybody,
      organizationId,
      words: ['shared2'],
    })
    expect(searched.map(({ userId }) => userId)).toEqual(['user_0002'])
    // What comes later brings its own copies.
    await tx.lockUser('user_0011')
    await tx.organizations.insert(organizationRow('org_2'))
    await tx.memberships.insert(membershipRow('org_2', 'user_0011'))
    const query = { ...everybody, organizationId: 'org_2', words: ['9988'] }
    expect(await tx.memberships.countByOrganization(query)).toBe(1)
  })
})

test('the dev mailbox keeps a mail with an id once, and each without one', async () => {
  const database = await openDatabase({ url: 'memory:' })
  onTestFinished(() => database.close())
  await migrate(database)
  const mail = { recipient: 'ada@acme.test', subject: '', text: '', html: '', sent_at: '' }
  for (const message_id of ['a', 'a', 'b', undefined, undefined]) {
    await database.tables
      .insertInto('sent_mail')
      .values({ ...mail, message_id })
      .onConflict((conflict) => conflict.column('message_id').doNothing())
      .execute()
  }
  const kept = await database.tables
    .selectFrom('sent_mail')
    .select('message_id')
    .orderBy('position')
    .execute()
  expect(kept.map(({ message_id }) => message_id)).toEqual(['a', 'b', null, null])
})

test('0003 gives what is there the settings, permissions and limits that it would have been made with', async () => {
  const database = await openDatabase({ url: 'memory:' })
  onTestFinished(() => database.close())
  const { error } = await createMigrator(database).migrateTo('0002-invitations')
  expect(error).toBeUndefined()
  const { organizationRoles, invitationsPerHour, backendRequestsPerTenSeconds, ...settings } = {
    ...defaultInstanceSettings,
    slugs: true,
    membershipLimit: null,
  }
  for (const [id, environment] of [
    ['ins_1', 'production'],
    ['ins_2', 'development'],
  ]) {
    await sql`insert into orgkit.instance (id, application_id, environment, settings)
      values (${id}, 'app_1', ${environment}, ${JSON.stringify(settings)}::jsonb)`.execute(database.db)
  }
  const own = ['org:sys_profile:manage', 'org:notes:write', 'org:B:b', 'org:notes:write']
  for (const key of ['org:admin', 'org:member']) {
    await sql`insert into orgkit.instance_role (instance_id, key, name, permissions, position)
      values ('ins_1', ${key}, ${key}, ${JSON.stringify(own)}::jsonb, 0)`.execute(database.db)
  }
  await sql
    .raw(
      `insert into orgkit.organization (instance_id, id, name, name_key, search_key, slug, member_count,
          pending_invitation_count, members_may_delete, created_at, updated_at, version, event_seq)
        values ('ins_1', 'org_1', 'Acme', 'acme', ' acme', 'acme', 1, 0, true, '2026', '2026', 1, 1)`,
    )
    .execute(database.db)
  await sql
    .raw(
      `insert into orgkit.app_user (instance_id, id, name, name_key, search_key, emails, organization_count,
          created_organization_count)
        values ('ins_1', 'ada', 'Ada', 'ada', ' ada', '[]', 1, 1)`,
    )
    .execute(database.db)
  await sql
    .raw(
      `insert into orgkit.slug_claim (instance_id, slug, organization_id) values ('ins_1', 'acme', 'org_1')`,
    )
    .execute(database.db)
  await sql
    .raw(
      `insert into orgkit.event (instance_id, organization_id, seq, id, type, at, data)
        values ('ins_1', 'org_1', 1, 'evt_1', 'organization.created', '2026', '{}')`,
    )
    .execute(database.db)

  const before = Date.now()
  await migrate(database)
  const within = <T>(id: string, work: (tx: Transaction) => Promise<T>) =>
    createKyselyStore(database).transaction(id, work)
  await within('ins_1', async (tx) => {
    const instance = await tx.instance()
    expect(instance).toMatchObject({
      application: { id: 'app_1', plan: 'free' },
      permissions: ['org:B:b', 'org:notes:write'].map((key) => ({ key, name: key, description: null })),
    })
    expect(instance?.settings).toEqual({
      ...settings,
      organizationRoles,
      invitationsPerHour,
      backendRequestsPerTenSeconds: 1000,
    })
    const createdAt = Date.parse(instance!.application.createdAt)
    expect(createdAt >= before && createdAt <= Date.now()).toBe(true)
    expect([...(await tx.instances.roleVersions()).values()]).toEqual([1, 1])
    expect(await tx.organizations.get('org_1')).toMatchObject({ membershipLimit: 'instance', roleCount: 0 })
    expect(await tx.users.get('ada')).toMatchObject({
      mayCreateOrganizations: 'instance',
      creationLimit: 'instance',
    })
    expect(await tx.slugs.taken(['acme'], null, '9999')).toEqual(['acme'])
    const everything = { organizationId: 'org_1', type: null, actorUserId: null }
    expect(await tx.events.list({ ...everything, limit: 9, offset: 0, after: null })).toMatchObject([
      { id: 'evt_1', sequence: 1, audit: null },
    ])
  })
  const other = await within('ins_2', (tx) => tx.instance())
  expect(other).toMatchObject({ permissions: [], settings: { backendRequestsPerTenSeconds } })

  // Until now each start wrote the whole description; so does the first one after.
  await putInstances(database, [{ id: 'ins_1', publishableKey: 'pk_1', settings: { creationLimit: 3 } }])
  const described = await within('ins_1', (tx) => tx.instance())
  expect(described?.settings).toEqual({
    ...defaultInstanceSettings,
    creationLimit: 3,
  })
  expect(described?.roles).toEqual([defaultAdminRole, defaultMemberRole])
  expect(described?.permissions).toEqual([])
})
