import type { LockOrder } from './lock-order'
import type { MembershipOrder } from './membership-order'
import type { MemoryTables, UndoLog } from './memory-tables'

/** What each noun's part of a transaction is made of. */
export interface MemoryScope {
  tables: MemoryTables
  order: MembershipOrder
  undo: UndoLog
  locks: LockOrder
  /** Each step in a promise of its own, as on a database; none after the end. */
  step<Input extends unknown[], Output>(
    this: void,
    run: (...input: Input) => Output,
  ): (...input: Input) => Promise<Output>
}

export function existing<Row>(map: Map<string, Row>, id: string, noun: string): Row {
  const row = map.get(id)
  if (!row) throw new Error(`memory store: there is no ${noun} ${id} to change.`)
  return row
}

/** The change without the fields that it leaves as they are: some are given as `undefined`. */
export function definedOf<Change extends object>(change: Change): Change {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Change
}

/** A page behind a cursor, or else from an offset on. */
export function pageOf<Row>(
  rows: readonly Row[],
  { limit, offset, isBehind }: { limit: number; offset: number; isBehind: ((row: Row) => boolean) | null },
): Row[] {
  const behind = isBehind ? rows.filter(isBehind) : rows.slice(offset)
  return behind.slice(0, limit)
}
