import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { LockOrder } from './lock-order'
import type { Tables } from './schema'

/** What each noun's half of the store is made of: one transaction, one instance, the locks held so far. */
export interface Scope {
  trx: Kysely<Tables>
  instanceId: string
  order: LockOrder
  /** Whether somebody is to be woken for the outbox once this transaction is committed. */
  outbox: { isWritten: boolean }
  /** The streams, by `streamKey`, that there is something new in once this transaction is committed. */
  told: Set<string>
}

/** Postgres refuses NUL in a text with an error; nothing is stored under such a key, so nothing is there. */
export function canBeKey(text: string): boolean {
  return !text.includes('\0')
}

/** Whether a word of a search key begins so. `strpos` needs no escaping, which `like` would. */
export function beginsAWord(column: string, word: string): RawBuilder<boolean> {
  return sql<boolean>`strpos(${sql.ref(column)}, ${` ${word}`}) > 0`
}
