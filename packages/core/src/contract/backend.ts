import type { ErrorCode } from '../errors'
import type { ActivityEntry } from '../model/activity'
import type { BackendOrganization, BackendUser, BulkResult } from '../model/backend'
import type { OrgkitEvent } from '../model/event'
import type { InstanceSettings, LimitOverride, PermitOverride } from '../model/instance'
import type { ApplicationInvitation, Invitation, InvitationStatus } from '../model/invitation'
import type { Member, UserMembership } from '../model/member'
import type { Page, PageInput } from '../model/page'
import type { AvailableRole, CustomPermission, Permission, RoleKey } from '../model/role'
import type { EmailAddress } from '../model/user'
import type {
  EventsOutput,
  InvitationInput,
  InvitationOutput,
  InviteMemberInput,
  ListEventsInput,
  ListInvitationsInput,
  ListMembersInput,
  ListPermissionsOutput,
  ListRolesOutput,
  ListUserMembershipsInput,
  MemberInput,
  MemberOutput,
  OrganizationInput,
} from './app'
import { type BackendOperationName, backendRoutes } from './backend-routes'
import type { Route } from './operation'

export { backendRoutes, type BackendOperationName } from './backend-routes'

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
  listInvitations: { input: ListInvitationsInput; output: Page<Invitation> }
  resendInvitation: { input: InvitationInput; output: InvitationOutput }
  revokeInvitation: { input: InvitationInput; output: InvitationOutput }
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

/** A row of the backend contract: asked by the app's own server with the instance's secret key, in nobody's name. */
export interface BackendOperation extends Route {
  /** One sentence for the OpenAPI document. */
  summary: string
  /** Codes that it answers with, beside `unauthenticated` and those that any operation may (`commonErrorCodes`). */
  errors: readonly ErrorCode[]
}

const textErrors = ['required', 'too_long', 'invalid_characters'] as const
const slugErrors = [...textErrors, 'too_short', 'slug_taken', 'slugs_disabled'] as const
const endedErrors = ['invitation_accepted', 'invitation_declined', 'invitation_revoked'] as const
const organizationErrors = ['not_found', 'organizations_disabled'] as const

