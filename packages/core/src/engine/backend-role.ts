import { OrgkitError, orThrow } from '../errors'
import type { CustomPermission, Role } from '../model/role'
import {
  checkAnotherRole,
  checkCreatorRole,
  checkDeleteRole,
  checkDescription,
  checkPermissionKey,
  checkRoleKey,
  checkRoleName,
  isAdministratorRole,
} from '../rules/role'
import { normalizeName } from '../rules/organization'
import { ofRole } from './audit'
import { backendCommand, backendQuery } from './backend-command'
import { findRole } from './member'
import { describePermissions } from './role'
import { checkedRole, checkVersion, isChanged, replacementIn, viewRole } from './role-changes'
import { found } from './scene'
import type { Transaction } from './store'

/* Roles and permissions of the instance. Each change holds the instance alone: no membership changes meanwhile. */

export const backendListRoles = backendQuery('listRoles', async ({ tx, instance }) => {
  const versions = await tx.instances.roleVersions()
  return {
    items: instance.roles.map((role) =>
      viewRole(role, { isOwn: false, version: versions.get(role.key) ?? 1 }),
    ),
    defaultRoleKey: instance.settings.defaultRoleKey,
  }
})

export const createRole = backendCommand('createRole', {
  isExclusive: true,
  async run({ tx, instance, input }) {
    const { key } = input
    orThrow(checkRoleKey(key))
    if (findRole(instance, key)) throw new OrgkitError({ code: 'role_taken', field: 'key' })
    orThrow(checkAnotherRole(instance.roles))
    const wish = checkedRole(input, { others: instance.roles, instance, giver: null })
    const { name, description = null, permissions } = wish
    const role: Role = { key, name, description, permissions }
    await tx.instances.insertRole(role)
    return { role: viewRole(role, { isOwn: false, version: 1 }) }
  },
})

export const updateRole = backendCommand('updateRole', {
  isExclusive: true,
  async run({ tx, instance, input }) {
    const { roleKey, version, ...wish } = input
    const role = found(findRole(instance, roleKey), 'roleKey')
    const current = (await tx.instances.roleVersions()).get(roleKey) ?? 1
    checkVersion(version, current)
    const others = instance.roles.filter(({ key }) => key !== roleKey)
    const change = checkedRole(wish, { others, instance, giver: null })
    if (!isChanged(role, change)) return { role: viewRole(role, { isOwn: false, version: current }) }
    const changed: Role = { ...role, ...change }
    if (roleKey === instance.settings.creatorRoleKey) orThrow(checkCreatorRole(changed))
    await orThrowAdministrators(tx, role, [...others, changed])
    await tx.instances.updateRole(roleKey, change)
    return { role: viewRole(changed, { isOwn: false, version: current + 1 }) }
  },
})

export const deleteRole = backendCommand('deleteRole', {
  isExclusive: true,
  async run({ tx, instance, input, tell }) {
    const { roleKey } = input
    const role = found(findRole(instance, roleKey), 'roleKey')
    const { defaultRoleKey, creatorRoleKey } = instance.settings
    const replacement = replacementIn(instance.roles, input.replacementRoleKey)
    const isUsed = await tx.memberships.isRoleUsed(null, roleKey)
    orThrow(checkDeleteRole({ roleKey, defaultRoleKey, creatorRoleKey, isUsed, replacement }))
    if (isUsed && replacement) {
      const others = instance.roles.filter(({ key }) => key !== roleKey)
      await orThrowAdministrators(tx, role, [...others, { ...replacement, key: roleKey }])
      const audit = ofRole(role, { before: { name: role.name }, after: { name: replacement.name } })
      for (const organizationId of await tx.memberships.replaceRole(null, roleKey, replacement.key)) {
        await tell({ type: 'role.deleted', organizationId, roleKey, replacement }, audit)
      }
    }
    await tx.instances.deleteRole(roleKey)
    return { deleted: true }
  },
})

/** Throws `last_administrator`, naming one, where an organization would be left without. `before`: the role that changes. */
async function orThrowAdministrators(tx: Transaction, before: Role, after: readonly Role[]): Promise<void> {
  const administrators = after.filter(isAdministratorRole).map(({ key }) => key)
  if (!isAdministratorRole(before) || administrators.includes(before.key)) return
  const organization = await tx.memberships.findWithoutAdministrator(before.key, administrators)
  if (organization !== null) throw new OrgkitError({ code: 'last_administrator', meta: { organization } })
}

export const backendListPermissions = backendQuery('listPermissions', async ({ instance }) => ({
  items: describePermissions(instance),
}))

export const createPermission = backendCommand('createPermission', {
  isExclusive: true,
  async run({ tx, instance, input }) {
    orThrow(checkPermissionKey(input.key))
    if (instance.permissions.some(({ key }) => key === input.key)) {
      throw new OrgkitError({ code: 'permission_taken', field: 'key' })
    }
    const permission = checkedPermission({ description: null, ...input })
    await tx.instances.update({ permissions: [...instance.permissions, permission] })
    return { permission }
  },
})

export const updatePermission = backendCommand('updatePermission', {
  isExclusive: true,
  async run({ tx, instance, input }) {
    const { permission: key, ...wish } = input
    const before = found(
      instance.permissions.find((permission) => permission.key === key),
      'permission',
    )
    const permission = checkedPermission({ ...before, ...wish })
    const permissions = instance.permissions.map((other) => (other.key === key ? permission : other))
    await tx.instances.update({ permissions })
    return { permission }
  },
})

export const deletePermission = backendCommand('deletePermission', {
  isExclusive: true,
  async run({ tx, instance, input }) {
    const { permission: key } = input
    found(
      instance.permissions.find((permission) => permission.key === key),
      'permission',
    )
    for (const role of instance.roles) {
      if (!role.permissions.includes(key)) continue
      await tx.instances.updateRole(role.key, {
        permissions: role.permissions.filter((held) => held !== key),
      })
    }
    await tx.roles.forgetPermission(key)
    await tx.instances.update({ permissions: instance.permissions.filter((other) => other.key !== key) })
    return { deleted: true }
  },
})

function checkedPermission({ key, name, description }: CustomPermission): CustomPermission {
  const permission = {
    key,
    name: normalizeName(name),
    description: normalizeName(description ?? '') || null,
  }
  orThrow(checkRoleName(permission.name))
  orThrow(checkDescription(permission.description))
  return permission
}
