import type { EventDraft } from '@orgkit/core'
import type { Transaction } from '@orgkit/core/engine'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { streamKey } from '../database/events'
import { listenForLive } from '../database/live-notifications'
import type { Database } from '../database/open-database'
import { createStoreWorld, organizationRow } from './store-world'

const at = '2026-01-02T03:04:05.678Z'
const ada = { id: 'ada', name: 'Ada', imageUrl: null, emails: [] }

/** What is read of a stream, and who is woken by it. */
export function describeLiveStore(database: Database): void {
  async function createWorld() {
    const { within, instanceId } = await createStoreWorld(database)
    await within(async (tx) => {
      await tx.users.upsert(ada)
      await tx.organizations.insert(organizationRow('org_1'))
    })
    const task: EventDraft = { type: 'session_task.opened', userId: 'ada', taskKey: 'choose-organization' }
    const gone = (userId: string): EventDraft => ({
      type: 'membership.deleted',
      organizationId: 'org_1',
      userId,
      counts: { memberCount: 1, pendingInvitationCount: 0 },
    })
    const told = (count: number, from = 1) =>
      within(async (tx) => {
        await tx.lockUser('ada')
        await tx.lockOrganization('org_1')
        for (let number = from; number < from + count; number++) {
          await tx.events.append(gone(`user_${number}`), stamp(`evt_${number}`))
          await tx.events.append(task, stamp(`evt_task_${number}`))
        }
      })
    return { within, instanceId, told }
  }
  const stamp = (id: string) => ({ id, at, actorUserId: 'ada', audit: null })
  const read = (tx: Transaction, after: number, limit = 100) =>
    Promise.all([
      tx.events.listAfter({ organizationId: 'org_1' }, after, limit),
      tx.events.listAfter({ userId: 'ada' }, after, limit),
    ])

  describe('live events', () => {
    test('are read behind a number as they were told, ascending, each stream by itself', async () => {
      const { within, told } = await createWorld()
      await told(5)
      await within(async (tx) => {
        const [ofOrganization, own] = await read(tx, 3)
        expect(ofOrganization).toEqual(
          [4, 5].map((number) => ({
            id: `evt_${number}`,
            type: 'membership.deleted',
            at,
            actorUserId: 'ada',
            sequence: number,
            organizationId: 'org_1',
            userId: `user_${number}`,
            counts: { memberCount: 1, pendingInvitationCount: 0 },
          })),
        )
        expect(own.map(({ id, sequence }) => [id, sequence])).toEqual([
          ['evt_task_4', 4],
          ['evt_task_5', 5],
        ])
        expect((await read(tx, 0, 2)).map((events) => events.map(({ sequence }) => sequence))).toEqual([
          [1, 2],
          [1, 2],
        ])
        expect(await tx.events.lastSequence({ organizationId: 'org_1' })).toBe(5)
        expect(await tx.events.lastSequence({ userId: 'ada' })).toBe(5)
        for (const nothing of ['org_2', '', '\0']) {
          expect(await tx.events.listAfter({ organizationId: nothing }, 0, 9)).toEqual([])
          expect(await tx.events.lastSequence({ userId: nothing })).toBe(0)
        }
      })
    })

    test('belong to their instance alone, and outlive their owner', async () => {
      const { within, told } = await createWorld()
      await told(2)
      const other = await createWorld()
      await other.within(async (tx) => expect(await read(tx, 0)).toEqual([[], []]))
      await within(async (tx) => {
        await tx.lockUser('ada')
        await tx.lockOrganization('org_1')
        await tx.organizations.delete('org_1')
        await tx.users.delete('ada')
      })
      await within(async (tx) => {
        expect(await tx.events.lastSequence({ organizationId: 'org_1' })).toBe(2)
        expect(await tx.events.lastSequence({ userId: 'ada' })).toBe(2)
      })
    })

    test('wake those who wait for the stream once the transaction is committed, and nobody else', async () => {
      const { within, instanceId, told } = await createWorld()
      const woken = vi.fn()
      const others = vi.fn()
      const own = streamKey(instanceId, { organizationId: 'org_1' })
      const stop = database.live.on([own, streamKey(instanceId, { userId: 'ada' })], woken)
      onTestFinished(database.live.on([streamKey('ins_2', { organizationId: 'org_1' })], others))
      await within(async (tx) => {
        await tx.lockOrganization('org_1')
        await tx.events.append({ type: 'organization.deleted', organizationId: 'org_1' }, stamp('evt_1'))
        await new Promise((resolve) => setTimeout(resolve, 20))
        expect(woken).not.toHaveBeenCalled()
      })
      expect(woken).toHaveBeenCalledTimes(1)
      const failing = within(async (tx) => {
        await tx.lockOrganization('org_1')
        await tx.events.append({ type: 'organization.deleted', organizationId: 'org_1' }, stamp('evt_2'))
        throw new Error('no')
      })
      await expect(failing).rejects.toThrow('no')
      expect(woken).toHaveBeenCalledTimes(1)
      stop()
      await told(1, 2)
      expect(woken).toHaveBeenCalledTimes(1)
      expect(others).not.toHaveBeenCalled()
    })

    test.skipIf(database.kind === 'pglite')(
      'a node is told of the streams of others by payloads that Postgres takes, however many there are, and not of its own',
      async () => {
        const { told, instanceId, within } = await createWorld()
        const payloads: string[] = []
        const stop = await database.listen('orgkit_live', (payload) => payloads.push(payload))
        const stopLive = await listenForLive(database)
        const woken = vi.fn()
        onTestFinished(database.live.on([streamKey(instanceId, { organizationId: 'org_1' })], woken))
        const users = Array.from({ length: 310 }, (_, index) => `user_${index}_${'x'.repeat(100)}`).sort()
        await within(async (tx) => {
          for (const id of users) await tx.users.upsert({ ...ada, id })
          for (const userId of users) {
            await tx.events.append(
              { type: 'session_task.opened', userId, taskKey: 'own' },
              stamp(`evt_${userId}`),
            )
          }
        })
        await told(1)
        await vi.waitFor(() => expect(payloads.length).toBeGreaterThanOrEqual(3))
        await new Promise((resolve) => setTimeout(resolve, 50))
        expect(Math.max(...payloads.map((payload) => payload.length))).toBeLessThan(8000)
        expect(payloads.join()).not.toContain('user_')
        expect(woken).toHaveBeenCalledTimes(1)
        const [own = ''] = payloads.slice(-1)
        database.live.wakeNamed(own.replace(database.live.nodeId, 'another-node'))
        await vi.waitFor(() => expect(woken).toHaveBeenCalledTimes(2))
        await stop()
        await stopLive()
      },
    )
  })
}
