import type { Route } from './operation'

/** Where each operation of the backend contract is found, relative to `/api/orgkit/v1/backend`. */
export const backendRoutes = {
  upsertUser: { at: 'PUT /users/{userId}' },
  getUser: { at: 'GET /users/{userId}' },
  listUsers: { at: 'GET /users' },
  updateUser: { at: 'PATCH /users/{userId}' },
  deleteUser: { at: 'DELETE /users/{userId}' },
  listUserMemberships: { at: 'GET /users/{userId}/memberships' },

  createOrganization: { at: 'POST /organizations' },
  createOrganizations: { at: 'POST /organizations/bulk' },
  listOrganizations: { at: 'GET /organizations' },
  getOrganization: { at: 'GET /organizations/{organization}' },
  updateOrganization: { at: 'PATCH /organizations/{organizationId}' },
  deleteOrganization: { at: 'DELETE /organizations/{organizationId}' },

  listMembers: { at: 'GET /organizations/{organizationId}/members' },
  addMember: { at: 'POST /organizations/{organizationId}/members' },
  updateMemberRole: { at: 'PATCH /organizations/{organizationId}/members/{userId}' },
  removeMember: { at: 'DELETE /organizations/{organizationId}/members/{userId}' },

  inviteMember: { at: 'POST /organizations/{organizationId}/invitations' },
  inviteMembers: { at: 'POST /organizations/{organizationId}/invitations/bulk' },
  listInvitations: { at: 'GET /organizations/{organizationId}/invitations' },
  resendInvitation: { at: 'POST /organizations/{organizationId}/invitations/{invitationId}/resend' },
  revokeInvitation: { at: 'POST /organizations/{organizationId}/invitations/{invitationId}/revoke' },
  listDomains: { at: 'GET /organizations/{organizationId}/domains' },
  addDomain: { at: 'POST /organizations/{organizationId}/domains' },
  updateDomain: { at: 'PATCH /organizations/{organizationId}/domains/{domainId}' },
  removeDomain: { at: 'DELETE /organizations/{organizationId}/domains/{domainId}' },
  inviteToApplication: { at: 'POST /application-invitations' },
  listApplicationInvitations: { at: 'GET /application-invitations' },
  resendApplicationInvitation: { at: 'POST /application-invitations/{invitationId}/resend' },
  revokeApplicationInvitation: { at: 'POST /application-invitations/{invitationId}/revoke' },

  getSettings: { at: 'GET /settings' },
  updateSettings: { at: 'PATCH /settings' },
  listRoles: { at: 'GET /roles' },
  createRole: { at: 'POST /roles' },
  updateRole: { at: 'PATCH /roles/{roleKey}' },
  deleteRole: { at: 'POST /roles/{roleKey}/delete' },
  setDefaultRole: { at: 'PUT /settings/default-role' },
  setCreatorRole: { at: 'PUT /settings/creator-role' },
  listPermissions: { at: 'GET /permissions' },
  createPermission: { at: 'POST /permissions' },
  updatePermission: { at: 'PATCH /permissions/{permission}' },
  deletePermission: { at: 'DELETE /permissions/{permission}' },

  listEvents: { at: 'GET /organizations/{organizationId}/events' },
} as const satisfies Record<string, Route>

export type BackendOperationName = keyof typeof backendRoutes
