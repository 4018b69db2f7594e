import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { type Dialect, Kysely, PGliteDialect, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { lockFolder } from './folder-lock'
import { listenOnPostgres } from './listen'
import { createLiveWakeups, type LiveWakeups } from './live-notifications'
import { schemaName, type Tables } from './schema'
import { guardedDialect, runTransaction } from './transaction-guard'
import { createWakeups } from './wakeups'

export interface OpenDatabaseOptions {
  /** `postgres://…`, `memory:`, or empty for PGlite in the folder. @default process.env.ORGKIT_DATABASE_URL */
  url?: string
  /** Where PGlite keeps its files. @default '.orgkit' */
  folder?: string
}

export interface Database {
  kind: 'pglite' | 'postgres'
  /**
   * The one handle, without a schema. The host may use it and give it to its sign-in library, such as Better Auth's
   * `database: { db, type: 'postgres' }`. Throws where it is used inside one of orgkit's transactions.
   */
  db: Kysely<Tables>
  /** orgkit's own tables, outside a transaction. */
  tables: Kysely<Tables>
  /** Runs `work` on orgkit's own tables in one transaction. `isSnapshot`: all of it reads what was there at one moment. */
  transaction<T>(
    work: (trx: Kysely<Tables>) => Promise<T>,
    options?: { isSnapshot?: boolean | undefined },
  ): Promise<T>
  /**
   * Calls `listener` whenever a transaction of this process has put something into the outbox and was committed. Returns how to
   * stop. Nothing is told of other processes: see `listen`, and poll as well.
   */
  onOutbox(listener: () => void): () => void
  /** Calls those listeners. */
  wakeOutbox(): void
  /** Who of this process waits for events. */
  live: LiveWakeups
  /**
   * Calls `listener` with what any process notifies on a Postgres channel, once it is committed, and with an empty payload where
   * something may have been missed. Resolves once it listens, with how to stop. On PGlite there is no other process, and nothing
   * is called.
   */
  listen(channel: string, listener: (payload: string) => void): Promise<() => Promise<void>>
  /** Rejects where the database does not answer. */
  check(): Promise<void>
  close(): Promise<void>
}

/** Opens the database; a PGlite folder by one process at a time. `createServer` makes the tables. */
export async function openDatabase({
  url = process.env.ORGKIT_DATABASE_URL ?? '',
  folder = '.orgkit',
}: OpenDatabaseOptions = {}): Promise<Database> {
  if (/^postgres(ql)?:\/\//.test(url)) return overPostgres(url)
  if (url === 'memory:') return overPglite(await PGlite.create())
  if (url !== '') {
    throw new Error(
      `openDatabase: "${url.split(':')[0]}:" is no database that orgkit knows. ORGKIT_DATABASE_URL takes ` +
        'postgres://… or memory:; leave it unset for PGlite in a folder.',
    )
  }
  mkdirSync(folder, { recursive: true })
  const dataFolder = path.resolve(folder, 'database')
  const lock = await lockFolder(`${dataFolder}.lock`)
  try {
    await makeFolder(dataFolder)
    return overPglite(await PGlite.create(dataFolder), () => lock.release())
  } catch (cause) {
    lock.release()
    throw new Error(
      `openDatabase: PGlite cannot open ${dataFolder}. Is it a folder that this process may write, made by PGlite?`,
      { cause },
    )
  }
}

/** Made aside and moved there when it is whole: a process that is killed meanwhile leaves no half database behind. */
async function makeFolder(dataFolder: string): Promise<void> {
  if (existsSync(dataFolder)) return
  const draft = `${dataFolder}.new`
  rmSync(draft, { recursive: true, force: true })
  const pglite = await PGlite.create(draft)
  await pglite.close()
  renameSync(draft, dataFolder)
}

function overPglite(pglite: PGlite, onClose?: () => void): Database {
  return databaseOf('pglite', new PGliteDialect({ pglite }), {
    listen: async () => async () => {},
    async close(db) {
      await db.destroy()
      // Kysely closes PGlite only where it was asked at least once.
      if (!pglite.closed) await pglite.close()
      onClose?.()
    },
  })
}

function overPostgres(connectionString: string): Database {
  const pool = new pg.Pool({ connectionString, types: { getTypeParser } })
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  const stops = new Set<() => Promise<void>>()
  return databaseOf('postgres', new PostgresDialect({ pool }), {
    async listen(channel, listener) {
      const stopListening = await listenOnPostgres(connectionString, channel, listener)
      const stop = () => {
        stops.delete(stop)
        return stopListening()
      }
      stops.add(stop)
      return stop
    },
    async close(db) {
      await Promise.all([...stops].map((stop) => stop()))
      await db.destroy()
    },
  })
}

function databaseOf(
  kind: Database['kind'],
  dialect: Dialect,
  { listen, close }: Pick<Database, 'listen'> & { close: (db: Kysely<Tables>) => Promise<void> },
): Database {
  const db = new Kysely<Tables>({ dialect: guardedDialect(dialect, { isSingle: kind === 'pglite' }) })
  const outbox = createWakeups()
  let closing: Promise<void> | undefined
  return {
    kind,
    db,
    tables: db.withSchema(schemaName),
    transaction: (work, options) => runTransaction(db, (trx) => work(trx.withSchema(schemaName)), options),
    onOutbox: outbox.on,
    wakeOutbox: outbox.wake,
    live: createLiveWakeups(),
    listen,
    async check() {
      await sql`select 1`.execute(db)
    },
    close: () => (closing ??= close(db)),
  }
}

const int8 = 20

/** Counters are numbers, as PGlite gives them; pg would give texts. */
const getTypeParser: typeof pg.types.getTypeParser = (id: number, format?: 'text' | 'binary') =>
  id === int8 && format !== 'binary' ? Number : pg.types.getTypeParser(id, format as 'text')
