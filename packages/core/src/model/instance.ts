import { type EnrollmentMode, enrollmentModes } from './domain'
import type { CustomPermission, Role, RoleKey } from './role'

/** What a user accepts. Another version has to be accepted again. */
export interface Terms {
  /** 1 to 100 characters, e.g. `2026-11`. */
  version: string
  /** Where they are to be read; `null`: the app shows them by itself. */
  url: string | null
}

/** One thing that a user tells of themselves, in a line of text. */
export interface ProfileField {
  /** 1 to 50 characters: a letter, then letters, digits or `_`. */
  key: string
  /** What the person reads, in the app's own words: 1 to 100 characters. */
  label: string
}

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
  /** A8. Whether organizations may have domains. Off: those that are there grant nothing. @default false */
  domains: boolean
  /** A8. What domains may do. A domain whose mode is not among them grants nothing. @default all three */
  enrollmentModes: readonly EnrollmentMode[]
  /** Whether users may ask to join an organization that is suggested to them. Off: none is suggested. @default true */
  membershipRequests: boolean
  /** Days before an invitation expires that its receiver is reminded once. `null`: never. @default 3 */
  invitationReminderDays: number | null
  /** What every user must have accepted: the task `accept-terms`. `null`: nothing. @default null */
  terms: Terms | null
  /** What every user must have told: the task `complete-profile`. At most 20. @default none */
  profileFields: readonly ProfileField[]
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
  domains: false,
  enrollmentModes,
  membershipRequests: true,
  invitationReminderDays: 3,
  terms: null,
  profileFields: [],
  supportContact: null,
  invitationsPerHour: 250,
  backendRequestsPerTenSeconds: 100,
}

/** Settings that no browser is told. */
export type HiddenSetting =
  'invitationsPerHour' | 'backendRequestsPerTenSeconds' | 'invitationReminderDays' | 'terms' | 'profileFields'

/** What a browser is told of the settings: what decides how the interface looks. */
export type SessionSettings = Omit<InstanceSettings, HiddenSetting>

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
