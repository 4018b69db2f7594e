import type { OutboxRow } from '@orgkit/core/engine'
import type { Database } from '../database/open-database'

/** A row that one reader has until the lease ends. */
export interface ClaimedRow extends OutboxRow {
  instanceId: string
  /** This one is counted. */
  attempts: number
  leasedUntil: Date
}

export interface ClaimOptions {
  /** The engine's clock: the database's is never asked. */
  now: Date
  leaseMs: number
}

/** Takes rows that are due, the longest due first. Those that another reader is taking are passed over, not waited for. */
export async function claimOutbox(
  { tables }: Pick<Database, 'tables'>,
  { now, leaseMs, limit }: ClaimOptions & { limit: number },
): Promise<ClaimedRow[]> {
  const leasedUntil = new Date(now.getTime() + leaseMs)
  const rows = await tables
    .updateTable('outbox')
    .set(({ eb }) => ({ due_at: leasedUntil.toISOString(), attempts: eb('attempts', '+', 1) }))
    .where(({ eb, refTuple, selectFrom }) =>
      eb(
        refTuple('instance_id', 'id'),
        'in',
        selectFrom('outbox as due')
          .select(['due.instance_id', 'due.id'])
          .where('due.done_at', 'is', null)
          .where('due.failed_at', 'is', null)
          .where('due.due_at', '<=', now.toISOString())
          .orderBy('due.due_at')
          .limit(limit)
          .forUpdate()
          .skipLocked()
          .$asTuple('instance_id', 'id'),
      ),
    )
    .returningAll()
    .execute()
  return rows.map((row) => ({
    instanceId: row.instance_id,
    id: row.id,
    kind: row.kind,
    subjectId: row.subject_id,
    version: row.version,
    createdAt: row.created_at,
    dueAt: row.first_due_at ?? row.created_at,
    attempts: row.attempts,
    leasedUntil,
  }))
}

/** `done_at` holds whoever has the row by now: the mail is out. The others only from the reader that still has it. */
export async function markOutbox(
  { tables }: Pick<Database, 'tables'>,
  { instanceId, id, attempts }: ClaimedRow,
  change: { done_at: string } | { failed_at: string } | { due_at: string },
): Promise<void> {
  const marking = tables
    .updateTable('outbox')
    .set(change)
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
  await ('done_at' in change ? marking : marking.where('attempts', '=', attempts)).execute()
}

const takenOver = new WeakSet<Database['db']>()

/**
 * Ends the leases of a process that is gone, which a PGlite folder shows: one process at a time has it. Does nothing where another
 * server of this process may be sending, nor on Postgres, where another node may be.
 */
export async function takeOverOutbox(database: Database, { now, leaseMs }: ClaimOptions): Promise<void> {
  if (database.kind !== 'pglite' || takenOver.has(database.db)) return
  takenOver.add(database.db)
  await database.tables
    .updateTable('outbox')
    .set({ due_at: now.toISOString() })
    .where('done_at', 'is', null)
    .where('failed_at', 'is', null)
    .where('attempts', '>', 0)
    .where('due_at', '<=', new Date(now.getTime() + leaseMs).toISOString())
    .execute()
}
