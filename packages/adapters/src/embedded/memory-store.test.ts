import {
  compareKeys,
  defaultAdminRole,
  defaultInstanceSettings,
  type Instance,
  nameKey,
  searchKey,
  searchWords,
} from '@orgkit/core'
import {
  type MembershipRow,
  type OrganizationRow,
  type Transaction,
  TransactionConflict,
  type UserMembershipQuery,
} from '@orgkit/core/engine'
import { describe, expect, test, vi } from 'vitest'
import { createMemoryStore, type Persistence } from './memory-store'
import { emptyData, type MemoryData } from './memory-tables'

const instance: Instance = {
  id: 'ins_1',
  application: { id: 'app_1', plan: 'pro', createdAt: '2026-01-01T00:00:00.000Z' },
  environment: 'development',
  settings: defaultInstanceSettings,
  roles: [defaultAdminRole],
  permissions: [],
}
const at = '2026-01-01T00:00:00.000Z'
const longAgo = '2000-01-01T00:00:00.000Z'
const stamp = { id: 'evt_1', at, actorUserId: null, audit: null }

const organizationRow = (id: string, name = id): OrganizationRow => ({
  id,
  name,
  slug: null,
  imageUrl: null,
  memberCount: 1,
  pendingInvitationCount: 0,
  pendingRequestCount: 0,
  membersMayDelete: true,
  membershipLimit: 'instance',
  roleCount: 0,
  createdByUserId: null,
  createdAt: at,
  updatedAt: at,
  version: 1,
})
const membershipRow = (
  organizationId: string,
  userId: string,
  lastActiveAt: string | null = null,
): MembershipRow => ({
  organizationId,
  userId,
  roleKey: 'org:admin',
  joinedAt: at,
  lastActiveAt,
})
const identity = (id: string) => ({ id, name: id, imageUrl: null, emails: [] })
const everything = (userId: string): UserMembershipQuery => ({
  userId,
  words: [],
  sort: 'name',
  limit: 100,
  offset: 0,
  after: null,
})

function createStore(options: { data?: MemoryData; persistence?: Persistence } = {}) {
  const store = createMemoryStore({ instance, ...options })
  return { ...store, run: <T>(work: (tx: Transaction) => Promise<T>) => store.transaction('ins_1', work) }
}

/** The user `ada` in an organization of each name, whose id is made of it. */
async function createWorld(names: readonly string[] = ['acme']) {
  const store = createStore()
  await store.run(async (tx) => {
    await tx.users.upsert(identity('ada'))
    for (const name of names) {
      await tx.organizations.insert(organizationRow(`org_${name}`, name))
      await tx.memberships.insert(membershipRow(`org_${name}`, 'ada'))
    }
  })
  return store
}

