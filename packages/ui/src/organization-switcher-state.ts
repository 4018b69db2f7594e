import type { SessionState } from '@orgkit/react'

export type SwitcherState = ReturnType<typeof toSwitcherState>

const none = { allowed: false, reason: null, used: 0, maximum: null }

/** What the closed switcher shows, and no more: a change of anything else commits nothing. */
export function toSwitcherState({ status, session, user, settings }: SessionState) {
  const organization = session?.active?.organization
  const items = session?.memberships.items ?? []
  return {
    status,
    isOff: settings?.organizationsEnabled === false,
    personalAccounts: settings?.personalAccounts === true,
    supportContact: settings?.supportContact ?? null,
    user: user && { id: user.id, name: user.name, imageUrl: user.imageUrl },
    organization: organization
      ? { id: organization.id, name: organization.name, imageUrl: organization.imageUrl }
      : null,
    currentIndex: organization ? items.findIndex((item) => item.organization.id === organization.id) : -1,
    /** What was asked for and is not there, as it was asked for. */
    unknown: session?.activeError ? String(session.activeError.meta?.organization ?? '') : null,
    createLimit: session?.limits.createOrganization ?? none,
  }
}
