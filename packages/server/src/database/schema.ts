import type {
  Application,
  CustomPermission,
  EmailAddress,
  EnrollmentMode,
  InstanceSettings,
  InvitationStatus,
  LimitOverride,
  Permission,
  PermitOverride,
  UserMetadata,
} from '@orgkit/core'
import type { DomainProofRow, EventAudit, MembershipRequestRow, OutboxRow } from '@orgkit/core/engine'
import type { ColumnType, GeneratedAlways } from 'kysely'
import type { InstanceDescription } from '../instance-description'

/** The Postgres schema that holds every table of orgkit, so that none meets one of the host's or of its sign-in library. */
export const schemaName = 'orgkit'

/** Read as a value, written as JSON text: both drivers take that alike. */
type Json<Value> = ColumnType<Value, string, string>
type JsonWithDefault<Value> = ColumnType<Value, string | undefined, string>

/*
 * Every row carries its instance, and keys are laid out so that the tables can be distributed: by organization, by user, or by
 * value (claims). Times are ISO 8601 texts of the engine's clock; they sort as text and come back as they were written.
 */

export interface InstanceTable {
  id: string
  application_id: string
  environment: 'development' | 'production'
  settings: Json<InstanceSettings>
  plan: Application['plan']
  application_created_at: string
  /** The app's own. */
  permissions: Json<readonly CustomPermission[]>
  /** What the host said of it at the last start; `null`: nothing yet. */
  described: Json<InstanceDescription | null>
}

export interface InstanceRoleTable {
  instance_id: string
  key: string
  name: string
  description: string | null
  permissions: Json<readonly Permission[]>
  /** Its place in the list of roles. */
  position: number
  version: ColumnType<number, number | undefined, number>
}

export interface ApiKeyTable {
  instance_id: string
  /** SHA-256 of the key, in hex: the key itself is not kept. */
  key_hash: string
  kind: 'publishable' | 'secret'
}

export interface AppUserTable {
  instance_id: string
  id: string
  name: string
  name_key: string
  search_key: string
  image_url: string | null
  emails: Json<readonly EmailAddress[]>
  organization_count: number
  created_organization_count: number
  last_active_organization_id: string | null
  may_create_organizations: JsonWithDefault<PermitOverride>
  creation_limit: JsonWithDefault<LimitOverride>
  metadata: JsonWithDefault<UserMetadata>
  accepted_terms_version: string | null
  accepted_terms_at: string | null
  event_seq: ColumnType<number, number | undefined, number>
}

/** By address: who has it, verified or not. */
export interface UserAddressTable {
  instance_id: string
  /** `addressKey` of the address. */
  address_key: string
  user_id: string
}

export interface OrganizationTable {
  instance_id: string
  id: string
  name: string
  name_key: string
  search_key: string
  slug: string | null
  image_url: string | null
  member_count: number
  pending_invitation_count: number
  pending_request_count: number
  members_may_delete: boolean
  membership_limit: Json<LimitOverride>
  /** How many roles of its own it has. */
  role_count: number
  created_by_user_id: string | null
  created_at: string
  updated_at: string
  version: number
  event_seq: ColumnType<number, number | undefined, number>
}

/** An organization's own roles (A15). */
export interface OrganizationRoleTable {
  instance_id: string
  organization_id: string
  key: string
  name: string
  name_key: string
  description: string | null
  permissions: Json<readonly Permission[]>
  version: number
}

/** Hand-overs that wait for an answer. */
export interface AdministrationOfferTable {
  instance_id: string
  organization_id: string
  from_user_id: string
  to_user_id: string
  next_role_key: string
  created_at: string
}

/** By organization: its members with copies of what its list of them is sorted and searched by. */
export interface MembershipTable {
  instance_id: string
  organization_id: string
  user_id: string
  role_key: string
  joined_at: string
  user_name_key: string
  user_search_key: string
}

/** By user: the same memberships with copies of what the user's own list is sorted and searched by. */
export interface UserOrganizationTable {
  instance_id: string
  user_id: string
  organization_id: string
  role_key: string
  joined_at: string
  last_active_at: string | null
  /** `last_active_at`, or else `joined_at`. */
  recent_at: string
  organization_name_key: string
  organization_search_key: string
}