describe('a transaction', () => {
  test('that fails leaves nothing behind, in any table', async () => {
    const store = await createWorld()
    const before = store.data()
    const failing = store.run(async (tx) => {
      await tx.lockUser('ada')
      await tx.users.upsert(identity('bob'))
      await tx.lockOrganization('org_acme')
      await tx.users.update('ada', { organizationCount: 7 })
      await tx.slugs.claim('taken', 'org_new', longAgo)
      await tx.organizations.insert(organizationRow('org_new'))
      await tx.organizations.update('org_acme', { name: 'Renamed' })
      await tx.memberships.insert(membershipRow('org_new', 'ada'))
      await tx.memberships.update('org_acme', 'ada', { lastActiveAt: at })
      await tx.slugs.retire('taken', at)
      const own = { organizationId: 'org_acme', key: 'role_1', name: 'Own', description: null }
      await tx.roles.insert({ ...own, permissions: [], version: 1 })
      const offer = { organizationId: 'org_acme', fromUserId: 'ada', toUserId: 'bob', createdAt: at }
      await tx.administrationOffers.put({ ...offer, nextRoleKey: 'org:admin' })
      await tx.memberships.replaceRole('org_acme', 'org:admin', 'role_1')
      await tx.counters.add('mail', at, 3)
      await tx.memberships.deleteAll('org_acme')
      await tx.organizations.delete('org_acme')
      await tx.users.delete('bob')
      await tx.events.append({ type: 'session_task.completed', userId: 'ada', taskKey: 'x' }, stamp)
      await tx.idempotency.insert({
        actorId: 'ada',
        key: 'k',
        operation: 'o',
        fingerprint: 'f',
        answer: '{}',
        createdAt: at,
      })
      throw new Error('at last')
    })
    await expect(failing).rejects.toThrow('at last')
    expect(store.data()).toEqual(before)
    await store.run(async (tx) => {
      expect(await tx.slugs.taken(['taken'], null, longAgo)).toEqual([])
      expect(await tx.idempotency.get('ada', 'k')).toBeNull()
      expect(
        (await tx.memberships.listByUser(everything('ada'))).map((row) => row.organization.name),
      ).toEqual(['acme'])
      await tx.lockUser('ada')
      const event = await tx.events.append(
        { type: 'session_task.completed', userId: 'ada', taskKey: 'x' },
        stamp,
      )
      expect(event.sequence).toBe(1)
    })
  })

  test('runs alone: what it reads nobody changes meanwhile', async () => {
    const store = await createWorld()
    const raise = () =>
      store.run(async (tx) => {
        const user = await tx.lockUser('ada')
        await Promise.resolve()
        await tx.users.update('ada', { organizationCount: user!.organizationCount + 1 })
      })
    await Promise.all(Array.from({ length: 100 }, raise))
    expect(store.data().users[0]?.organizationCount).toBe(100)
  })

  test('that fails does not stop the next', async () => {
    const store = await createWorld()
    const outcomes = await Promise.allSettled([
      store.run(() => Promise.reject(new Error('no'))),
      store.run((tx) => tx.instance()),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
  })

  test('is over when its work is: a later step throws', async () => {
    const store = await createWorld()
    const tx = await store.run(async (open) => open)
    await expect(tx.users.get('ada')).rejects.toThrow(/after its end.*Await every step/)
    await expect(tx.slugs.claim('late', 'org_acme', longAgo)).rejects.toThrow(/after its end/)
  })

  test('for another instance finds none', async () => {
    expect(await createStore().transaction('ins_2', (tx) => tx.instance())).toBeNull()
  })

  test('gives rows that cannot be changed', async () => {
    const store = await createWorld()
    const user = await store.run((tx) => tx.users.get('ada'))
    expect(() => Object.assign(user!, { organizationCount: 9 })).toThrow(TypeError)
    expect(() => (user!.emails as unknown[]).push({})).toThrow(TypeError)
  })
})

describe('locks', () => {
  const orders: [string, (tx: Transaction) => Promise<unknown>, RegExp][] = [
    [
      'a user after an organization',
      async (tx) => [await tx.lockOrganization('org_acme'), await tx.lockUser('ada')],
      /user ada after an organization/,
    ],
    [
      'a user’s identity after an organization',
      async (tx) => [await tx.lockOrganization('org_acme'), await tx.users.upsert(identity('ada'))],
      /after an organization/,
    ],
    [
      'users descending',
      async (tx) => [await tx.lockUser('bob'), await tx.lockUser('ada')],
      /user ada after bob/,
    ],
    [
      'organizations descending',
      async (tx) => [await tx.lockOrganization('org_b'), await tx.lockOrganization('org_a')],
      /org_a after org_b/,
    ],
    [
      'users descending in bytes, though not in JavaScript',
      async (tx) => [await tx.lockUser('😀'), await tx.lockUser('\uff5e')],
      /after 😀/,
    ],
    [
      'after the first write',
      async (tx) => {
        await tx.lockUser('ada')
        await tx.users.update('ada', { organizationCount: 2 })
        await tx.lockOrganization('org_acme')
      },
      /after the first write/,
    ],
    [
      'the instance after a user',
      async (tx) => [await tx.lockUser('ada'), await tx.lockInstance('shared')],
      /instance after a user/,
    ],
    [
      'the instance exclusively after it was shared',
      async (tx) => [await tx.lockInstance('shared'), await tx.lockInstance('exclusive')],
      /exclusively after it had shared it/,
    ],
    [
      'shared for the instance',
      async (tx) => [await tx.lockInstance('shared'), await tx.instances.update({})],
      /without an exclusive lock on the instance/,
    ],
    [
      'missing for who leaves with all others',
      async (tx) => [await tx.lockOrganization('org_acme'), await tx.memberships.deleteAll('org_acme')],
      /without a lock on the user ada/,
    ],
    [
      'after counting',
      async (tx) => [await tx.counters.add('k', 'w', 1), await tx.lockUser('ada')],
      /after the first write/,
    ],
    ['missing for a user', (tx) => tx.users.update('ada', {}), /without a lock on the user ada/],
    [
      'missing for an organization',
      (tx) => tx.organizations.update('org_acme', {}),
      /without a lock on the organization org_acme/,
    ],
    [
      'missing for a membership',
      (tx) => tx.memberships.update('org_acme', 'ada', {}),
      /without a lock on the user ada or the organization org_acme/,
    ],
    [
      'missing for a stream',
      (tx) => tx.events.append({ type: 'session_task.completed', userId: 'ada', taskKey: 'x' }, stamp),
      /without a lock on the user ada/,
    ],
  ]
  test.each(orders)('%s throw', async (_, work, message) => {
    const store = await createWorld()
    await expect(store.run(work)).rejects.toThrow(message)
  })

  test('in order pass, and one that is held may be asked for again', async () => {
    const store = await createWorld(['acme', 'globex'])
    await store.run(async (tx) => {
      await tx.lockUser('ada')
      await tx.users.upsert(identity('bob'))
      await tx.lockOrganization('org_acme')
      await tx.lockOrganization('org_globex')
      await tx.users.update('bob', { organizationCount: 1 })
      expect(await tx.lockUser('ada')).toMatchObject({ id: 'ada' })
      expect(await tx.lockOrganization('org_acme')).toMatchObject({ id: 'org_acme' })
      expect(await tx.lockUser('bob')).toMatchObject({ organizationCount: 1 })
    })
  })

  test('are answered with null where there is no row', async () => {
    const store = createStore()
    expect(
      await store.run(async (tx) => [await tx.lockUser('x'), await tx.lockOrganization('org_x')]),
    ).toEqual([null, null])
  })
})

describe('the instance', () => {
  const role = { key: 'org:editor', name: 'Editor', description: null, permissions: [] }

  test('changes with its transaction, and not with one that fails', async () => {
    const store = createStore()
    const change = (isFailing: boolean) =>
      store.run(async (tx) => {
        await tx.lockInstance('exclusive')
        await tx.instances.update({ settings: { ...instance.settings, slugs: true }, permissions: [] })
        await tx.instances.insertRole(role)
        await tx.instances.updateRole('org:editor', { name: 'Author' })
        await tx.instances.updateRole('org:admin', { description: 'x' })
        const seen = await tx.instance()
        expect(seen?.roles.map(({ name }) => name)).toEqual([defaultAdminRole.name, 'Author'])
        if (isFailing) throw new Error('no')
      })
    await expect(change(true)).rejects.toThrow('no')
    expect(store.instance()).toBe(instance)
    expect([...(await store.run((tx) => tx.instances.roleVersions()))]).toEqual([['org:admin', 1]])
    await change(false)
    expect(store.instance()).toMatchObject({ settings: { slugs: true }, roles: [{}, { name: 'Author' }] })
    expect([...(await store.run((tx) => tx.instances.roleVersions()))]).toEqual([
      ['org:admin', 2],
      ['org:editor', 2],
    ])
    expect(instance.settings.slugs).toBe(false)
    await store.run(async (tx) => {
      await tx.lockInstance('exclusive')
      await tx.instances.deleteRole('org:admin')
    })
    expect(store.instance().roles.map(({ key }) => key)).toEqual(['org:editor'])
  })
})

test('an answer of the backend is kept once', async () => {
  const store = createStore()
  const row = { actorId: '', key: 'k', operation: 'o', fingerprint: 'f', answer: '{}', createdAt: at }
  await store.run((tx) => tx.idempotency.insert(row))
  await expect(store.run((tx) => tx.idempotency.insert(row))).rejects.toThrow(TransactionConflict)
})

test('an identity is taken anew, counters are left alone', async () => {
  const store = await createWorld()
  await store.run(async (tx) => {
    await tx.lockUser('ada')
    await tx.users.update('ada', { organizationCount: 3, lastActiveOrganizationId: 'org_acme' })
  })
  const user = await store.run((tx) => tx.users.upsert({ ...identity('ada'), name: 'Ada King' }))
  expect(user).toMatchObject({ name: 'Ada King', organizationCount: 3, lastActiveOrganizationId: 'org_acme' })
})

test('a slug is claimed once, a stream is numbered by itself', async () => {
  const store = await createWorld(['acme', 'globex'])
  await store.run(async (tx) => {
    await tx.lockOrganization('org_acme')
    await tx.lockOrganization('org_globex')
    expect([
      await tx.slugs.claim('x', 'org_acme', longAgo),
      await tx.slugs.claim('x', 'org_globex', longAgo),
    ]).toEqual([true, false])
    expect((await tx.organizations.getBySlug('x'))?.id).toBe('org_acme')
    const append = async (organizationId: string) => {
      const organization = { ...organizationRow(organizationId), createdByUserId: undefined }
      return (await tx.events.append({ type: 'organization.updated', organizationId, organization }, stamp))
        .sequence
    }
    expect([await append('org_acme'), await append('org_globex'), await append('org_acme')]).toEqual([
      1, 1, 2,
    ])
  })
})

describe('lists', () => {
  test('move with what changes', async () => {
    const store = await createWorld(['b', 'c'])
    const names = (sort: 'name' | 'recent') =>
      store.run(async (tx) =>
        (await tx.memberships.listByUser({ ...everything('ada'), sort })).map((row) => row.organization.name),
      )
    expect(await names('name')).toEqual(['b', 'c'])
    expect(await names('recent')).toEqual(['b', 'c'])
    await store.run(async (tx) => {
      await tx.lockUser('ada')
      await tx.lockOrganization('org_b')
      await tx.organizations.update('org_b', { name: 'z' })
      await tx.organizations.insert(organizationRow('org_a', 'a'))
      await tx.memberships.insert(membershipRow('org_a', 'ada'))
      await tx.memberships.update('org_c', 'ada', { lastActiveAt: '2026-02-01T00:00:00.000Z' })
    })
    expect(await names('name')).toEqual(['a', 'c', 'z'])
    expect(await names('recent')).toEqual(['c', 'a', 'z'])
  })

  test('answer as sorting and filtering everything does, whatever is asked', async () => {
    const random = createRandom(7)
    const pieces = ['a', 'A', 'é', 'b', 'z', ' ', '東', '😀', '\uff5e', '-', '%', '1']
    const text = (length: number) =>
      Array.from({ length: random(length) }, () => pieces[random(pieces.length)]).join('')
    const organizations = Array.from({ length: 300 }, (_, index) =>
      organizationRow(`org_${String(index).padStart(3, '0')}`, text(6)),
    )
    const time = () => `2026-01-01T00:00:0${random(10)}.000Z`
    const memberships = organizations.map(({ id }) => ({
      ...membershipRow(id, 'ada', random(3) ? time() : null),
      joinedAt: time(),
    }))
    const store = createStore({
      data: { ...emptyData, organizations, memberships },
    })

    for (let round = 0; round < 300; round++) {
      const sort = random(2) ? 'name' : 'recent'
      const words = searchWords(text(4))
      const keyed = memberships.map((row, index) => ({
        id: row.organizationId,
        key: sort === 'name' ? nameKey(organizations[index]!.name) : (row.lastActiveAt ?? row.joinedAt),
        words: searchKey(organizations[index]!.name),
      }))
      keyed.sort((a, b) => (sort === 'name' ? 1 : -1) * compareKeys(a.key, b.key) || compareKeys(a.id, b.id))
      const found = keyed.filter((row) => words.every((word) => row.words.includes(` ${word}`)))
      const limit = 1 + random(20)
      const from = keyed[random(keyed.length)]!
      const after = random(2) ? { key: from.key, organizationId: from.id } : null
      const offset = after ? 0 : random(50)
      const behind = after ? found.filter((row) => keyed.indexOf(row) > keyed.indexOf(from)) : found
      const query = { userId: 'ada', words, sort, limit, offset, after } as const
      const [rows, count] = await store.run(async (tx) => [
        await tx.memberships.listByUser(query),
        await tx.memberships.countByUser(query),
      ])
      expect(rows.map(({ organizationId }) => organizationId)).toEqual(
        behind.slice(offset, offset + limit).map(({ id }) => id),
      )
      expect(count).toBe(found.length)
    }
  })
})

describe('persistence', () => {
  function createPersistence() {
    const persistence = {
      exclusively: vi.fn(<T>(work: () => Promise<T>) => work()),
      readNewer: vi.fn((): MemoryData | null => null),
      write: vi.fn((_data: MemoryData): void => {}),
    }
    return { persistence: persistence as Persistence, ...persistence }
  }

  test('every transaction runs exclusively, and only those that wrote are written', async () => {
    const { persistence, exclusively, write } = createPersistence()
    const store = createStore({ persistence })
    await store.run((tx) => tx.users.get('ada'))
    expect(write).not.toHaveBeenCalled()
    await store.run((tx) => tx.users.upsert(identity('ada')))
    expect(write).toHaveBeenCalledExactlyOnceWith(store.data())
    expect(exclusively).toHaveBeenCalledTimes(2)
  })

  test('a commit that cannot be kept is rolled back', async () => {
    const { persistence, write } = createPersistence()
    const store = createStore({ persistence })
    write.mockImplementationOnce(() => {
      throw new Error('full')
    })
    await expect(store.run((tx) => tx.users.upsert(identity('ada')))).rejects.toThrow('full')
    expect(await store.run((tx) => tx.users.get('ada'))).toBeNull()
  })

  test('a transaction begins with what another page wrote', async () => {
    const { persistence, readNewer } = createPersistence()
    const store = createStore({ persistence })
    const other = await createWorld()
    readNewer.mockReturnValueOnce(other.data())
    expect((await store.run((tx) => tx.memberships.listByUser(everything('ada')))).length).toBe(1)
  })
})

function createRandom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
