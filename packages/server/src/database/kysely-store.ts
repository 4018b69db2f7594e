import { type Store, type Transaction, TransactionConflict } from '@orgkit/core/engine'
import { eventStore } from './events'
import { idempotencyStore } from './idempotency'
import { readInstance } from './instances'
import { LockOrder } from './lock-order'
import { membershipStore } from './memberships'
import type { Database } from './open-database'
import { organizationStore, slugStore } from './organizations'
import type { Scope } from './scope'
import { userStore } from './users'

/** The engine's `Store` over Postgres, embedded (PGlite) or beside it. */
export function createKyselyStore(database: Database): Store {
  return {
    async transaction(instanceId, work) {
      try {
        return await database.transaction((trx) =>
          work(transactionOf({ trx, instanceId, order: new LockOrder() })),
        )
      } catch (error) {
        throw asksForRetry(error)
          ? new TransactionConflict('The database asks to try again.', { cause: error })
          : error
      }
    },
  }
}

function transactionOf(scope: Scope): Transaction {
  const { lockUser, ...users } = userStore(scope)
  const { lockOrganization, ...organizations } = organizationStore(scope)
  return {
    instance: () => readInstance(scope.trx, scope.instanceId),
    lockUser,
    lockOrganization,
    users,
    organizations,
    slugs: slugStore(scope),
    memberships: membershipStore(scope),
    events: eventStore(scope),
    idempotency: idempotencyStore(scope),
  }
}

/** Deadlock and serialization failure: https://www.postgresql.org/docs/current/errcodes-appendix.html */
function asksForRetry(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  return code === '40P01' || code === '40001'
}
