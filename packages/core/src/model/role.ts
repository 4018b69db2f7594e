/** The permissions that orgkit itself asks for. */
export const systemPermissions = [
  'org:sys_profile:manage',
  'org:sys_profile:delete',
  'org:sys_memberships:read',
  'org:sys_memberships:manage',
  'org:sys_domains:read',
  'org:sys_domains:manage',
  'org:sys_billing:read',
  'org:sys_billing:manage',
  'org:sys_roles:manage',
  'org:sys_audit:read',
] as const

export type SystemPermission = (typeof systemPermissions)[number]

/** A system permission or one of the app's own, such as `org:notes:write`. */
export type Permission = SystemPermission | (string & {})

/** A role's key, such as `org:admin`. */
export type RoleKey = string

export interface Role {
  key: RoleKey
  name: string
  description: string | null
  permissions: readonly Permission[]
}

/** A role that members of an organization can hold. */
export interface AvailableRole extends Role {
  /** The organization's own (A15), or else the instance's. */
  isOwn: boolean
  /** Raised by every change; a write that names a stale one is refused with `conflict`. */
  version: number
}

/** A permission of the app itself, kept by the instance. Its key is `org:` and two words, such as `org:notes:write`. */
export interface CustomPermission {
  key: Permission
  name: string
  description: string | null
}

/** What a role can hold. */
export interface PermissionDescription {
  key: Permission
  /** `null` for those of orgkit, whose names stand in the messages. */
  name: string | null
  description: string | null
  isSystem: boolean
}

/** What stands beside a name in a list. */
export type RoleSummary = Pick<Role, 'key' | 'name'>

/** Holds every system permission: the creator role of a new instance. */
export const defaultAdminRole: Role = {
  key: 'org:admin',
  name: 'Admin',
  description: null,
  permissions: systemPermissions,
}

/** The default role of those who join a new instance's organizations. */
export const defaultMemberRole: Role = {
  key: 'org:member',
  name: 'Member',
  description: null,
  permissions: ['org:sys_memberships:read', 'org:sys_domains:read', 'org:sys_billing:read'],
}