export interface SlugClaimTable {
  instance_id: string
  slug: string
  organization_id: string
  /** Given up then, and still leading there; `null`: in use. */
  released_at: string | null
}

export interface InvitationTable {
  instance_id: string
  /** Empty for an invitation to the app: a key column takes no null. */
  organization_id: string
  id: string
  email_address: string
  /** `addressKey` of the address. */
  address_key: string
  /** `null`: to the app. */
  role_key: string | null
  /** `pending` also once it has expired. */
  status: InvitationStatus
  inviter_user_id: string | null
  expires_in_days: number
  created_at: string
  sent_at: string
  expires_at: string
  version: number
}

/** E-mail domains of an organization. */
export interface DomainTable {
  instance_id: string
  organization_id: string
  id: string
  name: string
  enrollment_mode: EnrollmentMode
  verified_at: string | null
  created_at: string
  version: number
  proof: ColumnType<DomainProofRow | null, string | null, string | null | undefined>
  proof_version: number
  pending_request_count: number
}

/** By name: the verified domain that has it. */
export interface DomainClaimTable {
  instance_id: string
  name: string
  organization_id: string
  domain_id: string
}

/** Requests to join that wait for an answer, or were declined. */
export interface MembershipRequestTable {
  instance_id: string
  organization_id: string
  user_id: string
  domain_id: string
  domain_name: string
  email_address: string
  status: MembershipRequestRow['status']
  created_at: string
}

/** By user: what domains offered and they turned down. */
export interface DomainDismissalTable {
  instance_id: string
  user_id: string
  domain_id: string
}

/** Mail that waits to be sent, or was. Across all instances: whoever reads it serves them all. */
export interface OutboxTable {
  instance_id: string
  id: string
  kind: OutboxRow['kind']
  /** Of the invitation, or of the domain. */
  subject_id: string
  /** Of the invitation, or of the domain's proof. */
  version: number
  created_at: string
  /** When it may be claimed. A claim moves it forward, so that nobody else sends it meanwhile. */
  due_at: string
  /** What `due_at` was at first; `null`: what was written before there were mails for later, due when it was made. */
  first_due_at: ColumnType<string | null, string | undefined, never>
  attempts: ColumnType<number, number | undefined, number>
  /** Sent, or not to be sent any more. */
  done_at: string | null
  /** Given up. */
  failed_at: string | null
}

/** What was counted since the window began. */
export interface CounterTable {
  instance_id: string
  key: string
  window_key: string
  amount: number
}

interface EventColumns {
  instance_id: string
  seq: number
  id: string
  type: string
  at: string
  actor_user_id: string | null
  data: Json<unknown>
  /** What the audit trail says of it; `null`: nothing. */
  audit: ColumnType<EventAudit | null, string | null, never>
}

export interface EventTable extends EventColumns {
  organization_id: string
}

export interface UserEventTable extends EventColumns {
  user_id: string
}

export interface IdempotencyTable {
  instance_id: string
  actor_id: string
  key: string
  operation: string
  fingerprint: string
  answer: string
  created_at: string
}

export interface BlobTable {
  /** Made of the instance and the content, so an address never shows another content. */
  id: string
  instance_id: string
  content_type: string
  bytes: ColumnType<Uint8Array, Uint8Array, never>
}

/** What the dev mailbox keeps. */
export interface SentMailTable {
  position: GeneratedAlways<number>
  recipient: string
  subject: string
  text: string
  html: string
  sent_at: string
  /** Says which mail it is: the same one sent twice is kept once. `null`: it says nothing. */
  message_id: string | null
}

export interface Tables {
  instance: InstanceTable
  instance_role: InstanceRoleTable
  api_key: ApiKeyTable
  app_user: AppUserTable
  user_address: UserAddressTable
  organization: OrganizationTable
  organization_role: OrganizationRoleTable
  administration_offer: AdministrationOfferTable
  membership: MembershipTable
  user_organization: UserOrganizationTable
  slug_claim: SlugClaimTable
  invitation: InvitationTable
  domain: DomainTable
  domain_claim: DomainClaimTable
  membership_request: MembershipRequestTable
  domain_dismissal: DomainDismissalTable
  counter: CounterTable
  outbox: OutboxTable
  event: EventTable
  user_event: UserEventTable
  idempotency: IdempotencyTable
  blob: BlobTable
  sent_mail: SentMailTable
}
