import { refuse, type Refusal } from '../errors'
import type { InvitationStatus } from '../model/invitation'
import { checkSeat } from './organization'

export const invitationMinimumDays = 1
export const invitationMaximumDays = 90
export const invitationDefaultDays = 30
/** How many are invited at once at most. */
export const invitationBulkMaximum = 500

/** Days until an invitation expires. */
export function checkExpiry(days: number): Refusal | null {
  if (Number.isInteger(days) && days >= invitationMinimumDays && days <= invitationMaximumDays) return null
  const meta = { minimum: invitationMinimumDays, maximum: invitationMaximumDays }
  return refuse('invalid_value', { field: 'expiresInDays', meta })
}

export interface InviteFacts {
  memberCount: number
  /** Those that have not expired. */
  pendingInvitationCount: number
  /** `null`: unlimited. */
  membershipLimit: number | null
  /** Somebody with that address is a member. */
  isMember: boolean
  /** An invitation to that address waits for an answer. */
  isInvited: boolean
}

/** Whether one more may be invited (A6): a sent invitation holds a seat. The caller counts under the organization's lock. */
export function checkInviteMember(facts: InviteFacts): Refusal | null {
  if (facts.isMember) return refuse('already_member', { field: 'emailAddress' })
  if (facts.isInvited) return refuse('already_invited', { field: 'emailAddress' })
  return checkSeat(facts.memberCount + facts.pendingInvitationCount, facts.membershipLimit)
}

/** What an invitation is now. It grants nothing once whoever sent it may not give its role any more. */
export function invitationStatus(
  stored: { status: InvitationStatus; expiresAt: string },
  { now, isInviterEntitled }: { now: Date; isInviterEntitled: boolean },
): InvitationStatus {
  if (stored.status !== 'pending') return stored.status
  if (!isInviterEntitled) return 'revoked'
  return stored.expiresAt <= now.toISOString() ? 'expired' : 'pending'
}

/** Why an invitation cannot be answered any more; `null`: it is pending. */
export function checkPending(status: InvitationStatus): Refusal | null {
  return status === 'pending' ? null : refuse(`invitation_${status}`)
}

export interface AnswerFacts {
  status: InvitationStatus
  /** The caller is signed in. */
  isSignedIn: boolean
  /** The caller has the invited address. */
  hasAddress: boolean
  /** The address is proven: by the mailed link, or as a verified one of the caller's. */
  isProven: boolean
}

/** Whether the caller may answer the invitation, one way or the other. */
export function checkAnswerInvitation(facts: AnswerFacts): Refusal | null {
  const ended = checkPending(facts.status)
  if (ended) return ended
  if (!facts.isSignedIn) return refuse('unauthenticated')
  if (!facts.hasAddress) return refuse('wrong_account')
  return facts.isProven ? null : refuse('address_unverified')
}

export interface AcceptFacts extends AnswerFacts {
  /** Id of the organization where the caller is a member of it; told to whom it is for, since the link then leads there. */
  memberOf: string | null
  memberCount: number
  /** `null`: unlimited. */
  membershipLimit: number | null
}

/** Whether the caller may join by it (A6): accepting counts members alone. Counted under the organization's lock. */
export function checkAcceptInvitation(facts: AcceptFacts): Refusal | null {
  if (facts.memberOf !== null && facts.hasAddress) {
    return refuse('already_member', { meta: { organization: facts.memberOf } })
  }
  return checkAnswerInvitation(facts) ?? checkSeat(facts.memberCount, facts.membershipLimit)
}
