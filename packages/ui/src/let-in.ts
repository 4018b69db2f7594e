import type { OrganizationSummary, Session } from '@orgkit/core'
import type { SuggestionsState } from '@orgkit/react'
import { useEffect, useRef } from 'react'

interface LetInOptions {
  session: Session | null
  suggestions: SuggestionsState
  /** Told once. */
  onLetIn: (organization: OrganizationSummary) => void
}

/**
 * Notices that a request to join was approved: the session opens in an organization that was waited for, however this page comes to
 * know of it. Not where a gate takes the page away at that moment: it shows the app then.
 */
export function useLetIn({ session, suggestions, onLetIn }: LetInOptions): void {
  const waitingFor = useRef<{ userId: string; ids: ReadonlySet<string> } | null>(null)
  const wasPending = useRef(false)
  const userId = session?.user.id
  const status = session?.status
  const organization = session?.active?.organization
  const told = useRef(onLetIn)
  useEffect(() => {
    told.current = onLetIn
  })
  useEffect(() => {
    const asked = suggestions.data.filter((suggestion) => suggestion.status === 'requested')
    if (userId !== undefined && asked.length > 0) {
      waitingFor.current = { userId, ids: new Set(asked.map((suggestion) => suggestion.organization.id)) }
    }
    if (status === 'pending') {
      wasPending.current = true
      return
    }
    const isLetIn =
      wasPending.current &&
      organization !== undefined &&
      waitingFor.current?.userId === userId &&
      waitingFor.current?.ids.has(organization.id)
    if (status === 'active') wasPending.current = false
    if (!isLetIn) return
    waitingFor.current = null
    told.current(organization)
  }, [suggestions.data, userId, status, organization])
}
