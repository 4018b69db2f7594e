import type { InvitationMail } from '@orgkit/core/engine'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { createKyselyStore } from '../database/kysely-store'
import { migrate } from '../database/migrations'
import { openDatabase } from '../database/open-database'
import type { LogEntry } from '../log'
import { type MailMessage, type MailPort, PermanentMailError } from './mail'
import { createOutboxReader, type OutboxReader, type OutboxReaderOptions } from './outbox-reader'

const minutes = 60_000
const hours = 60 * minutes

const database = await openDatabase({ url: 'memory:' })
await migrate(database)
const store = createKyselyStore(database)
const readers: OutboxReader[] = []
afterEach(async () => {
  for (const reader of readers.splice(0)) await reader.stop()
})
afterAll(() => database.close())

const facts: InvitationMail = {
  kind: 'invitation',
  to: 'grace@acme.test',
  organizationName: 'Acme',
  inviterName: 'Ada',
  roleName: 'Member',
  link: 'http://orgkit.test/invite/x',
  expiresAt: '2026-02-01T00:00:00.000Z',
  isSentAgain: false,
  isReminder: false,
}

/** An empty outbox, a clock that stands, and a mail server that takes what comes. */
async function createWorld() {
  await database.tables.deleteFrom('outbox').execute()
  let time = Date.parse('2026-01-01T00:00:00.000Z')
  const clock = { now: () => new Date(time) }
  const logged: LogEntry[] = []
  const sent: MailMessage[] = []
  const mail = { send: vi.fn<MailPort['send']>(async (message) => void sent.push(message)) }
  const mailOf = vi.fn<OutboxReaderOptions['engine']['mailOf']>(async () => facts)
  return {
    sent,
    mail,
    mailOf,
    logged,
    ids: () => sent.map(({ messageId }) => messageId),
    pass: (milliseconds: number) => (time += milliseconds),
    put: (...ids: string[]) =>
      store.transaction('ins_1', async (tx) => {
        const createdAt = clock.now().toISOString()
        const row = { kind: 'invitation', subjectId: 'inv_1', version: 1, createdAt } as const
        for (const id of ids) await tx.outbox.insert({ ...row, id, dueAt: createdAt })
      }),
    putReminder: (id: string, afterMs: number) =>
      store.transaction('ins_1', (tx) => {
        const createdAt = clock.now().toISOString()
        const dueAt = new Date(time + afterMs).toISOString()
        const row = { kind: 'invitation_reminder', subjectId: 'inv_1', version: 1 } as const
        return tx.outbox.insert({ ...row, id, createdAt, dueAt })
      }),
    rows: () => database.tables.selectFrom('outbox').selectAll().orderBy('id').execute(),
    reader(options: Partial<OutboxReaderOptions> = {}) {
      const reader = createOutboxReader({
        database,
        engine: { mailOf },
        mail,
        render: (messageId, { to }) => ({ to, subject: '', text: '', html: '', messageId }),
        clock,
        log: (entry) => logged.push(entry),
        ...options,
      })
      readers.push(reader)
      return reader
    },
  }
}

/** A promise to be settled later. */
function later<T = void>() {
  let resolve!: (value: T) => void
  const promise = new Promise<T>((settle) => (resolve = settle))
  return { promise, resolve }
}

test('sends what is due, once, and marks it; also more than one batch', async () => {
  const world = await createWorld()
  const ids = Array.from({ length: 45 }, (_, index) => `out_${String(index).padStart(2, '0')}`)
  await world.put(...ids)
  const reader = world.reader()
  await reader.flush()
  await reader.flush()
  expect(world.ids().toSorted()).toEqual(ids)
  expect((await world.rows()).filter(({ done_at }) => done_at !== '2026-01-01T00:00:00.000Z')).toEqual([])
  expect(world.logged).toEqual([])
})

test('is woken by a commit once it is started, and not once it is stopped', async () => {
  const world = await createWorld()
  const reader = world.reader({ pollSeconds: 3600 })
  await world.put('out_1')
  await reader.start()
  await vi.waitFor(() => expect(world.ids()).toEqual(['out_1']))
  await world.put('out_2')
  await vi.waitFor(() => expect(world.ids()).toEqual(['out_1', 'out_2']))
  await reader.stop()
  await world.put('out_3')
  await reader.flush()
  expect(world.ids()).toEqual(['out_1', 'out_2'])
})

