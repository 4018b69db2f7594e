import { randomUUID } from 'node:crypto'
import { defaultAdminRole, defaultMemberRole, type Role } from '@orgkit/core'
import { type Transaction, TransactionConflict } from '@orgkit/core/engine'
import { describe, expect, test } from 'vitest'
import { createKyselyStore } from '../database/kysely-store'
import type { Database } from '../database/open-database'
import { putInstances } from '../instances'
import { createStoreWorld, organizationRow } from './store-world'

const editor: Role = {
  key: 'org:editor',
  name: 'Editor',
  description: null,
  permissions: ['org:notes:write'],
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {}
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

export function describeInstanceStore(database: Database): void {
  const isPostgres = database.kind === 'postgres'

  async function createWorld() {
    const world = await createStoreWorld(database)
    const { instanceId: id } = world
    await putInstances(database, [{ id, publishableKey: `pk_${id}` }])
    const under = <T>(work: (tx: Transaction) => Promise<T>) =>
      world.within(async (tx) => {
        await tx.lockInstance('exclusive')
        return work(tx)
      })
    return { ...world, under }
  }

  describe('the instance', () => {
    test('changes as it is told, and its roles count their changes', async () => {
      const { within, under } = await createWorld()
      const before = await within((tx) => tx.instance())
      const permissions = [{ key: 'org:notes:write', name: 'Write notes', description: 'All of them' }]
      await under(async (tx) => {
        await tx.instances.update({ settings: { ...before!.settings, slugs: true, membershipLimit: null } })
        await tx.instances.update({ permissions })
        await tx.instances.update({})
        await tx.instances.insertRole(editor)
        await tx.instances.updateRole('org:editor', { name: 'Author', permissions: [] })
        await tx.instances.updateRole('org:member', { description: null })
        await tx.instances.updateRole('org:nobody', { name: 'x' })
      })
      await within(async (tx) => {
        expect(await tx.instance()).toEqual({
          ...before,
          settings: { ...before!.settings, slugs: true, membershipLimit: null },
          permissions,
          roles: [
            defaultAdminRole,
            { ...defaultMemberRole, description: null },
            { ...editor, name: 'Author', permissions: [] },
          ],
        })
        expect([...(await tx.instances.roleVersions())]).toEqual([
          ['org:admin', 1],
          ['org:member', 2],
          ['org:editor', 2],
        ])
      })
      await under((tx) => tx.instances.deleteRole('org:member'))
      const after = await within((tx) => tx.instance())
      expect(after?.roles.map(({ key }) => key)).toEqual(['org:admin', 'org:editor'])
    })

    test('is nothing where there is none, locked or not', async () => {
      const { within } = await createStoreWorld(database)
      expect(await within((tx) => tx.lockInstance('shared'))).toBeNull()
      expect(await within((tx) => tx.lockInstance('exclusive'))).toBeNull()
    })

    test('is changed under its exclusive lock alone, which stands for every other lock', async () => {
      const { within, under } = await createWorld()
      const writes: ((tx: Transaction) => Promise<unknown>)[] = [
        (tx) => tx.instances.update({}),
        (tx) => tx.instances.insertRole(editor),
        (tx) => tx.instances.updateRole('org:admin', {}),
        (tx) => tx.instances.deleteRole('org:admin'),
        (tx) => tx.roles.forgetPermission('org:notes:write'),
        (tx) => tx.memberships.replaceRole(null, 'org:admin', 'org:member'),
      ]
      for (const write of writes) {
        const careless = within(async (tx) => {
          await tx.lockInstance('shared')
          await write(tx)
        })
        await expect(careless).rejects.toThrow('without its exclusive lock')
      }
      await within((tx) => tx.organizations.insert(organizationRow('org_1')))
      await under((tx) => tx.organizations.update('org_1', { memberCount: 7 }))
      expect(await within((tx) => tx.organizations.get('org_1'))).toMatchObject({ memberCount: 7 })
    })

    test('is locked before everything else, and never exclusively once it is shared', async () => {
      const { within } = await createWorld()
      const wrong: ((tx: Transaction) => Promise<unknown>)[] = [
        async (tx) => [await tx.lockUser('u'), await tx.lockInstance('shared')],
        async (tx) => [await tx.lockOrganization('o'), await tx.lockInstance('exclusive')],
        async (tx) => [await tx.counters.add('k', 'w', 1), await tx.lockInstance('shared')],
        async (tx) => [await tx.lockInstance('shared'), await tx.lockInstance('exclusive')],
      ]
      for (const work of wrong) await expect(within(work)).rejects.toThrow('instance before all of them')
      await within(async (tx) => {
        for (const mode of ['exclusive', 'shared', 'exclusive'] as const)
          expect(await tx.lockInstance(mode)).not.toBeNull()
        await tx.lockUser('u')
        await tx.lockOrganization('o')
      })
    })

    test('changes once the writes under way are done, and later writes see it changed', async () => {
      const { within, under } = await createWorld()
      const order: string[] = []
      const gate = deferred()
      const begun = deferred()
      const write = within(async (tx) => {
        await tx.lockInstance('shared')
        await tx.organizations.insert(organizationRow('org_1'))
        begun.resolve()
        await gate.promise
        order.push('write')
      })
      await begun.promise
      const change = under(async (tx) => {
        order.push('change')
        expect(await tx.organizations.get('org_1')).not.toBeNull()
        const { settings } = (await tx.instance())!
        await tx.instances.update({ settings: { ...settings, creationLimit: 7 } })
      })
      await new Promise((resolve) => setTimeout(resolve, 50))
      const later = within(async (tx) => {
        // Seen before the change on Postgres, where it does not wait for it.
        await tx.instance()
        const instance = await tx.lockInstance('shared')
        order.push('later')
        expect(instance?.settings.creationLimit).toBe(7)
      })
      await new Promise((resolve) => setTimeout(resolve, 50))
      expect(order).toEqual([])
      gate.resolve()
      await Promise.all([write, change, later])
      expect(order).toEqual(['write', 'change', 'later'])
    })

    test.runIf(isPostgres)(
      'lets writes go on side by side, and other instances alone (Postgres alone: PGlite does one thing at a time)',
      async () => {
        const { within, under } = await createWorld()
        const other = await createWorld()
        const both = [deferred(), deferred()]
        await Promise.all(
          both.map((mine, index) =>
            within(async (tx) => {
              await tx.lockInstance('shared')
              mine.resolve()
              await both[1 - index]?.promise
            }),
          ),
        )
        const held = deferred()
        const first = under(() => held.promise)
        await other.under((tx) => tx.instance())
        held.resolve()
        await first
      },
    )
  })

  describe('a counter', () => {
    test('counts everybody once, and begins anew in each window', async () => {
      const { within } = await createStoreWorld(database)
      const add = (key: string, window: string, amount = 1) =>
        within((tx) => tx.counters.add(key, window, amount))
      const read = (key: string, window: string) => within((tx) => tx.counters.get(key, window))
      expect(await read('mail', '10:00')).toBe(0)
      const counts = await Promise.all(Array.from({ length: 50 }, () => add('mail', '10:00')))
      expect(counts.toSorted((left, right) => left - right)).toEqual(
        Array.from({ length: 50 }, (_, index) => index + 1),
      )
      expect(await add('mail', '10:00', 20)).toBe(70)
      expect([await read('mail', '10:00'), await read('mail', '11:00'), await read('x', '10:00')]).toEqual([
        70, 0, 0,
      ])
      expect(await add('requests', '10:00', 3)).toBe(3)
      expect(await add('mail', '11:00', 2)).toBe(2)
      expect(await add('mail', '11:00', 2)).toBe(4)
      const { within: withinOther } = await createStoreWorld(database)
      expect(await withinOther((tx) => tx.counters.add('mail', '11:00', 1))).toBe(1)
      const failing = within(async (tx) => {
        await tx.counters.add('mail', '11:00', 100)
        throw new Error('no')
      })
      await expect(failing).rejects.toThrow('no')
      expect(await add('mail', '11:00')).toBe(5)
    })

    test('is taken last: nothing is locked behind it', async () => {
      const { within } = await createStoreWorld(database)
      const late = within(async (tx) => {
        await tx.counters.add('mail', '10:00', 1)
        await tx.lockOrganization('org_1')
      })
      await expect(late).rejects.toThrow('after a write')
    })
  })

  test('an answer of the backend API is kept once: who comes second looks again', async () => {
    const { instanceId } = await createStoreWorld(database)
    const store = createKyselyStore(database)
    const answer = { key: 'k', operation: 'o', fingerprint: 'f', createdAt: '2026-01-01T00:00:00.000Z' }
    const keep = (given: string) =>
      store.transaction(instanceId, async (tx) => {
        const known = await tx.idempotency.get('', 'k')
        if (known) return known.answer
        await tx.idempotency.insert({ ...answer, actorId: '', answer: given })
        return given
      })
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => keep(randomUUID())))
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
    for (const { reason } of refused) expect(reason).toBeInstanceOf(TransactionConflict)
    const kept = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
    expect(new Set(kept).size).toBe(1)
    expect(await keep('another')).toBe(kept[0])
    const second = store.transaction(instanceId, (tx) =>
      tx.idempotency.insert({ ...answer, actorId: '', answer: 'twice' }),
    )
    await expect(second).rejects.toThrow(TransactionConflict)
    const careless = store.transaction(instanceId, (tx) =>
      tx.idempotency.insert({ ...answer, actorId: 'ada', answer: '{}' }),
    )
    await expect(careless).rejects.toThrow('without its lock')
  })
}
