import type { ActivityEntry } from '../model/activity'
import type { BackendOrganization, BackendUser, BulkResult } from '../model/backend'
import type { Domain } from '../model/domain'
import type { OrgkitEvent } from '../model/event'
import type { InstanceSettings, LimitOverride, PermitOverride } from '../model/instance'
import type { ApplicationInvitation, Invitation, InvitationStatus } from '../model/invitation'
import type { Member, UserMembership } from '../model/member'
import type { Page, PageInput } from '../model/page'
import type { AvailableRole, CustomPermission, Permission, RoleKey } from '../model/role'
import type { EmailAddress } from '../model/user'
import type {
  AddDomainInput,
  DomainInput,
  DomainOutput,
  EventsOutput,
  InvitationInput,
  InvitationOutput,
  InviteMemberInput,
  InviteMembersInput,
  InviteMembersOutput,
  ListEventsInput,
  ListInvitationsInput,
  ListMembersInput,
  ListOfOrganizationInput,
  ListPermissionsOutput,
  ListRolesOutput,
  ListUserMembershipsInput,
  MemberInput,
  MemberOutput,
  OrganizationInput,
  UpdateDomainInput,
} from './app-operations'
import type { BackendOperationName } from './backend-routes'

export interface UserInput {
  userId: string
}

/** Who the host says this is, before their first request or after a change. */
export interface UpsertUserInput extends UserInput {
  name: string
  emails: readonly EmailAddress[]
  /** @default null */
  imageUrl?: string | null
}

export interface ListUsersInput extends PageInput {
  /** Those who have this address, verified or not. @default all */
  emailAddress?: string
}

export interface UpdateUserInput extends UserInput {
  /** A10 */
  mayCreateOrganizations?: PermitOverride
  /** A11. Above 100 only as far as whoever runs the server lets it. */
  creationLimit?: LimitOverride
  /** Goes in among what is there, by key; `null` takes a key away. Keys as of a profile field, values as its answers; at most 50 keys. */
  metadata?: Readonly<Record<string, string | null>>
}

export interface BackendUserOutput {
  user: BackendUser
}

export interface BackendCreateOrganizationInput {
  /** As in the app contract. */
  name: string
  slug?: string
  /** B2. Becomes the first member, with the creator role; it counts as theirs. Left out: the organization has no member yet. */
  userId?: string
  /** @default 'instance' */
  membershipLimit?: LimitOverride
}

export interface BackendOrganizationOutput {
  organization: BackendOrganization
  events: readonly OrgkitEvent[]
}

export interface CreateOrganizationsInput {
  /** 1 to 100. */
  organizations: readonly BackendCreateOrganizationInput[]
}

export interface CreateOrganizationsOutput {
  /** One for each, in their order. */
  results: readonly BulkResult<BackendOrganization>[]
  events: readonly OrgkitEvent[]
}

export interface BackendGetOrganizationInput {
  /** Id or slug. */
  organization: string
}

export interface BackendUpdateOrganizationInput extends OrganizationInput {
  name?: string
  slug?: string
  membershipLimit?: LimitOverride
  /** A14 */
  membersMayDelete?: boolean
  /** As in the app contract. */
  version?: number
}

export interface AddMemberInput extends MemberInput {
  /** Of an organization without members the first one gets the creator role, whatever this says. @default the default role */
  roleKey?: RoleKey
}

export interface BackendUpdateMemberRoleInput extends MemberInput {
  roleKey: RoleKey
}

export interface BackendAddDomainInput extends AddDomainInput {
  /** The app vouches for it: nobody has to prove it. @default false */
  verified?: boolean
}

export interface InviteToApplicationInput {
  /** An e-mail address; compared without case. */
  emailAddress: string
  /** 1 to 90. @default 30 */
  expiresInDays?: number
}

export interface ListApplicationInvitationsInput extends PageInput {
  /** @default all */
  status?: InvitationStatus
}

export interface ApplicationInvitationInput {
  invitationId: string
}

export interface ApplicationInvitationOutput {
  invitation: ApplicationInvitation
}

/** Creator and default role have operations of their own. */
export type UpdateSettingsInput = Partial<Omit<InstanceSettings, 'creatorRoleKey' | 'defaultRoleKey'>>

export interface SettingsOutput {
  settings: InstanceSettings
  /** What a new instance of this application would have (A5). */
  defaults: InstanceSettings
  /** Settings that are not shown to applications of this age (A5). */
  hidden: readonly (keyof InstanceSettings)[]
}

export interface CreateRoleInput {
  /** `org:` and a word of small letters, digits and `_`. */
  key: RoleKey
  name: string
  description?: string | null
  permissions: readonly Permission[]
}