test('looks by itself too', async () => {
  const world = await createWorld()
  await world.reader({ pollSeconds: 0.02 }).start()
  const row = { id: 'out_1', kind: 'invitation' as const, subject_id: 'inv_1', version: 1 }
  const at = '2026-01-01T00:00:00.000Z'
  // Nobody is woken by this one.
  await database.tables
    .insertInto('outbox')
    .values({ ...row, instance_id: 'ins_1', created_at: at, due_at: at })
    .execute()
  await vi.waitFor(() => expect(world.ids()).toEqual(['out_1']))
})

test('marks without sending what has nothing to say any more', async () => {
  const world = await createWorld()
  world.mailOf.mockResolvedValue(null)
  await world.put('out_1')
  await world.reader().flush()
  expect(world.sent).toEqual([])
  expect(await world.rows()).toMatchObject([{ done_at: '2026-01-01T00:00:00.000Z' }])
})

test('waits longer after each failure, up to six hours, and gives up after three days', async () => {
  const world = await createWorld()
  world.mail.send.mockRejectedValue(new Error('451 later'))
  await world.put('out_1')
  const reader = world.reader()
  const waits: number[] = []
  for (;;) {
    const before = world.mail.send.mock.calls.length
    await reader.flush()
    expect(world.mail.send.mock.calls.length).toBe(before + 1)
    const [row] = await world.rows()
    if (row!.failed_at) break
    const wait = Date.parse(row!.due_at) - world.pass(0)
    waits.push(wait / minutes)
    world.pass(wait - 1)
    await reader.flush()
    expect(world.mail.send.mock.calls.length).toBe(before + 1)
    world.pass(1)
  }
  expect(waits.slice(0, 11)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360])
  const days = waits.reduce((sum, wait) => sum + wait, 0) / 60 / 24
  expect(days).toBeGreaterThanOrEqual(3)
  expect(days).toBeLessThan(3.25)
  expect(world.logged.filter(({ level }) => level === 'error')).toEqual([
    expect.objectContaining({ message: 'orgkit: mail out_1 is given up' }),
  ])
  world.pass(30 * 24 * hours)
  const count = world.mail.send.mock.calls.length
  await reader.flush()
  expect(world.mail.send).toHaveBeenCalledTimes(count)
})

test('a mail for later waits for its day, and has as long as any other to be taken from then on', async () => {
  const world = await createWorld()
  world.mail.send.mockRejectedValue(new Error('451 later'))
  await world.putReminder('out_1', 27 * 24 * hours)
  const reader = world.reader()
  world.pass(27 * 24 * hours - 1)
  await reader.flush()
  expect(world.mail.send).not.toHaveBeenCalled()
  world.pass(1)
  await reader.flush()
  expect(await world.rows()).toMatchObject([
    { failed_at: null, due_at: '2026-01-28T00:01:00.000Z', first_due_at: '2026-01-28T00:00:00.000Z' },
  ])
  world.pass(3 * 24 * hours - 1)
  await reader.flush()
  expect(await world.rows()).toMatchObject([{ failed_at: null, attempts: 2 }])
  world.pass(6 * hours)
  await reader.flush()
  expect(await world.rows()).toMatchObject([{ failed_at: '2026-01-31T05:59:59.999Z', attempts: 3 }])
})

test('gives up at once what is refused for good, and sends the others', async () => {
  const world = await createWorld()
  world.mail.send.mockImplementation(async (message) => {
    if (message.messageId === 'out_1') throw new PermanentMailError('550 nobody here')
    world.sent.push(message)
  })
  await world.put('out_1', 'out_2')
  await world.reader().flush()
  expect(world.ids()).toEqual(['out_2'])
  expect(await world.rows()).toMatchObject([
    { done_at: null, failed_at: '2026-01-01T00:00:00.000Z' },
    { failed_at: null },
  ])
  expect(world.logged).toMatchObject([{ level: 'error' }])
})

test('tries again where the engine or the template fails, and the others go out', async () => {
  const world = await createWorld()
  world.mailOf.mockRejectedValueOnce(new Error('no database'))
  await world.put('out_1', 'out_2')
  const reader = world.reader()
  await reader.flush()
  expect(world.sent).toHaveLength(1)
  world.pass(minutes)
  await reader.flush()
  expect(world.ids().toSorted()).toEqual(['out_1', 'out_2'])
})

