import { type AppOperationName, appRoutes } from './app-routes'
import type { Operation } from './operation'

export type * from './app-operations'
export { appRoutes, type AppOperationName } from './app-routes'
export * from './operation'

/** Why an invitation cannot be answered. */
const answerErrors = [
  'not_found',
  'required',
  'organizations_disabled',
  'invitation_accepted',
  'invitation_declined',
  'invitation_revoked',
  'invitation_expired',
  'wrong_account',
  'address_unverified',
  'idempotency_conflict',
] as const

/** What every operation answers that asks for a permission in an organization. */
const memberErrors = ['not_found', 'forbidden', 'organizations_disabled'] as const

/** The app contract: what a signed-in user of an app can ask. */
export const app = {
  getSession: {
    ...appRoutes.getSession,
    summary:
      'Who is calling, what they must finish, where they work, and the first page of their organizations.',
    session: 'any',
    permission: null,
    errors: [],
  },
  setLastActiveOrganization: {
    ...appRoutes.setLastActiveOrganization,
    summary:
      'Remembers where the caller works, as a hint for the next session, and answers with that organization.',
    session: 'active',
    permission: null,
    errors: ['not_found', 'organizations_disabled', 'personal_accounts_disabled', 'idempotency_conflict'],
  },
  listUserMemberships: {
    ...appRoutes.listUserMemberships,
    summary: 'The organizations that the caller belongs to.',
    session: 'pending',
    permission: null,
    errors: ['organizations_disabled', 'invalid_value', 'too_long'],
  },
  listUserInvitations: {
    ...appRoutes.listUserInvitations,
    summary: 'The invitations that wait for the caller’s answer: those to one of their verified addresses.',
    session: 'pending',
    permission: null,
    errors: ['organizations_disabled', 'invalid_value'],
  },
  acceptInvitation: {
    ...appRoutes.acceptInvitation,
    summary:
      'Joins the organization that the invitation offers, with its role; an invitation to the app is only marked. By the token of a ' +
      'mailed link, which proves the address, by that of a copied one with the address verified, or by id.',
    session: 'pending',
    permission: null,
    errors: [...answerErrors, 'already_member', 'seat_limit_reached'],
  },
  declineInvitation: {
    ...appRoutes.declineInvitation,
    summary: 'Turns the invitation down. Whoever could accept it can.',
    session: 'pending',
    permission: null,
    errors: answerErrors,
  },
  previewInvitation: {
    ...appRoutes.previewInvitation,
    summary:
      'What an invitation offers and whether the caller can accept it, by the token of its link. Changes nothing.',
    session: 'any',
    permission: null,
    errors: ['not_found', 'organizations_disabled'],
  },
  createOrganization: {
    ...appRoutes.createOrganization,
    summary: 'Creates an organization; the caller becomes its first member with the creator role.',
    session: 'pending',
    permission: null,
    errors: [
      'organizations_disabled',
      'creation_forbidden',
      'creation_limit_reached',
      'required',
      'too_short',
      'too_long',
      'invalid_characters',
      'slug_taken',
      'slugs_disabled',
      'idempotency_conflict',
    ],
  },
  getOrganization: {
    ...appRoutes.getOrganization,
    summary:
      'An organization that the caller belongs to, by id or slug, with the caller’s membership and limits.',
    session: 'active',
    permission: null,
    errors: ['not_found', 'organizations_disabled'],
  },
  updateOrganization: {
    ...appRoutes.updateOrganization,
    summary: 'Changes the name or the slug.',
    session: 'active',
    permission: 'org:sys_profile:manage',
    errors: [
      ...memberErrors,
      'required',
      'too_short',
      'too_long',
      'invalid_characters',
      'slug_taken',
      'slugs_disabled',
      'conflict',
      'idempotency_conflict',
    ],
  },
  deleteOrganization: {
    ...appRoutes.deleteOrganization,
    summary:
      'Deletes the organization with its memberships, invitations and roles, where members may (A14). There is no way back.',
    session: 'active',
    permission: 'org:sys_profile:delete',
    errors: [...memberErrors, 'deletion_disabled', 'idempotency_conflict'],
  },
  setOrganizationLogo: {
    ...appRoutes.setOrganizationLogo,
    summary: 'Sets or removes the logo.',
    session: 'active',
    permission: 'org:sys_profile:manage',
    errors: [
      'not_found',
      'forbidden',
      'organizations_disabled',
      'image_unsupported',
      'image_too_large',
      'idempotency_conflict',
    ],
  },
  leaveOrganization: {
    ...appRoutes.leaveOrganization,
    summary:
      'Ends the caller’s own membership. A sole member may leave; the last administrator among others may not.',
    session: 'active',
    permission: 'member',
    errors: ['not_found', 'organizations_disabled', 'last_administrator', 'idempotency_conflict'],
  },
  listMembers: {
    ...appRoutes.listMembers,
    summary: 'The members of an organization.',
    session: 'active',
    permission: 'org:sys_memberships:read',
    errors: ['not_found', 'forbidden', 'organizations_disabled', 'invalid_value', 'too_long'],
  },
  updateMemberRole: {
    ...appRoutes.updateMemberRole,
    summary: 'Gives a member another role. Nobody gives a role that holds more than they do.',
    session: 'active',
    permission: 'org:sys_memberships:manage',
    errors: [...memberErrors, 'invalid_value', 'last_administrator', 'idempotency_conflict'],
  },
  removeMember: {
    ...appRoutes.removeMember,
    summary: 'Ends the membership of somebody else, or the caller’s own.',
    session: 'active',
    permission: 'org:sys_memberships:manage',
    errors: [...memberErrors, 'last_administrator', 'idempotency_conflict'],
  },
  updateMembers: {
    ...appRoutes.updateMembers,
    summary: 'Gives up to 100 members another role, with a result for each.',
    session: 'active',
    permission: 'org:sys_memberships:manage',
    errors: [...memberErrors, 'required', 'too_long', 'invalid_value', 'idempotency_conflict'],
  },
  removeMembers: {
    ...appRoutes.removeMembers,
    summary: 'Ends up to 100 memberships, with a result for each.',
    session: 'active',
    permission: 'org:sys_memberships:manage',
    errors: [...memberErrors, 'required', 'too_long', 'invalid_value', 'idempotency_conflict'],
  },
  offerAdministration: {
    ...appRoutes.offerAdministration,
    summary:
      'Offers the caller’s role to another member, who has to confirm it. In place of an earlier offer of the caller’s.',
    session: 'active',
    permission: 'org:sys_memberships:manage',
    errors: [...memberErrors, 'invalid_value', 'already_administrator', 'idempotency_conflict'],
  },
  withdrawAdministration: {
    ...appRoutes.withdrawAdministration,
    summary: 'Takes the caller’s offer back.',
    session: 'active',
    permission: 'member',
    errors: ['not_found', 'organizations_disabled', 'idempotency_conflict'],
  },
  acceptAdministration: {
    ...appRoutes.acceptAdministration,
    summary:
      'Takes the role that was offered to the caller; whoever offered it takes the one that they named. Both at once.',
    session: 'active',
    permission: 'member',
    errors: ['not_found', 'organizations_disabled', 'idempotency_conflict'],
  },
  declineAdministration: {
    ...appRoutes.declineAdministration,
    summary: 'Turns down the offer made to the caller.',
    session: 'active',
    permission: 'member',
    errors: ['not_found', 'organizations_disabled', 'idempotency_conflict'],
  },
  listRoles: {
    ...appRoutes.listRoles,
    summary: 'The roles that members of an organization can hold.',
    session: 'active',
    permission: 'member',
    errors: ['not_found', 'organizations_disabled'],
  },
  listPermissions: {
    ...appRoutes.listPermissions,
    summary: 'What a role can hold.',
    session: 'active',
    permission: 'member',
    errors: ['not_found', 'organizations_disabled'],
  },
  createOrganizationRole: {
    ...appRoutes.createOrganizationRole,
    summary: 'Makes a role of the organization’s own (A15), holding only what its maker holds.',
    session: 'active',
    permission: 'org:sys_roles:manage',
    errors: [
      ...memberErrors,
      'roles_disabled',
      'role_limit_reached',
      'role_taken',
      'required',
      'too_long',
      'invalid_characters',
      'invalid_value',
      'idempotency_conflict',
    ],
  },
  updateOrganizationRole: {
    ...appRoutes.updateOrganizationRole,
    summary: 'Changes one of the organization’s own roles. It acts on its holders at their next request.',
    session: 'active',
    permission: 'org:sys_roles:manage',
    errors: [
      ...memberErrors,
      'role_taken',
      'required',
      'too_long',
      'invalid_characters',
      'invalid_value',
      'last_administrator',
      'conflict',
      'idempotency_conflict',
    ],
  },
  deleteOrganizationRole: {
    ...appRoutes.deleteOrganizationRole,
    summary: 'Deletes one of the organization’s own roles; its holders get the other one.',
    session: 'active',
    permission: 'org:sys_roles:manage',
    errors: [...memberErrors, 'required', 'invalid_value', 'last_administrator', 'idempotency_conflict'],
  },
  listEvents: {
    ...appRoutes.listEvents,
    summary: 'The audit trail: who did what, the newest first.',
    session: 'active',
    permission: 'org:sys_audit:read',
    errors: [...memberErrors, 'invalid_value'],
  },
  inviteMember: {
    ...appRoutes.inviteMember,
    summary:
      'Offers a place in the organization by e-mail. Nobody gives a role that holds more than they do.',
    session: 'active',
    permission: 'org:sys_memberships:manage',
    errors: [
      'not_found',
      'forbidden',
      'organizations_disabled',
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
    ...appRoutes.listInvitations,
    summary: 'The invitations of an organization, the newest first.',
    session: 'active',
    permission: 'org:sys_memberships:manage',
    errors: ['not_found', 'forbidden', 'organizations_disabled', 'invalid_value'],
  },
  resendInvitation: {
    ...appRoutes.resendInvitation,
    summary:
      'Sends a pending or expired invitation again, as the caller’s, with its whole time to run. Links sent before stop working.',
    session: 'active',
    permission: 'org:sys_memberships:manage',
    errors: [
      'not_found',
      'forbidden',
      'organizations_disabled',
      'invitation_accepted',
      'invitation_declined',
      'invitation_revoked',
      'invalid_value',
      'already_member',
      'already_invited',
      'seat_limit_reached',
      'idempotency_conflict',
    ],
  },
  revokeInvitation: {
    ...appRoutes.revokeInvitation,
    summary: 'Takes an invitation back, pending or expired. Its links stop working.',
    session: 'active',
    permission: 'org:sys_memberships:manage',
    errors: [
      'not_found',
      'forbidden',
      'organizations_disabled',
      'invitation_accepted',
      'invitation_declined',
      'invitation_revoked',
      'idempotency_conflict',
    ],
  },
  getInvitationLink: {
    ...appRoutes.getInvitationLink,
    summary:
      'The link of a pending invitation, to be handed over by other means. It proves nothing of whoever uses it.',
    session: 'active',
    permission: 'org:sys_memberships:manage',
    errors: [
      'not_found',
      'forbidden',
      'organizations_disabled',
      'invitation_accepted',
      'invitation_declined',
      'invitation_revoked',
      'invitation_expired',
    ],
  },
  checkSlug: {
    ...appRoutes.checkSlug,
    summary: 'Whether a slug is free, and free ones that resemble it.',
    session: 'pending',
    permission: null,
    errors: ['organizations_disabled', 'slugs_disabled'],
  },
} as const satisfies Record<AppOperationName, Operation>
