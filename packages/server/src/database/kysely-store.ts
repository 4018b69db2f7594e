import { type Store, type Transaction, TransactionConflict } from '@orgkit/core/engine'
import { sql } from 'kysely'
import { administrationOfferStore } from './administration-offers'
import { counterStore } from './counters'
import { domainStore } from './domains'
import { eventStore } from './events'
import { idempotencyStore } from './idempotency'
import { instanceStore } from './instances'
import { invitationStore } from './invitations'
import { notifyLive } from './live-notifications'
import { LockOrder } from './lock-order'
import { dismissalStore, membershipRequestStore } from './membership-requests'
import { membershipStore } from './memberships'
import type { Database } from './open-database'
import { organizationRoleStore } from './organization-roles'
import { organizationStore } from './organizations'
import { outboxChannel, outboxStore } from './outbox'
import type { Scope } from './scope'
import { slugStore } from './slugs'
import { userStore } from './users'

/** The engine's `Store` over Postgres, embedded (PGlite) or beside it. */
export function createKyselyStore(database: Database): Store {
  return {
    async transaction(instanceId, work, { isSnapshot } = {}) {
      const outbox = { isWritten: false }
      const told = new Set<string>()
      try {
        const result = await database.transaction(
          async (trx) => {
            const done = await work(transactionOf({ trx, instanceId, order: new LockOrder(), outbox, told }))
            // Other nodes hear of it at the commit, and only then.
            if (outbox.isWritten && database.kind === 'postgres') {
              await sql`select pg_notify(${outboxChannel}, '')`.execute(trx)
            }
            await notifyLive(database, trx, told)
            return done
          },
          { isSnapshot },
        )
        if (outbox.isWritten) database.wakeOutbox()
        if (told.size > 0) database.live.wake(told)
        return result
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
    ...instanceStore(scope),
    lockUser,
    lockOrganization,
    roles: organizationRoleStore(scope),
    users,
    organizations,
    slugs: slugStore(scope),
    memberships: membershipStore(scope),
    invitations: invitationStore(scope),
    domains: domainStore(scope),
    requests: membershipRequestStore(scope),
    dismissals: dismissalStore(scope),
    administrationOffers: administrationOfferStore(scope),
    counters: counterStore(scope),
    outbox: outboxStore(scope),
    events: eventStore(scope),
    idempotency: idempotencyStore(scope),
  }
}

/**
 * Deadlock and serialization failure, and two invitations to the app for one address at once, which no lock orders: the second
 * looks again and finds the first. https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
function asksForRetry(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  const { code, constraint } = error as { code?: unknown; constraint?: unknown }
  return code === '40P01' || code === '40001' || (code === '23505' && constraint === 'invitation_pending')
}
