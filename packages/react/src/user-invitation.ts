import type { SessionAnswer, UserInvitation } from '@orgkit/core'
import { useOrgkit } from './context'
import { type ListInput, type ListState, useList } from './list'
import { useSessionQuery } from './session'

export type UserInvitationsState = ListState<UserInvitation>

/**
 * The invitations that wait for the signed-in user's answer, the newest first: those to one of their verified addresses. Not asked
 * while the session counts none.
 */
export function useUserInvitations(input: ListInput = {}): UserInvitationsState {
  const orgkit = useOrgkit('useUserInvitations')
  const { adapter } = orgkit
  const { data, error, isLoadingError } = useSessionQuery(waitingOf)
  return useList<UserInvitation>(orgkit, {
    ...input,
    noun: 'invitations',
    userId: data?.userId ?? null,
    organizationId: null,
    filters: {},
    isSupported: adapter.capabilities.invitations,
    isAsked: data !== undefined && data.invitationCount > 0,
    isWaiting: data === undefined,
    sessionError: isLoadingError ? error : null,
    isJumping: false,
    load: (page, signal) => adapter.listUserInvitations(page, { signal }),
    idOf,
  })
}

const idOf = ({ id }: UserInvitation) => id

const waitingOf = ({ session }: SessionAnswer) => ({
  userId: session?.user.id ?? null,
  invitationCount: session?.invitationCount ?? 0,
})
