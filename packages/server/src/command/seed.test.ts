import {
  addressKey,
  checkEmailAddress,
  checkOrganizationName,
  checkSlug,
  nameKey,
  normalizeName,
  searchKey,
} from '@orgkit/core'
import { createId } from '@orgkit/core/engine'
import { type Selectable, sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../database/open-database'
import type { Tables } from '../database/schema'
import { createTestServer } from '../testing/test-server'
import { seed } from './seed'

const database = await openDatabase({ url: 'memory:' })
afterAll(() => database.close())

async function seeded(
  { organizations, members }: { organizations: number; members: number },
  { slugs = true, batchSize }: { slugs?: boolean; batchSize?: number } = {},
) {
  const world = await createTestServer(database, {
    settings: { slugs, membersMayDeleteOrganizations: false },
  })
  const instanceId = world.instance.id
  const again = () => seed(database, { instanceId, organizations, members, batchSize, print: () => {} })
  await again()
  async function rowsOf<Name extends (typeof tables)[number]>(table: Name) {
    const { rows } = await sql<Selectable<Tables[Name]>>`
      select * from ${sql.table(`orgkit.${table}`)} where instance_id = ${instanceId}`.execute(database.db)
    return rows
  }
  return { ...world, instanceId, again, rowsOf }
}

const tables = [
  'organization',
  'membership',
  'user_organization',
  'app_user',
  'user_address',
  'slug_claim',
  'event',
  'user_event',
] as const

function count<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1)
  return counts
}

describe.each([
  { organizations: 40, members: 3, users: 40 * 2 + 4 },
  { organizations: 11, members: 2, users: 11 + 2 },
  { organizations: 11, members: 1, users: 11 },
  { organizations: 1, members: 30, users: 30 },
])('$organizations organizations of $members', ({ organizations, members, users }) => {
  test('stand there with all their members, and every counter is right', async () => {
    const { rowsOf } = await seeded({ organizations, members }, { batchSize: 10 })
    const rows = await rowsOf('organization')
    expect(rows).toHaveLength(organizations)
    const memberships = await rowsOf('membership')
    const mirrored = await rowsOf('user_organization')
    expect(memberships).toHaveLength(organizations * members)
    const pairs = (
      each: readonly { organization_id: string; user_id: string; role_key: string; joined_at: string }[],
    ) => each.map((row) => [row.organization_id, row.user_id, row.role_key, row.joined_at].join(' ')).sort()
    expect(pairs(mirrored)).toEqual(pairs(memberships))

    const memberCounts = count(memberships, (row) => row.organization_id)
    for (const row of rows) {
      expect(row).toMatchObject({
        member_count: memberCounts.get(row.id),
        pending_invitation_count: 0,
        members_may_delete: false,
        version: 1,
        event_seq: 0,
      })
    }
    const people = await rowsOf('app_user')
    expect(people).toHaveLength(users)
    const organizationCounts = count(memberships, (row) => row.user_id)
    const createdCounts = count(rows, (row) => String(row.created_by_user_id))
    for (const row of people) {
      expect(row.organization_count).toBe(organizationCounts.get(row.id))
      expect(row.created_organization_count).toBe(createdCounts.get(row.id) ?? 0)
    }
    const creators = memberships.filter(({ role_key }) => role_key === 'org:admin')
    expect(creators.map((row) => `${row.organization_id} ${row.user_id}`).sort()).toEqual(
      rows.map((row) => `${row.id} ${row.created_by_user_id}`).sort(),
    )
    expect(await rowsOf('event')).toEqual([])
    expect(await rowsOf('user_event')).toEqual([])
  })
})

test('every key is what core makes of the name, and every name, slug and address passes its rules', async () => {
  const { rowsOf } = await seeded({ organizations: 2000, members: 3 })
  const organizations = await rowsOf('organization')
  for (const { name, slug, name_key, search_key } of organizations) {
    expect({ name, name_key, search_key }).toEqual({
      name: normalizeName(name),
      name_key: nameKey(name),
      search_key: searchKey(name, slug),
    })
    expect(checkOrganizationName(name)).toBeNull()
    expect(checkSlug(slug ?? '')).toBeNull()
  }
  const claims = await rowsOf('slug_claim')
  expect(claims.map((row) => `${row.slug} ${row.organization_id}`).sort()).toEqual(
    organizations.map((row) => `${row.slug} ${row.id}`).sort(),
  )

  const people = await rowsOf('app_user')
  for (const { name, name_key, search_key, emails } of people) {
    const addresses = emails.map(({ address }) => address)
    expect({ name, name_key, search_key }).toEqual({
      name: normalizeName(name),
      name_key: nameKey(name),
      search_key: searchKey(name, ...addresses),
    })
    expect(addresses.map(checkEmailAddress)).toEqual([null])
  }
  const addresses = await rowsOf('user_address')
  expect(addresses.map((row) => `${row.address_key} ${row.user_id}`).sort()).toEqual(
    people.map((row) => `${addressKey(row.emails[0]!.address)} ${row.id}`).sort(),
  )
  expect(new Set(addresses.map((row) => row.address_key)).size).toBe(people.length)

  // The copies that lists are sorted and searched by.
  const byId = new Map([...organizations, ...people].map((row) => [row.id, row]))
  for (const row of await rowsOf('membership')) {
    const { name_key, search_key } = byId.get(row.user_id)!
    expect(row).toMatchObject({ user_name_key: name_key, user_search_key: search_key })
  }
  for (const row of await rowsOf('user_organization')) {
    const { name_key, search_key } = byId.get(row.organization_id)!
    expect(row).toMatchObject({
      organization_name_key: name_key,
      organization_search_key: search_key,
      recent_at: row.joined_at,
      last_active_at: null,
    })
  }
})

