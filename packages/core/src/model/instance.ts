import type { Role, RoleKey } from './role'

/** The organization settings of an instance (section A of the requirements). */
export interface InstanceSettings {
  /** A1. Off: every operation on organizations answers `organizations_disabled`. @default false */
  organizationsEnabled: boolean
  /** A2, A3. Off: every user must belong to an organization. @default false */
  personalAccounts: boolean
  /** A9. @default false */
  slugs: boolean
  /** A10. @default true */
  userCreatedOrganizations: boolean
  /** A11. Organizations a user may have created. `null`: unlimited. @default 100 */
  creationLimit: number | null
  /** A6. Members of one organization. `null`: unlimited. @default 5 */
  membershipLimit: number | null
  /** A13. @default 'org:admin' */
  creatorRoleKey: RoleKey
  /** A12. @default 'org:member' */
  defaultRoleKey: RoleKey
  /** A14. Written onto each organization when it is created. @default true */
  membersMayDeleteOrganizations: boolean
  /** Whom to ask at a limit: an address or a URL that the app configures. @default null */
  supportContact: string | null
  /** Requests of the backend API in 10 seconds. `null`: unlimited. @default 1,000 in production, 100 in development */
  backendRequestsPerTenSeconds?: number | null
}

export const defaultInstanceSettings: InstanceSettings = {
  organizationsEnabled: false,
  personalAccounts: false,
  slugs: false,
  userCreatedOrganizations: true,
  creationLimit: 100,
  membershipLimit: 5,
  creatorRoleKey: 'org:admin',
  defaultRoleKey: 'org:member',
  membersMayDeleteOrganizations: true,
  supportContact: null,
}

/** One environment of an application: its own users, organizations, settings and roles. */
export interface Instance {
  id: string
  applicationId: string
  environment: 'development' | 'production'
  settings: InstanceSettings
  roles: readonly Role[]
}
