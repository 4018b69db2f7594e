import { createHash, randomUUID } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Database } from './open-database'
import type { Tables } from './schema'

/** What Postgres tells every node that listens, once a transaction has told events. */
const liveChannel = 'orgkit_live'

/** Wakes those of this process who listen to a stream. */
export interface LiveWakeups {
  /** `keys`: by `streamKey`. Returns how to stop. */
  on(this: void, keys: readonly string[], listener: () => void): () => void
  /** `null`: all of them, since nobody knows what was missed. */
  wake(this: void, keys: Iterable<string> | null): void
  /** By what another node notified: the names that its notification carries. */
  wakeNamed(this: void, payload: string): void
  /** Of this process, among the nodes. */
  nodeId: string
}

export function createLiveWakeups(): LiveWakeups {
  const nodeId = randomUUID()
  const listeners = new Map<string, Set<{ listener: () => void }>>()
  const wakeAll = (names: Iterable<string>) => {
    for (const name of names) {
      // Soon after, not at once: a listener that throws fails nobody's request.
      for (const { listener } of listeners.get(name) ?? []) queueMicrotask(listener)
    }
  }
  return {
    nodeId,
    on(keys, listener) {
      const entry = { listener }
      const names = keys.map(nameOf)
      for (const name of names) listeners.set(name, (listeners.get(name) ?? new Set()).add(entry))
      return () => {
        for (const name of names) {
          const left = listeners.get(name)
          left?.delete(entry)
          if (left?.size === 0) listeners.delete(name)
        }
      }
    },
    wake: (keys) => wakeAll(keys === null ? [...listeners.keys()] : [...keys].map(nameOf)),
    wakeNamed(payload) {
      const [from, ...names] = payload.split(' ')
      // Its own it has woken already.
      if (from !== nodeId) wakeAll(names)
    },
  }
}

/** Other nodes hear of it at the commit, and only then. */
export async function notifyLive(
  { kind, live }: Pick<Database, 'kind' | 'live'>,
  trx: Kysely<Tables>,
  keys: ReadonlySet<string>,
): Promise<void> {
  if (kind !== 'postgres') return
  const names = [...keys].map(nameOf)
  for (let from = 0; from < names.length; from += namesInPayload) {
    const payload = [live.nodeId, ...names.slice(from, from + namesInPayload)].join(' ')
    await sql`select pg_notify(${liveChannel}, ${payload})`.execute(trx)
  }
}

/** Hears what other nodes tell. Resolves once it does, with how to stop. */
export function listenForLive({
  live,
  listen,
}: Pick<Database, 'live' | 'listen'>): Promise<() => Promise<void>> {
  return listen(liveChannel, (payload) => (payload === '' ? live.wake(null) : live.wakeNamed(payload)))
}

/** A payload takes less than 8,000 bytes. */
const namesInPayload = 300

/** Short whatever the ids are, and says nothing to whoever else listens. */
function nameOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 22)
}
