import type { SessionState } from '@orgkit/react'

/** Nobody is signed in, or organizations are off: there is nothing to show. */
export function areOrganizationsOff({ status, settings }: SessionState): boolean {
  return status === 'signed-out' || settings?.organizationsEnabled === false
}
