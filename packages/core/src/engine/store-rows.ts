import type { MembershipSort, MemberSort } from '../contract/app'
import type { ActivityFacts, ActivityTarget } from '../model/activity'
import type { EmailAddress, UserMetadata } from '../model/user'
import type { DomainProof, EnrollmentMode } from '../model/domain'
import type { OrganizationEvent } from '../model/event'
import type { LimitOverride, PermitOverride } from '../model/instance'
import type { InvitationStatus } from '../model/invitation'
import type { Role, RoleKey } from '../model/role'

export interface EventStamp {
  id: string
  /** ISO 8601, UTC. */
  at: string
  actorUserId: string | null
  /** What the audit trail says of it; `null`: nothing. Not part of the event that is answered with. */
  audit: EventAudit | null
}

export interface EventAudit {
  target: ActivityTarget
  before: ActivityFacts | null
  after: ActivityFacts | null
}

export interface EventQuery {
  organizationId: string
  type: OrganizationEvent['type'] | null
  actorUserId: string | null
  limit: number
  offset: number
  /** Rows behind this sequence; excludes `offset`. */
  after: number | null
}

export interface EventRow {
  id: string
  type: OrganizationEvent['type']
  at: string
  sequence: number
  actorUserId: string | null
  audit: EventAudit | null
}

/** Whose stream of events. */
export type EventStream = { organizationId: string } | { userId: string }

export interface UserIdentityRow {
  id: string
  name: string
  imageUrl: string | null
  emails: readonly EmailAddress[]
}

/** Times in rows are ISO 8601 in UTC with milliseconds: they sort as text, and are the engine's clock, never the database's. */
export interface UserRow extends UserIdentityRow {
  organizationCount: number
  createdOrganizationCount: number
  /** A hint for the next session; `null`: the personal account, or none yet. */
  lastActiveOrganizationId: string | null
  mayCreateOrganizations: PermitOverride
  creationLimit: LimitOverride
  /** The answers of `complete-profile`. */
  metadata: UserMetadata
  /** The version that was accepted last; `null`: none. */
  acceptedTermsVersion: string | null
  acceptedTermsAt: string | null
}

export interface UserQuery {
  /** `null`: all. */
  addressKey: string | null
  limit: number
  offset: number
  /** Rows behind this id; excludes `offset`. */
  after: string | null
}

export interface OrganizationRow {
  id: string
  name: string
  slug: string | null
  imageUrl: string | null
  memberCount: number
  pendingInvitationCount: number
  pendingRequestCount: number
  membersMayDelete: boolean
  membershipLimit: LimitOverride
  /** How many roles of its own it has. */
  roleCount: number
  createdByUserId: string | null
  createdAt: string
  updatedAt: string
  version: number
}

export interface OrganizationRoleRow extends Role {
  organizationId: string
  version: number
}

export interface AdministrationOfferRow {
  organizationId: string
  fromUserId: string
  toUserId: string
  /** What `fromUserId` holds afterwards. */
  nextRoleKey: RoleKey
  createdAt: string
}

export interface MembershipRow {
  organizationId: string
  userId: string
  roleKey: RoleKey
  joinedAt: string
  lastActiveAt: string | null
}

/** A membership with what a list shows of its organization. */
export interface UserMembershipRow extends MembershipRow {
  organization: { id: string; name: string; slug: string | null; imageUrl: string | null }
}

export interface UserMembershipQuery {
  userId: string
  /** From `searchWords`; each begins a word of the organization's name or slug. */
  words: readonly string[]
  /** `name`: by `nameKey`. `recent`: latest `lastActiveAt ?? joinedAt` first. Ties by organization id, ascending in both. */
  sort: MembershipSort
  limit: number
  offset: number
  /** Rows behind this one; excludes `offset`. */
  after: MembershipCursor | null
}

export interface MembershipCursor {
  /** `nameKey` of the name, or the time that `recent` sorts by (`lastActiveAt ?? joinedAt`). */
  key: string
  organizationId: string
}

/** A membership with what a list shows of its user. */
export interface MemberRow extends MembershipRow {
  user: UserIdentityRow
}

