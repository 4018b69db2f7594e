import type { Route } from './operation'

/** Where each operation of the backend contract is found, relative to `/api/orgkit/v1/backend`. */
export const backendRoutes = {
  inviteToApplication: { at: 'POST /application-invitations' },
  listApplicationInvitations: { at: 'GET /application-invitations' },
  resendApplicationInvitation: { at: 'POST /application-invitations/{invitationId}/resend' },
  revokeApplicationInvitation: { at: 'POST /application-invitations/{invitationId}/revoke' },
} as const satisfies Record<string, Route>

export type BackendOperationName = keyof typeof backendRoutes