export interface RoleInput {
  roleKey: RoleKey
}

export interface UpdateRoleInput extends RoleInput {
  name?: string
  description?: string | null
  permissions?: readonly Permission[]
  /** As in `updateOrganization`. */
  version?: number
}

export interface DeleteRoleInput extends RoleInput {
  /** What its holders get, and those invited with it. Needed where there are any. */
  replacementRoleKey?: RoleKey
}

export interface BackendRoleOutput {
  role: AvailableRole
}

export interface CreatePermissionInput {
  /** `org:` and two words of small letters, digits and `_`; never `org:sys_…`. */
  key: Permission
  name: string
  description?: string | null
}

export interface PermissionInput {
  permission: Permission
}

export interface UpdatePermissionInput extends PermissionInput {
  name?: string
  description?: string | null
}

export interface PermissionOutput {
  permission: CustomPermission
}

export type NoInput = Record<never, never>

export interface DoneOutput {
  deleted: true
}

/** Input and output of every operation. A row added here makes engine, server and client fail to compile until it is met. */
export interface BackendOperations {
  upsertUser: { input: UpsertUserInput; output: BackendUserOutput }
  getUser: { input: UserInput; output: BackendUserOutput }
  listUsers: { input: ListUsersInput; output: Page<BackendUser> }
  updateUser: { input: UpdateUserInput; output: BackendUserOutput }
  deleteUser: { input: UserInput; output: EventsOutput }
  listUserMemberships: { input: UserInput & ListUserMembershipsInput; output: Page<UserMembership> }

  createOrganization: { input: BackendCreateOrganizationInput; output: BackendOrganizationOutput }
  createOrganizations: { input: CreateOrganizationsInput; output: CreateOrganizationsOutput }
  listOrganizations: { input: PageInput; output: Page<BackendOrganization> }
  getOrganization: { input: BackendGetOrganizationInput; output: { organization: BackendOrganization } }
  updateOrganization: { input: BackendUpdateOrganizationInput; output: BackendOrganizationOutput }
  deleteOrganization: { input: OrganizationInput; output: EventsOutput }

  listMembers: { input: ListMembersInput; output: Page<Member> }
  addMember: { input: AddMemberInput; output: MemberOutput }
  updateMemberRole: { input: BackendUpdateMemberRoleInput; output: MemberOutput }
  removeMember: { input: MemberInput; output: EventsOutput }

  inviteMember: { input: InviteMemberInput; output: InvitationOutput }
  inviteMembers: { input: InviteMembersInput; output: InviteMembersOutput }
  listInvitations: { input: ListInvitationsInput; output: Page<Invitation> }
  resendInvitation: { input: InvitationInput; output: InvitationOutput }
  revokeInvitation: { input: InvitationInput; output: InvitationOutput }
  listDomains: { input: ListOfOrganizationInput; output: Page<Domain> }
  addDomain: { input: BackendAddDomainInput; output: DomainOutput }
  updateDomain: { input: UpdateDomainInput; output: DomainOutput }
  removeDomain: { input: DomainInput; output: EventsOutput }
  inviteToApplication: { input: InviteToApplicationInput; output: ApplicationInvitationOutput }
  listApplicationInvitations: { input: ListApplicationInvitationsInput; output: Page<ApplicationInvitation> }
  resendApplicationInvitation: { input: ApplicationInvitationInput; output: ApplicationInvitationOutput }
  revokeApplicationInvitation: { input: ApplicationInvitationInput; output: ApplicationInvitationOutput }

  getSettings: { input: NoInput; output: SettingsOutput }
  updateSettings: { input: UpdateSettingsInput; output: SettingsOutput }
  listRoles: { input: NoInput; output: ListRolesOutput }
  createRole: { input: CreateRoleInput; output: BackendRoleOutput }
  updateRole: { input: UpdateRoleInput; output: BackendRoleOutput }
  deleteRole: { input: DeleteRoleInput; output: DoneOutput }
  setDefaultRole: { input: RoleInput; output: SettingsOutput }
  setCreatorRole: { input: RoleInput; output: SettingsOutput }
  listPermissions: { input: NoInput; output: ListPermissionsOutput }
  createPermission: { input: CreatePermissionInput; output: PermissionOutput }
  updatePermission: { input: UpdatePermissionInput; output: PermissionOutput }
  deletePermission: { input: PermissionInput; output: DoneOutput }

  listEvents: { input: ListEventsInput; output: Page<ActivityEntry> }
}

export type BackendInput<Name extends BackendOperationName> = BackendOperations[Name]['input']
export type BackendOutput<Name extends BackendOperationName> = BackendOperations[Name]['output']
