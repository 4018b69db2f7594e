import type { CustomPermission, Role, RoleKey } from './role'

/** The organization settings of an instance (section A of the requirements). */
export interface InstanceSettings {
  /** A1. Off: every operation on organizations answers `organizations_disabled`. @default false */
  organizationsEnabled: boolean
  /** A2, A3. Off: every user must belong to an organization. @default false; true for applications before 2025-08-22 */
  personalAccounts: boolean
  /** A9. @default false; true for applications before 2025-10-08 */
  slugs: boolean
  /** A10. @default true */
  userCreatedOrganizations: boolean
  /** A11. Organizations a user may have created. `null`: unlimited. @default 100 */
  creationLimit: number | null
  /** A6. Members of one organization, where it has no limit of its own. `null`: unlimited. @default 5 */
  membershipLimit: number | null
  /** A13. @default 'org:admin' */
  creatorRoleKey: RoleKey
  /** A12. @default 'org:member' */
  defaultRoleKey: RoleKey
  /** A14. Written onto each organization when it is created. @default true */
  membersMayDeleteOrganizations: boolean
  /** A15. Whether organizations may make roles of their own. Those that exist stay. @default false */
  organizationRoles: boolean
  /** Whom to ask at a limit: an address or a URL that the app configures. @default null */
  supportContact: string | null
  /** Invitations that the instance sends in an hour, from all doors. `null`: unlimited. @default 250 */
  invitationsPerHour: number | null
  /** Requests of the backend API in 10 seconds. `null`: unlimited. @default 1,000 in production, 100 in development */
  backendRequestsPerTenSeconds: number | null
}

/** Those of the newest applications, in development. */
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
  organizationRoles: false,
  supportContact: null,
  invitationsPerHour: 250,
  backendRequestsPerTenSeconds: 100,
}

/** What a browser is told of the settings: what decides how the interface looks. */
export type SessionSettings = Omit<InstanceSettings, 'invitationsPerHour' | 'backendRequestsPerTenSeconds'>

/** A product that an app developer builds. */
export interface Application {
  id: string
  /** A6. On `free` no organization has more than 5 members. */
  plan: 'free' | 'pro'
  /** ISO 8601, UTC. Defaults of settings are dated by it (A5). */
  createdAt: string
}

/** A limit of its own; `null`: none at all; `instance`: that of the instance. */
export type LimitOverride = number | null | 'instance'

/** Allowed or forbidden against the setting; `instance`: as the instance says. */
export type PermitOverride = boolean | 'instance'

/** One environment of an application: its own users, organizations, settings and roles. */
export interface Instance {
  id: string
  application: Application
  environment: 'development' | 'production'
  settings: InstanceSettings
  roles: readonly Role[]
  /** The app's own, beside the system's. */
  permissions: readonly CustomPermission[]
}
