import { compareKeys } from '@orgkit/core'

/** The locks of one transaction. Nobody waits for one here, but a wrong order would deadlock on a database, so it throws. */
export interface LockOrder {
  instance(mode: 'shared' | 'exclusive'): void
  user(id: string): void
  organization(id: string): void
  /** The row is this transaction's own: it inserted it. */
  own(kind: LockKind, id: string): void
  /** A write is about to happen; `needs` are the locks of which it needs one, or else the instance's exclusive one. */
  write(what: string, needs: readonly [LockKind, string][]): void
  /** A write that needs the instance's exclusive lock is about to happen. */
  writeInstance(what: string): void
}

export type LockKind = 'user' | 'organization'

export function createLockOrder(): LockOrder {
  const held = { user: new Set<string>(), organization: new Set<string>() }
  const last: { [Kind in LockKind]?: string } = {}
  let instance: 'shared' | 'exclusive' | null = null
  let hasWritten = false

  function take(kind: LockKind, id: string): void {
    if (held[kind].has(id)) return
    if (hasWritten) fail(`locked the ${kind} ${id} after the first write`)
    if (kind === 'user' && last.organization !== undefined)
      fail(`locked the user ${id} after an organization`)
    const before = last[kind]
    if (before !== undefined && compareKeys(before, id) > 0) fail(`locked the ${kind} ${id} after ${before}`)
    held[kind].add(id)
    last[kind] = id
  }

  return {
    instance(mode) {
      if (instance === mode || instance === 'exclusive') return
      if (instance === 'shared') fail('locked the instance exclusively after it had shared it')
      if (last.user !== undefined || last.organization !== undefined)
        fail('locked the instance after a user or an organization')
      if (hasWritten) fail('locked the instance after the first write')
      instance = mode
    },
    user: (id) => take('user', id),
    organization: (id) => take('organization', id),
    own: (kind, id) => void held[kind].add(id),
    write(what, needs) {
      const isHeld = needs.length === 0 || needs.some(([kind, id]) => held[kind].has(id))
      if (!isHeld && instance !== 'exclusive') {
        fail(`${what} without a lock on ${needs.map(([kind, id]) => `the ${kind} ${id}`).join(' or ')}`)
      }
      hasWritten = true
    },
    writeInstance(what) {
      if (instance !== 'exclusive') fail(`${what} without an exclusive lock on the instance`)
      hasWritten = true
    },
  }
}

function fail(what: string): never {
  throw new Error(
    `memory store: a command ${what}. On a database two such commands would wait for each other or overwrite each ` +
      'other. Lock the instance first, then users, then organizations, each ascending by id, all before the first write.',
  )
}
