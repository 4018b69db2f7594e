import type { Refusal } from '../errors'
import type { ActivityEntry } from '../model/activity'
import type { BulkResult } from '../model/backend'
import type { Domain, DomainProof, EnrollmentMode } from '../model/domain'
import type { OrganizationEvent, OrgkitEvent } from '../model/event'
import type { Invitation, InvitationStatus, InvitationSummary, UserInvitation } from '../model/invitation'
import type { ActiveOrganization, AdministrationOffer, Member, UserMembership } from '../model/member'
import type { Organization } from '../model/organization'
import type { Page, PageInput } from '../model/page'
import type { AvailableRole, Permission, PermissionDescription, RoleKey } from '../model/role'
import type { MembershipRequest, Suggestion } from '../model/request'
import type { SessionAnswer, SessionTask, SessionTaskKey } from '../model/session'
import type { AppOperationName } from './app-routes'

export interface GetSessionInput {
  /**
   * Id or slug of the organization that this tab works in. `null`: the personal account; where personal accounts are off it
   * is the same as leaving it out. Left out: the one that the user last worked in.
   */
  organization?: string | null
}

export interface SetLastActiveOrganizationInput {
  /** `null`: the personal account. */
  organizationId: string | null
}

export interface SetLastActiveOrganizationOutput {
  active: ActiveOrganization | null
  /** As in the answer to `getSession`, for the organization that the caller works in now. */
  liveCursor?: string
  events: readonly OrgkitEvent[]
}

export type MembershipSort = 'name' | 'recent'

export interface ListUserMembershipsInput extends PageInput {
  /** Beginnings of words in the organization's name or slug. At most 100 characters. */
  query?: string
  /** @default 'name' */
  sort?: MembershipSort
}

export interface CreateOrganizationInput {
  /** 1 to 100 characters, white space at the ends is dropped. Markup is text. */
  name: string
  /** Left out where slugs are on: proposed from the name. Refused with `slugs_disabled` where they are off. */
  slug?: string
}

export interface CreateOrganizationOutput {
  organization: Organization
  membership: UserMembership
  /** The new organization as the active one: whoever creates it works in it next, without another request. */
  active: ActiveOrganization
  /** As in the answer to `getSession`, for the new organization. */
  liveCursor?: string
  events: readonly OrgkitEvent[]
}

export interface GetOrganizationInput {
  /** Id or slug. */
  organization: string
}

export interface UpdateOrganizationInput {
  organizationId: string
  /** As in `createOrganization`. */
  name?: string
  /**
   * The one before stays a redirect to the organization, and nobody else gets it for 90 days. Refused with `slugs_disabled` where
   * slugs are off.
   */
  slug?: string
  /** The one that the change was made for; another one by now is refused with `conflict`. @default the latest, whatever it is */
  version?: number
}

export interface SetOrganizationLogoInput {
  organizationId: string
  /** PNG, JPEG or WebP, at most 512 kB. `null` removes it. */
  logo: Blob | null
}

export interface OrganizationOutput {
  organization: Organization
  events: readonly OrgkitEvent[]
}

export interface CheckSlugInput {
  slug: string
}

export interface CheckSlugOutput {
  slug: string
  /** `null`: it is free to use. `slug_taken`, or why it cannot be one. */
  refusal: Refusal | null
  /** Free ones that resemble it; empty while it is free itself. */
  suggestions: readonly string[]
}

export interface OrganizationInput {
  organizationId: string
}

export interface EventsOutput {
  events: readonly OrgkitEvent[]
}

export type MemberSort = 'name' | 'joined'

export interface ListMembersInput extends PageInput {
  organizationId: string
  /** Beginnings of words in the name or an address. At most 100 characters. */
  query?: string
  /** Only those who hold this role. */
  roleKey?: RoleKey
  /** `joined`: the latest first. @default 'name' */
  sort?: MemberSort
}

export interface ListRolesOutput {
  /** The instance's in its order, then the organization's own by name. There are at most two dozen. */
  items: readonly AvailableRole[]
  /** What those get who join without a role of their own (A12). */
  defaultRoleKey: RoleKey
}

