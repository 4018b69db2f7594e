import { describe, expect, test, vi } from 'vitest'
import type { Adapter } from '../adapter'
import { OrgkitError } from '../errors'
import { defaultInstanceSettings } from '../model/instance'
import type { ConformanceBackend, ConformanceRunner } from './backend'
import type { ConformanceCase } from './case'
import { chapters } from './chapters'
import { describeConformance, reasonToSkip, runCase } from './describe-conformance'

const everything = {
  offset: true,
  search: true,
  slugs: true,
  logos: true,
  domains: true,
  members: true,
  roles: true,
  activity: true,
  invitations: true,
  idempotency: true,
  live: true,
}
const {
  invitationsPerHour: _sent,
  backendRequestsPerTenSeconds: _asked,
  invitationReminderDays: _days,
  terms: _terms,
  profileFields: _fields,
  ...settings
} = defaultInstanceSettings
const signedOut = { session: null, settings }

function backendOf(methods: Partial<Adapter>, more: Partial<ConformanceBackend> = {}) {
  const adapter = { name: 'fake', capabilities: everything, ...methods } as Adapter
  const close = vi.fn(async () => {})
  const createWorld = vi.fn(async () => ({ signUp: async () => adapter, signedOut: () => adapter, close }))
  return { backend: { name: 'fake', createWorld, ...more } satisfies ConformanceBackend, close, createWorld }
}

const asking = (run: ConformanceCase['run'], covers: ConformanceCase['covers'] = []): ConformanceCase => ({
  title: 'a case',
  covers,
  run,
})

describe('a case', () => {
  test('passes on answers that keep to the contract, and closes its world', async () => {
    const { backend, close, createWorld } = backendOf({ getSession: async () => signedOut })
    const given = { organizationsEnabled: true }
    const ask = asking(async (world) => void (await world.signedOut().getSession({})), ['getSession'])
    await runCase(backend, { ...ask, settings: given })
    expect(createWorld).toHaveBeenCalledWith({ settings: given, roles: undefined })
    expect(close).toHaveBeenCalledTimes(1)
  })

  test('fails, and closes its world, when the test does', async () => {
    const { backend, close } = backendOf({})
    await expect(
      runCase(
        backend,
        asking(() => Promise.reject(new Error('Not so'))),
      ),
    ).rejects.toThrow('Not so')
    expect(close).toHaveBeenCalledTimes(1)
  })

  test('fails where it never saw what it says that it covers', async () => {
    const { backend } = backendOf({ getSession: async () => signedOut })
    await expect(
      runCase(
        backend,
        asking(async () => {}, ['getSession']),
      ),
    ).rejects.toThrow(/covers.*"?getSession/s)
  })

  const wrong: [string, () => Promise<never>][] = [
    ['a field too many', async () => ({ ...signedOut, extra: 1 }) as never],
    ['a field too few', async () => ({ session: null }) as never],
    [
      'a Date',
      async () => ({ ...signedOut, settings: { ...settings, supportContact: new Date() } }) as never,
    ],
    ['a plain error', () => Promise.reject(new Error('boom'))],
    ['an internal error', () => Promise.reject(new OrgkitError({ code: 'internal' }))],
    ['a code that is not in its row', () => Promise.reject(new OrgkitError({ code: 'slug_taken' }))],
  ]
  test.each(wrong)('fails on %s, though the test itself overlooks it', async (_, getSession) => {
    const { backend } = backendOf({ getSession })
    const ask = asking(
      async (world) =>
        void (await world
          .signedOut()
          .getSession({})
          .catch(() => undefined)),
    )
    await expect(runCase(backend, ask)).rejects.toThrow('every answer keeps to the contract')
  })

  test('fails where the adapter declares other capabilities than its backend', async () => {
    const { backend } = backendOf({}, { capabilities: { ...everything, logos: false } })
    await expect(
      runCase(
        backend,
        asking(async (world) => void world.signedOut()),
      ),
    ).rejects.toThrow('capabilities')
  })
})

describe('skipping', () => {
  test('needs a reason: a capability that is declared missing, or a hook that is not offered', () => {
    expect(reasonToSkip({}, {})).toBeNull()
    expect(reasonToSkip({}, { needs: ['logos'] })).toBeNull()
    expect(
      reasonToSkip({ capabilities: { ...everything, logos: false } }, { needs: ['slugs', 'logos'] }),
    ).toBe('the backend declares no logos')
    expect(reasonToSkip({}, { needs: ['addMember'] })).toBe('the test world offers no addMember')
    expect(reasonToSkip({ hooks: ['addMember'] }, { needs: ['addMember'] })).toBeNull()
  })

  test('shows the reason in the title, and registers every other case', () => {
    const { backend } = backendOf({})
    const ran: string[] = []
    const skipped: string[] = []
    const test = Object.assign((title: string) => ran.push(title), {
      skip: (title: string) => skipped.push(title),
    })
    const runner: ConformanceRunner = { describe: (_, body) => body(), test }
    describeConformance(backend, runner)
    const cases = Object.values(chapters).flat()
    expect(ran.length + skipped.length).toBe(cases.length)
    expect(skipped.length).toBe(
      cases.filter(({ needs = [] }) => needs.some((need) => !(need in everything))).length,
    )
    for (const title of skipped) expect(title).toMatch(/\(skipped: the test world offers no \w+\)$/)
  })
})
