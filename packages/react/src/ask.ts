import type { Orgkit } from './orgkit'
import { toOrgkitError } from './query'

/** Runs a call; where the backend says that the session is not what we think, the session is asked again. */
export function ask<Output>(orgkit: Orgkit, call: Promise<Output>): Promise<Output> {
  return call.catch((thrown: unknown) => {
    const error = toOrgkitError(thrown)
    if (error.code === 'unauthenticated' || error.code === 'session_pending') void orgkit.refetchSession()
    throw error
  })
}
