import type { AppOperationName, appRoutes } from './app-routes'

/*
 * The part of the app contract that is in a browser's first chunk. It imports nothing: what two chunks share becomes a third.
 */

/** What a page asks before any click, and to switch: rows of `appRoutes`, which is loaded once another of them is asked. */
export const firstRoutes = {
  getSession: { at: 'GET /session' },
  setLastActiveOrganization: { at: 'PUT /session/organization' },
  listUserMemberships: { at: 'GET /user/memberships' },
} as const satisfies Partial<typeof appRoutes>

/** What an adapter's methods are called. A test holds it against `appRoutes`. */
export const appOperationNames = [
  'getSession',
  'setLastActiveOrganization',
  'listUserMemberships',
  'listUserInvitations',
  'acceptInvitation',
  'declineInvitation',
  'previewInvitation',
  'createOrganization',
  'getOrganization',
  'updateOrganization',
  'deleteOrganization',
  'setOrganizationLogo',
  'leaveOrganization',
  'listMembers',
  'updateMemberRole',
  'removeMember',
  'updateMembers',
  'removeMembers',
  'offerAdministration',
  'withdrawAdministration',
  'acceptAdministration',
  'declineAdministration',
  'listRoles',
  'listPermissions',
  'createOrganizationRole',
  'updateOrganizationRole',
  'deleteOrganizationRole',
  'listEvents',
  'inviteMember',
  'listInvitations',
  'resendInvitation',
  'revokeInvitation',
  'getInvitationLink',
  'completeSessionTask',
  'listSuggestions',
  'acceptSuggestion',
  'dismissSuggestion',
  'inviteMembers',
  'listDomains',
  'addDomain',
  'startDomainVerification',
  'finishDomainVerification',
  'updateDomain',
  'removeDomain',
  'listMembershipRequests',
  'approveMembershipRequest',
  'declineMembershipRequest',
  'approveMembershipRequests',
  'declineMembershipRequests',
  'checkSlug',
] as const satisfies readonly AppOperationName[]
