import type { SessionState } from '@orgkit/react'

export type SwitcherState = ReturnType<typeof toSwitcherState>

/** What the closed switcher shows, and no more: a change of anything else commits nothing. */
export function toSwitcherState({ status, session, user, settings }: SessionState) {
  const organization = session?.active?.organization
  return {
    status,
    isOff: settings?.organizationsEnabled === false,
    personalAccounts: settings?.personalAccounts === true,
    user: user && { id: user.id, name: user.name, imageUrl: user.imageUrl },
    organization: organization
      ? { id: organization.id, name: organization.name, imageUrl: organization.imageUrl }
      : null,
    /** Invitations that wait for an answer. */
    waitingCount: session?.invitationCount ?? 0,
    /** What was asked for and is not there, as it was asked for. */
    unknown: session?.activeError ? String(session.activeError.meta?.organization ?? '') : null,
  }
}
