import { addressKey, compareKeys, matchesWords, nameKey, searchKey, searchWords } from '@orgkit/core'
import type { MemberQuery, UserIdentityRow } from '@orgkit/core/engine'
import { describe, expect, test } from 'vitest'
import type { Database } from '../database/open-database'
import { createStoreWorld, hostileNames, membershipRow, organizationRow } from './store-world'

const everybody: Omit<MemberQuery, 'organizationId'> = {
  words: [],
  roleKeys: null,
  sort: 'name',
  limit: 1000,
  offset: 0,
  after: null,
}

function user(id: string, facts: Partial<UserIdentityRow> = {}): UserIdentityRow {
  return { id, name: id, imageUrl: null, emails: [], ...facts }
}

const unverified = (address: string) => ({ address, verified: false })

export function describeMemberStore(database: Database): void {
  const createWorld = () => createStoreWorld(database)

  describe('who has an address', () => {
    test('is found in any case, verified or not, by id', async () => {
      const { within } = await createWorld()
      const ids = ['b', 'a', '\uff5e', '😀', 'c'].sort(compareKeys)
      await within(async (tx) => {
        for (const id of ids) {
          const emails = [
            { address: ' Ada@Acme.test', verified: id === 'a' },
            { address: 'ada@acme.TEST', verified: id === 'b' },
            unverified(`${id}@own.test`),
          ]
          await tx.users.upsert(user(id, { emails: id === 'c' ? [] : emails }))
        }
      })
      await within(async (tx) => {
        const found = await tx.users.listByAddress(addressKey('ADA@acme.test'))
        expect(found.map(({ id }) => id)).toEqual(['a', 'b', '\uff5e', '😀'])
        expect(found[0]).toEqual(await tx.users.get('a'))
        for (const nothing of ['', 'Ada@Acme.test', 'da@acme.test', '%', '\0']) {
          expect(await tx.users.listByAddress(nothing)).toEqual([])
        }
      })
      const { within: withinOther } = await createWorld()
      expect(await withinOther((tx) => tx.users.listByAddress('ada@acme.test'))).toEqual([])
    })

    test('is who had it told by the host last', async () => {
      const { within } = await createWorld()
      const tell = (...addresses: string[]) =>
        within((tx) => tx.users.upsert(user('ada', { emails: addresses.map(unverified) })))
      const found = (key: string) => within(async (tx) => (await tx.users.listByAddress(key)).length)
      await tell('one@acme.test', 'Two@acme.test')
      expect([await found('one@acme.test'), await found('two@acme.test')]).toEqual([1, 1])
      await tell('TWO@acme.test', 'three@acme.test')
      expect([await found('one@acme.test'), await found('two@acme.test')]).toEqual([0, 1])
      expect(await found('three@acme.test')).toBe(1)
      await tell()
      expect([await found('two@acme.test'), await found('three@acme.test')]).toEqual([0, 0])
    })

    test('may have any number of them, of any length', async () => {
      const { within } = await createWorld()
      const long = Array.from({ length: 5000 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join('')
      const emails = [`${long}@acme.test`, 'ada@acme.test', '', ' '].map(unverified)
      const ada = user('ada', { name: long, emails })
      await within(async (tx) => {
        await tx.users.upsert(ada)
        await tx.organizations.insert(organizationRow('org_1'))
        await tx.memberships.insert(membershipRow('org_1', 'ada'))
      })
      await within(async (tx) => {
        expect((await tx.users.listByAddress('ada@acme.test')).map(({ id }) => id)).toEqual(['ada'])
        const words = [long]
        const members = await tx.memberships.listByOrganization({
          ...everybody,
          organizationId: 'org_1',
          words,
        })
        expect(members[0]?.user).toEqual(ada)
      })
    })
  })

  describe('an organization’s members', () => {
    /** Sorted by id, as they are locked. Names, addresses and ids are hostile. */
    const members = [...hostileNames, ...hostileNames]
      .map((name, index) => {
        const id = index % 2 ? `${name}-${index}` : `user_${index}`
        const emails = index % 3 ? [unverified(`Nr${index}.x+${index % 7}@acme-${index % 4}.test`)] : []
        const identity = user(id, { name, emails, imageUrl: index % 5 ? null : 'https://x.test/y' })
        const membership = membershipRow('org_1', id, {
          roleKey: ['org:admin', 'org:member', 'org:Member'][index % 3],
          joinedAt: new Date(1_800_000_000_000 + (index % 5)).toISOString(),
          lastActiveAt: index % 4 ? new Date(1_900_000_000_000 + index).toISOString() : null,
        })
        return { identity, membership }
      })
      .toSorted((left, right) => compareKeys(left.identity.id, right.identity.id))

    async function createList() {
      const world = await createWorld()
      await world.within(async (tx) => {
        for (const { identity } of members) await tx.users.upsert(identity)
        for (const id of ['org_0', 'org_1', 'org_2']) await tx.organizations.insert(organizationRow(id))
        for (const { membership } of members) await tx.memberships.insert(membership)
        for (const { identity } of members.slice(0, 3))
          await tx.memberships.insert(membershipRow('org_2', identity.id))
      })
      return world
    }
    let list: ReturnType<typeof createList> | undefined
    const theList = () => (list ??= createList())

    const keyOf = {
      name: ({ identity }: (typeof members)[number]) => nameKey(identity.name),
      joined: ({ membership }: (typeof members)[number]) => membership.joinedAt,
    }
    const inOrder = (sort: 'name' | 'joined') =>
      members.toSorted(
        (left, right) =>
          (sort === 'name' ? 1 : -1) * compareKeys(keyOf[sort](left), keyOf[sort](right)) ||
          compareKeys(left.identity.id, right.identity.id),
      )

    test.each(['name', 'joined'] as const)('by %s stand as core orders them, page by page', async (sort) => {
      const { within } = await theList()
      const expected = inOrder(sort)
      for (const roleKeys of [null, ['org:admin'], ['org:member', 'org:Member'], ['org:nobody'], []]) {
        const wanted = expected.filter(
          ({ membership }) => !roleKeys || roleKeys.includes(membership.roleKey as never),
        )
        const query = { ...everybody, organizationId: 'org_1', sort, roleKeys }
        for (const limit of [1, 7, 1000]) {
          const seen: string[] = []
          let after: MemberQuery['after'] = null
          for (;;) {
            const page = await within((tx) => tx.memberships.listByOrganization({ ...query, limit, after }))
            const last = page.at(-1)
            if (!last) break
            seen.push(...page.map(({ userId }) => userId))
            // A page that began with its own cursor would go on for ever.
            expect(seen.length).toBeLessThanOrEqual(wanted.length)
            const row = members.find(({ identity }) => identity.id === last.userId)!
            after = { key: keyOf[sort](row), userId: last.userId }
          }
          expect(seen).toEqual(wanted.map(({ identity }) => identity.id))
        }
        const jumped = await within((tx) =>
          tx.memberships.listByOrganization({ ...query, limit: 5, offset: 3 }),
        )
        expect(jumped).toEqual(
          wanted.slice(3, 8).map(({ identity, membership }) => ({ ...membership, user: identity })),
        )
        expect(await within((tx) => tx.memberships.countByOrganization(query))).toBe(wanted.length)
      }
    })

    test.each([
      'a',
      'acme',
      'cme',
      'nr7',
      'r7',
      'x 5',
      'test',
      '%',
      '_',
      "o'hara",
      'strasse',
      'ｆｉｘ',
      '東',
      '😀',
      'acme test',
      'nothing',
      '\\',
    ])('searched for %j are those whom core finds by name or address', async (text) => {
      const { within } = await theList()
      const words = searchWords(text)
      const expected = inOrder('name').filter(({ identity: { name, emails } }) =>
        matchesWords(searchKey(name, ...emails.map(({ address }) => address)), words),
      )
      const query = { ...everybody, organizationId: 'org_1', words }
      const page = await within((tx) => tx.memberships.listByOrganization(query))
      expect(page.map(({ userId }) => userId)).toEqual(expected.map(({ identity }) => identity.id))
      expect(await within((tx) => tx.memberships.countByOrganization(query))).toBe(expected.length)
    })

    test('move where they have a new name or address, in each of their organizations, and nobody else does', async () => {
      const { within } = await createWorld()
      const organizationIds = ['org_1', 'org_2', 'org_3']
      await within(async (tx) => {
        await tx.users.upsert(user('ada', { emails: [unverified('ada@old.test')] }))
        await tx.users.upsert(user('grace'))
        for (const id of organizationIds) {
          await tx.organizations.insert(organizationRow(id))
          await tx.memberships.insert(membershipRow(id, 'ada'))
          await tx.memberships.insert(membershipRow(id, 'grace'))
        }
      })
      const names = (organizationId: string, words: string[] = []) =>
        within(async (tx) =>
          (await tx.memberships.listByOrganization({ ...everybody, organizationId, words })).map(
            (row) => row.user.name,
          ),
        )
      for (const id of organizationIds) expect(await names(id)).toEqual(['ada', 'grace'])
      await within((tx) =>
        tx.users.upsert(user('ada', { name: 'Zoë', emails: [unverified('zoe@new.test')] })),
      )
      for (const id of organizationIds) {
        expect(await names(id)).toEqual(['grace', 'Zoë'])
        expect(await names(id, ['zoe', 'new'])).toEqual(['Zoë'])
        expect(await names(id, ['old'])).toEqual([])
      }
      // Another instance may have the same ids.
      const { within: withinOther } = await createWorld()
      await withinOther(async (tx) => {
        await tx.users.upsert(user('ada'))
        await tx.organizations.insert(organizationRow('org_1'))
        await tx.memberships.insert(membershipRow('org_1', 'ada'))
      })
      await withinOther((tx) => tx.users.upsert(user('ada', { name: 'Aaron' })))
      expect(await names('org_1')).toEqual(['grace', 'Zoë'])
    })

    test('who join beside their new name stand by that name', async () => {
      const { within } = await createWorld()
      await within(async (tx) => {
        await tx.users.upsert(user('ada'))
        await tx.users.upsert(user('boss'))
        await tx.organizations.insert(organizationRow('org_1'))
        await tx.memberships.insert(membershipRow('org_1', 'boss'))
      })
      for (let round = 0; round < 20; round++) {
        await Promise.all([
          within((tx) => tx.users.upsert(user('ada', { name: `a${round}` }))),
          within(async (tx) => {
            await tx.lockUser('ada')
            await tx.lockOrganization('org_1')
            await tx.memberships.insert(membershipRow('org_1', 'ada'))
          }),
        ])
        await within(async (tx) => {
          await tx.lockUser('ada')
          await tx.lockOrganization('org_1')
          const query = { ...everybody, organizationId: 'org_1', words: [`a${round}`] }
          expect(await tx.memberships.countByOrganization(query)).toBe(1)
          await tx.memberships.delete('org_1', 'ada')
        })
      }
    })

    test('who leave are in no list, and may join again', async () => {
      const { within } = await createWorld()
      const leave = () =>
        within(async (tx) => {
          await tx.lockUser('ada')
          await tx.lockOrganization('org_1')
          await tx.memberships.delete('org_1', 'ada')
        })
      await within(async (tx) => {
        await tx.users.upsert(user('ada'))
        for (const id of ['org_1', 'org_2']) {
          await tx.organizations.insert(organizationRow(id))
          await tx.memberships.insert(membershipRow(id, 'ada'))
        }
      })
      await leave()
      await leave()
      await within(async (tx) => {
        expect(await tx.memberships.get('org_1', 'ada')).toBeNull()
        expect(await tx.memberships.countByUser({ userId: 'ada', words: [] })).toBe(1)
        expect(await tx.memberships.listByOrganization({ ...everybody, organizationId: 'org_1' })).toEqual([])
        const query = { ...everybody, organizationId: 'org_2' }
        expect(await tx.memberships.countByOrganization(query)).toBe(1)
        await tx.lockUser('ada')
        await tx.lockOrganization('org_1')
        await tx.memberships.insert(membershipRow('org_1', 'ada'))
        expect(await tx.memberships.get('org_1', 'ada')).toEqual(membershipRow('org_1', 'ada'))
      })
    })

    test('come and go under the locks of both sides', async () => {
      const { within } = await createWorld()
      await within(async (tx) => {
        await tx.users.upsert(user('ada'))
        await tx.organizations.insert(organizationRow('org_1'))
      })
      for (const lock of ['lockUser', 'lockOrganization'] as const) {
        for (const write of ['insert', 'delete'] as const) {
          const careless = within(async (tx) => {
            await tx[lock](lock === 'lockUser' ? 'ada' : 'org_1')
            await (write === 'insert'
              ? tx.memberships.insert(membershipRow('org_1', 'ada'))
              : tx.memberships.delete('org_1', 'ada'))
          })
          await expect(careless).rejects.toThrow('without its lock')
        }
      }
    })
  })
}
