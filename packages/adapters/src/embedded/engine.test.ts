import {
  defaultAdminRole,
  defaultInstanceSettings,
  defaultMemberRole,
  type Identity,
  type InstanceSettings,
} from '@orgkit/core'
import { createEngine, type Store, type Transaction, TransactionConflict } from '@orgkit/core/engine'
import { describe, expect, test, vi } from 'vitest'
import { createMemoryStore } from './memory-store'

const ada: Identity = { id: 'ada', name: 'Ada', emails: [{ address: 'ada@acme.test', verified: false }] }
const grace: Identity = { id: 'grace', name: 'Grace', emails: [] }
const instanceId = 'ins_1'
const as = (identity: Identity | null) => ({ instanceId, identity })
const logo = new Blob([new Uint8Array([0x89, 0x50, 0x4e, 0x47])], { type: 'image/png' })

/** An engine over memory whose every part can be watched, and whose store can be replaced. */
function createWorld({
  settings = {},
  wrap = (store) => store,
}: { settings?: Partial<InstanceSettings>; wrap?: (store: Store) => Store } = {}) {
  const store = createMemoryStore({
    instance: {
      id: instanceId,
      application: { id: 'app_1', plan: 'pro', createdAt: '2026-01-01T00:00:00.000Z' },
      environment: 'development',
      settings: { ...defaultInstanceSettings, organizationsEnabled: true, ...settings },
      roles: [defaultAdminRole, defaultMemberRole],
      permissions: [],
    },
  })
  const encodeLogo = vi.fn(async (blob: Blob) => blob)
  const resolveTxt = vi.fn(async () => [])
  const put = vi.fn(async () => ({ url: 'https://blobs.test/1' }))
  const now = vi.fn(() => new Date('2026-01-01T00:00:00.000Z'))
  const engine = createEngine({
    store: wrap(store),
    ports: {
      clock: { now },
      tokens: { mac: (text) => text.padEnd(22, '-') },
      links: { invitation: (_, token) => token },
      images: { encodeLogo },
      blobs: { put },
      mailProviders: { isPublic: () => false },
      dns: { resolveTxt },
    },
  })
  const create = async (identity: Identity, name = 'Acme') =>
    (await engine.execute('createOrganization', as(identity), { name })).organization.id
  const join = (organizationId: string, identity: Identity, roleKey = 'org:member') =>
    store.transaction(instanceId, async (tx) => {
      await tx.users.upsert({ imageUrl: null, ...identity })
      await tx.lockOrganization(organizationId)
      await tx.memberships.insert({
        organizationId,
        userId: identity.id,
        roleKey,
        joinedAt: now().toISOString(),
        lastActiveAt: null,
      })
      await tx.users.update(identity.id, { organizationCount: 1 })
    })
  return { store, engine, encodeLogo, put, now, create, join }
}

/** The store with some steps of its transactions replaced. */
const withSteps =
  (change: (tx: Transaction) => Partial<Transaction>) =>
  (store: Store): Store => ({
    transaction: (id, work) => store.transaction(id, (tx) => work({ ...tx, ...change(tx) })),
  })

