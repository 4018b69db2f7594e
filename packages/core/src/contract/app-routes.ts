import type { Route } from './operation'

/**
 * Where each operation of the app contract is found. Apart from `app.ts`, since a browser needs this half alone.
 * Addresses are relative to `/api/orgkit/v1`.
 */
export const appRoutes = {
  getSession: { at: 'GET /session' },
  setLastActiveOrganization: { at: 'PUT /session/organization' },
  listUserMemberships: { at: 'GET /user/memberships' },
  listUserInvitations: { at: 'GET /user/invitations' },
  acceptInvitation: { at: 'POST /user/invitations/accept' },
  declineInvitation: { at: 'POST /user/invitations/decline' },
  previewInvitation: { at: 'GET /invitations/{token}' },
  createOrganization: { at: 'POST /organizations' },
  getOrganization: { at: 'GET /organizations/{organization}' },
  updateOrganization: { at: 'PATCH /organizations/{organizationId}' },
  deleteOrganization: { at: 'DELETE /organizations/{organizationId}' },
  setOrganizationLogo: { at: 'PUT /organizations/{organizationId}/logo', blob: 'logo' },
  leaveOrganization: { at: 'POST /organizations/{organizationId}/leave' },
  listMembers: { at: 'GET /organizations/{organizationId}/members' },
  updateMemberRole: { at: 'PATCH /organizations/{organizationId}/members/{userId}' },
  removeMember: { at: 'DELETE /organizations/{organizationId}/members/{userId}' },
  updateMembers: { at: 'POST /organizations/{organizationId}/members/update' },
  removeMembers: { at: 'POST /organizations/{organizationId}/members/remove' },
  offerAdministration: { at: 'POST /organizations/{organizationId}/administration-offers' },
  withdrawAdministration: { at: 'POST /organizations/{organizationId}/administration-offers/withdraw' },
  acceptAdministration: { at: 'POST /organizations/{organizationId}/administration-offers/accept' },
  declineAdministration: { at: 'POST /organizations/{organizationId}/administration-offers/decline' },
  listRoles: { at: 'GET /organizations/{organizationId}/roles' },
  listPermissions: { at: 'GET /organizations/{organizationId}/permissions' },
  createOrganizationRole: { at: 'POST /organizations/{organizationId}/roles' },
  updateOrganizationRole: { at: 'PATCH /organizations/{organizationId}/roles/{roleKey}' },
  deleteOrganizationRole: { at: 'POST /organizations/{organizationId}/roles/{roleKey}/delete' },
  listEvents: { at: 'GET /organizations/{organizationId}/events' },
  inviteMember: { at: 'POST /organizations/{organizationId}/invitations' },
  listInvitations: { at: 'GET /organizations/{organizationId}/invitations' },
  resendInvitation: { at: 'POST /organizations/{organizationId}/invitations/{invitationId}/resend' },
  revokeInvitation: { at: 'POST /organizations/{organizationId}/invitations/{invitationId}/revoke' },
  getInvitationLink: { at: 'GET /organizations/{organizationId}/invitations/{invitationId}/link' },
  completeSessionTask: { at: 'POST /session/tasks/complete' },
  listSuggestions: { at: 'GET /suggestions' },
  acceptSuggestion: { at: 'POST /suggestions/{suggestionId}/accept' },
  dismissSuggestion: { at: 'POST /suggestions/{suggestionId}/dismiss' },
  inviteMembers: { at: 'POST /organizations/{organizationId}/invitations/bulk' },
  listDomains: { at: 'GET /organizations/{organizationId}/domains' },
  addDomain: { at: 'POST /organizations/{organizationId}/domains' },
  startDomainVerification: { at: 'POST /organizations/{organizationId}/domains/{domainId}/verification' },
  finishDomainVerification: {
    at: 'POST /organizations/{organizationId}/domains/{domainId}/verification/finish',
  },
  updateDomain: { at: 'PATCH /organizations/{organizationId}/domains/{domainId}' },
  removeDomain: { at: 'DELETE /organizations/{organizationId}/domains/{domainId}' },
  listMembershipRequests: { at: 'GET /organizations/{organizationId}/membership-requests' },
  approveMembershipRequest: {
    at: 'POST /organizations/{organizationId}/membership-requests/{userId}/approve',
  },
  declineMembershipRequest: {
    at: 'POST /organizations/{organizationId}/membership-requests/{userId}/decline',
  },
  approveMembershipRequests: { at: 'POST /organizations/{organizationId}/membership-requests/approve' },
  declineMembershipRequests: { at: 'POST /organizations/{organizationId}/membership-requests/decline' },
  checkSlug: { at: 'GET /slugs/{slug}' },
} as const satisfies Record<string, Route>

export type AppOperationName = keyof typeof appRoutes

/** Where each stream of the app contract is found: server-sent events, read by `fetch`, since an `EventSource` sends no headers. */
export const appStreamRoutes = {
  subscribe: { at: 'GET /events/stream' },
} as const satisfies Record<string, Route>

export type AppStreamName = keyof typeof appStreamRoutes
