import type { Kysely } from 'kysely'
import type { LockOrder } from './lock-order'
import type { Tables } from './schema'

/** What each noun's half of the store is made of: one transaction, one instance, the locks held so far. */
export interface Scope {
  trx: Kysely<Tables>
  instanceId: string
  order: LockOrder
}

/** Postgres refuses NUL in a text with an error; nothing is stored under such a key, so nothing is there. */
export function canBeKey(text: string): boolean {
  return !text.includes('\0')
}