describe('who calls', () => {
  test('is kept as the host tells it, at the first call and at every change, also by a read', async () => {
    const { engine, create } = createWorld()
    await create(ada)
    const told = {
      ...ada,
      name: 'Ada King',
      emails: [{ address: 'ada@acme.test', verified: true }],
      imageUrl: 'https://a.test/1',
    }
    const { session } = await engine.execute('getSession', as(told), {})
    expect(session?.user).toEqual({
      id: 'ada',
      name: 'Ada King',
      imageUrl: 'https://a.test/1',
      emails: told.emails,
    })
    expect(session?.status).toBe('active')
    expect(session?.limits.createOrganization.used).toBe(1)
  })

  test('is written only when it changed', async () => {
    const upsert = vi.fn()
    const wrap = withSteps((tx) => ({
      users: {
        ...tx.users,
        upsert: (identity) => {
          upsert(identity.name)
          return tx.users.upsert(identity)
        },
      },
    }))
    const { engine } = createWorld({ wrap })
    const ask = (identity: Identity) => engine.execute('getSession', as(identity), {})
    await ask(ada)
    await ask({ ...ada, emails: [...ada.emails], imageUrl: null })
    await ask({ ...ada, name: 'A' })
    await ask({ ...ada, name: 'A', emails: [...ada.emails, { address: 'b@acme.test', verified: true }] })
    await ask({ ...ada, name: 'A', emails: [] })
    expect(upsert.mock.calls.flat()).toEqual(['Ada', 'A', 'A', 'A'])
    upsert.mockClear()
    for (const address of ['a@acme.test', 'b@acme.test']) {
      for (const verified of [false, true, true]) await ask({ ...ada, emails: [{ address, verified }] })
    }
    await ask({ ...ada, emails: [{ address: 'b@acme.test', verified: true }], imageUrl: 'https://a.test/1' })
    expect(upsert).toHaveBeenCalledTimes(5)
  })

  test('may have changed at a write that locks an organization too', async () => {
    const { engine, create } = createWorld()
    const organizationId = await create(ada)
    const changed = { ...ada, name: 'Ada King' }
    await engine.execute('setOrganizationLogo', as(changed), { organizationId, logo: null })
    expect((await engine.execute('getSession', as(changed), {})).session?.user.name).toBe('Ada King')
  })

  test('in an instance that does not exist is refused', async () => {
    const { engine } = createWorld()
    const stranger = { instanceId: 'ins_2', identity: ada }
    await expect(engine.execute('getSession', stranger, {})).rejects.toMatchObject({
      code: 'unknown_instance',
    })
    await expect(engine.requireSession(stranger)).rejects.toMatchObject({ code: 'unknown_instance' })
  })
})

describe('a transaction that the database refuses', () => {
  function conflicting(times: number) {
    let count = 0
    const wrap = (store: Store): Store => ({
      transaction: (id, work) =>
        store.transaction(id, async (tx) => {
          const answer = await work(tx)
          if (++count <= times) throw new TransactionConflict('deadlock detected')
          return answer
        }),
    })
    return { wrap, attempts: () => count }
  }

  test('is run again, and happens once', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const { wrap, attempts } = conflicting(3)
    const { engine, store } = createWorld({ wrap })
    const { events } = await engine.execute(
      'createOrganization',
      as(ada),
      { name: 'Acme' },
      { idempotencyKey: 'k' },
    )
    expect(attempts()).toBe(4)
    expect(store.data().organizations).toHaveLength(1)
    expect(events.map(({ sequence }) => sequence)).toEqual([1, 2, 1, 2])
    vi.restoreAllMocks()
  })

  test('is given up after six times, with nothing left behind', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const { wrap, attempts } = conflicting(Infinity)
    const { engine, store } = createWorld({ wrap })
    await expect(engine.execute('createOrganization', as(ada), { name: 'Acme' })).rejects.toBeInstanceOf(
      TransactionConflict,
    )
    expect(attempts()).toBe(6)
    expect(store.data()).toMatchObject({ users: [], organizations: [], events: [] })
    vi.restoreAllMocks()
  })

  test('by a rule or a fault is not run again', async () => {
    let count = 0
    const wrap = withSteps(() => {
      count++
      return {}
    })
    const { engine } = createWorld({ wrap })
    await expect(engine.execute('createOrganization', as(ada), { name: '' })).rejects.toMatchObject({
      code: 'required',
    })
    expect(count).toBe(1)
  })
})

