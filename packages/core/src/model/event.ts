import type { Invitation } from './invitation'
import type { UserMembership } from './member'
import type { Organization } from './organization'
import type { SessionTaskKey } from './session'

interface EventOf<Type extends string> {
  id: string
  type: Type
  /** ISO 8601, UTC. */
  at: string
  /** Who did it; `null`: the backend API or orgkit itself. */
  actorUserId: string | null
  /** Its number in its stream, without gaps, in the order of commit. */
  sequence: number
}

/** An event in an organization's stream. */
interface OrganizationEventOf<Type extends string> extends EventOf<Type> {
  organizationId: string
}

/** An event in a user's stream. */
interface UserEventOf<Type extends string> extends EventOf<Type> {
  userId: string
}

export interface OrganizationCreatedEvent extends OrganizationEventOf<'organization.created'> {
  organization: Organization
}

export interface OrganizationUpdatedEvent extends OrganizationEventOf<'organization.updated'> {
  organization: Organization
}

/** How many there are after the event: those who show a number need not count. */
export interface OrganizationCounts {
  memberCount: number
  /** Those that have not expired. */
  pendingInvitationCount: number
}

export interface MembershipCreatedEvent extends OrganizationEventOf<'membership.created'> {
  userId: string
  membership: UserMembership
  counts: OrganizationCounts
}

/** Somebody left, or was removed. */
export interface MembershipDeletedEvent extends OrganizationEventOf<'membership.deleted'> {
  userId: string
  counts: OrganizationCounts
}

/** Sent, sent again, or come to an end; `invitation` is what it is afterwards. */
export interface InvitationEvent extends OrganizationEventOf<
  | 'invitation.created'
  | 'invitation.resent'
  | 'invitation.revoked'
  | 'invitation.accepted'
  | 'invitation.declined'
> {
  invitation: Invitation
  counts: OrganizationCounts
}

/** Nothing of this kind is open any more: the gate may open. */
export interface SessionTaskCompletedEvent extends UserEventOf<'session_task.completed'> {
  taskKey: SessionTaskKey
}

/** The user turned down an invitation of their list (`listUserInvitations`). Of the organization it tells nothing. */
export interface UserInvitationDeclinedEvent extends UserEventOf<'user_invitation.declined'> {
  invitationId: string
}

export type OrganizationEvent =
  | OrganizationCreatedEvent
  | OrganizationUpdatedEvent
  | MembershipCreatedEvent
  | MembershipDeletedEvent
  | InvitationEvent
export type UserEvent = SessionTaskCompletedEvent | UserInvitationDeclinedEvent
export type OrgkitEvent = OrganizationEvent | UserEvent
export type EventType = OrgkitEvent['type']

/** An event before its stream gave it a number. */
export type EventDraft = OrgkitEvent extends infer Event
  ? Event extends OrgkitEvent
    ? Omit<Event, 'id' | 'at' | 'actorUserId' | 'sequence'>
    : never
  : never
