import {
  type Identity,
  type Instance,
  defaultAdminRole,
  defaultInstanceSettings,
  defaultMemberRole,
} from '@orgkit/core'
import { createEngine, type EnginePorts, type Store } from '@orgkit/core/engine'
import { expect, test } from 'vitest'
import { embeddedAdapter } from './embedded-adapter'
import { createMemoryStore } from './memory-store'

const day = 24 * 3600 * 1000
const organizationId = 'org_acme'

/** Ada administers Acme. The clock stands until it is moved. */
function createWorld(settings: object) {
  let now = Date.parse('2026-01-01T00:10:00.000Z')
  const adapter = embeddedAdapter({
    clock: { now: () => new Date(now) },
    settings: { membershipLimit: null, ...settings },
    seed: {
      users: [
        { id: 'ada', name: 'Ada', email: 'ada@acme.test' },
        { id: 'grace', name: 'Grace', email: 'grace@acme.test' },
      ],
      organizations: [
        { id: organizationId, name: 'Acme', members: { ada: 'org:admin', grace: 'org:admin' } },
      ],
    },
  })
  const invite = async (addresses: readonly string[], as = 'ada', expiresInDays = 1) => {
    const invitations = addresses.map((name) => ({ emailAddress: `${name}@bulk.test` }))
    const input = { organizationId, invitations, expiresInDays }
    const { results } = await adapter.controls.as(as).inviteMembers(input)
    return results.map(({ error }) => error?.code ?? 'done')
  }
  return { adapter, invite, pass: (milliseconds: number) => (now += milliseconds) }
}

test('what may be sent in an hour is there again in the next, and the refused are told how long that is', async () => {
  const { adapter, invite, pass } = createWorld({ invitationsPerHour: 2 })
  expect(await invite(['a', 'b', 'c'])).toEqual(['done', 'done', 'rate_limited'])
  const { results } = await adapter.inviteMembers({
    organizationId,
    invitations: [{ emailAddress: 'c@bulk.test' }],
  })
  expect(results[0]?.error).toMatchObject({ retryAfterSeconds: 50 * 60, meta: { maximum: 2 } })
  pass(50 * 60 * 1000)
  expect(await invite(['a', 'c'])).toEqual(['already_invited', 'done'])
})

test('one that expired, and one whose sender is gone, give way, each with its seat', async () => {
  const { adapter, invite, pass } = createWorld({ membershipLimit: 6 })
  expect(await invite(['a'])).toEqual(['done'])
  expect(await invite(['b'], 'grace', 30)).toEqual(['done'])
  pass(day)
  expect(await invite(['x', 'y', 'z'], 'ada', 30)).toEqual(['done', 'done', 'done'])
  // Six seats: two members, b's and the three. Those of a and of b are free once those are.
  await adapter.controls.backend('updateMemberRole', {
    organizationId,
    userId: 'grace',
    roleKey: 'org:member',
  })
  expect(await invite(['a', 'b'])).toEqual(['done', 'seat_limit_reached'])
  const { items } = await adapter.listInvitations({ organizationId })
  expect(items.map(({ emailAddress, status }) => [emailAddress[0], status]).toSorted()).toEqual([
    ['a', 'expired'],
    ['a', 'pending'],
    ['b', 'revoked'],
    ['x', 'pending'],
    ['y', 'pending'],
    ['z', 'pending'],
  ])
  const { organization } = await adapter.getOrganization({ organization: organizationId })
  expect(organization.pendingInvitationCount).toBe(4)
})

test('where others sent meanwhile it begins again, and sends no more than what is left', async () => {
  const instance: Instance = {
    id: 'ins_1',
    application: { id: 'app_1', plan: 'pro', createdAt: '2026-01-01T00:00:00.000Z' },
    environment: 'development',
    settings: {
      ...defaultInstanceSettings,
      organizationsEnabled: true,
      membershipLimit: null,
      invitationsPerHour: 3,
    },
    roles: [defaultAdminRole, defaultMemberRole],
    permissions: [],
  }
  const memory = createMemoryStore({ instance })
  let isStale = false
  const store: Store = {
    transaction: (id, work) =>
      memory.transaction(id, (tx) => {
        const get: typeof tx.counters.get = async (...which) => {
          if (!isStale) return tx.counters.get(...which)
          isStale = false
          return 0
        }
        return work({ ...tx, counters: { ...tx.counters, get } })
      }),
  }
  const ports: EnginePorts = {
    clock: { now: () => new Date('2026-01-01T00:10:00.000Z') },
    tokens: { mac: (text) => text },
    links: { invitation: (_, token) => token },
    images: { encodeLogo: async (logo) => logo },
    blobs: { put: async () => ({ url: '' }) },
    mailProviders: { isPublic: () => false },
    dns: { resolveTxt: async () => [] },
  }
  const { execute } = createEngine({ store, ports })
  const identity: Identity = { id: 'ada', name: 'Ada', emails: [] }
  const caller = { instanceId: instance.id, identity }
  const { organization } = await execute('createOrganization', caller, { name: 'Acme' })
  const invite = (...names: string[]) =>
    execute('inviteMembers', caller, {
      organizationId: organization.id,
      invitations: names.map((name) => ({ emailAddress: `${name}@bulk.test` })),
    })
  await invite('a', 'b')
  isStale = true
  const { results } = await invite('c', 'd', 'e')
  expect(results.map(({ error }) => error?.code ?? 'done')).toEqual(['done', 'rate_limited', 'rate_limited'])
  expect(memory.data().outbox.filter(({ kind }) => kind === 'invitation')).toHaveLength(3)
})
