import { type Transaction, TransactionConflict } from '@orgkit/core/engine'
import type { Scope } from './scope'

export function idempotencyStore({ trx, instanceId, order }: Scope): Transaction['idempotency'] {
  return {
    async get(actorId, key) {
      const row = await trx
        .selectFrom('idempotency')
        .selectAll()
        .where('instance_id', '=', instanceId)
        .where('actor_id', '=', actorId)
        .where('key', '=', key)
        .executeTakeFirst()
      if (!row) return null
      const { operation, fingerprint, answer, created_at: createdAt } = row
      return { actorId, key, operation, fingerprint, answer, createdAt }
    },

    async insert({ actorId, key, operation, fingerprint, answer, createdAt }) {
      // The backend API has no row to lock: two calls at once meet at the key, and the second looks again.
      if (actorId !== '') order.needs('user', actorId)
      order.write()
      const inserted = await trx
        .insertInto('idempotency')
        .values({
          instance_id: instanceId,
          actor_id: actorId,
          key,
          operation,
          fingerprint,
          answer,
          created_at: createdAt,
        })
        .onConflict((conflict) => conflict.columns(['instance_id', 'actor_id', 'key']).doNothing())
        .returning('key')
        .executeTakeFirst()
      if (!inserted) throw new TransactionConflict(`The answer to ${key} was kept meanwhile.`)
    },
  }
}
