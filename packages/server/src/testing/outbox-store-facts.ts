import type { OutboxRow, Transaction } from '@orgkit/core/engine'
import { sql } from 'kysely'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Database } from '../database/open-database'
import { outboxChannel } from '../database/outbox'
import { createStoreWorld, organizationRow } from './store-world'

/** Far ahead: the servers that other tests made on this database read its outbox too. */
const row: OutboxRow = {
  id: 'out_1',
  kind: 'invitation',
  subjectId: 'inv_1',
  version: 3,
  createdAt: '2999-01-02T03:04:05.678Z',
  dueAt: '2999-01-02T03:04:05.678Z',
}

export function describeOutboxStore(database: Database): void {
  const createWorld = () => createStoreWorld(database)
  const isPostgres = database.kind === 'postgres'

  /** Counts how often it was called, and says how to stop. */
  function listener() {
    const called = vi.fn()
    return { called, stop: database.onOutbox(called) }
  }

  const put = async (tx: Transaction, id: string) => tx.outbox.insert({ ...row, id })

  describe('the outbox', () => {
    test('keeps a mail as due from its time on', async () => {
      const { within, instanceId } = await createWorld()
      await within((tx) => tx.outbox.insert(row))
      const rows = await database.tables
        .selectFrom('outbox')
        .selectAll()
        .where('instance_id', '=', instanceId)
        .execute()
      expect(rows).toEqual([
        {
          instance_id: instanceId,
          id: 'out_1',
          kind: 'invitation',
          subject_id: 'inv_1',
          version: 3,
          created_at: row.createdAt,
          due_at: row.createdAt,
          first_due_at: row.createdAt,
          attempts: 0,
          done_at: null,
          failed_at: null,
        },
      ])
    })

    test('wakes this process once a transaction is committed, and not before', async () => {
      const { within } = await createWorld()
      const { called, stop } = listener()
      await within(async (tx) => {
        await put(tx, 'out_1')
        await put(tx, 'out_2')
        await new Promise((resolve) => setTimeout(resolve, 20))
        expect(called).not.toHaveBeenCalled()
      })
      expect(called).toHaveBeenCalledTimes(1)
      await within((tx) => tx.organizations.insert(organizationRow('org_1')))
      expect(called).toHaveBeenCalledTimes(1)
      stop()
      await within((tx) => put(tx, 'out_3'))
      expect(called).toHaveBeenCalledTimes(1)
    })

    test('wakes nobody after a rollback, and keeps nothing', async () => {
      const { within, instanceId } = await createWorld()
      const { called, stop } = listener()
      const failing = within(async (tx) => {
        await put(tx, 'out_1')
        throw new Error('no')
      })
      await expect(failing).rejects.toThrow('no')
      await within((tx) => put(tx, 'out_2'))
      // A statement that fails ends the transaction, also where the work goes on as if nothing had happened.
      const ended = within(async (tx) => {
        await put(tx, 'out_3')
        await put(tx, 'out_2').catch(() => undefined)
      })
      await expect(ended).rejects.toThrow(/aborted|rolled back/)
      stop()
      const rows = database.tables.selectFrom('outbox').select('id').where('instance_id', '=', instanceId)
      expect((await rows.execute()).map(({ id }) => id)).toEqual(['out_2'])
      expect(called).toHaveBeenCalledTimes(1)
    })

    test('lets who is woken ask the database', async () => {
      const { within, instanceId } = await createWorld()
      const seen = new Promise<number>((resolve) => {
        const stop = database.onOutbox(() => {
          stop()
          const rows = database.tables.selectFrom('outbox').select('id').where('instance_id', '=', instanceId)
          void rows.execute().then(({ length }) => resolve(length))
        })
      })
      await within((tx) => put(tx, 'out_1'))
      expect(await seen).toBe(1)
    })

    test('fails nobody’s command where a listener throws', async () => {
      const { within } = await createWorld()
      // vitest would count the complaint as a failure of its own.
      const others = process.listeners('uncaughtException')
      for (const other of others) process.off('uncaughtException', other)
      const complaint = new Promise((resolve) => process.once('uncaughtException', resolve))
      onTestFinished(() => {
        process.removeAllListeners('uncaughtException')
        for (const other of others) process.on('uncaughtException', other)
      })
      const stop = database.onOutbox(() => {
        throw new Error('listener')
      })
      await expect(within((tx) => put(tx, 'out_1'))).resolves.toBeUndefined()
      stop()
      await expect(complaint).resolves.toMatchObject({ message: 'listener' })
    })
  })

  describe('listening', () => {
    test.runIf(isPostgres)(
      'hears of each commit with mail in it once, and of no rollback (Postgres alone: PGlite is one process)',
      async () => {
        const { within } = await createWorld()
        const heard: string[] = []
        const stop = await database.listen(outboxChannel, (payload) => heard.push(payload))
        await within(async (tx) => {
          await put(tx, 'out_1')
          await put(tx, 'out_2')
          await new Promise((resolve) => setTimeout(resolve, 50))
          expect(heard).toEqual([])
        })
        await vi.waitFor(() => expect(heard).toEqual(['']))
        await Promise.allSettled([
          within(async (tx) => {
            await put(tx, 'out_3')
            throw new Error('no')
          }),
          within((tx) => tx.users.get('ada')),
        ])
        await sql`select pg_notify(${outboxChannel}, 'last')`.execute(database.db)
        await vi.waitFor(() => expect(heard).toEqual(['', 'last']))
        await stop()
        await sql`select pg_notify(${outboxChannel}, 'unheard')`.execute(database.db)
        await new Promise((resolve) => setTimeout(resolve, 50))
        expect(heard).toEqual(['', 'last'])
        // Once more is once too often, and nothing.
        await stop()
      },
    )

    test.runIf(isPostgres)(
      'goes on after its connection broke, and says that something may be missing',
      async () => {
        const channel = 'Any "name"'
        const heard: string[] = []
        const stop = await database.listen(channel, (payload) => heard.push(payload))
        for (let round = 1; round <= 2; round++) {
          await sql`select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and query like 'listen %Any%'`.execute(database.db)
          await vi.waitFor(() => expect(heard).toHaveLength(2 * round - 1), { timeout: 10_000 })
          await sql`select pg_notify(${channel}, 'x')`.execute(database.db)
          await vi.waitFor(() => expect(heard).toHaveLength(2 * round), { timeout: 10_000 })
        }
        expect(heard).toEqual(['', 'x', '', 'x'])
        await stop()
      },
    )

    test.runIf(!isPostgres)('hears nothing where nobody else is there (PGlite alone)', async () => {
      const { within } = await createWorld()
      const heard = vi.fn()
      const stop = await database.listen(outboxChannel, heard)
      await within((tx) => put(tx, 'out_1'))
      await stop()
      expect(heard).not.toHaveBeenCalled()
    })
  })
}
