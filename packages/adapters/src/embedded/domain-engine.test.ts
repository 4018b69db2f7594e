import {
  defaultAdminRole,
  defaultInstanceSettings,
  defaultMemberRole,
  type Identity,
  type OrgkitEvent,
} from '@orgkit/core'
import { createEngine, type MembershipRequestRow } from '@orgkit/core/engine'
import { describe, expect, test, vi } from 'vitest'
import { createMemoryStore } from './memory-store'
import { newUser } from './memory-users'
import { pageTokens } from './tokens'

const instanceId = 'ins_1'
const ada: Identity = { id: 'ada', name: 'Ada', emails: [] }
const grace: Identity = { id: 'grace', name: 'Grace', emails: [] }
const linus: Identity = { id: 'linus', name: 'Linus', emails: [] }
const as = (identity: Identity) => ({ instanceId, identity })
const at = (index: number) => new Date(Date.parse('2026-01-01T00:00:00.000Z') + index).toISOString()

/** Ada administers Acme, Grace is a member, Linus is elsewhere. The DNS is a function of the test. */
async function createWorld() {
  const store = createMemoryStore({
    instance: {
      id: instanceId,
      application: { id: 'app_1', plan: 'pro', createdAt: at(0) },
      environment: 'development',
      settings: { ...defaultInstanceSettings, organizationsEnabled: true, domains: true },
      roles: [defaultAdminRole, defaultMemberRole],
      permissions: [],
    },
  })
  const resolveTxt = vi.fn<(name: string) => Promise<readonly string[][]>>(async () => [])
  const engine = createEngine({
    store,
    ports: {
      clock: { now: () => new Date(at(0)) },
      tokens: pageTokens,
      links: { invitation: (_, token) => token },
      images: { encodeLogo: async (logo) => logo },
      blobs: { put: async () => ({ url: '' }) },
      mailProviders: { isPublic: () => false },
      dns: { resolveTxt },
    },
  })
  const create = async (identity: Identity) =>
    (await engine.execute('createOrganization', as(identity), { name: 'Acme' })).organization.id
  const organizationId = await create(ada)
  await create(linus)
  for (const { id, name } of [grace])
    await engine.executeBackend('upsertUser', instanceId, { userId: id, name, emails: [] })
  await engine.executeBackend('addMember', instanceId, { organizationId, userId: 'grace' })
  const add = (name: string) => engine.execute('addDomain', as(ada), { organizationId, name })
  const of = { organizationId, domainId: (await add('acme.test')).domain.id }
  return {
    store,
    engine,
    resolveTxt,
    of,
    add,
    start: (input: { method: 'dns_txt' } | { method: 'email_code'; emailAddress: string }) =>
      engine.execute('startDomainVerification', as(ada), { ...of, ...input }),
    look: (who = ada) => engine.execute('finishDomainVerification', as(who), { ...of, method: 'dns_txt' }),
    get: () => store.data().domains.find(({ id }) => id === of.domainId),
  }
}

