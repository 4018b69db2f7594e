import { type OrganizationState, useOrganization } from '@orgkit/react'
import { useEffect, useReducer, useRef } from 'react'
import { flushSync } from 'react-dom'

/**
 * Whether this tab works in an organization, as of now and not of the last render. Ask right after joining: the app may have kept
 * the tab where it was, or a newer switch came first.
 */
export function useIsHere(): (organizationId: string) => boolean {
  const id = useOrganization(idOf)
  const here = useRef(id)
  const [, renderAgain] = useReducer((count: number) => count + 1, 0)
  // React runs the effects of a flush with it.
  useEffect(() => {
    here.current = id
  })
  return (organizationId) => {
    // At once: a page that stands only until there is an organization is gone by then.
    flushSync(renderAgain)
    return here.current === organizationId
  }
}

const idOf = ({ organization }: OrganizationState) => organization?.id