test('nobody holds up the writes of an instance for what they may not do', async () => {
  const locks = vi.fn()
  const wrap = withSteps((tx) => ({
    lockInstance: (mode) => {
      locks(mode)
      return tx.lockInstance(mode)
    },
  }))
  const { engine, create, join } = createWorld({ wrap })
  const organizationId = await create(ada)
  await join(organizationId, grace)
  const linus = { id: 'linus', name: 'Linus', emails: [] }
  await create(linus, 'Elsewhere')
  locks.mockClear()
  const remove = (identity: Identity | null, id = organizationId, idempotencyKey?: string) =>
    engine.execute('deleteOrganization', as(identity), { organizationId: id }, { idempotencyKey })
  await expect(remove(null)).rejects.toMatchObject({ code: 'unauthenticated' })
  await expect(remove(linus)).rejects.toMatchObject({ code: 'not_found' })
  await expect(remove(linus, 'org_none')).rejects.toMatchObject({ code: 'not_found' })
  await expect(remove(grace)).rejects.toMatchObject({ code: 'forbidden' })
  expect(locks).not.toHaveBeenCalled()

  const first = await remove(ada, organizationId, 'k')
  expect(locks.mock.calls).toEqual([['exclusive']])
  expect(await remove(ada, organizationId, 'k')).toEqual(first)
  expect(locks).toHaveBeenCalledTimes(1)
})

test('a command that fails at its last step leaves nothing behind, not even its slug', async () => {
  let isBroken = true
  const wrap = withSteps((tx) => ({
    idempotency: {
      ...tx.idempotency,
      insert: async (row) => (isBroken ? Promise.reject(new Error('disk')) : tx.idempotency.insert(row)),
    },
  }))
  const { engine, store } = createWorld({ wrap, settings: { slugs: true } })
  const create = () =>
    engine.execute('createOrganization', as(ada), { name: 'Acme', slug: 'acme' }, { idempotencyKey: 'k' })
  await expect(create()).rejects.toThrow('disk')
  expect(store.data()).toMatchObject({ organizations: [], memberships: [], events: [] })
  isBroken = false
  const { organization, events } = await create()
  expect(organization.slug).toBe('acme')
  expect(events.map(({ sequence }) => sequence)).toEqual([1, 2, 1, 2])
})

describe('I/O before a transaction', () => {
  test.each([
    ['the signed-out', null, 'unauthenticated'],
    ['a stranger', { id: 'eve', name: 'Eve', emails: [] }, 'not_found'],
    ['a member who may not', grace, 'forbidden'],
  ])('is not done for %s', async (_, identity, code) => {
    const { engine, create, join, encodeLogo, put } = createWorld({ settings: { personalAccounts: true } })
    const organizationId = await create(ada)
    await join(organizationId, grace)
    const setLogo = engine.execute('setOrganizationLogo', as(identity), { organizationId, logo })
    await expect(setLogo).rejects.toMatchObject({ code })
    expect(encodeLogo).not.toHaveBeenCalled()
    expect(put).not.toHaveBeenCalled()
  })

  test('is not done again for a repeated write', async () => {
    const { engine, create, put } = createWorld()
    const organizationId = await create(ada)
    const set = () =>
      engine.execute('setOrganizationLogo', as(ada), { organizationId, logo }, { idempotencyKey: 'k' })
    const first = await set()
    expect(await set()).toEqual(first)
    expect(put).toHaveBeenCalledTimes(1)
  })

  test('is refused by the rule before it costs anything', async () => {
    const { engine, create, encodeLogo } = createWorld()
    const organizationId = await create(ada)
    const html = new Blob(['<b>'], { type: 'text/html' })
    const set = engine.execute('setOrganizationLogo', as(ada), { organizationId, logo: html })
    await expect(set).rejects.toMatchObject({ code: 'image_unsupported' })
    expect(encodeLogo).not.toHaveBeenCalled()
  })

  test('does not keep a permission that was lost meanwhile', async () => {
    const { engine, store, create, encodeLogo } = createWorld()
    const organizationId = await create(ada)
    encodeLogo.mockImplementationOnce(async (blob) => {
      await store.transaction(instanceId, async (tx) => {
        await tx.lockOrganization(organizationId)
        await tx.memberships.update(organizationId, 'ada', { roleKey: 'org:member' })
      })
      return blob
    })
    const set = engine.execute('setOrganizationLogo', as(ada), { organizationId, logo })
    await expect(set).rejects.toMatchObject({
      code: 'forbidden',
      meta: { permission: 'org:sys_profile:manage' },
    })
    expect(store.data().organizations[0]).toMatchObject({ imageUrl: null, version: 1 })
  })
})

