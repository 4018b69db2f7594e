import type { ErrorCode } from '../errors'
import { type BackendOperationName, backendRoutes } from './backend-routes'
import type { Route } from './operation'

export type * from './backend-operations'
export { backendRoutes, type BackendOperationName } from './backend-routes'

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
      'Allows or forbids a user to create organizations, or sets how many, against the instance’s setting (A10, A11); or sets what ' +
      'orgkit keeps of them.',
    errors: [...textErrors, 'not_found', 'invalid_value', 'idempotency_conflict'],
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
  inviteMembers: {
    ...backendRoutes.inviteMembers,
    summary:
      'Invites up to 500 people in nobody’s name, with a result for each: one that cannot be invited stops no other.',
    errors: [...organizationErrors, 'required', 'too_long', 'invalid_value', 'idempotency_conflict'],
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
  listDomains: {
    ...backendRoutes.listDomains,
    summary: 'The e-mail domains of an organization, by name.',
    errors: [...organizationErrors, 'domains_disabled', 'invalid_value'],
  },
  addDomain: {
    ...backendRoutes.addDomain,
    summary:
      'Adds an e-mail domain (A8). `verified`: the app vouches for it, so that nobody has to prove it. Only then it is told that ' +
      'another organization has it.',
    errors: [
      ...organizationErrors,
      'domains_disabled',
      'required',
      'too_long',
      'invalid_value',
      'domain_public',
      'domain_taken',
      'domain_limit_reached',
      'idempotency_conflict',
    ],
  },
  updateDomain: {
    ...backendRoutes.updateDomain,
    summary: 'Changes what the domain does, and may decline the requests that it brought.',
    errors: [...organizationErrors, 'domains_disabled', 'invalid_value', 'conflict', 'idempotency_conflict'],
  },
  removeDomain: {
    ...backendRoutes.removeDomain,
    summary:
      'Removes the domain. Its invitations and suggestions go with it, and the requests that it brought are declined.',
    errors: [...organizationErrors, 'domains_disabled', 'idempotency_conflict'],
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
