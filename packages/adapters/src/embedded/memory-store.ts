import type { Instance } from '@orgkit/core'
import type { Store } from '@orgkit/core/engine'
import { createMembershipOrder } from './membership-order'
import { memoryInstance, type MemoryInstance } from './memory-instance'
import { dataOf, emptyData, type MemoryData, openTables, type UndoLog } from './memory-tables'
import { openTransaction } from './memory-transaction'

export interface MemoryStoreOptions {
  instance: Instance
  /** @default no rows */
  data?: MemoryData
  /** Where the rows outlive the page. A commit that it refuses is rolled back. */
  persistence?: Persistence | null
}

export interface Persistence {
  /** Keeps other pages out while one transaction runs. */
  exclusively<T>(work: () => Promise<T>): Promise<T>
  /** What another page wrote since this one last read or wrote; `null`: nothing. */
  readNewer(): MemoryData | null
  write(data: MemoryData): void
}

export interface MemoryStore extends Store {
  instance(): Instance
  /** For the transactions that begin later. */
  setInstance(instance: Instance): void
  data(): MemoryData
  /** Replaces all rows, behind the transactions that run or wait now. */
  replace(data: MemoryData): Promise<void>
  /** Calls the listener after each commit that changed something. Returns how to stop. */
  onCommit(listener: () => void): () => void
}

/** The `Store` of one instance, in memory. Transactions run one after the other, so each sees the whole of the others. */
export function createMemoryStore({
  instance: given,
  data = emptyData,
  persistence,
}: MemoryStoreOptions): MemoryStore {
  let held = memoryInstance(given)
  let tables = openTables(data)
  let order = createMembershipOrder(tables)
  let tail: Promise<unknown> = Promise.resolve()
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of [...listeners]) listener()
  }

  function use(newer: MemoryData): void {
    tables = openTables(newer)
    order = createMembershipOrder(tables)
  }

  function enqueue<T>(work: () => Promise<T>): Promise<T> {
    const task = () =>
      persistence
        ? persistence.exclusively(() => {
            const newer = persistence.readNewer()
            if (newer) use(newer)
            return work()
          })
        : work()
    const result = tail.then(task)
    tail = result.catch(() => undefined)
    return result
  }

  return {
    instance: () => held.instance,
    setInstance: (next) => {
      held = memoryInstance(next, held)
      tell()
    },
    data: () => dataOf(tables),
    replace: (next) =>
      enqueue(async () => {
        use(next)
        persistence?.write(next)
        tell()
      }),
    onCommit(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    transaction: (instanceId, work) =>
      enqueue(async () => {
        const undo: UndoLog = []
        const first = held
        let own = first
        const instance = {
          get: () => (instanceId === first.instance.id ? own : null),
          set: (next: MemoryInstance) => void (own = next),
        }
        const { tx, close } = openTransaction({ tables, order, undo, instance })
        try {
          const result = await work(tx)
          if (undo.length > 0) persistence?.write(dataOf(tables))
          if (own !== first) held = own
          if (undo.length > 0) tell()
          return result
        } catch (error) {
          for (const step of undo.reverse()) step()
          order.forgetAll()
          throw error
        } finally {
          close()
        }
      }),
  }
}
