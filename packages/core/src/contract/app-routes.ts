import type { Route } from './operation'

/**
 * Where each operation of the app contract is found. Apart from `app.ts`, since a browser needs this half alone.
 * Addresses are relative to `/api/orgkit/v1`.
 */
export const appRoutes = {
  getSession: { at: 'GET /session' },
  setLastActiveOrganization: { at: 'PUT /session/organization' },
  listUserMemberships: { at: 'GET /user/memberships' },
  createOrganization: { at: 'POST /organizations' },
  getOrganization: { at: 'GET /organizations/{organization}' },
  setOrganizationLogo: { at: 'PUT /organizations/{organizationId}/logo', blob: 'logo' },
  checkSlug: { at: 'GET /slugs/{slug}' },
} as const satisfies Record<string, Route>

export type AppOperationName = keyof typeof appRoutes
