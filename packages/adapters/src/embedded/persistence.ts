import type { Identity } from '@orgkit/core'
import { emptyData, type MemoryData } from './memory-tables'
import { newUser } from './memory-users'
import type { Persistence } from './memory-store'

interface Kept {
  identities: readonly Identity[]
  data: MemoryData
}

export interface BrowserStorage extends Persistence {
  /** What an earlier page left; `null`: nothing, or not what this version wrote. */
  load(): Kept | null
  /** `null`: signed out. `undefined`: no page has signed in or out yet. */
  loadSignedIn(): string | null | undefined
  saveSignedIn(userId: string | null): void
  /** Calls the listener when another page signs in or out. */
  onSignedIn(listener: (userId: string | null) => void): void
  /** Calls the listener when another page has written. Returns how to stop. */
  onWritten(listener: () => void): () => void
}

/**
 * Keeps the backend in `localStorage` under `key`, for all pages of the origin: each transaction begins with what the last one
 * of any page left. `null` where there is no `localStorage`, such as on a server: the backend then lives in memory.
 */
export function browserStorage(key: string, identities: Map<string, Identity>): BrowserStorage | null {
  const storage = findStorage()
  if (!storage) return null
  let seen: string | null = null

  function parse(text: string | null): Kept | null {
    const kept = parseJson(text) as (Partial<Kept> & { version?: number }) | null | undefined
    return kept?.version === 1 ? { identities: kept.identities ?? [], data: filled(kept.data) } : null
  }

  return {
    load() {
      seen = storage.getItem(key)
      return parse(seen)
    },
    readNewer() {
      const text = storage.getItem(key)
      if (text === seen) return null
      seen = text
      const kept = parse(text)
      for (const identity of kept?.identities ?? []) identities.set(identity.id, identity)
      return kept?.data ?? null
    },
    write(data) {
      const text = JSON.stringify({ version: 1, identities: [...identities.values()], data })
      storage.setItem(key, text)
      seen = text
    },
    exclusively: <T>(work: () => Promise<T>): Promise<T> =>
      typeof navigator === 'object' && navigator.locks
        ? (navigator.locks.request(key, work) as Promise<T>)
        : work(),
    loadSignedIn: () => parseJson(storage.getItem(`${key}:user`)) as string | null | undefined,
    saveSignedIn: (userId) => storage.setItem(`${key}:user`, JSON.stringify(userId)),
    onSignedIn(listener) {
      if (typeof addEventListener !== 'function') return
      addEventListener('storage', (event) => {
        if (event.key === `${key}:user`) listener((parseJson(event.newValue) ?? null) as string | null)
      })
    },
    onWritten(listener) {
      if (typeof addEventListener !== 'function') return () => {}
      const onStorage = (event: StorageEvent) => event.key === key && listener()
      addEventListener('storage', onStorage)
      return () => removeEventListener('storage', onStorage)
    },
  }
}

/** With what the versions before this one did not write. */
function filled(data: Partial<MemoryData> | undefined): MemoryData {
  const kept = { ...emptyData, ...data }
  return {
    ...kept,
    users: kept.users.map((row) => ({ ...newUser, ...row })),
    organizations: kept.organizations.map((row) => ({
      ...{ membershipLimit: 'instance', roleCount: 0, pendingRequestCount: 0 },
      ...row,
    })),
  }
}

/** `undefined`: there is nothing, or something that somebody else wrote. */
function parseJson(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Reading the property alone throws where a browser forbids storage. */
function findStorage(): Storage | null {
  try {
    return globalThis.localStorage ?? null
  } catch {
    return null
  }
}
