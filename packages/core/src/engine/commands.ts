import type { AppOperationName } from '../contract/app'
import type { BackendOperationName } from '../contract/backend'
import {
  type BackendCommand,
  inviteToApplication,
  listApplicationInvitations,
  resendApplicationInvitation,
  revokeApplicationInvitation,
} from './application-invitation'
import type { Command } from './command'
import { acceptInvitation, declineInvitation, previewInvitation } from './answer-invitation'
import {
  getInvitationLink,
  inviteMember,
  listInvitations,
  resendInvitation,
  revokeInvitation,
} from './invitation'
import { leaveOrganization, listMembers } from './member'
import { listUserMemberships } from './membership-list'
import { checkSlug, createOrganization, getOrganization, setOrganizationLogo } from './organization'
import { listRoles } from './role'
import { getSession, setLastActiveOrganization } from './session'
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
  setOrganizationLogo,
  leaveOrganization,
  listMembers,
  listRoles,
  inviteMember,
  listInvitations,
  resendInvitation,
  revokeInvitation,
  getInvitationLink,
  checkSlug,
}

/** Every operation of the backend contract, once. */
export const backendCommands: { [Name in BackendOperationName]: BackendCommand<Name> } = {
  inviteToApplication,
  listApplicationInvitations,
  resendApplicationInvitation,
  revokeApplicationInvitation,
}
