import type { SessionAnswer, Suggestion } from '@orgkit/core'
import { useOrgkit } from './context'
import { type ListInput, type ListState, useList } from './list'
import type { OrganizationWriteState } from './organization-write'
import type { Orgkit } from './orgkit'
import { orAskAgain } from './refused-write'
import { sendWrite } from './send-write'
import { useSessionQuery } from './session'
import { useWrite } from './write'

export type SuggestionsState = ListState<Suggestion>

/**
 * The organizations that the signed-in user could join because of a verified address, with what became of their requests. Nothing is
 * asked where requests to join are turned off, nor where nothing was asked and no domain suggests anything.
 */
export function useSuggestions(input: ListInput = {}): SuggestionsState {
  const orgkit = useOrgkit('useSuggestions')
  const { adapter } = orgkit
  const { data, error, isLoadingError } = useSessionQuery(askerOf)
  return useList<Suggestion>(orgkit, {
    ...input,
    noun: 'suggestions',
    userId: data?.userId ?? null,
    organizationId: null,
    filters: {},
    isSupported: adapter.capabilities.domains,
    isAsked: data?.isAsked ?? false,
    isWaiting: data === undefined,
    sessionError: isLoadingError ? error : null,
    isJumping: false,
    load: (page, signal) => adapter.listSuggestions(page, { signal }),
    idOf,
  })
}

const idOf = ({ id }: Suggestion) => id

const askerOf = ({ session, settings }: SessionAnswer) => ({
  userId: session?.user.id ?? null,
  isAsked:
    // Before another task the backend refuses to tell.
    (session?.status === 'active' || session?.tasks[0]?.key === 'choose-organization') &&
    settings.membershipRequests &&
    // What was asked waits also where nothing is suggested any more.
    (session.suggestionCount > 0 ||
      (settings.domains && settings.enrollmentModes.includes('automatic_suggestion'))),
})

/**
 * Asks to join a suggested organization, which then waits for an answer. The same one twice at once is one request.
 *
 * Rejects with `already_member`, `request_declined`, `not_found`, `unauthenticated`, `organizations_disabled`, `unsupported` or
 * `unreachable`.
 */
export function useAcceptSuggestion(): OrganizationWriteState & {
  acceptSuggestion: (suggestionId: string) => Promise<Suggestion>
} {
  const { adapter } = useOrgkit('useAcceptSuggestion')
  const [acceptSuggestion, state] = useWrite('useAcceptSuggestion', runAccept)
  return { acceptSuggestion, ...state, isSupported: adapter.capabilities.domains }
}

async function runAccept(orgkit: Orgkit, suggestionId: string): Promise<Suggestion> {
  const writing = sendWrite(orgkit, 'acceptSuggestion', { suggestionId })
  return (await orLookAgain(orgkit, writing)).suggestion
}

/**
 * Takes a suggestion away for good, and a request that was made by it back.
 *
 * Rejects with `not_found`, `unauthenticated`, `organizations_disabled`, `unsupported` or `unreachable`.
 */
export function useDismissSuggestion(): OrganizationWriteState & {
  dismissSuggestion: (suggestionId: string) => Promise<void>
} {
  const { adapter } = useOrgkit('useDismissSuggestion')
  const [dismissSuggestion, state] = useWrite('useDismissSuggestion', runDismiss)
  return { dismissSuggestion, ...state, isSupported: adapter.capabilities.domains }
}

async function runDismiss(orgkit: Orgkit, suggestionId: string): Promise<void> {
  await orLookAgain(orgkit, sendWrite(orgkit, 'dismissSuggestion', { suggestionId }))
}

function orLookAgain<Output>({ cache }: Orgkit, writing: Promise<Output>): Promise<Output> {
  const queryKey = cache.keys.list(cache.userId(), null, 'suggestions')
  const codes = ['not_found', 'already_member', 'request_declined'] as const
  return orAskAgain(cache.queryClient, queryKey, codes, writing)
}
