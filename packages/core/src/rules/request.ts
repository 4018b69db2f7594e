import { refuse, type Refusal } from '../errors'
import type { InstanceSettings } from '../model/instance'
import type { Suggestion } from '../model/request'

/** Whether requests to join may be seen and answered. */
export function checkRequestsOn({
  membershipRequests,
}: Pick<InstanceSettings, 'membershipRequests'>): Refusal | null {
  return membershipRequests ? null : refuse('requests_disabled')
}

export interface AskedFacts {
  /** `null`: the user did not ask. */
  request: { status: 'pending' | 'declined'; domainId: string } | null
  /** Whether the domain that the request was made by is still there. */
  isDomainThere: boolean
}

/** How the suggestion stands. Turned down is one for as long as the domain is there that it was made by. */
export function suggestionStatus({ request, isDomainThere }: AskedFacts): Suggestion['status'] {
  if (!request) return 'open'
  if (request.status === 'pending') return 'requested'
  return isDomainThere ? 'declined' : 'open'
}

export interface AcceptSuggestionFacts {
  /** The caller asked by it, and has not dismissed what became of that: it stays theirs, whatever the domain does by now. */
  isOwn: boolean
  /** A domain suggests the organization to the caller, who has not dismissed it. */
  isSuggested: boolean
  /** Id of the organization where the caller is a member of it. */
  memberOf: string | null
  status: Suggestion['status']
}

/** Whether the caller may ask to join. To whom it is not suggested it does not exist. */
export function checkAcceptSuggestion(facts: AcceptSuggestionFacts): Refusal | null {
  if (!facts.isOwn && !facts.isSuggested) return refuse('not_found', { field: 'suggestionId' })
  if (facts.memberOf !== null) return refuse('already_member', { meta: { organization: facts.memberOf } })
  return facts.status === 'declined' ? refuse('request_declined') : null
}

/** Whether there is something to dismiss. */
export function checkDismissSuggestion(facts: AcceptSuggestionFacts): Refusal | null {
  const isThere = facts.isOwn || (facts.isSuggested && facts.memberOf === null)
  return isThere ? null : refuse('not_found', { field: 'suggestionId' })
}
