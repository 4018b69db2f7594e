import { sql } from 'kysely'
import type { Database } from '@orgkit/server'

/** Any number that nobody else in the database uses. */
const lockKey = 4310

/** Nodes that start at once on one Postgres make tables and samples one after the other; PGlite has one process anyway. */
export function oneAtATime<T>({ kind, db }: Database, work: () => Promise<T>): Promise<T> {
  if (kind === 'pglite') return work()
  return db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${lockKey})`.execute(connection)
    try {
      return await work()
    } finally {
      await sql`select pg_advisory_unlock(${lockKey})`.execute(connection)
    }
  })
}
