import { safeUrl } from '@orgkit/core'
import { useCallback } from 'react'
import { useOrgkit } from './context'

/**
 * Goes to an address of this site by the provider's `navigate`. Throws for any other address: one that was put together
 * from a request must not lead elsewhere.
 */
export function useNavigate(): (address: string) => void {
  const orgkit = useOrgkit('useNavigate')
  return useCallback(
    (address) => {
      const safe = safeUrl(address, { origin: location.origin })
      if (safe === null) {
        throw new Error(
          `useNavigate: "${address}" does not lead to this site, so nothing was opened. ` +
            'Give an address that begins with `/`, and use a plain link for other sites.',
        )
      }
      const { navigate = (to: string) => location.assign(to) } = orgkit.host
      navigate(safe)
    },
    [orgkit],
  )
}
