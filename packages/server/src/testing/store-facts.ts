import { compareKeys, matchesWords, nameKey, searchKey, searchWords } from '@orgkit/core'
import { type Transaction, TransactionConflict, type UserMembershipQuery } from '@orgkit/core/engine'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { Database } from '../database/open-database'
import { describeDomainStore } from './domain-store-facts'
import { describeInstanceStore } from './instance-store-facts'
import { describeInvitationStore } from './invitation-store-facts'
import { describeLiveStore } from './live-store-facts'
import { describeMemberStore } from './member-store-facts'
import { describeOrganizationStore } from './organization-store-facts'
import { describeOutboxStore } from './outbox-store-facts'
import { describeRequestStore } from './request-store-facts'
import { describeRoleStore } from './role-store-facts'
import { createStoreWorld, hostileNames, organizationRow } from './store-world'
import { createTestServer } from './test-server'

const rounds = 50
const longAgo = '2000-01-01T00:00:00.000Z'

const ada = { id: 'ada', name: 'Ada', imageUrl: null, emails: [{ address: 'ada@acme.test', verified: true }] }

/** What the store holds on every database: beside the source on PGlite, in `test/server` on Postgres. */
export function describeStore(database: Database): void {
  const createWorld = () => createStoreWorld(database)

  test('gives back what was written, to the last digit', async () => {
    const { within } = await createWorld()
    const row = organizationRow('org_1', {
      name: 'Acme 😀 \u202e',
      slug: 'acme',
      imageUrl: 'https://x.test/y',
    })
    await within(async (tx) => {
      expect(await tx.users.upsert(ada)).toEqual({
        ...ada,
        organizationCount: 0,
        createdOrganizationCount: 0,
        lastActiveOrganizationId: null,
        mayCreateOrganizations: 'instance',
        creationLimit: 'instance',
        metadata: {},
        acceptedTermsVersion: null,
        acceptedTermsAt: null,
      })
      expect(await tx.slugs.claim('acme', 'org_1', longAgo)).toBe(true)
      await tx.organizations.insert(row)
      const membership = {
        organizationId: 'org_1',
        userId: 'ada',
        roleKey: 'org:admin',
        joinedAt: row.createdAt,
        lastActiveAt: null,
      }
      await tx.memberships.insert(membership)
      expect(await tx.memberships.get('org_1', 'ada')).toEqual(membership)
      await tx.memberships.update('org_1', 'ada', {
        lastActiveAt: '2026-01-02T03:04:05.679Z',
        roleKey: 'org:member',
      })
      await tx.users.update('ada', { organizationCount: 1 })
    })
    await within(async (tx) => {
      expect(await tx.organizations.get('org_1')).toEqual(row)
      expect(await tx.organizations.getBySlug('acme')).toEqual(row)
      expect(await tx.memberships.get('org_1', 'ada')).toMatchObject({
        roleKey: 'org:member',
        joinedAt: row.createdAt,
        lastActiveAt: '2026-01-02T03:04:05.679Z',
      })
      expect(await tx.users.get('ada')).toMatchObject({ organizationCount: 1, createdOrganizationCount: 0 })
      expect(await tx.slugs.taken(['acme', 'free', '\0'], null, longAgo)).toEqual(['acme'])
      for (const nothing of ['org_2', '', '\0', '\ud800']) {
        expect(await tx.organizations.get(nothing)).toBeNull()
        expect(await tx.organizations.getBySlug(nothing)).toBeNull()
        expect(await tx.users.get(nothing)).toBeNull()
        expect(await tx.memberships.get(nothing, 'ada')).toBeNull()
      }
    })
  })

  test('keeps a user’s counters when the host tells a new name', async () => {
    const { within } = await createWorld()
    await within(async (tx) => {
      await tx.users.upsert(ada)
      await tx.users.update('ada', { organizationCount: 7, lastActiveOrganizationId: 'org_1' })
    })
    const renamed = await within((tx) => tx.users.upsert({ ...ada, name: 'Ada King', emails: [] }))
    expect(renamed).toMatchObject({
      name: 'Ada King',
      emails: [],
      organizationCount: 7,
      lastActiveOrganizationId: 'org_1',
    })
  })

  test('writes nothing where the work throws', async () => {
    const { within } = await createWorld()
    const failing = within(async (tx) => {
      await tx.users.upsert(ada)
      await tx.slugs.claim('acme', 'org_1', longAgo)
      await tx.organizations.insert(organizationRow('org_1'))
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    await within(async (tx) => {
      expect(await tx.users.get('ada')).toBeNull()
      expect(await tx.organizations.get('org_1')).toBeNull()
      expect(await tx.slugs.taken(['acme'], null, longAgo)).toEqual([])
    })
  })

  test('throws where locks are taken in an order that deadlocks', async () => {
    const { within } = await createWorld()
    const wrong: ((tx: Transaction) => Promise<unknown>)[] = [
      async (tx) => [await tx.lockOrganization('o'), await tx.lockUser('u')],
      async (tx) => [await tx.lockUser('b'), await tx.lockUser('a')],
      async (tx) => [await tx.slugs.claim('x', 'o', longAgo), await tx.lockUser('a')],
      async (tx) => [await tx.lockOrganization('o'), await tx.users.upsert(ada)],
    ]
    for (const work of wrong) await expect(within(work)).rejects.toThrow('Locks are taken users first')
    await expect(within((tx) => tx.users.update('ada', { organizationCount: 1 }))).rejects.toThrow(
      'without its lock',
    )
  })

  test('asks the engine to try again after a deadlock or a serialization failure, and for nothing else', async () => {
    const { within } = await createWorld()
    for (const code of ['40P01', '40001']) {
      await expect(within(() => Promise.reject(Object.assign(new Error('again'), { code })))).rejects.toThrow(
        TransactionConflict,
      )
    }
    await expect(
      within(() => Promise.reject(Object.assign(new Error('no'), { code: '23505' }))),
    ).rejects.toThrow('no')
  })

  describe('races', () => {
    test('one slug goes to one organization', async () => {
      const { call } = await createTestServer(database)
      for (let round = 0; round < rounds; round++) {
        const create = (as: string) =>
          call('POST', '/organizations', { as, body: { name: 'Acme', slug: `acme-${round}` } })
        const answers = await Promise.all(['ada', 'grace', 'linus', 'ken'].map(create))
        const codes = answers.map(({ status, body }) => body.error?.code ?? status).sort()
        expect(codes).toEqual([200, 'slug_taken', 'slug_taken', 'slug_taken'])
      }
    })

    test('a proposed slug gives way by itself', async () => {
      const { call } = await createTestServer(database)
      for (let round = 0; round < 10; round++) {
        const create = (as: string) => call('POST', '/organizations', { as, body: { name: `Acme ${round}` } })
        const answers = await Promise.all(['ada', 'grace', 'linus', 'ken', 'dennis', 'barbara'].map(create))
        const slugs = answers.map(
          ({ body }) => (body as unknown as { organization: { slug: string } }).organization.slug,
        )
        expect(new Set(slugs).size).toBe(6)
      }
    })

    test('the creation limit holds for one user in many tabs', async () => {
      for (let round = 0; round < rounds; round++) {
        const { call } = await createTestServer(database, { settings: { creationLimit: 2 } })
        const create = () => call('POST', '/organizations', { as: 'ada', body: { name: 'Acme' } })
        const answers = await Promise.all([create(), create(), create(), create()])
        const codes = answers.map(({ status, body }) => body.error?.code ?? status).sort()
        expect(codes).toEqual([200, 200, 'creation_limit_reached', 'creation_limit_reached'])
        const session = await call('GET', '/session', { as: 'ada' })
        expect(session.body).toMatchObject({
          session: { memberships: { totalCount: 2 }, limits: { createOrganization: { used: 2 } } },
        })
      }
    })

    test('a new user’s first requests, all at once, make one user', async () => {
      const { call } = await createTestServer(database)
      for (let round = 0; round < rounds; round++) {
        const as = `user-${round}`
        const answers = await Promise.all([
          ...Array.from({ length: 4 }, () => call('GET', '/session', { as })),
          call('POST', '/organizations', { as, body: { name: 'Acme' } }),
        ])
        expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
        expect((await call('GET', '/session', { as })).body).toMatchObject({
          session: { memberships: { totalCount: 1 } },
        })
      }
    })

    test('events of one organization are numbered without gaps, in the order of commit', async () => {
      const { call, createOrganization, instance } = await createTestServer(database)
      const id = await createOrganization('ada')
      const remove = () => call('PUT', `/organizations/${id}/logo`, { as: 'ada' })
      const answers = await Promise.all(Array.from({ length: rounds }, remove))
      expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: rounds }, () => 200))
      const events = await database.tables
        .selectFrom('event')
        .select(['seq', sql<number>`(data -> 'organization' ->> 'version')::integer`.as('version')])
        .where('instance_id', '=', instance.id)
        .where('organization_id', '=', id)
        .where('type', '=', 'organization.updated')
        .orderBy('seq')
        .execute()
      expect(events).toEqual(
        Array.from({ length: rounds }, (_, index) => ({ seq: index + 3, version: index + 2 })),
      )
    })
  })

  describe('a user’s list', () => {
    async function createList() {
      const world = await createWorld()
      const rows = await world.within(async (tx) => {
        await tx.users.upsert(ada)
        const made = []
        for (const [index, name] of [...hostileNames, ...hostileNames].entries()) {
          const id = `org_${String(index).padStart(3, '0')}`
          const lastActiveAt =
            index % 3 === 0 ? null : new Date(1_800_000_000_000 + (index % 7) * 1000).toISOString()
          const joinedAt = new Date(1_800_000_000_000 + (index % 5) * 1000).toISOString()
          await tx.organizations.insert(
            organizationRow(id, { name, slug: index % 2 ? `slug-${index}` : null }),
          )
          const membership = {
            organizationId: id,
            userId: 'ada',
            roleKey: 'org:member',
            joinedAt,
            lastActiveAt,
          }
          await tx.memberships.insert(membership)
          made.push({ ...membership, name, slug: index % 2 ? `slug-${index}` : null })
        }
        return made
      })
      return { ...world, rows }
    }
    const world = createList()

    const keyOf = {
      name: (row: { name: string }) => nameKey(row.name),
      recent: (row: { joinedAt: string; lastActiveAt: string | null }) => row.lastActiveAt ?? row.joinedAt,
    }

    test.each(['name', 'recent'] as const)('by %s stands as core orders it, page by page', async (sort) => {
      const { within, rows } = await world
      const direction = sort === 'name' ? 1 : -1
      const expected = rows
        .toSorted(
          (left, right) =>
            direction * compareKeys(keyOf[sort](left), keyOf[sort](right)) ||
            compareKeys(left.organizationId, right.organizationId),
        )
        .map(({ organizationId }) => organizationId)
      for (const limit of [1, 7, 60, 100]) {
        const seen: string[] = []
        let after: UserMembershipQuery['after'] = null
        for (;;) {
          const query: UserMembershipQuery = { userId: 'ada', words: [], sort, limit, offset: 0, after }
          const page = await within((tx) => tx.memberships.listByUser(query))
          const last = page.at(-1)
          if (!last) break
          seen.push(...page.map(({ organizationId }) => organizationId))
          const row = rows.find(({ organizationId }) => organizationId === last.organizationId)!
          after = { key: keyOf[sort](row), organizationId: last.organizationId }
        }
        expect(seen).toEqual(expected)
      }
      const jumped = await within((tx) =>
        tx.memberships.listByUser({ userId: 'ada', words: [], sort, limit: 5, offset: 20, after: null }),
      )
      expect(jumped.map(({ organizationId }) => organizationId)).toEqual(expected.slice(20, 25))
    })

    test.each([
      'a',
      'acme',
      'ac',
      'slug',
      'slug 5',
      '%',
      '_',
      'o',
      "o'hara",
      'hara',
      'strasse',
      '100',
      'b',
      'ｆｉｘ',
      '東',
      '😀',
      'x',
      'nothing',
      '\\',
    ])('searched for %j finds what core finds', async (query) => {
      const { within, rows } = await world
      const words = searchWords(query)
      const expected = rows.filter((row) => matchesWords(searchKey(row.name, row.slug), words))
      const page = await within((tx) =>
        tx.memberships.listByUser({ userId: 'ada', words, sort: 'name', limit: 100, offset: 0, after: null }),
      )
      expect(page.map(({ organizationId }) => organizationId).sort()).toEqual(
        expected.map(({ organizationId }) => organizationId).sort(),
      )
      expect(await within((tx) => tx.memberships.countByUser({ userId: 'ada', words }))).toBe(expected.length)
    })

    test('shows the new name of a renamed organization in its new place', async () => {
      const { within } = await createWorld()
      await within(async (tx) => {
        await tx.users.upsert(ada)
        for (const name of ['one', 'two']) {
          await tx.organizations.insert(organizationRow(`org_${name}`, { name }))
          const at = '2026-01-01T00:00:00.000Z'
          await tx.memberships.insert({
            organizationId: `org_${name}`,
            userId: 'ada',
            roleKey: 'org:member',
            joinedAt: at,
            lastActiveAt: at,
          })
        }
      })
      await within(async (tx) => {
        await tx.lockOrganization('org_one')
        await tx.organizations.update('org_one', { name: 'Zulu', version: 2 })
      })
      const list = (words: string[]) =>
        within((tx) =>
          tx.memberships.listByUser({ userId: 'ada', words, sort: 'name', limit: 9, offset: 0, after: null }),
        )
      expect((await list([])).map(({ organization }) => organization.name)).toEqual(['two', 'Zulu'])
      expect(await list(['zul'])).toHaveLength(1)
      expect(await list(['one'])).toHaveLength(0)
    })
  })

  describeInstanceStore(database)
  describeOrganizationStore(database)
  describeRoleStore(database)
  describeMemberStore(database)
  describeInvitationStore(database)
  describeRequestStore(database)
  describeDomainStore(database)
  describeOutboxStore(database)
  describeLiveStore(database)
}
