import type { InvitationSummary, OrgkitError, Refusal, SessionAnswer } from '@orgkit/core'
import type { AcceptInvitationOutput, PreviewInvitationOutput } from '@orgkit/core/contract/app'
import { useCallback } from 'react'
import { activateCreated } from './activate-created'
import { applyEvents } from './apply-events'
import { ask } from './ask'
import { useOrgkit } from './context'
import type { InvitationWriteState } from './invitation'
import type { Orgkit } from './orgkit'
import { useRead } from './read'
import { sendWrite } from './send-write'
import { useSessionQuery } from './session'
import { useWrite } from './write'

export interface InvitationPreviewState {
  /** What the link offers; `null`: not known. */
  invitation: InvitationSummary | null
  /**
   * Why the visitor cannot accept it now: `unauthenticated`, `wrong_account`, `address_unverified`, `already_member`,
   * `seat_limit_reached`, `invitation_expired` … `null`: they can, or nothing is known.
   */
  refusal: Refusal | null
  /** Whether the backend has invitations at all; where not, nothing is asked. */
  isSupported: boolean
  /** Nothing is there to show yet. */
  isLoading: boolean
  isFetching: boolean
  isError: boolean
  /** `not_found`: no such link. */
  error: OrgkitError | null
  /** Never rejects. */
  revalidate: () => Promise<void>
}

/**
 * What an invitation's link offers and whether the visitor can accept it, signed in or not. Asked once it is known who the
 * visitor is, and again when that changes. `null`: there is no link, and nothing is asked.
 */
export function useInvitationPreview(token: string | null): InvitationPreviewState {
  const orgkit = useOrgkit('useInvitationPreview')
  const { adapter, cache } = orgkit
  const { data: visitor, error: sessionError, isLoadingError } = useSessionQuery(visitorOf)
  const userId = visitor?.userId ?? null
  const isSupported = adapter.capabilities.invitations
  const isWanted = isSupported && token !== null && token !== ''
  const isAsked = isWanted && visitor !== undefined
  const { data, error, isFetching, refetch } = useRead<PreviewInvitationOutput>(cache.queryClient, {
    queryKey: cache.keys.list(userId, null, 'preview', { token }),
    queryFn: ({ signal }) => ask(orgkit, adapter.previewInvitation({ token: token! }, { signal })),
    enabled: isAsked,
  })
  const failure = isAsked ? error : isWanted && isLoadingError ? sessionError : null
  const preview = isAsked && data ? data : null
  return {
    invitation: preview?.invitation ?? null,
    refusal: preview?.refusal ?? null,
    isSupported,
    isLoading: isWanted && preview === null && failure === null,
    isFetching,
    isError: failure !== null,
    error: failure,
    revalidate: async () => {
      if (isAsked) await refetch()
      else if (isLoadingError) await orgkit.refetchSession()
    },
  }
}

const visitorOf = ({ session }: SessionAnswer) => ({ userId: session?.user.id ?? null })

/** By the token of a link, or the id of one of the user's own invitations (`useUserInvitations`). */
export type AnsweredInvitation = { token: string } | { invitationId: string }

export interface AcceptInvitationOptions {
  /** Whether this tab goes on in the joined organization. @default true */
  activate?: boolean
}

export type AcceptInvitation = (
  invitation: AnsweredInvitation,
  options?: AcceptInvitationOptions,
) => Promise<AcceptInvitationOutput>

/**
 * Joins the organization that an invitation offers and, unless `activate` is off, goes on in it by the same transaction as a
 * switch. The same invitation twice at once is one request. The answer says whether the user is its first member
 * (`isFirstMember`), and has no `active` for an invitation to the app.
 *
 * Rejects with `already_member`, `wrong_account`, `address_unverified` (see `verifyAddress` of `useIdentity`),
 * `seat_limit_reached`, `invitation_accepted`, `invitation_declined`, `invitation_revoked`, `invitation_expired`, `not_found`,
 * `unauthenticated`, `organizations_disabled`, `unsupported` or `unreachable`.
 */
export function useAcceptInvitation(): InvitationWriteState & { acceptInvitation: AcceptInvitation } {
  const { adapter } = useOrgkit('useAcceptInvitation')
  const [write, state] = useWrite('useAcceptInvitation', runAccept)
  const acceptInvitation = useCallback<AcceptInvitation>((...call) => write(call), [write])
  return { acceptInvitation, ...state, isSupported: adapter.capabilities.invitations }
}

async function runAccept(
  orgkit: Orgkit,
  [invitation, { activate = true } = {}]: Parameters<AcceptInvitation>,
): Promise<AcceptInvitationOutput> {
  const ticket = orgkit.tab.switchTicket
  return sendWrite(orgkit, 'acceptInvitation', invitation, async ({ active, liveCursor, events }) => {
    const apply = () => applyEvents(orgkit, events)
    if (activate && active) await activateCreated(orgkit, ticket, { active, liveCursor }, apply)
    else apply()
    // Whoever opens the link again is told how things stand; this page is about to be left.
    await askPreviewsAgain(orgkit, 'none')
  })
}

/**
 * Turns an invitation down. The same one twice at once is one request.
 *
 * Rejects with `wrong_account`, `address_unverified`, `invitation_accepted`, `invitation_declined`, `invitation_revoked`,
 * `invitation_expired`, `not_found`, `unauthenticated`, `organizations_disabled`, `unsupported` or `unreachable`.
 */
export function useDeclineInvitation(): InvitationWriteState & {
  declineInvitation: (invitation: AnsweredInvitation) => Promise<void>
} {
  const { adapter } = useOrgkit('useDeclineInvitation')
  const [declineInvitation, state] = useWrite('useDeclineInvitation', runDecline)
  return { declineInvitation, ...state, isSupported: adapter.capabilities.invitations }
}

async function runDecline(orgkit: Orgkit, invitation: AnsweredInvitation): Promise<void> {
  await sendWrite(orgkit, 'declineInvitation', invitation, ({ events }) => {
    applyEvents(orgkit, events)
    void askPreviewsAgain(orgkit, 'active')
  })
}

function askPreviewsAgain({ cache }: Orgkit, refetchType: 'active' | 'none'): Promise<void> {
  const queryKey = cache.keys.list(cache.userId(), null, 'preview')
  return cache.queryClient.invalidateQueries({ queryKey, refetchType })
}