describe('for an app’s own routes', () => {
  test('requireSession wants a user with no task open', async () => {
    const { engine, create } = createWorld()
    await expect(engine.requireSession(as(null))).rejects.toMatchObject({ code: 'unauthenticated' })
    await expect(engine.requireSession(as(ada))).rejects.toMatchObject({
      code: 'session_pending',
      meta: { task: 'choose-organization' },
    })
    await create(ada)
    expect((await engine.requireSession(as(ada))).user.id).toBe('ada')
  })

  test('requireOrganization answers with the place of the caller in it', async () => {
    const { engine, create, join } = createWorld()
    const organizationId = await create(ada)
    await join(organizationId, grace)
    const found = await engine.requireOrganization(as(grace), organizationId, {
      permission: 'org:sys_memberships:read',
    })
    expect(found).toMatchObject({
      user: { id: 'grace' },
      organization: { id: organizationId },
      membership: { role: { key: 'org:member' } },
    })
  })

  test('requireOrganization refuses everybody else', async () => {
    const { engine, store, create, join } = createWorld()
    const organizationId = await create(ada)
    await join(organizationId, grace)
    await create({ ...grace, id: 'eve' }, 'Evil')
    const ask = (identity: Identity | null, id = organizationId, query = {}) =>
      engine.requireOrganization(as(identity), id, query)
    await expect(ask(null)).rejects.toMatchObject({ code: 'unauthenticated' })
    await expect(ask({ ...ada, id: 'new' })).rejects.toMatchObject({ code: 'session_pending' })
    const foreign = await ask({ ...grace, id: 'eve' }).catch((error: unknown) => error)
    const unknown = await ask(ada, 'org_unknown').catch((error: unknown) => error)
    expect(JSON.stringify(foreign)).toBe(JSON.stringify(unknown))
    expect(foreign).toMatchObject({ code: 'not_found' })
    const manage = { permission: 'org:sys_memberships:manage' }
    await expect(ask(grace, organizationId, manage)).rejects.toMatchObject({
      code: 'forbidden',
      meta: manage,
    })
    await expect(ask(grace, organizationId, { role: 'org:admin' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    const instance = store.instance()
    store.setInstance({ ...instance, settings: { ...instance.settings, organizationsEnabled: false } })
    await expect(ask(ada)).rejects.toMatchObject({ code: 'organizations_disabled' })
  })

  test('a role that was taken away grants nothing', async () => {
    const { engine, store, create } = createWorld()
    const organizationId = await create(ada)
    store.setInstance({ ...store.instance(), roles: [defaultMemberRole] })
    const { membership } = await engine.requireOrganization(as(ada), organizationId)
    expect(membership).toMatchObject({ role: { key: 'org:admin', name: 'org:admin' }, permissions: [] })
    await expect(
      engine.execute('setOrganizationLogo', as(ada), { organizationId, logo: null }),
    ).rejects.toMatchObject({ code: 'forbidden' })
  })
})

test('a key belongs to its operation, also where another one takes the same input', async () => {
  const { engine, create } = createWorld()
  const input = { organizationId: await create(ada), logo: null }
  await engine.execute('setOrganizationLogo', as(ada), input, { idempotencyKey: 'k' })
  const other = engine.execute('setLastActiveOrganization', as(ada), input, { idempotencyKey: 'k' })
  await expect(other).rejects.toMatchObject({ code: 'idempotency_conflict' })
})

test('times come from the clock', async () => {
  const { engine, now } = createWorld()
  now.mockReturnValue(new Date('2031-05-06T07:08:09.010Z'))
  const { organization, membership, events } = await engine.execute('createOrganization', as(ada), {
    name: 'Acme',
  })
  const times = [
    organization.createdAt,
    organization.updatedAt,
    membership.joinedAt,
    membership.lastActiveAt,
    ...events.map(({ at }) => at),
  ]
  expect(new Set(times)).toEqual(new Set(['2031-05-06T07:08:09.010Z']))
})
