import { type OutboxRow, type Transaction, TransactionConflict } from '@orgkit/core/engine'
import { createLockOrder } from './lock-order'
import type { MembershipOrder } from './membership-order'
import { domainTables } from './memory-domains'
import { eventTables } from './memory-events'
import { type InstanceCell, instanceTables } from './memory-instance'
import { invitationTables } from './memory-invitations'
import { membershipTables } from './memory-memberships'
import { organizationTables } from './memory-organizations'
import type { MemoryScope } from './memory-scope'
import { type CounterRow, type MemoryTables, pairKey, setRow, type UndoLog } from './memory-tables'
import { userTables } from './memory-users'

export interface TransactionParts {
  tables: MemoryTables
  order: MembershipOrder
  undo: UndoLog
  instance: InstanceCell
}

/** A transaction over the tables. Whatever it writes, `undo` takes back. */
export function openTransaction({ tables, order, undo, instance }: TransactionParts): {
  tx: Transaction
  close: () => void
} {
  const locks = createLockOrder()
  let isOpen = true

  const step: MemoryScope['step'] =
    (run) =>
    async (...input) => {
      if (!isOpen) {
        throw new Error(
          'memory store: a transaction was used after its end, so nobody would undo or order what it writes. ' +
            'Await every step inside the function given to `transaction`.',
        )
      }
      return run(...input)
    }
  const scope: MemoryScope = { tables, order, undo, locks, step }

  const tx: Transaction = {
    ...instanceTables(scope, instance),
    lockUser: step((id) => {
      locks.user(id)
      return tables.users.get(id) ?? null
    }),
    lockOrganization: step((id) => {
      locks.organization(id)
      return tables.organizations.get(id) ?? null
    }),
    users: userTables(scope),
    ...organizationTables(scope),
    memberships: membershipTables(scope),
    invitations: invitationTables(scope),
    ...domainTables(scope),
    events: eventTables(scope),

    counters: {
      get: step((key, window) => {
        const row = tables.counters.get(key)
        return row?.window === window ? row.amount : 0
      }),
      add: step((key, window, amount) => {
        locks.write(`counted ${key}`, [])
        const before = tables.counters.get(key)
        const counted = (before?.window === window ? before.amount : 0) + amount
        setRow<CounterRow>(tables.counters, key, { key, window, amount: counted }, undo)
        return counted
      }),
    },

    outbox: {
      insert: step((...rows: OutboxRow[]) => {
        locks.write('put a mail into the outbox', [])
        for (const row of rows) {
          tables.outbox.push({ ...row })
          undo.push(() => tables.outbox.pop())
        }
      }),
    },

    idempotency: {
      get: step((actorId, key) => tables.idempotency.get(pairKey(actorId, key)) ?? null),
      insert: step((row) => {
        const { actorId, key } = row
        locks.write(`kept an answer of ${actorId}`, actorId === '' ? [] : [['user', actorId]])
        if (tables.idempotency.has(pairKey(actorId, key)))
          throw new TransactionConflict(`The answer to ${key} was kept meanwhile.`)
        setRow(tables.idempotency, pairKey(actorId, key), { ...row }, undo)
      }),
    },
  }
  return { tx, close: () => (isOpen = false) }
}
