import { OrgkitError, orThrow } from '../errors'
import type { Instance } from '../model/instance'
import type { AvailableRole, Permission, Role, RoleKey } from '../model/role'
import type { Authority } from '../rules/authorization'
import { normalizeName } from '../rules/organization'
import { checkDescription, checkPermissions, checkRoleName, checkRoleNameFree } from '../rules/role'

/* What a role may be made of, the instance's or an organization's own. */

export interface RoleWish {
  name?: string
  description?: string | null
  permissions?: readonly Permission[]
}

/** The fields of a role as they are kept. Throws what the rules refuse. */
export function checkedRole<Wish extends RoleWish>(
  wish: Wish,
  { others, instance, giver, before = [] }: RoleFacts,
): Wish {
  const kept = { ...wish }
  if (wish.name !== undefined) {
    kept.name = normalizeName(wish.name)
    orThrow(checkRoleName(kept.name))
    orThrow(checkRoleNameFree(kept.name, others))
  }
  if (wish.description !== undefined) {
    kept.description = normalizeName(wish.description ?? '') || null
    orThrow(checkDescription(kept.description))
  }
  if (wish.permissions !== undefined) {
    kept.permissions = [...new Set(wish.permissions)]
    const added = kept.permissions.filter((permission) => !before.includes(permission))
    orThrow(checkPermissions(kept.permissions, { known: instance.permissions, giver: null }))
    orThrow(checkPermissions(added, { known: instance.permissions, giver }))
  }
  return kept
}

interface RoleFacts {
  /** Whose names are taken. */
  others: readonly Pick<Role, 'name'>[]
  instance: Instance
  /** `null`: the app itself. */
  giver: Authority | null
  /** What the role holds already: that may stay, whoever changes the rest. */
  before?: readonly Permission[]
}

/** Whether the wish says anything that the role is not already: the same again is no change. */
export function isChanged(role: Role, wish: RoleWish): boolean {
  const { name = role.name, description = role.description, permissions = role.permissions } = wish
  const held = new Set(role.permissions)
  return (
    name !== role.name ||
    description !== role.description ||
    permissions.length !== held.size ||
    permissions.some((permission) => !held.has(permission))
  )
}

export function checkVersion(given: number | undefined, version: number): void {
  if (given !== undefined && given !== version) throw new OrgkitError({ code: 'conflict', field: 'version' })
}

/** Field by field: a row of a store may hold more. */
export function viewRole(
  { key, name, description, permissions }: Role,
  { isOwn, version }: Pick<AvailableRole, 'isOwn' | 'version'>,
): AvailableRole {
  return { key, name, description, permissions, isOwn, version }
}

/** The other role that somebody is to get. `undefined`: nothing was said. `null`: there is no such role. */
export function replacementIn(roles: readonly Role[], key: RoleKey | undefined): Role | null | undefined {
  return key === undefined ? undefined : (roles.find((role) => role.key === key) ?? null)
}
