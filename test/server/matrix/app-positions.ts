import type { AppInput, AppOperationName } from '@orgkit/core/contract/app'
import { domains, invitations, organizations, type Positions, roles, texts, users } from './positions'

const organizationId = organizations.organization
const ofMember = { organizationId, userId: users.member }
const ofInvitation = { organizationId, invitationId: invitations.ofOrganization }
const ofDomain = { organizationId, domainId: domains.ofOrganization }
const ofNewDomain = { organizationId, domainId: domains.unverified }
const ofRequester = { organizationId, userId: users.requester }
const answer = { token: invitations.token, invitationId: invitations.own }

/** Each field of each operation that names something. */
export const appPositions: { [Name in AppOperationName]: Positions<AppInput<Name>> } = {
  getSession: { organization: organizations.organizationOrSlug },
  setLastActiveOrganization: { organizationId },
  listUserMemberships: { query: texts.organizationName },
  listUserInvitations: {},
  acceptInvitation: answer,
  declineInvitation: answer,
  previewInvitation: { token: invitations.token },
  createOrganization: { slug: texts.slug },
  getOrganization: { organization: organizations.organizationOrSlug },
  updateOrganization: { organizationId, slug: texts.slug },
  deleteOrganization: { organizationId },
  setOrganizationLogo: { organizationId },
  leaveOrganization: { organizationId },
  listMembers: { organizationId, query: texts.memberName, roleKey: roles.ofOrganization },
  updateMemberRole: { ...ofMember, roleKey: roles.ofOrganization },
  removeMember: ofMember,
  updateMembers: { organizationId, userIds: users.members, roleKey: roles.ofOrganization },
  removeMembers: { organizationId, userIds: users.members },
  offerAdministration: { ...ofMember, nextRoleKey: roles.ofOrganization },
  withdrawAdministration: { organizationId },
  acceptAdministration: { organizationId, fromUserId: users.giver },
  declineAdministration: { organizationId, fromUserId: users.giver },
  listRoles: { organizationId },
  listPermissions: { organizationId },
  createOrganizationRole: { organizationId, permissions: roles.permissions },
  updateOrganizationRole: {
    organizationId,
    roleKey: roles.ofOrganization,
    permissions: roles.permissions,
  },
  deleteOrganizationRole: {
    organizationId,
    roleKey: roles.ofOrganization,
    replacementRoleKey: roles.ofOrganization,
  },
  listEvents: { organizationId, type: texts.eventType, actorUserId: users.actor },
  inviteMember: { organizationId, emailAddress: texts.memberAddress, roleKey: roles.ofOrganization },
  listInvitations: { organizationId },
  resendInvitation: ofInvitation,
  revokeInvitation: ofInvitation,
  getInvitationLink: ofInvitation,
  completeSessionTask: {},
  listSuggestions: {},
  acceptSuggestion: { suggestionId: domains.suggestion },
  dismissSuggestion: { suggestionId: domains.suggestion },
  inviteMembers: { organizationId, roleKey: roles.ofOrganization, invitations: texts.invitations },
  listDomains: { organizationId },
  addDomain: { organizationId },
  startDomainVerification: { ...ofNewDomain, emailAddress: texts.address },
  finishDomainVerification: ofNewDomain,
  updateDomain: ofDomain,
  removeDomain: ofDomain,
  listMembershipRequests: { organizationId },
  approveMembershipRequest: { ...ofRequester, roleKey: roles.ofOrganization },
  declineMembershipRequest: ofRequester,
  approveMembershipRequests: {
    organizationId,
    userIds: users.requesters,
    roleKey: roles.ofOrganization,
  },
  declineMembershipRequests: { organizationId, userIds: users.requesters },
  checkSlug: { slug: texts.slug },
}