/** The backend contract: what the app's own server can ask. */
export const backend = {
  upsertUser: {
    ...backendRoutes.upsertUser,
    summary: 'Tells orgkit of a user of the host’s, or of what changed with one.',
    errors: [...textErrors, 'idempotency_conflict'],
  },
  getUser: {
    ...backendRoutes.getUser,
    summary: 'One user, with what they may do.',
    errors: ['not_found'],
  },
  listUsers: {
    ...backendRoutes.listUsers,
    summary: 'The users of the instance, by id.',
    errors: ['invalid_value'],
  },
  updateUser: {
    ...backendRoutes.updateUser,
    summary:
      'Allows or forbids a user to create organizations, or sets how many, against the instance’s setting (A10, A11).',
    errors: ['not_found', 'invalid_value', 'idempotency_conflict'],
  },
  deleteUser: {
    ...backendRoutes.deleteUser,
    summary:
      'Forgets a user and ends their memberships. Refused where they are the last administrator among other members.',
    errors: ['not_found', 'last_administrator', 'idempotency_conflict'],
  },
  listUserMemberships: {
    ...backendRoutes.listUserMemberships,
    summary: 'The organizations that a user belongs to.',
    errors: ['not_found', 'invalid_value', 'too_long'],
  },
  createOrganization: {
    ...backendRoutes.createOrganization,
    summary:
      'Creates an organization for a user, who becomes its first member with the creator role, or with no member at all. No limit of ' +
      'the user’s stands in the way.',
    errors: [...organizationErrors, ...slugErrors, 'invalid_value', 'idempotency_conflict'],
  },
  createOrganizations: {
    ...backendRoutes.createOrganizations,
    summary: 'Creates up to 100 organizations, with a result for each.',
    errors: ['organizations_disabled', 'required', 'too_long', 'idempotency_conflict'],
  },
  listOrganizations: {
    ...backendRoutes.listOrganizations,
    summary: 'The organizations of the instance, the newest first.',
    errors: ['organizations_disabled', 'invalid_value'],
  },
  getOrganization: {
    ...backendRoutes.getOrganization,
    summary: 'One organization, by id or slug.',
    errors: organizationErrors,
  },
  updateOrganization: {
    ...backendRoutes.updateOrganization,
    summary: 'Changes name, slug, membership limit (A6), or whether its members may delete it (A14).',
    errors: [...organizationErrors, ...slugErrors, 'invalid_value', 'conflict', 'idempotency_conflict'],
  },
  deleteOrganization: {
    ...backendRoutes.deleteOrganization,
    summary: 'Deletes an organization, whether its members may or not. There is no way back.',
    errors: [...organizationErrors, 'idempotency_conflict'],
  },
  listMembers: {
    ...backendRoutes.listMembers,
    summary: 'The members of an organization.',
    errors: [...organizationErrors, 'invalid_value', 'too_long'],
  },
  addMember: {
    ...backendRoutes.addMember,
    summary:
      'Makes a user a member at once, without an invitation; one that waits for them counts as accepted.',
    errors: [
      ...organizationErrors,
      'invalid_value',
      'already_member',
      'seat_limit_reached',
      'idempotency_conflict',
    ],
  },
  updateMemberRole: {
    ...backendRoutes.updateMemberRole,
    summary: 'Gives a member another role.',
    errors: [...organizationErrors, 'invalid_value', 'last_administrator', 'idempotency_conflict'],
  },
  removeMember: {
    ...backendRoutes.removeMember,
    summary: 'Ends a membership.',
    errors: [...organizationErrors, 'last_administrator', 'idempotency_conflict'],
  },
  inviteMember: {
    ...backendRoutes.inviteMember,
    summary: 'Offers a place in the organization by e-mail, in nobody’s name.',
    errors: [
      ...organizationErrors,
      'required',
      'too_long',
      'invalid_value',
      'already_member',
      'already_invited',
      'seat_limit_reached',
      'idempotency_conflict',
    ],
  },
  listInvitations: {
    ...backendRoutes.listInvitations,
    summary: 'The invitations of an organization, the newest first.',
    errors: [...organizationErrors, 'invalid_value'],
  },
  resendInvitation: {
    ...backendRoutes.resendInvitation,
    summary:
      'Sends an invitation again, in nobody’s name, with its whole time to run. Links sent before stop working.',
    errors: [
      ...organizationErrors,
      ...endedErrors,
      'invalid_value',
      'already_member',
      'already_invited',
      'seat_limit_reached',
      'idempotency_conflict',
    ],
  },
  revokeInvitation: {
    ...backendRoutes.revokeInvitation,
    summary: 'Takes an invitation back. Its links stop working.',
    errors: [...organizationErrors, ...endedErrors, 'idempotency_conflict'],
  },
  inviteToApplication: {
    ...backendRoutes.inviteToApplication,
    summary:
      'Invites somebody to the app by e-mail, with no organization and no role: they make or join one in the onboarding flow.',
    errors: ['required', 'too_long', 'invalid_value', 'already_invited', 'idempotency_conflict'],
  },
  listApplicationInvitations: {
    ...backendRoutes.listApplicationInvitations,
    summary: 'The invitations to the app, the newest first.',
    errors: ['invalid_value'],
  },
  resendApplicationInvitation: {
    ...backendRoutes.resendApplicationInvitation,
    summary:
      'Sends a pending or expired invitation again, with its whole time to run. Its earlier links stop working.',
    errors: ['not_found', ...endedErrors, 'already_invited', 'idempotency_conflict'],
  },
  revokeApplicationInvitation: {
    ...backendRoutes.revokeApplicationInvitation,
    summary: 'Takes an invitation to the app back. Its links stop working.',
    errors: ['not_found', ...endedErrors, 'idempotency_conflict'],
  },
  getSettings: {
    ...backendRoutes.getSettings,
    summary:
      'The settings of the instance, their defaults, and which are not shown to applications of this age (A5).',
    errors: [],
  },
  updateSettings: {
    ...backendRoutes.updateSettings,
    summary:
      'Changes settings of the instance. They act at the next request; nothing that exists is taken away.',
    errors: ['invalid_value', 'too_long', 'invalid_characters', 'idempotency_conflict'],
  },
  listRoles: {
    ...backendRoutes.listRoles,
    summary: 'The roles of the instance.',
    errors: [],
  },
  createRole: {
    ...backendRoutes.createRole,
    summary: 'Makes a role of the instance (A15). At most 10 beside the first two.',
    errors: [...textErrors, 'invalid_value', 'role_taken', 'role_limit_reached', 'idempotency_conflict'],
  },
  updateRole: {
    ...backendRoutes.updateRole,
    summary:
      'Changes a role of the instance. It acts on its holders at their next request. No organization is left without an administrator.',
    errors: [
      ...textErrors,
      'not_found',
      'invalid_value',
      'last_administrator',
      'creator_permissions_missing',
      'conflict',
      'idempotency_conflict',
    ],
  },
  deleteRole: {
    ...backendRoutes.deleteRole,
    summary:
      'Deletes a role of the instance; its holders get the other one, and so do those invited with it.',
    errors: [
      'not_found',
      'required',
      'invalid_value',
      'role_is_default',
      'role_is_creator',
      'last_administrator',
      'idempotency_conflict',
    ],
  },
  setDefaultRole: {
    ...backendRoutes.setDefaultRole,
    summary: 'What those get who join without a role of their own (A12).',
    errors: ['not_found', 'idempotency_conflict'],
  },
  setCreatorRole: {
    ...backendRoutes.setCreatorRole,
    summary: 'What whoever creates an organization gets (A13).',
    errors: ['not_found', 'creator_permissions_missing', 'idempotency_conflict'],
  },
  listPermissions: {
    ...backendRoutes.listPermissions,
    summary: 'What a role can hold.',
    errors: [],
  },
  createPermission: {
    ...backendRoutes.createPermission,
    summary: 'Makes a permission of the app’s own.',
    errors: [...textErrors, 'invalid_value', 'permission_taken', 'idempotency_conflict'],
  },
  updatePermission: {
    ...backendRoutes.updatePermission,
    summary: 'Changes the name or description of one of the app’s own permissions.',
    errors: [...textErrors, 'not_found', 'idempotency_conflict'],
  },
  deletePermission: {
    ...backendRoutes.deletePermission,
    summary: 'Deletes one of the app’s own permissions, and takes it from every role.',
    errors: ['not_found', 'idempotency_conflict'],
  },
  listEvents: {
    ...backendRoutes.listEvents,
    summary: 'The audit trail of an organization, also of one that is gone: who did what, the newest first.',
    errors: ['not_found', 'invalid_value'],
  },
} as const satisfies Record<BackendOperationName, BackendOperation>