describe('the DNS is asked', () => {
  test('outside of transactions, so that nobody waits for it', async () => {
    const { engine, resolveTxt, start, look } = await createWorld()
    const { verification } = (await start({ method: 'dns_txt' })).domain
    const value = verification?.method === 'dns_txt' ? verification.recordValue : ''
    resolveTxt.mockImplementation(async () => {
      await engine.execute('createOrganization', as(linus), { name: 'Meanwhile' })
      return [[value.slice(0, 9), value.slice(9)]]
    })
    expect((await look()).domain.status).toBe('verified')
    expect(resolveTxt.mock.calls).toEqual([['_orgkit.acme.test']])
    await look()
    expect(resolveTxt).toHaveBeenCalledTimes(1)
  })

  test('only for those who may, and only where a record was named', async () => {
    const { engine, resolveTxt, of, start, look } = await createWorld()
    await expect(look()).rejects.toMatchObject({ code: 'dns_record_missing' })
    await start({ method: 'dns_txt' })
    await expect(look(grace)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(look(linus)).rejects.toMatchObject({ code: 'not_found' })
    const input = { ...of, method: 'email_code', code: '000000' } as const
    await expect(engine.execute('finishDomainVerification', as(ada), input)).rejects.toMatchObject({
      code: 'code_expired',
    })
    expect(resolveTxt).not.toHaveBeenCalled()
  })

  test('and where it does not answer nothing is said of the record, and nothing changes', async () => {
    const { resolveTxt, start, look, get } = await createWorld()
    await start({ method: 'dns_txt' })
    const before = get()
    resolveTxt.mockRejectedValue(new Error('ESERVFAIL'))
    await expect(look()).rejects.toMatchObject({ code: 'unreachable' })
    expect(get()).toEqual(before)
  })

  test('and what it said is worth nothing for a proof that was begun meanwhile', async () => {
    const { resolveTxt, start, look, get } = await createWorld()
    const { verification } = (await start({ method: 'dns_txt' })).domain
    const value = verification?.method === 'dns_txt' ? verification.recordValue : ''
    resolveTxt.mockImplementation(async () => {
      await start({ method: 'email_code', emailAddress: 'it@acme.test' })
      await start({ method: 'dns_txt' })
      return [[value]]
    })
    await expect(look()).rejects.toMatchObject({ code: 'dns_record_missing' })
    expect(get()?.verifiedAt).toBeNull()
  })
})

describe('the requests that a domain brought', () => {
  async function createCrowd(count: number) {
    const world = await createWorld()
    const { store, of } = world
    const other = (await world.add('other.test')).domain
    const request = (index: number, domainId: string): MembershipRequestRow => ({
      organizationId: of.organizationId,
      userId: `user_${index}`,
      domainId,
      domainName: 'acme.test',
      emailAddress: `user_${index}@acme.test`,
      status: 'pending',
      createdAt: at(index),
    })
    const data = store.data()
    await store.replace({
      ...data,
      users: [
        ...data.users,
        ...Array.from({ length: count + 2 }, (_, index) => {
          const id = `user_${index}`
          return { ...newUser, id, name: id, imageUrl: null, emails: [] }
        }),
      ],
      requests: [
        ...Array.from({ length: count }, (_, index) => request(index, of.domainId)),
        request(count, other.id),
        { ...request(count + 1, of.domainId), status: 'declined' },
      ],
      organizations: data.organizations.map((row) =>
        row.id === of.organizationId ? { ...row, pendingRequestCount: count + 1 } : row,
      ),
      domains: data.domains.map((row) => ({
        ...row,
        pendingRequestCount: row.id === of.domainId ? count : 1,
      })),
    })
    const pending = () =>
      store
        .data()
        .requests.filter(({ status }) => status === 'pending')
        .map(({ userId }) => userId)
    const left = () =>
      store.data().organizations.find(({ id }) => id === of.organizationId)?.pendingRequestCount
    return { ...world, pending, left }
  }

  const told = (events: readonly OrgkitEvent[]) =>
    events.map((event) => [
      event.type,
      event.type === 'membership_request.declined' ? event.pendingRequestCount : null,
    ])

  test('are declined where the change asks for it, all of them, and counted down', async () => {
    const { engine, of, pending, left, get } = await createCrowd(250)
    const change = { ...of, enrollmentMode: 'automatic_suggestion' } as const
    await engine.execute('updateDomain', as(ada), change)
    expect(pending()).toHaveLength(251)
    const { domain, events } = await engine.execute('updateDomain', as(ada), {
      ...change,
      enrollmentMode: 'manual_invitation',
      declineRequests: true,
    })
    expect(events).toHaveLength(251)
    expect(told(events).slice(-2)).toEqual([
      ['membership_request.declined', 1],
      ['domain.updated', null],
    ])
    expect(events[0]).toMatchObject({
      type: 'membership_request.declined',
      pendingRequestCount: 250,
      request: { status: 'declined', domainName: 'acme.test', user: { emailAddress: 'user_0@acme.test' } },
    })
    expect([pending(), left(), domain.pendingRequestCount, get()?.pendingRequestCount]).toEqual([
      ['user_250'],
      1,
      0,
      0,
    ])
  })

  test('are declined with its removal, and nobody else’s', async () => {
    const { engine, of, pending, left } = await createCrowd(100)
    const { events } = await engine.execute('removeDomain', as(ada), of)
    expect(told(events).slice(-2)).toEqual([
      ['membership_request.declined', 1],
      ['domain.deleted', null],
    ])
    expect(events.at(-1)).toMatchObject({ domain: { pendingRequestCount: 0 } })
    expect([pending(), left()]).toEqual([['user_100'], 1])
  })

  test('stay where the change is refused', async () => {
    const { engine, of, pending } = await createCrowd(3)
    const change = { ...of, enrollmentMode: 'manual_invitation', declineRequests: true, version: 9 } as const
    await expect(engine.execute('updateDomain', as(ada), change)).rejects.toMatchObject({ code: 'conflict' })
    expect(pending()).toHaveLength(4)
  })
})
