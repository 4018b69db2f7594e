import { refuse, type Refusal } from '../errors'
import {
  type CustomPermission,
  type Permission,
  type Role,
  type RoleKey,
  systemPermissions,
} from '../model/role'
import { nameKey } from '../name-key'
import { type Authority, has } from './authorization'
import { checkStorable, isBlank, lengthOf } from './text'

/** Beside the two that every instance begins with; and as many of its own for an organization (A15). */
export const customRoleLimit = 10
export const roleNameMaxLength = 100
export const roleDescriptionMaxLength = 500
const keyMaxLength = 100
const builtInRoleKeys = ['org:admin', 'org:member']

/** What a role must hold to be the one that a creator gets (A13). */
export const creatorPermissions = [
  'org:sys_memberships:manage',
  'org:sys_memberships:read',
  'org:sys_profile:delete',
] as const satisfies readonly Permission[]

/** Whether whoever holds the role is an administrator. */
export function isAdministratorRole(role: { permissions: readonly Permission[] }): boolean {
  return role.permissions.includes('org:sys_memberships:manage')
}

/** What a role holds that its giver does not: nobody gives more than they have. */
export function missingToGrant(permissions: readonly Permission[], giver: Authority): readonly Permission[] {
  return permissions.filter((permission) => !has(giver, { permission }))
}

/** Whether the giver may give the role. `role: null`: there is no such role. `giver: null`: the app itself, which may. */
export function checkGrantRole(
  role: { key: RoleKey; permissions: readonly Permission[] } | null,
  giver: Authority | null,
  field = 'roleKey',
): Refusal | null {
  if (!role) return refuse('invalid_value', { field })
  const missing = giver ? missingToGrant(role.permissions, giver) : []
  return missing.length > 0 ? refuse('forbidden', { field, meta: { missing } }) : null
}

/** The app's own permissions: those given, and those that roles hold and nobody described, by their key. */
export function withHeldPermissions(
  given: readonly CustomPermission[],
  roles: readonly Pick<Role, 'permissions'>[],
): CustomPermission[] {
  const known = new Set<Permission>([...systemPermissions, ...given.map(({ key }) => key)])
  const held = roles.flatMap(({ permissions }) => permissions).filter((key) => !known.has(key))
  return [...given, ...[...new Set(held)].map((key) => ({ key, name: key, description: null }))]
}

/** Whether the maker of a role may put these into it: each must be known, and theirs. */
export function checkPermissions(
  permissions: readonly Permission[],
  { known, giver }: { known: readonly CustomPermission[]; giver: Authority | null },
): Refusal | null {
  const field = 'permissions'
  const keys = new Set<Permission>([...systemPermissions, ...known.map(({ key }) => key)])
  const unknown = permissions.filter((permission) => !keys.has(permission))
  if (unknown.length > 0) return refuse('invalid_value', { field, meta: { unknown: unknown.slice(0, 10) } })
  const missing = giver ? missingToGrant(permissions, giver) : []
  return missing.length > 0 ? refuse('forbidden', { field, meta: { missing } }) : null
}

export function checkRoleName(name: string): Refusal | null {
  if (isBlank(name)) return refuse('required', { field: 'name' })
  if (lengthOf(name) > roleNameMaxLength) {
    return refuse('too_long', { field: 'name', meta: { maximum: roleNameMaxLength } })
  }
  return checkStorable('name', name)
}

export function checkDescription(description: string | null): Refusal | null {
  if (description === null) return null
  if (lengthOf(description) > roleDescriptionMaxLength) {
    return refuse('too_long', { field: 'description', meta: { maximum: roleDescriptionMaxLength } })
  }
  return checkStorable('description', description)
}

/** Whether the key can be one of an instance's roles. Those of an organization's own roles are ids, and never meet them. */
export function checkRoleKey(key: string): Refusal | null {
  if (key === '') return refuse('required', { field: 'key' })
  if (lengthOf(key) > keyMaxLength)
    return refuse('too_long', { field: 'key', meta: { maximum: keyMaxLength } })
  return /^org:[a-z0-9_]+$/.test(key) ? null : refuse('invalid_characters', { field: 'key' })
}

/** Whether the key can be one of the app's own permissions. */
export function checkPermissionKey(key: string): Refusal | null {
  if (key === '') return refuse('required', { field: 'key' })
  if (lengthOf(key) > keyMaxLength)
    return refuse('too_long', { field: 'key', meta: { maximum: keyMaxLength } })
  if (!/^org:[a-z0-9_]+:[a-z0-9_]+$/.test(key)) return refuse('invalid_characters', { field: 'key' })
  return key.startsWith('org:sys_') ? refuse('invalid_value', { field: 'key' }) : null
}

/** Whether one more role with that name may be made. `roles`: those of the same owner. */
export function checkAnotherRole(roles: readonly Pick<Role, 'key' | 'name'>[]): Refusal | null {
  const custom = roles.filter(({ key }) => !builtInRoleKeys.includes(key)).length
  return custom >= customRoleLimit
    ? refuse('role_limit_reached', { meta: { used: custom, maximum: customRoleLimit } })
    : null
}

/** People choose a role by its name, so no two in one list have the same. */
export function checkRoleNameFree(name: string, others: readonly Pick<Role, 'name'>[]): Refusal | null {
  const isTaken = others.some((role) => nameKey(role.name) === nameKey(name))
  return isTaken ? refuse('role_taken', { field: 'name' }) : null
}

/** Whether a role may be the creator role, or stay it with these permissions (A13). */
export function checkCreatorRole(role: { permissions: readonly Permission[] }): Refusal | null {
  const missing = creatorPermissions.filter((permission) => !role.permissions.includes(permission))
  return missing.length > 0
    ? refuse('creator_permissions_missing', { field: 'permissions', meta: { missing } })
    : null
}

export interface DeleteRoleFacts {
  roleKey: RoleKey
  defaultRoleKey: RoleKey
  creatorRoleKey: RoleKey
  /** Somebody holds it, or is invited with it. */
  isUsed: boolean
  /** What they get. `undefined`: nothing was said. `null`: there is no such role. */
  replacement: { key: RoleKey } | null | undefined
}

/** Whether a role may be deleted (A12, A13, A15). That an administrator stays is asked apart. */
export function checkDeleteRole(facts: DeleteRoleFacts): Refusal | null {
  if (facts.roleKey === facts.defaultRoleKey) return refuse('role_is_default')
  if (facts.roleKey === facts.creatorRoleKey) return refuse('role_is_creator')
  const field = 'replacementRoleKey'
  if (facts.replacement === undefined) return facts.isUsed ? refuse('required', { field }) : null
  return facts.replacement === null || facts.replacement.key === facts.roleKey
    ? refuse('invalid_value', { field })
    : null
}