export interface MemberInput {
  organizationId: string
  userId: string
}

export interface UpdateMemberRoleInput extends MemberInput {
  /** Nobody gives a role that holds more than they do. */
  roleKey: RoleKey
}

export interface MemberOutput {
  member: Member
  events: readonly OrgkitEvent[]
}

/** Users of a bulk change: 1 to 100, each once. */
export interface MembersInput {
  organizationId: string
  userIds: readonly string[]
}

export interface UpdateMembersInput extends MembersInput {
  roleKey: RoleKey
}

export interface UpdateMembersOutput {
  /** One for each of `userIds`, in their order. Each is judged as if it came alone, after those before it. */
  results: readonly BulkResult<Member>[]
  events: readonly OrgkitEvent[]
}

export interface RemoveMembersOutput {
  /** One for each of `userIds`, in their order: the id of who is gone. */
  results: readonly BulkResult<string>[]
  events: readonly OrgkitEvent[]
}

export interface OfferAdministrationInput extends MemberInput {
  /** What the caller holds once the offer is accepted. @default the instance's default role */
  nextRoleKey?: RoleKey
}

export interface AdministrationOfferInput {
  organizationId: string
  /** Who offered it. */
  fromUserId: string
}

export interface AdministrationOfferOutput {
  offer: AdministrationOffer
  events: readonly OrgkitEvent[]
}

export interface AcceptAdministrationOutput {
  /** The organization with what the caller may do there now. */
  active: ActiveOrganization
  events: readonly OrgkitEvent[]
}

export interface ListPermissionsOutput {
  /** The system's, then the app's own by key. */
  items: readonly PermissionDescription[]
}

export interface CreateOrganizationRoleInput {
  organizationId: string
  /** 1 to 100 characters, unlike those of the other roles there. */
  name: string
  /** At most 500 characters. @default none */
  description?: string | null
  /** Nothing that the caller does not hold. */
  permissions: readonly Permission[]
}

export interface UpdateOrganizationRoleInput {
  organizationId: string
  roleKey: RoleKey
  name?: string
  description?: string | null
  /** What is added must be the caller's; what is taken away must leave an administrator. */
  permissions?: readonly Permission[]
  /** The one that the change was made for; another one by now is refused with `conflict`. @default the latest, whatever it is */
  version?: number
}

export interface DeleteOrganizationRoleInput {
  organizationId: string
  roleKey: RoleKey
  /** What its holders get, and those invited with it. Needed where there are any; nothing that the caller does not hold. */
  replacementRoleKey?: RoleKey
}

export interface RoleOutput {
  role: AvailableRole
  events: readonly OrgkitEvent[]
}

export interface ListEventsInput extends PageInput {
  organizationId: string
  /** @default all */
  type?: OrganizationEvent['type']
  /** Only what this user did. @default all */
  actorUserId?: string
}

export interface InviteMemberInput {
  organizationId: string
  /** An e-mail address; compared without case. */
  emailAddress: string
  /** @default the instance's default role */
  roleKey?: RoleKey
  /** 1 to 90. @default 30 */
  expiresInDays?: number
}

export interface InvitationOutput {
  invitation: Invitation
  events: readonly OrgkitEvent[]
}

export interface ListInvitationsInput extends PageInput {
  organizationId: string
  /** @default all */
  status?: InvitationStatus
}

export interface InvitationInput {
  organizationId: string
  invitationId: string
}

export interface InvitationLinkOutput {
  /** Proves nothing: whoever joins by it needs the invited address, verified. */
  url: string
  /** ISO 8601, UTC. */
  expiresAt: string
}

export interface PreviewInvitationInput {
  token: string
}

export interface PreviewInvitationOutput {
  invitation: InvitationSummary
  /**
   * Why the caller cannot accept it now, in the words of `acceptInvitation`; `null`: they can. For somebody who is signed out
   * `unauthenticated`, unless the invitation has come to an end.
   */
  refusal: Refusal | null
}

