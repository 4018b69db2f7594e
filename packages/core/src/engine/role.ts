import { OrgkitError, orThrow } from '../errors'
import type { Instance } from '../model/instance'
import { type PermissionDescription, systemPermissions } from '../model/role'
import { compareKeys } from '../name-key'
import { checkAdministratorsLeft } from '../rules/member'
import { checkAnotherRole, checkDeleteRole, checkGrantRole, isAdministratorRole } from '../rules/role'
import { accessed } from './admit'
import { ofRole } from './audit'
import { command, query } from './command'
import { createId } from './id'
import { revokeAllDead } from './membership'
import { checkedRole, checkVersion, isChanged, replacementIn, viewRole } from './role-changes'
import { found, type Scene } from './scene'
import type { OrganizationRoleRow, OrganizationRow, Transaction } from './store'
import { authorityOf } from './view'

export const listRoles = query('listRoles', async ({ tx, access, instance }) => {
  const { organization } = accessed(access)
  const own = organization.roleCount > 0 ? await tx.roles.list(organization.id) : []
  const ownKeys = new Set(own.map(({ key }) => key))
  const versions = await tx.instances.roleVersions()
  const ofInstance = instance.roles.filter(({ key }) => !ownKeys.has(key))
  return {
    items: [
      ...ofInstance.map((role) => viewRole(role, { isOwn: false, version: versions.get(role.key) ?? 1 })),
      ...own.map((role) => viewRole(role, { isOwn: true, version: role.version })),
    ],
    defaultRoleKey: instance.settings.defaultRoleKey,
  }
})

export const listPermissions = query('listPermissions', async ({ instance }) => ({
  items: describePermissions(instance),
}))

export function describePermissions({ permissions }: Instance): PermissionDescription[] {
  const own = permissions.toSorted((left, right) => compareKeys(left.key, right.key))
  return [
    ...systemPermissions.map((key) => ({ key, name: null, description: null, isSystem: true })),
    ...own.map(({ key, name, description }) => ({ key, name, description, isSystem: false })),
  ]
}

export const createOrganizationRole = command('createOrganizationRole', {
  async run({ tx, access, instance, input, now, tell }) {
    const { organization, membership } = accessed(access)
    if (!instance.settings.organizationRoles) throw new OrgkitError({ code: 'roles_disabled' })
    const own = await tx.roles.list(organization.id)
    orThrow(checkAnotherRole(own))
    const {
      name,
      description = null,
      permissions,
    } = checkedRole(input, {
      others: instance.roles,
      instance,
      giver: authorityOf(instance, membership.roleKey),
    })
    const row: OrganizationRoleRow = {
      organizationId: organization.id,
      key: createId('role', now),
      name,
      description,
      permissions,
      version: 1,
    }
    await tx.roles.insert(row)
    await tx.organizations.update(organization.id, { roleCount: own.length + 1 })
    const role = viewRole(row, { isOwn: true, version: 1 })
    const event = await tell(
      { type: 'role.created', organizationId: organization.id, role },
      ofRole(role, { after: { name, description, permissions } }),
    )
    return { role, events: [event] }
  },
})

export const updateOrganizationRole = command('updateOrganizationRole', {
  async run(scene) {
    const { tx, access, instance, input, tell } = scene
    const { organization, membership } = accessed(access)
    const { organizationId, roleKey: _, version, ...wish } = input
    const row = await findOwnRole(tx, organization, input.roleKey)
    checkVersion(version, row.version)
    const change = checkedRole(wish, {
      others: instance.roles.filter(({ key }) => key !== row.key),
      instance,
      giver: authorityOf(instance, membership.roleKey),
      before: row.permissions,
    })
    if (!isChanged(row, change))
      return { role: viewRole(row, { isOwn: true, version: row.version }), events: [] }
    const changed = { ...row, ...change, version: row.version + 1 }
    const roles = instance.roles.map((role) => (role.key === row.key ? changed : role))
    await checkAdministratorsOf(scene, organization, roles)
    await tx.roles.update(row, { ...change, version: changed.version })
    const role = viewRole(changed, { isOwn: true, version: changed.version })
    const event = await tell(
      { type: 'role.updated', organizationId, role },
      ofRole(role, {
        before: { name: row.name, description: row.description, permissions: row.permissions },
        after: { name: role.name, description: role.description, permissions: role.permissions },
      }),
    )
    const dead = await revokeAllDead({ ...scene, instance: { ...instance, roles } }, organization)
    return { role, events: [event, ...dead.events] }
  },
})

export const deleteOrganizationRole = command('deleteOrganizationRole', {
  async run(scene) {
    const { tx, access, instance, input, tell } = scene
    const { organization, membership } = accessed(access)
    const { organizationId, roleKey } = input
    const row = await findOwnRole(tx, organization, roleKey)
    const replacement = replacementIn(instance.roles, input.replacementRoleKey)
    const { defaultRoleKey, creatorRoleKey } = instance.settings
    const isUsed = await tx.memberships.isRoleUsed(organizationId, roleKey)
    orThrow(checkDeleteRole({ roleKey, defaultRoleKey, creatorRoleKey, isUsed, replacement }))
    const next = isUsed ? (replacement ?? null) : null
    if (next) {
      orThrow(checkGrantRole(next, authorityOf(instance, membership.roleKey), 'replacementRoleKey'))
      const asNext = { ...next, key: roleKey }
      await checkAdministratorsOf(
        scene,
        organization,
        instance.roles.map((role) => (role.key === roleKey ? asNext : role)),
      )
      await tx.memberships.replaceRole(organizationId, roleKey, next.key)
    }
    await tx.roles.delete(row)
    await tx.organizations.update(organizationId, { roleCount: organization.roleCount - 1 })
    const event = await tell(
      { type: 'role.deleted', organizationId, roleKey, replacement: next },
      ofRole(row, {
        before: { name: row.name, permissions: row.permissions },
        after: next && { name: next.name },
      }),
    )
    const roles = instance.roles.filter(({ key }) => key !== roleKey)
    const dead = await revokeAllDead({ ...scene, instance: { ...instance, roles } }, organization)
    return { events: [event, ...dead.events] }
  },
})

/** Throws `last_administrator` where by these roles nobody would be one. Counted under the organization's lock. */
async function checkAdministratorsOf(
  { tx }: Scene,
  { id: organizationId, memberCount }: OrganizationRow,
  roles: Instance['roles'],
): Promise<void> {
  const roleKeys = roles.filter(isAdministratorRole).map(({ key }) => key)
  const administratorCount = await tx.memberships.countByOrganization({ organizationId, words: [], roleKeys })
  orThrow(checkAdministratorsLeft({ memberCount, administratorCount }))
}

/** Throws `not_found`, for one of the instance's as well: those are not the organization's to change. */
async function findOwnRole(
  tx: Transaction,
  organization: OrganizationRow,
  roleKey: string,
): Promise<OrganizationRoleRow> {
  const own = organization.roleCount > 0 ? await tx.roles.list(organization.id) : []
  return found(
    own.find(({ key }) => key === roleKey),
    'roleKey',
  )
}
