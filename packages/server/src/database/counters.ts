import type { Transaction } from '@orgkit/core/engine'
import { sql } from 'kysely'
import type { Scope } from './scope'

export function counterStore({ trx, instanceId, order }: Scope): Transaction['counters'] {
  return {
    async get(key, window) {
      const row = await trx
        .selectFrom('counter')
        .select('amount')
        .where('instance_id', '=', instanceId)
        .where('key', '=', key)
        .where('window_key', '=', window)
        .executeTakeFirst()
      return row?.amount ?? 0
    },

    async add(key, window, amount) {
      order.write()
      // Another one's open count is waited for, and added to.
      const counted = await trx
        .insertInto('counter')
        .values({ instance_id: instanceId, key, window_key: window, amount })
        .onConflict((conflict) =>
          conflict.columns(['instance_id', 'key']).doUpdateSet({
            window_key: sql<string>`excluded.window_key`,
            amount: sql<number>`excluded.amount
              + case when counter.window_key = excluded.window_key then counter.amount else 0 end`,
          }),
        )
        .returning('amount')
        .executeTakeFirstOrThrow()
      return counted.amount
    },
  }
}