/** One of both: the token of a link, or the id of one of the caller's own invitations (`listUserInvitations`). */
export interface AnswerInvitationInput {
  token?: string
  invitationId?: string
}

export interface AcceptInvitationOutput {
  /** The organization joined, as the active one; `null` for an invitation to the app. */
  active: ActiveOrganization | null
  /** As in the answer to `getSession`, for the organization joined. */
  liveCursor?: string
  /**
   * The organization had no members, so the caller became its first, with the creator role, whatever the invitation said.
   */
  isFirstMember: boolean
  events: readonly OrgkitEvent[]
}

export interface CompleteSessionTaskInput {
  taskKey: SessionTaskKey
  /** Of `accept-terms`: the version that was read. Another one by now is refused with `conflict`. */
  termsVersion?: string
  /** Of `complete-profile`: the answers by key, each 1 to 200 characters. Those given before may be left out. */
  fields?: Readonly<Record<string, string>>
}

export interface CompleteSessionTaskOutput {
  /** Those that are left, in order. */
  tasks: readonly SessionTask[]
  events: readonly OrgkitEvent[]
}

export interface SuggestionInput {
  suggestionId: string
}

export interface SuggestionOutput {
  suggestion: Suggestion
  events: readonly OrgkitEvent[]
}

export interface InviteMembersInput {
  organizationId: string
  /** 1 to 500; of an address that stands twice the second is refused. */
  invitations: readonly InvitationRequest[]
  /** For those that name none. @default the instance's default role */
  roleKey?: RoleKey
  /** 1 to 90. @default 30 */
  expiresInDays?: number
}

export interface InvitationRequest {
  emailAddress: string
  roleKey?: RoleKey
}

export interface InviteMembersOutput {
  /** One for each of `invitations`, in their order. Each is judged as if it came alone, after those before it. */
  results: readonly BulkResult<Invitation>[]
  events: readonly OrgkitEvent[]
}

export interface ListOfOrganizationInput extends PageInput {
  organizationId: string
}

export interface AddDomainInput {
  organizationId: string
  /** E.g. `acme.com`; not an address. International ones in either form. */
  name: string
  /** @default 'manual_invitation'; where the instance does not allow that, the first that it does */
  enrollmentMode?: EnrollmentMode
}

export interface DomainInput {
  organizationId: string
  domainId: string
}

export interface StartDomainVerificationInput extends DomainInput {
  method: 'email_code' | 'dns_txt'
  /** Of `email_code`: an address at the domain, where the code goes. */
  emailAddress?: string
}

export interface FinishDomainVerificationInput extends DomainInput {
  method: DomainProof
  /** Of `email_code`: six digits. */
  code?: string
}

export interface UpdateDomainInput extends DomainInput {
  enrollmentMode: EnrollmentMode
  /** Declines the requests that it brought and that wait for an answer. @default false */
  declineRequests?: boolean
  /** The one that the change was made for; another one by now is refused with `conflict`. @default the latest, whatever it is */
  version?: number
}

export interface DomainOutput {
  domain: Domain
  events: readonly OrgkitEvent[]
}

export interface ApproveMembershipRequestInput extends MemberInput {
  /** @default the instance's default role */
  roleKey?: RoleKey
}

export interface ApproveMembershipRequestsInput extends MembersInput {
  /** @default the instance's default role */
  roleKey?: RoleKey
}

export interface MembershipRequestOutput {
  request: MembershipRequest
  events: readonly OrgkitEvent[]
}

export interface DeclineMembershipRequestsOutput {
  /** One for each of `userIds`, in their order. */
  results: readonly BulkResult<MembershipRequest>[]
  events: readonly OrgkitEvent[]
}

