import { compareKeys, invitationStatus, invitationStatuses } from '@orgkit/core'
import {
  type InvitationQuery,
  type InvitationRow,
  type Transaction,
  TransactionConflict,
} from '@orgkit/core/engine'
import { describe, expect, test } from 'vitest'
import type { Database } from '../database/open-database'
import { createStoreWorld, hostileNames, invitationRow, organizationRow } from './store-world'

const expiresAt = '2026-02-01T00:00:00.000Z'
/** The last millisecond in which it can be answered, and the first in which it cannot. */
const before = '2026-01-31T23:59:59.999Z'

export function describeInvitationStore(database: Database): void {
  async function createWorld() {
    const world = await createStoreWorld(database)
    await world.within(async (tx) => {
      for (const id of ['org_1', 'org_2']) await tx.organizations.insert(organizationRow(id))
    })
    return {
      ...world,
      /** With the lock of the organization, as a command has it. */
      under: <T>(organizationId: string, work: (tx: Transaction) => Promise<T>) =>
        world.within(async (tx) => {
          await tx.lockOrganization(organizationId)
          return work(tx)
        }),
    }
  }

  const idsOf = (rows: readonly InvitationRow[]) => rows.map(({ id }) => id)

  describe('an invitation', () => {
    test('comes back as it was written, to an organization or to the app', async () => {
      const { within, under } = await createWorld()
      const toOrganization = invitationRow('inv_1', {
        emailAddress: 'Ünï.Cødé😀@Acme.test',
        addressKey: 'ünï.cødé😀@acme.test',
        version: 2_147_483_647,
      })
      const toApp = invitationRow('inv_2', { organizationId: null, roleKey: null, inviterUserId: null })
      await under('org_1', (tx) => tx.invitations.insert(toOrganization))
      await within((tx) => tx.invitations.insert(toApp))
      await within(async (tx) => {
        expect(await tx.invitations.find('inv_1')).toEqual(toOrganization)
        expect(await tx.invitations.find('inv_2')).toEqual(toApp)
        expect(await tx.invitations.get('org_1', 'inv_1')).toEqual(toOrganization)
        expect(await tx.invitations.get(null, 'inv_2')).toEqual(toApp)
        for (const elsewhere of ['org_2', null, '', '\0'])
          expect(await tx.invitations.get(elsewhere, 'inv_1')).toBeNull()
        for (const nothing of ['inv_3', '', '\0', 'INV_1'])
          expect(await tx.invitations.find(nothing)).toBeNull()
      })
      const { within: withinOther } = await createWorld()
      expect(await withinOther((tx) => tx.invitations.find('inv_1'))).toBeNull()
      expect(await withinOther((tx) => tx.invitations.get('org_1', 'inv_1'))).toBeNull()
    })

    test('those that wait are found by many addresses at once, and written at once', async () => {
      const { under, within } = await createWorld()
      const rows = ['inv_1', 'inv_2', 'inv_3'].map((id) => invitationRow(id))
      const declined = invitationRow('inv_4', { status: 'declined' })
      const expired = invitationRow('inv_5', { expiresAt: '2000-01-01T00:00:00.000Z' })
      await under('org_1', async (tx) => {
        await tx.invitations.insert(...rows, declined, expired)
        await tx.invitations.insert()
      })
      await under('org_2', (tx) =>
        tx.invitations.insert(
          invitationRow('inv_6', { organizationId: 'org_2', addressKey: 'inv_1@acme.test' }),
        ),
      )
      const keys = [1, 2, 4, 5, 9].map((number) => `inv_${number}@acme.test`)
      await within(async (tx) => {
        const found = await tx.invitations.listPending('org_1', [...keys, '\0'])
        expect(idsOf(found).toSorted()).toEqual(['inv_1', 'inv_2', 'inv_5'])
        expect(found.find(({ id }) => id === 'inv_1')).toEqual(rows[0])
        expect(idsOf(await tx.invitations.listPending('org_2', keys))).toEqual(['inv_6'])
        expect(await tx.invitations.listPending('org_1', [])).toEqual([])
        expect(await tx.invitations.listPending('\0', keys)).toEqual([])
      })
      const { within: withinOther } = await createWorld()
      expect(await withinOther((tx) => tx.invitations.listPending('org_1', keys))).toEqual([])
    })

    test('that waits is found by its place and address, expired or not', async () => {
      const { within, under } = await createWorld()
      const row = invitationRow('inv_1', {
        addressKey: 'ada@acme.test',
        expiresAt: '2000-01-01T00:00:00.000Z',
      })
      const toApp = { ...row, id: 'inv_2', organizationId: null }
      await under('org_1', (tx) => tx.invitations.insert(row))
      await within((tx) => tx.invitations.insert(toApp))
      await within(async (tx) => {
        expect(await tx.invitations.findPending('org_1', 'ada@acme.test')).toEqual(row)
        expect(await tx.invitations.findPending(null, 'ada@acme.test')).toEqual(toApp)
        expect(await tx.invitations.findPending('org_2', 'ada@acme.test')).toBeNull()
        expect(await tx.invitations.findPending('org_1', 'grace@acme.test')).toBeNull()
        expect(await tx.invitations.findPending('org_1', '\0')).toBeNull()
        expect(await tx.invitations.findPending('\0', 'ada@acme.test')).toBeNull()
      })
      await under('org_1', (tx) => tx.invitations.update(row, { status: 'declined' }))
      expect(await within((tx) => tx.invitations.findPending('org_1', 'ada@acme.test'))).toBeNull()
    })

    test('waits alone: another one to the address makes the engine look again', async () => {
      const { within, under } = await createWorld()
      const ended = invitationRow('inv_0', { addressKey: 'a', status: 'expired' })
      await under('org_1', async (tx) => {
        await tx.invitations.insert(ended)
        await tx.invitations.insert(invitationRow('inv_1', { addressKey: 'a' }))
        await tx.invitations.insert(invitationRow('inv_2', { addressKey: 'a', status: 'accepted' }))
      })
      await under('org_2', (tx) =>
        tx.invitations.insert(invitationRow('inv_3', { organizationId: 'org_2', addressKey: 'a' })),
      )
      const second = under('org_1', (tx) =>
        tx.invitations.insert(invitationRow('inv_4', { addressKey: 'a' })),
      )
      await expect(second).rejects.toThrow(TransactionConflict)
      const revived = under('org_1', (tx) => tx.invitations.update(ended, { status: 'pending' }))
      await expect(revived).rejects.toThrow(TransactionConflict)

      // No lock orders those to the app.
      for (let round = 0; round < 10; round++) {
        const invite = (id: string) =>
          within((tx) =>
            tx.invitations.insert(
              invitationRow(`${id}-${round}`, { organizationId: null, addressKey: `b${round}` }),
            ),
          )
        const outcomes = await Promise.allSettled(['x', 'y', 'z'].map(invite))
        const failed = outcomes.filter((outcome) => outcome.status === 'rejected')
        expect(failed.map(({ reason }) => reason)).toEqual([
          expect.any(TransactionConflict),
          expect.any(TransactionConflict),
        ])
      }
    })

    test('is changed only as it was read, and says whether it was', async () => {
      const { within, under } = await createWorld()
      const row = invitationRow('inv_1', { organizationId: null })
      await within((tx) => tx.invitations.insert(row))
      const resend = { sentAt: '2026-03-01T00:00:00.000Z', expiresAt: '2026-04-01T00:00:00.000Z', version: 2 }
      const change = (was: InvitationRow, to: Parameters<Transaction['invitations']['update']>[1]) =>
        within((tx) => tx.invitations.update(was, to))
      expect(await change(row, { ...resend, inviterUserId: 'grace' })).toBe(true)
      const resent = { ...row, ...resend, inviterUserId: 'grace' }
      expect(await within((tx) => tx.invitations.find('inv_1'))).toEqual(resent)
      expect(await change(row, { status: 'revoked' })).toBe(false)
      expect(await change({ ...resent, status: 'accepted' }, { status: 'revoked' })).toBe(false)
      expect(await change(resent, {})).toBe(true)
      expect(await within((tx) => tx.invitations.find('inv_1'))).toEqual(resent)
      expect(await change(resent, { status: 'revoked', inviterUserId: null })).toBe(true)
      expect(await within((tx) => tx.invitations.find('inv_1'))).toEqual({
        ...resent,
        status: 'revoked',
        inviterUserId: null,
      })
      // Of an organization, with its lock.
      const member = invitationRow('inv_2')
      await under('org_1', (tx) => tx.invitations.insert(member))
      expect(await under('org_1', (tx) => tx.invitations.update(member, { status: 'accepted' }))).toBe(true)
    })

    test('is answered once, however many answer at once', async () => {
      const { within } = await createWorld()
      for (let round = 0; round < 20; round++) {
        const row = invitationRow(`inv_${round}`, { organizationId: null })
        await within((tx) => tx.invitations.insert(row))
        const answers = await Promise.all(
          (['accepted', 'declined', 'revoked'] as const).map((status) =>
            within((tx) => tx.invitations.update(row, { status })),
          ),
        )
        expect(answers.filter(Boolean)).toEqual([true])
      }
    })

    test('to an organization is written under its lock', async () => {
      const { within } = await createWorld()
      const row = invitationRow('inv_1')
      await expect(within((tx) => tx.invitations.insert(row))).rejects.toThrow('without its lock')
      await expect(within((tx) => tx.invitations.update(row, {}))).rejects.toThrow('without its lock')
      const late = within(async (tx) => {
        await tx.invitations.insert(invitationRow('inv_2', { organizationId: null }))
        await tx.lockOrganization('org_1')
      })
      await expect(late).rejects.toThrow('after a write')
    })
  })

  test('an invitation expires in its millisecond', async () => {
    const { within, under } = await createWorld()
    const waits = invitationRow('waits', { expiresAt })
    const row = (id: string, facts: Partial<InvitationRow> = {}) =>
      invitationRow(id, { addressKey: id, expiresAt, ...facts })
    await under('org_1', async (tx) => {
      await tx.invitations.insert(waits)
      await tx.invitations.insert(
        row('replaced', { status: 'expired', expiresAt: '2027-01-01T00:00:00.000Z' }),
      )
      await tx.invitations.insert(row('accepted', { status: 'accepted' }))
      await tx.invitations.insert(row('forever', { expiresAt: '9999-01-01T00:00:00.000Z' }))
    })
    const look = (at: string) =>
      within(async (tx) => {
        const ids: Record<string, string[]> = {}
        for (const status of [...invitationStatuses, null]) {
          const query = { organizationId: 'org_1', status, at }
          const rows = await tx.invitations.list({ ...query, limit: 100, offset: 0, after: null })
          expect(await tx.invitations.count(query)).toBe(rows.length)
          ids[String(status)] = idsOf(rows).sort()
        }
        expect(await tx.invitations.countPending('org_1', at)).toBe(ids.pending?.length)
        const addressKeys = [waits.addressKey, 'forever', 'accepted', 'replaced']
        const mine = await tx.invitations.listByAddresses({ addressKeys, at, limit: 100, after: null })
        expect(idsOf(mine).sort()).toEqual(ids.pending)
        return ids
      })
    const all = ['accepted', 'forever', 'replaced', 'waits']
    const always = { accepted: ['accepted'], declined: [], revoked: [], null: all }
    expect(await look(before)).toEqual({ ...always, pending: ['forever', 'waits'], expired: ['replaced'] })
    expect(await look(expiresAt)).toEqual({ ...always, pending: ['forever'], expired: ['replaced', 'waits'] })
  })

  describe('a list of invitations', () => {
    const createdAt = (index: number) => new Date(1_800_000_000_000 + (index % 5)).toISOString()
    const rows = [...hostileNames, ...hostileNames].map((name, index) =>
      invitationRow(index % 2 ? `${name}-${index}` : `inv_${index}`, {
        organizationId: ['org_1', 'org_2', null][index % 3],
        addressKey: index % 7 ? `${index}@acme.test` : `${name}@acme.test`,
        status: index % 7 ? invitationStatuses[index % 5] : 'pending',
        createdAt: createdAt(index),
        expiresAt: index % 4 ? expiresAt : before,
      }),
    )
    const newestFirst = rows.toSorted(
      (left, right) => compareKeys(right.createdAt, left.createdAt) || compareKeys(right.id, left.id),
    )

    async function createList() {
      const world = await createWorld()
      await world.within(async (tx) => {
        for (const id of ['org_1', 'org_2']) await tx.lockOrganization(id)
        for (const row of rows) await tx.invitations.insert(row)
      })
      return world
    }
    let list: ReturnType<typeof createList> | undefined
    const theList = () => (list ??= createList())

    async function readAll(
      limit: number,
      read: (page: Pick<InvitationQuery, 'limit' | 'after'>) => Promise<readonly InvitationRow[]>,
    ): Promise<InvitationRow[]> {
      const seen: InvitationRow[] = []
      let after: InvitationRow | null = null
      for (;;) {
        const page: readonly InvitationRow[] = await read({ limit, after })
        after = page.at(-1) ?? null
        if (!after) return seen
        seen.push(...page)
        // A page that began with its own cursor would go on for ever.
        expect(seen.length).toBeLessThanOrEqual(rows.length)
      }
    }

    test.each(['org_1', 'org_2', null])(
      'of %s begins with the newest, page by page',
      async (organizationId) => {
        const { within } = await theList()
        for (const at of [before, expiresAt]) {
          for (const status of [null, ...invitationStatuses]) {
            const query = { organizationId, status, at }
            const now = new Date(at)
            const wanted = newestFirst.filter(
              (row) =>
                row.organizationId === organizationId &&
                (status === null || invitationStatus(row, { now, isInviterEntitled: true }) === status),
            )
            for (const limit of [1, 5, 100]) {
              const read = (page: Pick<InvitationQuery, 'limit' | 'after'>) =>
                within((tx) => tx.invitations.list({ ...query, ...page, offset: 0 }))
              expect(await readAll(limit, read)).toEqual(wanted)
            }
            const jumped = await within((tx) =>
              tx.invitations.list({ ...query, limit: 3, offset: 2, after: null }),
            )
            expect(jumped).toEqual(wanted.slice(2, 5))
            expect(await within((tx) => tx.invitations.count(query))).toBe(wanted.length)
          }
        }
      },
    )

    test('to one’s addresses holds what can be answered, of organizations alone', async () => {
      const { within } = await theList()
      const keys = rows.filter((_, index) => index % 2).map(({ addressKey }) => addressKey)
      const wanted = newestFirst.filter(
        (row) =>
          keys.includes(row.addressKey) &&
          row.organizationId !== null &&
          row.status === 'pending' &&
          row.expiresAt > before,
      )
      expect(wanted.length).toBeGreaterThan(3)
      for (const limit of [1, 2, 100]) {
        const read = (page: Pick<InvitationQuery, 'limit' | 'after'>) =>
          within((tx) =>
            tx.invitations.listByAddresses({ addressKeys: [...keys, '\0', keys[0]!], at: before, ...page }),
          )
        expect(await readAll(limit, read)).toEqual(wanted)
      }
      for (const addressKeys of [[], ['\0'], ['nobody@acme.test']]) {
        const query = { addressKeys, at: before, limit: 9, after: null }
        expect(await within((tx) => tx.invitations.listByAddresses(query))).toEqual([])
      }
    })
  })
}
