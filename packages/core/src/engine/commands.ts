import type { AppOperationName } from '../contract/app'
import type { BackendOperationName } from '../contract/backend'
import { listEvents } from './activity'
import {
  acceptAdministration,
  declineAdministration,
  offerAdministration,
  withdrawAdministration,
} from './administration'
import { acceptInvitation, declineInvitation, previewInvitation } from './answer-invitation'
import {
  inviteToApplication,
  listApplicationInvitations,
  resendApplicationInvitation,
  revokeApplicationInvitation,
} from './application-invitation'
import type { BackendCommand } from './backend-command'
import {
  backendAddDomain,
  backendListDomains,
  backendRemoveDomain,
  backendUpdateDomain,
} from './backend-domain'
import { addMember, backendListMembers, backendRemoveMember, backendUpdateMemberRole } from './backend-member'
import {
  backendInviteMember,
  backendListInvitations,
  backendResendInvitation,
  backendRevokeInvitation,
} from './backend-invitation'
import {
  backendCreateOrganization,
  backendDeleteOrganization,
  backendGetOrganization,
  backendListEvents,
  backendUpdateOrganization,
  createOrganizations,
  listOrganizations,
} from './backend-organization'
import {
  backendListPermissions,
  backendListRoles,
  createPermission,
  createRole,
  deletePermission,
  deleteRole,
  updatePermission,
  updateRole,
} from './backend-role'
import { getSettings, setCreatorRole, setDefaultRole, updateSettings } from './backend-settings'
import {
  backendListUserMemberships,
  deleteUser,
  getUser,
  listUsers,
  updateUser,
  upsertUser,
} from './backend-user'
import type { Command } from './command'
import { addDomain, listDomains, removeDomain, updateDomain } from './domain'
import { finishDomainVerification, startDomainVerification } from './domain-verification'
import {
  getInvitationLink,
  inviteMember,
  listInvitations,
  resendInvitation,
  revokeInvitation,
} from './invitation'
import { backendInviteMembers, inviteMembers } from './invite-members'
import { leaveOrganization, removeMember, removeMembers, updateMemberRole, updateMembers } from './member'
import { listMembers } from './member-list'
import { listUserMemberships } from './membership-list'
import {
  approveMembershipRequest,
  approveMembershipRequests,
  declineMembershipRequest,
  declineMembershipRequests,
  listMembershipRequests,
} from './membership-request'
import { checkSlug, createOrganization, getOrganization, setOrganizationLogo } from './organization'
import { deleteOrganization, updateOrganization } from './organization-changes'
import {
  createOrganizationRole,
  deleteOrganizationRole,
  listPermissions,
  listRoles,
  updateOrganizationRole,
} from './role'
import { getSession, setLastActiveOrganization } from './session'
import { completeSessionTask } from './session-task'
import { acceptSuggestion, dismissSuggestion, listSuggestions } from './suggestion'
import { listUserInvitations } from './user-invitations'

/** Every operation of the app contract, once. */
export const commands: { [Name in AppOperationName]: Command<Name> } = {
  getSession,
  setLastActiveOrganization,
  listUserMemberships,
  listUserInvitations,
  acceptInvitation,
  declineInvitation,
  previewInvitation,
  createOrganization,
  getOrganization,
  updateOrganization,
  deleteOrganization,
  setOrganizationLogo,
  leaveOrganization,
  listMembers,
  updateMemberRole,
  removeMember,
  updateMembers,
  removeMembers,
  offerAdministration,
  withdrawAdministration,
  acceptAdministration,
  declineAdministration,
  listRoles,
  listPermissions,
  createOrganizationRole,
  updateOrganizationRole,
  deleteOrganizationRole,
  listEvents,
  inviteMember,
  listInvitations,
  resendInvitation,
  revokeInvitation,
  getInvitationLink,
  completeSessionTask,
  listSuggestions,
  acceptSuggestion,
  dismissSuggestion,
  inviteMembers,
  listDomains,
  addDomain,
  startDomainVerification,
  finishDomainVerification,
  updateDomain,
  removeDomain,
  listMembershipRequests,
  approveMembershipRequest,
  declineMembershipRequest,
  approveMembershipRequests,
  declineMembershipRequests,
  checkSlug,
}

/** Every operation of the backend contract, once. */
export const backendCommands: { [Name in BackendOperationName]: BackendCommand<Name> } = {
  upsertUser,
  getUser,
  listUsers,
  updateUser,
  deleteUser,
  listUserMemberships: backendListUserMemberships,
  createOrganization: backendCreateOrganization,
  createOrganizations,
  listOrganizations,
  getOrganization: backendGetOrganization,
  updateOrganization: backendUpdateOrganization,
  deleteOrganization: backendDeleteOrganization,
  listMembers: backendListMembers,
  addMember,
  updateMemberRole: backendUpdateMemberRole,
  removeMember: backendRemoveMember,
  inviteMember: backendInviteMember,
  inviteMembers: backendInviteMembers,
  listInvitations: backendListInvitations,
  resendInvitation: backendResendInvitation,
  revokeInvitation: backendRevokeInvitation,
  listDomains: backendListDomains,
  addDomain: backendAddDomain,
  updateDomain: backendUpdateDomain,
  removeDomain: backendRemoveDomain,
  inviteToApplication,
  listApplicationInvitations,
  resendApplicationInvitation,
  revokeApplicationInvitation,
  getSettings,
  updateSettings,
  listRoles: backendListRoles,
  createRole,
  updateRole,
  deleteRole,
  setDefaultRole,
  setCreatorRole,
  listPermissions: backendListPermissions,
  createPermission,
  updatePermission,
  deletePermission,
  listEvents: backendListEvents,
}