/** Input and output of every operation. A row added here makes every adapter, engine and server fail to compile until it is met. */
export interface AppOperations {
  getSession: { input: GetSessionInput; output: SessionAnswer }
  setLastActiveOrganization: {
    input: SetLastActiveOrganizationInput
    output: SetLastActiveOrganizationOutput
  }
  listUserMemberships: { input: ListUserMembershipsInput; output: Page<UserMembership> }
  listUserInvitations: { input: PageInput; output: Page<UserInvitation> }
  acceptInvitation: { input: AnswerInvitationInput; output: AcceptInvitationOutput }
  declineInvitation: { input: AnswerInvitationInput; output: EventsOutput }
  previewInvitation: { input: PreviewInvitationInput; output: PreviewInvitationOutput }
  createOrganization: { input: CreateOrganizationInput; output: CreateOrganizationOutput }
  getOrganization: { input: GetOrganizationInput; output: ActiveOrganization }
  updateOrganization: { input: UpdateOrganizationInput; output: OrganizationOutput }
  deleteOrganization: { input: OrganizationInput; output: EventsOutput }
  setOrganizationLogo: { input: SetOrganizationLogoInput; output: OrganizationOutput }
  leaveOrganization: { input: OrganizationInput; output: EventsOutput }
  listMembers: { input: ListMembersInput; output: Page<Member> }
  updateMemberRole: { input: UpdateMemberRoleInput; output: MemberOutput }
  removeMember: { input: MemberInput; output: EventsOutput }
  updateMembers: { input: UpdateMembersInput; output: UpdateMembersOutput }
  removeMembers: { input: MembersInput; output: RemoveMembersOutput }
  offerAdministration: { input: OfferAdministrationInput; output: AdministrationOfferOutput }
  withdrawAdministration: { input: OrganizationInput; output: EventsOutput }
  acceptAdministration: { input: AdministrationOfferInput; output: AcceptAdministrationOutput }
  declineAdministration: { input: AdministrationOfferInput; output: EventsOutput }
  listRoles: { input: OrganizationInput; output: ListRolesOutput }
  listPermissions: { input: OrganizationInput; output: ListPermissionsOutput }
  createOrganizationRole: { input: CreateOrganizationRoleInput; output: RoleOutput }
  updateOrganizationRole: { input: UpdateOrganizationRoleInput; output: RoleOutput }
  deleteOrganizationRole: { input: DeleteOrganizationRoleInput; output: EventsOutput }
  listEvents: { input: ListEventsInput; output: Page<ActivityEntry> }
  inviteMember: { input: InviteMemberInput; output: InvitationOutput }
  listInvitations: { input: ListInvitationsInput; output: Page<Invitation> }
  resendInvitation: { input: InvitationInput; output: InvitationOutput }
  revokeInvitation: { input: InvitationInput; output: InvitationOutput }
  getInvitationLink: { input: InvitationInput; output: InvitationLinkOutput }
  completeSessionTask: { input: CompleteSessionTaskInput; output: CompleteSessionTaskOutput }
  listSuggestions: { input: PageInput; output: Page<Suggestion> }
  acceptSuggestion: { input: SuggestionInput; output: SuggestionOutput }
  dismissSuggestion: { input: SuggestionInput; output: EventsOutput }
  inviteMembers: { input: InviteMembersInput; output: InviteMembersOutput }
  listDomains: { input: ListOfOrganizationInput; output: Page<Domain> }
  addDomain: { input: AddDomainInput; output: DomainOutput }
  startDomainVerification: { input: StartDomainVerificationInput; output: DomainOutput }
  finishDomainVerification: { input: FinishDomainVerificationInput; output: DomainOutput }
  updateDomain: { input: UpdateDomainInput; output: DomainOutput }
  removeDomain: { input: DomainInput; output: EventsOutput }
  listMembershipRequests: { input: ListOfOrganizationInput; output: Page<MembershipRequest> }
  approveMembershipRequest: { input: ApproveMembershipRequestInput; output: MemberOutput }
  declineMembershipRequest: { input: MemberInput; output: MembershipRequestOutput }
  approveMembershipRequests: { input: ApproveMembershipRequestsInput; output: UpdateMembersOutput }
  declineMembershipRequests: { input: MembersInput; output: DeclineMembershipRequestsOutput }
  checkSlug: { input: CheckSlugInput; output: CheckSlugOutput }
}

export type AppInput<Name extends AppOperationName> = AppOperations[Name]['input']
export type AppOutput<Name extends AppOperationName> = AppOperations[Name]['output']
