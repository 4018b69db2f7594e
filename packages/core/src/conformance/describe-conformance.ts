import type { Adapter, Capabilities } from '../adapter'
import { equal, ok } from './assert'
import type { ConformanceBackend, ConformanceHook, ConformanceRunner, ConformanceWorld } from './backend'
import type { ConformanceCase, TestUser, TestWorld } from './case'
import { chapters } from './chapters'
import { type Record, recorded, recordedBackend } from './record'

const everything: Capabilities = {
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

/**
 * Registers the whole suite with the runner. What the backend declares that it cannot do is skipped, with the reason in the
 * title; everything else it must do.
 */
export function describeConformance(
  backend: ConformanceBackend,
  { describe, test }: ConformanceRunner,
): void {
  describe(`${backend.name} conforms`, () => {
    for (const [noun, cases] of Object.entries(chapters)) {
      describe(noun, () => {
        for (const each of cases) {
          const reason = reasonToSkip(backend, each)
          if (reason) test.skip(`${each.title} (skipped: ${reason})`, () => runCase(backend, each))
          else test(each.title, () => runCase(backend, each))
        }
      })
    }
  })
}

/** Runs one case in a world of its own. Rejects where the backend does not conform. */
export async function runCase(
  backend: ConformanceBackend,
  { covers, run, settings, roles, plan, applicationCreatedAt }: ConformanceCase,
): Promise<void> {
  const record: Record = { seen: new Set(), complaints: [] }
  const world = await backend.createWorld({ settings, roles, plan, applicationCreatedAt })
  try {
    await run(createTestWorld(backend, world, record))
  } finally {
    await world.close()
  }
  equal(record.complaints, [], 'every answer keeps to the contract')
  const unseen = covers.filter((cover) => !record.seen.has(cover))
  equal(unseen, [], 'the test saw what it says that it covers')
}

/** Why this backend cannot be asked; `null`: it can. */
export function reasonToSkip(
  { capabilities = everything, hooks = [] }: Pick<ConformanceBackend, 'capabilities' | 'hooks'>,
  { needs = [] }: Pick<ConformanceCase, 'needs'>,
): string | null {
  const missing = needs.filter((need) =>
    need in everything ? !capabilities[need as keyof Capabilities] : !isOffered(hooks, need),
  )
  const [first] = missing
  if (first === undefined) return null
  return first in everything ? `the backend declares no ${first}` : `the test world offers no ${first}`
}

function isOffered(hooks: readonly ConformanceHook[], need: string): boolean {
  return (hooks as readonly string[]).includes(need)
}

function createTestWorld(backend: ConformanceBackend, world: ConformanceWorld, record: Record): TestWorld {
  const watch = (adapter: Adapter): Adapter => {
    equal(
      adapter.capabilities,
      backend.capabilities ?? everything,
      'the adapter declares the capabilities of its backend',
    )
    return recorded(adapter, record)
  }
  let count = 0
  return {
    async signUp(name = 'Ada', options = {}): Promise<TestUser> {
      const adapter = watch(
        await world.signUp({ name, email: `user${++count}@conformance.test`, ...options }),
      )
      const { session } = await adapter.getSession({})
      ok(session, 'whoever signed up has a session')
      return { ...adapter, user: session.user }
    },
    signedOut: () => watch(world.signedOut()),
    async addMember(organizationId, { user }, roleKey) {
      ok(world.addMember, 'the world offers addMember, as its backend says')
      await world.addMember(organizationId, user.id, roleKey)
    },
    async readMail(address) {
      ok(world.readMail, 'the world offers readMail, as its backend says')
      return world.readMail(address)
    },
    async publishTxt(name, value) {
      ok(world.publishTxt, 'the world offers publishTxt, as its backend says')
      await world.publishTxt(name, value)
    },
    async updateSettings(change) {
      ok(world.updateSettings, 'the world offers updateSettings, as its backend says')
      await world.updateSettings(change)
    },
    async backend(name, input, options) {
      ok(world.backend, 'the world offers backend, as its backend says')
      return recordedBackend(world.backend, record)(name, input, options)
    },
  }
}