test('of two readers one has a row, until its lease ends', async () => {
  const world = await createWorld()
  await world.put('out_1')
  const never = later()
  const dead = world.reader({ mail: { send: () => never.promise } })
  const alive = world.reader()
  void dead.flush()
  await vi.waitFor(async () => expect((await world.rows())[0]).toMatchObject({ attempts: 1 }))
  await alive.flush()
  world.pass(3 * minutes - 1)
  await alive.flush()
  expect(world.sent).toEqual([])
  world.pass(1)
  await alive.flush()
  expect(world.ids()).toEqual(['out_1'])
  never.resolve()
})

test('a server that starts beside one that is sending takes nothing from it', async () => {
  const world = await createWorld()
  await world.put('out_1')
  const answer = later()
  const first = world.reader({ mail: { send: () => answer.promise } })
  await first.start()
  await vi.waitFor(async () => expect((await world.rows())[0]).toMatchObject({ attempts: 1 }))
  const second = world.reader()
  await second.start()
  await second.flush()
  expect(world.sent).toEqual([])
  answer.resolve()
})

test('who stood still until the lease was nearly over leaves the mail to others', async () => {
  const world = await createWorld()
  await world.put('out_1')
  const still = world.reader({
    engine: {
      async mailOf() {
        world.pass(2 * minutes + 1)
        return facts
      },
    },
  })
  await still.flush()
  expect(world.sent).toEqual([])
  expect(await world.rows()).toMatchObject([{ done_at: null, due_at: '2026-01-01T00:03:00.000Z' }])
  world.pass(minutes)
  await world.reader().flush()
  expect(world.ids()).toEqual(['out_1'])
})

test('a failure that comes after the lease does not take the row from who has it by now', async () => {
  const world = await createWorld()
  await world.put('out_1')
  const failing = later()
  const late = world.reader({
    mail: { send: () => failing.promise.then(() => Promise.reject(new Error('451 later'))) },
  })
  const reading = late.flush()
  await vi.waitFor(async () => expect((await world.rows())[0]).toMatchObject({ attempts: 1 }))
  world.pass(3 * minutes)
  const answer = later()
  const second = world.reader({ mail: { send: () => answer.promise } })
  const sending = second.flush()
  await vi.waitFor(async () => expect((await world.rows())[0]).toMatchObject({ attempts: 2 }))
  failing.resolve()
  await reading
  expect(await world.rows()).toMatchObject([{ due_at: '2026-01-01T00:06:00.000Z' }])
  answer.resolve()
  await sending
  expect(await world.rows()).toMatchObject([{ done_at: '2026-01-01T00:03:00.000Z' }])
})

test('a mail server that never answers is not waited for, and is told so', async () => {
  const world = await createWorld()
  let signal: AbortSignal | undefined
  world.mail.send.mockImplementation((_, options) => {
    signal = options?.signal
    return new Promise(() => {})
  })
  await world.put('out_1')
  await world.reader({ sendTimeoutSeconds: 0.05 }).flush()
  expect(signal?.aborted).toBe(true)
  expect(await world.rows()).toMatchObject([{ done_at: null, due_at: '2026-01-01T00:01:00.000Z' }])
  expect(world.logged).toMatchObject([{ level: 'warn' }])
})

test('stopping waits for the mail under way', async () => {
  const world = await createWorld()
  const answer = later()
  world.mail.send.mockReturnValue(answer.promise)
  await world.put('out_1')
  const reader = world.reader()
  await reader.start()
  await vi.waitFor(() => expect(world.mail.send).toHaveBeenCalled())
  let isStopped = false
  const stopping = reader.stop().then(() => (isStopped = true))
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(isStopped).toBe(false)
  answer.resolve()
  await stopping
  expect(await world.rows()).toMatchObject([{ done_at: '2026-01-01T00:00:00.000Z' }])
})

test('what was sent but could not be marked is marked later, and not sent again', async () => {
  const world = await createWorld()
  await world.put('out_1')
  let isAway = false
  const tables = Object.create(database.tables, {
    updateTable: {
      value(table: 'outbox') {
        if (isAway) throw new Error('no database')
        return database.tables.updateTable(table)
      },
    },
  }) as typeof database.tables
  world.mail.send.mockImplementation(async (message) => {
    world.sent.push(message)
    isAway = true
  })
  const reader = world.reader({ database: { ...database, tables } })
  await reader.flush()
  await reader.flush()
  expect(world.logged.map(({ level }) => level)).toEqual(['error', 'error'])
  isAway = false
  world.pass(3 * minutes)
  await reader.flush()
  expect(world.ids()).toEqual(['out_1'])
  expect(await world.rows()).toMatchObject([{ done_at: '2026-01-01T00:03:00.000Z' }])
})
