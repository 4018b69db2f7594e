import type { Clock, Engine, OutgoingMail } from '@orgkit/core/engine'
import { outboxChannel } from '../database/outbox'
import type { Database } from '../database/open-database'
import type { Log } from '../log'
import { type MailMessage, type MailPort, PermanentMailError } from './mail'
import { claimOutbox, type ClaimedRow, markOutbox, takeOverOutbox } from './outbox-rows'

export interface OutboxReaderOptions {
  database: Database
  engine: Pick<Engine, 'mailOf'>
  mail: MailPort
  /** The mail for a row of the outbox, the same each time but for what it says. */
  render(outboxId: string, facts: OutgoingMail): MailMessage
  clock: Clock
  log: Log
  /** How often it looks without being woken. @default 10 */
  pollSeconds?: number
  /** How long one mail may take; then it is tried again later. @default 60 */
  sendTimeoutSeconds?: number
}

export interface OutboxReader {
  /** Begins to send, and goes on until it is stopped. */
  start(): Promise<void>
  /** Sends nothing more, and waits for what is under way. */
  stop(): Promise<void>
  /** Sends all that is due. Never rejects: what fails is logged, and tried again later. */
  flush(): Promise<void>
}

const batchSize = 20
const minuteMs = 60_000
const hourMs = 60 * minuteMs
const firstRetryMs = minuteMs
const longestRetryMs = 6 * hourMs
const givesUpAfterMs = 3 * 24 * hourMs

/**
 * Sends what commands put into the outbox: after their commit and never before it, and again until it was taken. Of several
 * readers, on however many nodes, one has a row, for as long as its lease runs. Where a process ends between the mail server's
 * answer and the mark in the database the mail goes out again, with the same `Message-ID`.
 */
export function createOutboxReader({
  database,
  engine,
  mail,
  render,
  clock,
  log,
  pollSeconds = 10,
  sendTimeoutSeconds = 60,
}: OutboxReaderOptions): OutboxReader {
  const sendTimeoutMs = sendTimeoutSeconds * 1000
  // It outlasts the slowest send, with room for a slow database and for clocks that differ.
  const leaseMs = 3 * sendTimeoutMs
  /** Sent, but the database could not be told: the mail is not sent again as long as this process lives. */
  const unmarked = new Set<string>()
  const stops: (() => void | Promise<void>)[] = []
  let isStopped = false
  /** Woken while it was reading: it looks once more. */
  let isWanted = false
  let reading: Promise<void> | null = null

  async function handle(row: ClaimedRow): Promise<void> {
    try {
      if (!unmarked.has(keyOf(row)) && !(await send(row))) return
      unmarked.add(keyOf(row))
      await markOutbox(database, row, { done_at: clock.now().toISOString() })
      unmarked.delete(keyOf(row))
    } catch (error) {
      log({ level: 'error', message: `orgkit: the outbox cannot be written; mail ${row.id}`, error })
    }
  }

  /** `false`: not now. Either it is marked for later, or somebody else has it. */
  async function send(row: ClaimedRow): Promise<boolean> {
    try {
      const facts = await engine.mailOf(row.instanceId, row)
      // Answered, taken back or sent again meanwhile: there is nothing to say any more.
      if (!facts) return true
      // This process stood still, or the database did: by the time that it is sent another reader may have taken it.
      if (clock.now().getTime() + sendTimeoutMs > row.leasedUntil.getTime()) return false
      await sendInTime(render(row.id, facts))
      return true
    } catch (error) {
      await postpone(row, error)
      return false
    }
  }

  async function sendInTime(message: MailMessage): Promise<void> {
    const signal = AbortSignal.timeout(sendTimeoutMs)
    const isLate = new Promise<never>((_, reject) => {
      const onAbort = () => reject(new Error(`The mail was not taken in ${sendTimeoutSeconds} s.`))
      signal.addEventListener('abort', onAbort, { once: true })
    })
    // A port of the host's may not know the signal.
    await Promise.race([mail.send(message, { signal }), isLate])
  }

  async function postpone(row: ClaimedRow, error: unknown): Promise<void> {
    const now = clock.now().getTime()
    const isTooOld = now - Date.parse(row.dueAt) >= givesUpAfterMs
    if (error instanceof PermanentMailError || isTooOld) {
      log({ level: 'error', message: `orgkit: mail ${row.id} is given up`, error })
      return markOutbox(database, row, { failed_at: new Date(now).toISOString() })
    }
    log({ level: 'warn', message: `orgkit: mail ${row.id} was not sent and is tried again`, error })
    const delayMs = Math.min(firstRetryMs * 2 ** (row.attempts - 1), longestRetryMs)
    return markOutbox(database, row, { due_at: new Date(now + delayMs).toISOString() })
  }

  async function readAll(): Promise<void> {
    try {
      while (isWanted && !isStopped) {
        isWanted = false
        let count: number
        do {
          const rows = await claimOutbox(database, { now: clock.now(), leaseMs, limit: batchSize })
          await Promise.all(rows.map(handle))
          count = rows.length
        } while (count === batchSize && !isStopped)
      }
    } catch (error) {
      // The database is away: what is due stays due.
      if (!isStopped) log({ level: 'error', message: 'orgkit: the outbox cannot be read', error })
    } finally {
      // In the same breath as the last look at `isWanted`: whoever wants something now begins anew.
      reading = null
    }
  }

  function flush(): Promise<void> {
    isWanted = true
    return (reading ??= readAll())
  }

  return {
    async start() {
      await takeOverOutbox(database, { now: clock.now(), leaseMs })
      const wake = () => void (isStopped || flush())
      stops.push(database.onOutbox(wake))
      const poll = setInterval(wake, pollSeconds * 1000)
      // Waiting for the next look keeps no process alive.
      poll.unref()
      stops.push(() => clearInterval(poll))
      try {
        stops.push(await database.listen(outboxChannel, wake))
      } catch (error) {
        log({ level: 'warn', message: 'orgkit: other nodes cannot wake this one; it looks by itself', error })
      }
      wake()
    },
    async stop() {
      isStopped = true
      for (const stop of stops.splice(0)) await stop()
      await reading
    },
    flush,
  }
}

const keyOf = ({ instanceId, id }: ClaimedRow) => `${instanceId} ${id}`
