import { isOrgkitError, OrgkitError } from '@orgkit/core'

/**
 * Everything that a host's `defaultOptions` could set otherwise, said for each of our queries: the client may be the host's,
 * its defaults are not ours.
 */
export const readOptions = {
  /** Milliseconds. */
  staleTime: 30_000,
  gcTime: 300_000,
  retry: (failures: number, error: Error) => failures < 2 && isUncertain(error),
  /** Milliseconds. */
  retryDelay: (failures: number) => 1000 * failures,
  refetchOnMount: true,
  refetchOnWindowFocus: true,
  refetchOnReconnect: true,
  refetchInterval: false,
  // Offline is the adapter's to tell (`unreachable`): a backend may well be in the page.
  networkMode: 'always',
  structuralSharing: true,
  persister: undefined,
  placeholderData: undefined,
} as const

/** Whether the call may have done its work all the same: then it can be repeated, and only with the same key. */
export function isUncertain(error: unknown): boolean {
  return isOrgkitError(error) && (error.code === 'unreachable' || error.code === 'internal')
}

/** What an adapter threw, as one of our errors. A failure of its own is `internal`. */
export function toOrgkitError(error: unknown): OrgkitError {
  if (isOrgkitError(error)) return error
  return new OrgkitError({ code: 'internal', message: String(error) }, { cause: error })
}

let lastId = 0
const ids = new WeakMap<object, number>()

/** A number for an object, to name it in a key. */
export function idOf(object: object): number {
  let id = ids.get(object)
  if (id === undefined) ids.set(object, (id = ++lastId))
  return id
}