test('ids are as core makes them of the time of creation, sort by it, and before all that come later', async () => {
  const { rowsOf } = await seeded({ organizations: 100, members: 2 }, { batchSize: 30 })
  const rows = (await rowsOf('organization')).sort((left, right) => (left.id < right.id ? -1 : 1))
  const later = createId('org', new Date())
  const times = rows.map((row) => row.created_at)
  expect(times).toEqual([...new Set(times)].sort())
  // The time alone does not tell two runs apart.
  expect(new Set(rows.map(({ id }) => id.slice(14))).size).toBe(rows.length)
  for (const { id, created_at, updated_at } of rows) {
    expect(id).toMatch(/^org_[0-9a-hjkmnp-tv-z]{26}$/)
    expect(id.slice(0, 14)).toBe(createId('org', new Date(created_at)).slice(0, 14))
    expect(new Date(created_at).toISOString()).toBe(created_at)
    expect(updated_at).toBe(created_at)
    expect(id < later).toBe(true)
  }
  const created = new Map(rows.map((row) => [row.id, row.created_at]))
  const now = new Date().toISOString()
  for (const { organization_id, joined_at } of await rowsOf('membership')) {
    expect(joined_at >= created.get(organization_id)! && joined_at <= now).toBe(true)
    expect(new Date(joined_at).toISOString()).toBe(joined_at)
  }
})

test('running it again adds more, and changes nothing that was there', async () => {
  const { rowsOf, again } = await seeded({ organizations: 20, members: 3 })
  const before = new Map((await rowsOf('app_user')).map((row) => [row.id, row]))
  await Promise.all([again(), again()])
  const people = await rowsOf('app_user')
  expect(people).toHaveLength(before.size * 3)
  for (const row of people) expect(before.get(row.id) ?? row).toEqual(row)
  for (const table of ['organization', 'slug_claim'] as const) expect(await rowsOf(table)).toHaveLength(60)
  expect(await rowsOf('membership')).toHaveLength(180)
})

test('an instance without slugs gets none', async () => {
  const { rowsOf } = await seeded({ organizations: 20, members: 1 }, { slugs: false })
  const rows = await rowsOf('organization')
  expect(rows.map(({ slug }) => slug)).toEqual(rows.map(() => null))
  expect(rows.map((row) => row.search_key)).toEqual(rows.map(({ name }) => searchKey(name)))
  expect(await rowsOf('slug_claim')).toEqual([])
})

test('the server takes what was seeded for what was made', async () => {
  const { rowsOf, server, instanceId } = await seeded({ organizations: 12, members: 3 })
  const people = await rowsOf('app_user')
  const { id, name, emails } = people.find(
    (row) => row.created_organization_count === 1 && row.organization_count === 2,
  )!
  const caller = { instanceId, identity: { id, name, emails } }
  const { session } = await server.engine.execute('getSession', caller, {})
  expect(session).toMatchObject({ user: { id, name }, tasks: [] })
  const { items, totalCount } = await server.engine.execute('listUserMemberships', caller, {})
  expect(totalCount).toBe(2)
  const own = items.find(({ role }) => role.key === 'org:admin')!
  const { organization } = own
  const members = await server.engine.execute('listMembers', caller, { organizationId: organization.id })
  expect(members.totalCount).toBe(3)
  const found = await server.engine.execute('listMembers', caller, {
    organizationId: organization.id,
    query: emails[0]!.address,
  })
  expect(found.items.map(({ user }) => user.id)).toEqual([id])
  const bySlug = await server.engine.execute('getOrganization', caller, { organization: organization.slug! })
  expect(bySlug.organization.id).toBe(organization.id)
  // Whoever was seeded elsewhere is a stranger there.
  const inside = new Set(
    (await rowsOf('membership'))
      .filter((row) => row.organization_id === organization.id)
      .map((row) => row.user_id),
  )
  const stranger = people.find((row) => !inside.has(row.id))!
  const reading = server.engine.execute(
    'getOrganization',
    { instanceId, identity: { id: stranger.id, name: stranger.name, emails: stranger.emails } },
    { organization: organization.id },
  )
  await expect(reading).rejects.toMatchObject({ code: 'not_found' })
})
