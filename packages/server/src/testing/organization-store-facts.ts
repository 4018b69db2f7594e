import { compareKeys, type OrganizationEvent } from '@orgkit/core'
import type { AdministrationOfferRow, EventAudit, EventRow, Transaction, UserRow } from '@orgkit/core/engine'
import { describe, expect, test } from 'vitest'
import type { Database } from '../database/open-database'
import { createStoreWorld, hostileNames, invitationRow, membershipRow, organizationRow } from './store-world'

const at = '2026-01-02T03:04:05.678Z'
const day = (number: number) => `2026-01-${String(number).padStart(2, '0')}T00:00:00.000Z`

const user = (id: string, ...addresses: string[]) => ({
  id,
  name: id,
  imageUrl: null,
  emails: addresses.map((address) => ({ address, verified: true })),
})

async function memberIds(tx: Transaction, organizationId: string): Promise<string[]> {
  const page = { words: [], roleKeys: null, sort: 'name', limit: 100, offset: 0, after: null } as const
  const rows = await tx.memberships.listByOrganization({ organizationId, ...page })
  return rows.map(({ userId }) => userId).sort(compareKeys)
}

export function describeOrganizationStore(database: Database): void {
  async function createWorld(organizationIds: readonly string[] = ['org_1', 'org_2']) {
    const world = await createStoreWorld(database)
    await world.within(async (tx) => {
      for (const id of ['ada', 'grace', 'linus']) await tx.users.upsert(user(id))
      for (const id of organizationIds) await tx.organizations.insert(organizationRow(id))
    })
    return {
      ...world,
      /** With the locks of everybody and of the organization. */
      under: <T>(organizationId: string, work: (tx: Transaction) => Promise<T>) =>
        world.within(async (tx) => {
          for (const id of ['ada', 'grace', 'linus']) await tx.lockUser(id)
          await tx.lockOrganization(organizationId)
          return work(tx)
        }),
    }
  }

  describe('limits of their own', () => {
    test.each([null, 7, 0, 'instance'] as const)('come back as they were written: %j', async (limit) => {
      const { under } = await createWorld()
      await under('org_1', async (tx) => {
        await tx.organizations.update('org_1', { membershipLimit: limit, roleCount: 3 })
        await tx.organizations.update('org_1', { memberCount: 2 })
        await tx.users.update('ada', { creationLimit: limit })
        await tx.users.update('ada', { mayCreateOrganizations: limit === 7 })
        await tx.users.update('ada', { organizationCount: 1 })
        expect(await tx.organizations.get('org_1')).toMatchObject({ membershipLimit: limit, roleCount: 3 })
        expect(await tx.users.get('ada')).toMatchObject({
          creationLimit: limit,
          mayCreateOrganizations: limit === 7,
        })
      })
    })
  })

  describe('a slug', () => {
    test('that was given up leads there until somebody else has waited long enough for it', async () => {
      const { within } = await createWorld()
      const step = <T>(work: (tx: Transaction) => Promise<T>) => within(work)
      const leadsTo = () => step(async (tx) => (await tx.organizations.getBySlug('acme'))?.id ?? null)
      const claim = (id: string, freeBefore: string) => step((tx) => tx.slugs.claim('acme', id, freeBefore))
      const taken = (id: string | null, freeBefore: string) =>
        step((tx) => tx.slugs.taken(['acme', 'free', '\0'], id, freeBefore))

      expect(await claim('org_1', day(1))).toBe(true)
      expect(await claim('org_1', day(1))).toBe(true)
      expect(await claim('org_2', day(30))).toBe(false)
      expect([await taken('org_1', day(30)), await taken(null, day(30))]).toEqual([[], ['acme']])

      await step((tx) => tx.slugs.retire('acme', day(10)))
      expect(await leadsTo()).toBe('org_1')
      expect(await claim('org_2', day(9))).toBe(false)
      expect([await taken('org_2', day(9)), await taken('org_1', day(9))]).toEqual([['acme'], []])
      expect(await taken(null, day(10))).toEqual([])
      // Its own again at any time, and then in use.
      expect(await claim('org_1', day(1))).toBe(true)
      expect(await claim('org_2', day(30))).toBe(false)

      await step((tx) => tx.slugs.retire('acme', day(10)))
      expect(await claim('org_2', day(10))).toBe(true)
      expect(await leadsTo()).toBe('org_2')
      expect(await claim('org_1', day(30))).toBe(false)

      await step((tx) => tx.slugs.release('acme'))
      expect([await leadsTo(), await taken(null, day(1))]).toEqual([null, []])
      await step((tx) => tx.slugs.retire('nothing', day(1)))
      expect(await claim('org_1', day(1))).toBe(true)
    })

    test('that is free again goes to one of those who claim it at once', async () => {
      const { within } = await createWorld()
      for (let round = 0; round < 20; round++) {
        const slug = `acme-${round}`
        await within(async (tx) => {
          await tx.slugs.claim(slug, 'org_0', day(1))
          await tx.slugs.retire(slug, day(2))
        })
        const claims = await Promise.all(
          ['org_1', 'org_2', 'org_3'].map((id) => within((tx) => tx.slugs.claim(slug, id, day(3)))),
        )
        expect(claims.filter(Boolean)).toEqual([true])
      }
    })
  })

  describe('a hand-over', () => {
    const offer = (facts: Partial<AdministrationOfferRow> = {}): AdministrationOfferRow => ({
      organizationId: 'org_1',
      fromUserId: 'ada',
      toUserId: 'grace',
      nextRoleKey: 'org:member',
      createdAt: at,
      ...facts,
    })

    test('is one for whoever offers, and is shown to both sides', async () => {
      const { within, under } = await createWorld()
      const answer = offer({ fromUserId: 'grace', toUserId: 'ada', createdAt: day(2) })
      const latest = offer({ toUserId: 'linus', nextRoleKey: 'org:writer', createdAt: day(3) })
      await under('org_1', async (tx) => {
        await tx.administrationOffers.put(offer())
        await tx.administrationOffers.put(answer)
      })
      const offers = (userId: string, organizationId = 'org_1') =>
        within((tx) => tx.administrationOffers.listByUser(organizationId, userId))
      expect(await offers('ada')).toEqual([offer(), answer])
      expect(await offers('grace')).toEqual([offer(), answer])
      expect([await offers('ada', 'org_2'), await offers('\0'), await offers('linus')]).toEqual([[], [], []])

      await under('org_1', (tx) => tx.administrationOffers.put(latest))
      expect(await within((tx) => tx.administrationOffers.get('org_1', 'ada'))).toEqual(latest)
      expect(await within((tx) => tx.administrationOffers.get('org_2', 'ada'))).toBeNull()
      expect(await offers('grace')).toEqual([answer])

      await under('org_1', (tx) => tx.administrationOffers.deleteByUser('org_1', 'linus'))
      expect(await offers('ada')).toEqual([answer])
      await under('org_1', (tx) => tx.administrationOffers.delete('org_1', 'ada'))
      expect(await offers('ada')).toEqual([answer])
      await under('org_1', (tx) => tx.administrationOffers.delete('org_1', 'grace'))
      expect(await offers('ada')).toEqual([])
    })

    test('is written under the lock of its organization', async () => {
      const { within } = await createWorld()
      const writes: ((tx: Transaction) => Promise<unknown>)[] = [
        (tx) => tx.administrationOffers.put(offer()),
        (tx) => tx.administrationOffers.delete('org_1', 'ada'),
        (tx) => tx.administrationOffers.deleteByUser('org_1', 'ada'),
      ]
      for (const write of writes) await expect(within(write)).rejects.toThrow('without its lock')
    })
  })

  describe('an organization that is deleted', () => {
    test('takes what is its own along, and nothing of another', async () => {
      const { within, under } = await createWorld()
      const stamp = { at, actorUserId: 'ada', audit: null }
      for (const organizationId of ['org_1', 'org_2']) {
        await under(organizationId, async (tx) => {
          for (const userId of ['ada', 'grace']) {
            await tx.memberships.insert(membershipRow(organizationId, userId))
            const { organizationCount } = (await tx.users.get(userId))!
            await tx.users.update(userId, { organizationCount: organizationCount + 1 })
          }
          await tx.users.update('ada', { lastActiveOrganizationId: 'org_1' })
          await tx.users.update('grace', { lastActiveOrganizationId: 'org_2' })
          await tx.invitations.insert(invitationRow(`inv_${organizationId}`, { organizationId }))
          const role = { name: 'Own', description: null, permissions: [], version: 1 }
          await tx.roles.insert({ ...role, organizationId, key: `role_${organizationId}` })
          await tx.administrationOffers.put({
            organizationId,
            fromUserId: 'ada',
            toUserId: 'grace',
            nextRoleKey: 'org:member',
            createdAt: at,
          })
          await tx.events.append(
            { type: 'organization.deleted', organizationId },
            { ...stamp, id: `evt_${organizationId}` },
          )
        })
      }
      await under('org_1', async (tx) => {
        await tx.memberships.deleteAll('org_1')
        await tx.organizations.delete('org_1')
        const told = { type: 'organization.deleted', organizationId: 'org_1' } as const
        expect(await tx.events.append(told, { ...stamp, id: 'evt_last' })).toMatchObject({ sequence: 2 })
      })
      await within(async (tx) => {
        expect(await tx.organizations.get('org_1')).toBeNull()
        expect(await memberIds(tx, 'org_1')).toEqual([])
        expect(await tx.memberships.get('org_1', 'ada')).toBeNull()
        expect(await tx.memberships.listOrganizationIds('ada')).toEqual(['org_2'])
        expect(await tx.users.get('ada')).toMatchObject({
          organizationCount: 1,
          lastActiveOrganizationId: null,
        })
        expect(await tx.users.get('grace')).toMatchObject({
          organizationCount: 1,
          lastActiveOrganizationId: 'org_2',
        })
        expect(await tx.users.get('linus')).toMatchObject({ organizationCount: 0 })
        expect(await tx.invitations.find('inv_org_1')).toBeNull()
        expect(await tx.roles.find(['role_org_1', 'role_org_2'])).toHaveLength(1)
        expect(await tx.administrationOffers.get('org_1', 'ada')).toBeNull()
        expect(await tx.events.count({ organizationId: 'org_1', type: null, actorUserId: null })).toBe(2)

        expect(await memberIds(tx, 'org_2')).toEqual(['ada', 'grace'])
        expect(await tx.invitations.find('inv_org_2')).not.toBeNull()
        expect(await tx.administrationOffers.get('org_2', 'ada')).not.toBeNull()
        expect(await tx.organizations.count()).toBe(1)
      })
    })

    test('is deleted under its lock, its memberships under those of their users', async () => {
      const { within, under } = await createWorld()
      await under('org_1', (tx) => tx.memberships.insert(membershipRow('org_1', 'ada')))
      await expect(within((tx) => tx.organizations.delete('org_1'))).rejects.toThrow('without its lock')
      await expect(within((tx) => tx.memberships.deleteAll('org_1'))).rejects.toThrow('without its lock')
      const careless = within(async (tx) => {
        await tx.lockOrganization('org_1')
        await tx.memberships.deleteAll('org_1')
      })
      await expect(careless).rejects.toThrow('user ada was changed without its lock')
      expect(await within((tx) => memberIds(tx, 'org_1'))).toEqual(['ada'])
    })
  })

  test('organizations stand the newest first, users by id, page by page', async () => {
    const { within } = await createStoreWorld(database)
    const ids = hostileNames.slice(0, 20).map((name, index) => `${name}_${index}`)
    const sorted = ids.toSorted(compareKeys)
    await within(async (tx) => {
      for (const [index, id] of sorted.entries())
        await tx.users.upsert(user(id, ...(index % 3 ? [` Shared@Acme.test`, 'x@y.test'] : [])))
      for (const id of ids) await tx.organizations.insert(organizationRow(id))
    })
    const shared = sorted.filter((_, index) => index % 3)
    await within(async (tx) => {
      for (const limit of [1, 7, 100]) {
        const read = async (list: (after: string | null) => Promise<readonly { id: string }[]>) => {
          const seen: string[] = []
          for (let after: string | null = null; ;) {
            const page = await list(after)
            const last = page.at(-1)
            if (!last || seen.length > ids.length) return seen
            seen.push(...page.map(({ id }) => id))
            after = last.id
          }
        }
        const page = { limit, offset: 0 }
        expect(await read((after) => tx.organizations.list({ ...page, after }))).toEqual(sorted.toReversed())
        expect(await read((after) => tx.users.list({ ...page, after, addressKey: null }))).toEqual(sorted)
        expect(
          await read((after) => tx.users.list({ ...page, after, addressKey: 'shared@acme.test' })),
        ).toEqual(shared)
      }
      const jump = { limit: 3, offset: 2, after: null }
      const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)
      expect(idsOf(await tx.organizations.list(jump))).toEqual(sorted.toReversed().slice(2, 5))
      expect(idsOf(await tx.users.list({ ...jump, addressKey: null }))).toEqual(sorted.slice(2, 5))
      expect(await tx.organizations.count()).toBe(ids.length)
      expect(await tx.users.count({ addressKey: null })).toBe(ids.length)
      expect(await tx.users.count({ addressKey: 'shared@acme.test' })).toBe(shared.length)
      expect(await tx.users.count({ addressKey: '\0' })).toBe(0)
      expect(await tx.users.list({ ...jump, addressKey: '\0' })).toEqual([])
    })
  })

  test('of many addresses those of members are found, in the organization alone', async () => {
    const { within } = await createWorld()
    await within(async (tx) => {
      await tx.users.upsert({
        ...user('ada', 'Ada@Acme.test'),
        emails: [
          { address: 'Ada@Acme.test', verified: true },
          { address: 'ada@home.test', verified: false },
        ],
      })
      await tx.users.upsert(user('grace', 'grace@acme.test'))
    })
    await within(async (tx) => {
      await tx.lockUser('ada')
      await tx.lockUser('grace')
      await tx.organizations.insert(organizationRow('org_93'))
      await tx.organizations.insert(organizationRow('org_94'))
      await tx.memberships.insert(membershipRow('org_93', 'ada'))
      await tx.memberships.insert(membershipRow('org_94', 'grace'))
    })
    const keys = ['ada@acme.test', 'ada@home.test', 'grace@acme.test', 'nobody@acme.test', '\0']
    await within(async (tx) => {
      const among = async (id: string) => (await tx.memberships.addressesAmong(id, keys)).toSorted()
      expect(await among('org_93')).toEqual(['ada@acme.test', 'ada@home.test'])
      expect(await among('org_94')).toEqual(['grace@acme.test'])
      expect(await among('\0')).toEqual([])
      expect(await tx.memberships.addressesAmong('org_93', [])).toEqual([])
    })
  })

  test('many events of an organization are numbered behind those that are there, in their order', async () => {
    const { within } = await createWorld()
    const draft = { type: 'organization.deleted', organizationId: 'org_95' } as const
    const entry = (id: string) => ({ draft, stamp: { id, at, actorUserId: null, audit: null } })
    await within((tx) => tx.organizations.insert(organizationRow('org_95')))
    await within(async (tx) => {
      await tx.lockOrganization('org_95')
      const { sequence: first } = await tx.events.append(draft, entry('evt_0').stamp)
      const told = await tx.events.appendAll('org_95', ['evt_1', 'evt_2', 'evt_3'].map(entry))
      expect(told.map(({ id, sequence }) => [id, sequence - first])).toEqual([
        ['evt_1', 1],
        ['evt_2', 2],
        ['evt_3', 3],
      ])
      expect(await tx.events.appendAll('org_95', [])).toEqual([])
      expect((await tx.events.append(draft, entry('evt_4').stamp)).sequence - first).toBe(4)
    })
    const without = within((tx) => tx.events.appendAll('org_95', [entry('evt_5')]))
    await expect(without).rejects.toThrow('without its lock')
  })

  test('a user who is deleted is found by nothing, and comes back as somebody new with the same stream', async () => {
    const { within } = await createWorld()
    const done = { type: 'session_task.completed', userId: 'ada', taskKey: 'x' } as const
    const stamp = { at, actorUserId: 'ada', audit: null }
    const tell = (id: string) =>
      within(async (tx) => {
        await tx.lockUser('ada')
        return (await tx.events.append(done, { ...stamp, id })).sequence
      })
    await within(async (tx) => {
      await tx.users.upsert(user('ada', 'ada@acme.test'))
      await tx.users.update('ada', { organizationCount: 4, creationLimit: 3 })
      await tx.organizations.insert(organizationRow('org_91', { createdByUserId: 'ada' }))
      await tx.organizations.insert(organizationRow('org_92', { createdByUserId: 'grace' }))
    })
    expect([await tell('evt_1'), await tell('evt_2')]).toEqual([1, 2])
    await expect(within((tx) => tx.users.delete('ada'))).rejects.toThrow('without its lock')
    await within(async (tx) => {
      await tx.lockUser('ada')
      await tx.users.delete('ada')
      await tx.users.delete('ada')
      expect((await tx.events.append(done, { ...stamp, id: 'evt_3' })).sequence).toBe(3)
    })
    await within(async (tx) => {
      expect(await tx.users.get('ada')).toBeNull()
      expect(await tx.users.listByAddress('ada@acme.test')).toEqual([])
      // Nobody's: she comes back with no organization counted as hers.
      expect((await tx.organizations.get('org_91'))?.createdByUserId).toBeNull()
      expect((await tx.organizations.get('org_92'))?.createdByUserId).toBe('grace')
    })
    const again: UserRow = await within((tx) => tx.users.upsert(user('ada', 'ada@acme.test')))
    expect(again).toMatchObject({ organizationCount: 0, creationLimit: 'instance' })
    expect(await tell('evt_4')).toBe(4)
  })

  test('a change of a user that changes nothing leaves them as they were', async () => {
    const { within } = await createWorld()
    const before = await within((tx) => tx.users.upsert(user('ada', 'ada@acme.test')))
    await within(async (tx) => {
      await tx.lockUser('ada')
      await tx.users.update('ada', {})
    })
    expect(await within((tx) => tx.users.get('ada'))).toEqual(before)
  })

  test('the audit trail is read from its end, by kind and by who did it', async () => {
    const { within, under } = await createWorld()
    const audit = (index: number): EventAudit | null =>
      index % 2
        ? null
        : {
            target: { kind: 'organization', id: 'org_1', name: `Acme 😀 ${index}` },
            before: { name: 'x', list: ['a', 'b'], none: null, yes: true, count: index },
            after: null,
          }
    const types = ['organization.deleted', 'membership.deleted', 'role.deleted'] as const
    const expected: EventRow[] = []
    await under('org_1', async (tx) => {
      for (let index = 0; index < 12; index++) {
        const type = types[index % 3]!
        const draft = { type, organizationId: 'org_1', userId: 'ada' } as unknown as Omit<
          OrganizationEvent,
          'id' | 'at' | 'actorUserId' | 'sequence'
        > & { type: 'organization.deleted' }
        const actorUserId = [null, 'ada', 'grace', 'ada'][index % 4] ?? null
        const stamp = { id: `evt_${index}`, at, actorUserId, audit: audit(index) }
        const told = await tx.events.append(draft, stamp)
        expect(told).not.toHaveProperty('audit')
        expected.unshift({ id: stamp.id, type, at, sequence: index + 1, actorUserId, audit: audit(index) })
      }
    })
    await under('org_2', (tx) =>
      tx.events.append(
        { type: 'organization.deleted', organizationId: 'org_2' },
        { id: 'evt_x', at, actorUserId: 'ada', audit: null },
      ),
    )
    await within(async (tx) => {
      for (const type of [null, ...types]) {
        for (const actorUserId of [null, 'ada', 'linus', '\0']) {
          const query = { organizationId: 'org_1', type, actorUserId }
          const wanted = expected.filter(
            (row) =>
              (type === null || row.type === type) &&
              (actorUserId === null || row.actorUserId === actorUserId),
          )
          const all = { ...query, limit: 100, offset: 0 }
          expect(await tx.events.list({ ...all, after: null })).toEqual(wanted)
          expect(await tx.events.list({ ...all, limit: 2, offset: 1, after: null })).toEqual(
            wanted.slice(1, 3),
          )
          expect(await tx.events.list({ ...all, after: 7 })).toEqual(wanted.filter((row) => row.sequence < 7))
          expect(await tx.events.count(query)).toBe(wanted.length)
        }
      }
      expect(await tx.events.count({ organizationId: '\0', type: null, actorUserId: null })).toBe(0)
    })
  })
}
