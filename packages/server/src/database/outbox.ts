import type { Transaction } from '@orgkit/core/engine'
import type { Scope } from './scope'

/** What Postgres tells every node that listens, once a transaction has put mail into the outbox. */
export const outboxChannel = 'orgkit_outbox'

export function outboxStore({ trx, instanceId, order, outbox }: Scope): Transaction['outbox'] {
  return {
    async insert(...rows) {
      if (rows.length === 0) return
      order.write()
      await trx
        .insertInto('outbox')
        .values(
          rows.map(({ id, kind, subjectId, version, createdAt, dueAt }) => ({
            instance_id: instanceId,
            id,
            kind,
            subject_id: subjectId,
            version,
            created_at: createdAt,
            due_at: dueAt,
            first_due_at: dueAt,
          })),
        )
        .execute()
      outbox.isWritten = true
    },
  }
}
