import type { Invitation } from './invitation'
import type { Domain } from './domain'
import type { AdministrationOffer, UserMembership } from './member'
import type { Organization, OrganizationSummary } from './organization'
import type { MembershipRequest, Suggestion } from './request'
import type { AvailableRole, Permission, Role, RoleKey } from './role'
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

/** Gone with its memberships, invitations and roles. The last event of its stream. */
export type OrganizationDeletedEvent = OrganizationEventOf<'organization.deleted'>

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

export interface MembershipRoleChangedEvent extends OrganizationEventOf<'membership.role_changed'> {
  userId: string
  membership: UserMembership
  permissions: readonly Permission[]
}

/** One of the organization's own roles was made or changed. */
export interface RoleEvent extends OrganizationEventOf<'role.created' | 'role.updated'> {
  role: AvailableRole
}

/** A role is gone, the organization's own or the instance's; those who held it hold the other one. */
export interface RoleDeletedEvent extends OrganizationEventOf<'role.deleted'> {
  roleKey: RoleKey
  /** `null`: nobody held it. */
  replacement: Role | null
}

/** A hand-over was offered, or came to an end. The roles are told by `membership.role_changed`. */
export interface AdministrationEvent extends OrganizationEventOf<
  | 'administration.offered'
  | 'administration.withdrawn'
  | 'administration.accepted'
  | 'administration.declined'
> {
  offer: AdministrationOffer
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

export interface DomainEvent extends OrganizationEventOf<
  'domain.created' | 'domain.verification_started' | 'domain.verified' | 'domain.updated' | 'domain.deleted'
> {
  domain: Domain
}

/** Somebody asks to join, or the request came to an end. Of an approved one `membership.created` tells too. */
export interface MembershipRequestEvent extends OrganizationEventOf<
  | 'membership_request.created'
  | 'membership_request.approved'
  | 'membership_request.declined'
  | 'membership_request.withdrawn'
> {
  request: MembershipRequest
  /** Of the organization, after it. */
  pendingRequestCount: number
}

/** The task is open again: the user lost the last organization. */
export interface SessionTaskOpenedEvent extends UserEventOf<'session_task.opened'> {
  taskKey: SessionTaskKey
}

/** The user belongs to the organization, or holds another role there: whoever made it so. */
export interface UserMembershipEvent extends UserEventOf<
  'user_membership.created' | 'user_membership.role_changed'
> {
  membership: UserMembership
}

/** The user left, was removed, or the organization is gone. */
export interface UserMembershipDeletedEvent extends UserEventOf<'user_membership.deleted'> {
  organization: OrganizationSummary
}

/** The user asked to join, or was turned down. */
export interface UserSuggestionEvent extends UserEventOf<'user_suggestion.updated'> {
  suggestion: Suggestion
}

/** The user dismissed a suggestion, or what asked for it is over. */
export interface UserSuggestionDismissedEvent extends UserEventOf<'user_suggestion.dismissed'> {
  suggestionId: string
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
  | OrganizationDeletedEvent
  | MembershipCreatedEvent
  | MembershipRoleChangedEvent
  | MembershipDeletedEvent
  | InvitationEvent
  | RoleEvent
  | RoleDeletedEvent
  | AdministrationEvent
  | DomainEvent
  | MembershipRequestEvent

/** What the audit trail tells of, for those who choose a part of it. A test sees to it that none is missing. */
export const organizationEventTypes = [
  'organization.created',
  'organization.updated',
  'organization.deleted',
  'membership.created',
  'membership.role_changed',
  'membership.deleted',
  'invitation.created',
  'invitation.resent',
  'invitation.revoked',
  'invitation.accepted',
  'invitation.declined',
  'role.created',
  'role.updated',
  'role.deleted',
  'administration.offered',
  'administration.withdrawn',
  'administration.accepted',
  'administration.declined',
  'domain.created',
  'domain.verification_started',
  'domain.verified',
  'domain.updated',
  'domain.deleted',
  'membership_request.created',
  'membership_request.approved',
  'membership_request.declined',
  'membership_request.withdrawn',
] as const satisfies readonly OrganizationEvent['type'][]

export type UserEvent =
  | SessionTaskCompletedEvent
  | SessionTaskOpenedEvent
  | UserInvitationDeclinedEvent
  | UserMembershipEvent
  | UserMembershipDeletedEvent
  | UserSuggestionEvent
  | UserSuggestionDismissedEvent
export type OrgkitEvent = OrganizationEvent | UserEvent
export type EventType = OrgkitEvent['type']

/** An event before its stream gave it a number. */
export type EventDraft = OrgkitEvent extends infer Event
  ? Event extends OrgkitEvent
    ? Omit<Event, 'id' | 'at' | 'actorUserId' | 'sequence'>
    : never
  : never

/** One of a user's stream. */
export type UserEventDraft = Exclude<EventDraft, { organizationId: string }>
