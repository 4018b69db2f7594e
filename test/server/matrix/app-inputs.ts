import type { AppInput, AppOperationName } from '@orgkit/core/contract/app'
import type { OrgkitServer } from '@orgkit/server'
import { guestRole } from './seed'
import { terms, tokenOf, type World } from './world'

type Input<Name extends AppOperationName> = (
  world: World,
  server: OrgkitServer,
) => AppInput<Name> | Promise<AppInput<Name>>

/**
 * What everybody asks for in organization A of instance X: right but for who asks. No role is named that holds more than any of the
 * callers, since nobody gives what they do not hold.
 */
export const appInputs: { [Name in AppOperationName]: Input<Name> } = {
  getSession: () => ({}),
  setLastActiveOrganization: ofA,
  listUserMemberships: () => ({}),
  listUserInvitations: () => ({}),
  acceptInvitation: ({ x }) => ({ invitationId: x.a.invitationId }),
  declineInvitation: ({ x }) => ({ invitationId: x.a.invitationId }),
  previewInvitation: async ({ x }, server) => ({ token: await tokenOf(server, x, 'ada') }),
  createOrganization: () => ({ name: 'Globex', slug: 'globex' }),
  getOrganization: ({ x }) => ({ organization: x.a.id }),
  updateOrganization: (world) => ({ ...ofA(world), name: 'Initech', slug: 'initech' }),
  deleteOrganization: ofA,
  setOrganizationLogo: (world) => ({ ...ofA(world), logo }),
  leaveOrganization: ofA,
  listMembers: ofA,
  updateMemberRole: (world) => ({ ...ofA(world), userId: 'user_x_theo', roleKey: guestRole.key }),
  removeMember: (world) => ({ ...ofA(world), userId: 'user_x_theo' }),
  updateMembers: (world) => ({ ...ofA(world), userIds: ['user_x_theo'], roleKey: guestRole.key }),
  removeMembers: (world) => ({ ...ofA(world), userIds: ['user_x_theo'] }),
  offerAdministration: (world) => ({ ...ofA(world), userId: 'user_x_theo', nextRoleKey: guestRole.key }),
  withdrawAdministration: ofA,
  acceptAdministration: (world) => ({ ...ofA(world), fromUserId: 'user_x_ada' }),
  declineAdministration: (world) => ({ ...ofA(world), fromUserId: 'user_x_ada' }),
  listRoles: ofA,
  listPermissions: ofA,
  createOrganizationRole: (world) => ({ ...ofA(world), name: 'Editor', permissions: [] }),
  updateOrganizationRole: (world) => ({ ...ofA(world), roleKey: world.x.a.roleKey, name: 'Editor' }),
  deleteOrganizationRole: (world) => ({
    ...ofA(world),
    roleKey: world.x.a.roleKey,
    replacementRoleKey: guestRole.key,
  }),
  listEvents: ofA,
  inviteMember: (world) => ({ ...ofA(world), emailAddress: 'new@matrix.test', roleKey: guestRole.key }),
  listInvitations: ofA,
  resendInvitation: (world) => ({ ...ofA(world), invitationId: world.x.a.otherInvitationId }),
  revokeInvitation: (world) => ({ ...ofA(world), invitationId: world.x.a.otherInvitationId }),
  getInvitationLink: (world) => ({ ...ofA(world), invitationId: world.x.a.otherInvitationId }),
  completeSessionTask: () => ({ taskKey: 'accept-terms', termsVersion: terms.version }),
  listSuggestions: () => ({}),
  acceptSuggestion: ({ x }) => ({ suggestionId: x.a.domainId }),
  dismissSuggestion: ({ x }) => ({ suggestionId: x.a.domainId }),
  inviteMembers: (world) => ({
    ...ofA(world),
    invitations: [{ emailAddress: 'new@matrix.test', roleKey: guestRole.key }],
  }),
  listDomains: ofA,
  addDomain: (world) => ({ ...ofA(world), name: 'matrix.example' }),
  startDomainVerification: (world) => ({
    ...ofA(world),
    domainId: world.x.a.newDomainId,
    method: 'email_code',
    emailAddress: 'postmaster@matrix.test',
  }),
  finishDomainVerification: (world) => ({
    ...ofA(world),
    domainId: world.x.a.newDomainId,
    method: 'verified_address',
  }),
  updateDomain: (world) => ({
    ...ofA(world),
    domainId: world.x.a.domainId,
    enrollmentMode: 'manual_invitation',
    declineRequests: true,
  }),
  removeDomain: (world) => ({ ...ofA(world), domainId: world.x.a.domainId }),
  listMembershipRequests: ofA,
  approveMembershipRequest: (world) => ({ ...ofA(world), userId: 'user_x_omar', roleKey: guestRole.key }),
  declineMembershipRequest: (world) => ({ ...ofA(world), userId: 'user_x_omar' }),
  approveMembershipRequests: (world) => ({
    ...ofA(world),
    userIds: ['user_x_omar'],
    roleKey: guestRole.key,
  }),
  declineMembershipRequests: (world) => ({ ...ofA(world), userIds: ['user_x_omar'] }),
  checkSlug: () => ({ slug: 'globex' }),
}

function ofA({ x }: World): { organizationId: string } {
  return { organizationId: x.a.id }
}

/** A picture of 8 × 8 pixels. */
const logo = new Blob(
  [
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAMAAADz0U65AAAAA1BMVEXcKDxR2yOjAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAADElEQVQI12NgoA4AAABIAAH/myMhAAAAAElFTkSuQmCC',
      'base64',
    ),
  ],
  { type: 'image/png' },
)
