import { has, type Permission, type Session, type SessionAnswer } from '@orgkit/core'
import { useSessionQuery } from './session'

export interface Access {
  userId: string | null
  organizationId: string | null
  /** Whether it makes sense to ask. Of another organization than this tab's only the backend knows. */
  isAllowed: boolean
}

/**
 * Who asks, about which organization, and whether they may, all from one look at the session: after a switch no component
 * asks the new question with the old answer. `organizationId` left out: the one that this tab works in.
 */
export function useAccess(permission: Permission | null, organizationId?: string) {
  const { data, error, isLoadingError } = useSessionQuery(({ session }: SessionAnswer): Access => {
    const id = organizationId ?? session?.active?.organization.id ?? null
    return {
      userId: session?.user.id ?? null,
      organizationId: id,
      isAllowed: isAllowed(session, id, permission),
    }
  })
  return { access: data ?? nobody, isKnown: data !== undefined, error: isLoadingError ? error : null }
}

function isAllowed(
  session: Session | null,
  organizationId: string | null,
  permission: Permission | null,
): boolean {
  if (session?.status !== 'active' || organizationId === null) return false
  if (permission === null || session.active?.organization.id !== organizationId) return true
  return has(session.active.membership, { permission })
}

const nobody: Access = { userId: null, organizationId: null, isAllowed: false }
