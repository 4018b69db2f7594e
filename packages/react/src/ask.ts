import type { OrgkitError } from '@orgkit/core'
import type { Orgkit } from './orgkit'
import { toOrgkitError } from './query'

/** Runs a call; where the backend says that the session is not what we think, the session is asked again. */
export function ask<Output>(orgkit: Orgkit, call: Promise<Output>): Promise<Output> {
  return call.catch((thrown: unknown) => {
    const error = toOrgkitError(thrown)
    if (isOutdated(error)) void orgkit.refetchSession()
    throw error
  })
}

/**
 * Whether nobody would have asked who knew: signed out, a task is open, a member no more, or with another role. A permission that
 * is missing for one value has a field.
 */
function isOutdated({ code, field }: OrgkitError): boolean {
  if (code === 'not_found') return field === 'organizationId'
  return code === 'unauthenticated' || code === 'session_pending' || (code === 'forbidden' && !field)
}
