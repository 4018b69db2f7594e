import { AsyncLocalStorage } from 'node:async_hooks'
import type { DatabaseConnection, Dialect, Driver, Kysely } from 'kysely'
import type { Tables } from './schema'

const transactions = new AsyncLocalStorage<{ open: boolean }>()

/**
 * The dialect, throwing where a second connection is asked for inside a transaction, whoever asks: a root handle, a second
 * transaction, a sign-in library over the same handle. With `isSingle` (PGlite) that one would wait for the transaction, which
 * waits for the answer: the process would hang for good. On Postgres the same happens once the pool is used up.
 *
 * A transaction's own handle keeps its connection and asks for none. Kysely's own queue for single connections stands before the
 * driver, where the wait has begun when the driver is asked; so it is switched off, and the queue is here, behind the guard.
 */
export function guardedDialect(dialect: Dialect, { isSingle }: { isSingle: boolean }): Dialect {
  return {
    createDriver: () => guardedDriver(dialect.createDriver(), isSingle),
    createAdapter: () => {
      const adapter = dialect.createAdapter()
      return isSingle ? Object.create(adapter, { supportsMultipleConnections: { value: true } }) : adapter
    },
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
  }
}

/** Runs `work` in a transaction that the guard knows of. PGlite, which has one connection, always reads a snapshot. */
export function runTransaction<T>(
  db: Kysely<Tables>,
  work: (trx: Kysely<Tables>) => Promise<T>,
  { isSnapshot = false }: { isSnapshot?: boolean | undefined } = {},
): Promise<T> {
  refuseInsideTransaction()
  const transaction = isSnapshot ? db.transaction().setIsolationLevel('repeatable read') : db.transaction()
  // Work that outlives the transaction finds `open` false again.
  const state = { open: false }
  return transactions.run(state, () =>
    transaction.execute(async (trx) => {
      state.open = true
      try {
        return await work(trx)
      } finally {
        state.open = false
      }
    }),
  )
}

function guardedDriver(driver: Driver, isSingle: boolean): Driver {
  /** Settles when the last in the queue has given the connection back. */
  let tail: Promise<void> = Promise.resolve()
  let leave = () => {}
  return {
    init: (options) => driver.init(options),
    async acquireConnection(options): Promise<DatabaseConnection> {
      refuseInsideTransaction()
      if (!isSingle) return driver.acquireConnection(options)
      const before = tail
      let release = () => {}
      tail = new Promise((resolve) => {
        release = resolve
      })
      await before
      leave = release
      return driver.acquireConnection(options)
    },
    async releaseConnection(connection, options) {
      await driver.releaseConnection(connection, options)
      leave()
    },
    beginTransaction: (connection, settings) => driver.beginTransaction(connection, settings),
    commitTransaction: (connection) => driver.commitTransaction(connection),
    rollbackTransaction: (connection) => driver.rollbackTransaction(connection),
    savepoint: driver.savepoint?.bind(driver),
    releaseSavepoint: driver.releaseSavepoint?.bind(driver),
    rollbackToSavepoint: driver.rollbackToSavepoint?.bind(driver),
    destroy: (options) => driver.destroy(options),
  }
}

function refuseInsideTransaction(): void {
  if (!transactions.getStore()?.open) return
  throw new Error(
    'orgkit: the database was asked for another connection inside a transaction, which would wait for itself for ever. ' +
      'Use the transaction that the command was given, or ask before it begins (sign-in libraries too).',
  )
}
