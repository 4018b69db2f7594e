import type { Organization } from '@orgkit/core'
import { useCallback } from 'react'
import { applyEvents } from './apply-events'
import { ask } from './ask'
import type { Orgkit } from './orgkit'
import { useWrite, writeOnce, type WriteState } from './write'

/**
 * Sets an organization's logo: PNG, JPEG or WebP, at most 512 kB; `null` removes it.
 *
 * Rejects with `image_unsupported`, `image_too_large` (field `logo`), `forbidden`, `not_found` or `unreachable`.
 */
export function useSetOrganizationLogo(): WriteState & {
  setOrganizationLogo: (organizationId: string, logo: Blob | null) => Promise<Organization>
} {
  const [write, state] = useWrite('useSetOrganizationLogo', runSetLogo)
  const setOrganizationLogo = useCallback(
    (organizationId: string, logo: Blob | null) => write({ organizationId, logo }),
    [write],
  )
  return { setOrganizationLogo, ...state }
}

function runSetLogo(
  orgkit: Orgkit,
  input: { organizationId: string; logo: Blob | null },
): Promise<Organization> {
  return writeOnce(orgkit, 'setOrganizationLogo', input, async (idempotencyKey) => {
    const { organization, events } = await ask(
      orgkit,
      orgkit.adapter.setOrganizationLogo(input, { idempotencyKey }),
    )
    applyEvents(orgkit, events)
    return organization
  })
}