export interface MemberQuery {
  organizationId: string
  /** From `searchWords`; each begins a word of the user's name or of an address. */
  words: readonly string[]
  /** Only those who hold one of them. `null`: all. */
  roleKeys: readonly RoleKey[] | null
  /** `name`: by `nameKey`. `joined`: latest `joinedAt` first. Ties by user id, ascending in both. */
  sort: MemberSort
  limit: number
  offset: number
  /** Rows behind this one; excludes `offset`. */
  after: { key: string; userId: string } | null
}

export interface InvitationRow {
  id: string
  /** `null`: to the app. */
  organizationId: string | null
  emailAddress: string
  /** `addressKey(emailAddress)` */
  addressKey: string
  /** `null`: to the app. */
  roleKey: RoleKey | null
  /** `pending` also once it has expired; `expired` only where another one to the address took its place. */
  status: InvitationStatus
  /** `null`: the backend API. */
  inviterUserId: string | null
  /** How long it runs from each sending. */
  expiresInDays: number
  createdAt: string
  sentAt: string
  expiresAt: string
  /** Raised by each sending: links of an earlier one stop working. */
  version: number
}

export type InvitationChange = Partial<
  Pick<InvitationRow, 'status' | 'roleKey' | 'inviterUserId' | 'sentAt' | 'expiresAt' | 'version'>
>

export interface InvitationQuery {
  /** `null`: those to the app. */
  organizationId: string | null
  /** As of `at`: a pending one is `expired` once its time has come. `null`: all. */
  status: InvitationStatus | null
  at: string
  limit: number
  offset: number
  /** Rows behind this one; excludes `offset`. */
  after: { createdAt: string; id: string } | null
}

export interface AddressInvitationQuery extends Pick<InvitationQuery, 'at' | 'limit' | 'after'> {
  addressKeys: readonly string[]
}

export interface DomainRow {
  id: string
  organizationId: string
  /** In lower case, in its ASCII form. */
  name: string
  enrollmentMode: EnrollmentMode
  /** `null`: unverified. */
  verifiedAt: string | null
  createdAt: string
  version: number
  /** The proof that was begun last; `null`: none, or the domain is verified. */
  proof: DomainProofRow | null
  /** Raised by each beginning: codes of an earlier one prove nothing. Never goes back. */
  proofVersion: number
  pendingRequestCount: number
}

export interface DomainProofRow {
  method: Exclude<DomainProof, 'verified_address'>
  /** Where the code was sent. */
  emailAddress: string | null
  /** Of the code. */
  expiresAt: string | null
  triesLeft: number
}

/** A user's request to join. An approved or withdrawn one is gone; a declined one stays, so that it is not made again. */
export interface MembershipRequestRow {
  organizationId: string
  userId: string
  domainId: string
  domainName: string
  /** The user's verified address at the domain when they asked. */
  emailAddress: string
  status: 'pending' | 'declined'
  createdAt: string
}

export interface MembershipRequestQuery {
  organizationId: string
  limit: number
  offset: number
  /** Rows behind this one; excludes `offset`. */
  after: { createdAt: string; userId: string } | null
}

/**
 * A mail that waits to be sent. What it says is looked up when it is sent, and it is not sent for what has passed by then.
 * `invitation_reminder`: once, before the invitation expires. `domain_code`: to an address at a domain, to prove it.
 */
export interface OutboxRow {
  id: string
  kind: 'invitation' | 'invitation_reminder' | 'domain_code'
  /** Of the invitation, or of the domain. */
  subjectId: string
  /** Of the invitation, or of the domain's proof: a later sending has a row of its own. */
  version: number
  /** ISO 8601, UTC. */
  createdAt: string
  /** Not sent before; ISO 8601, UTC. */
  dueAt: string
}

export interface IdempotencyRow {
  actorId: string
  key: string
  operation: string
  /** Fingerprint of the input: the same key with another input is refused. */
  fingerprint: string
  /** The answer that was given, as JSON. */
  answer: string
  createdAt: string
}
