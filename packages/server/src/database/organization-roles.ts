import { nameKey, type Permission } from '@orgkit/core'
import type { OrganizationRoleRow, Transaction } from '@orgkit/core/engine'
import { type Kysely, type Selectable, sql } from 'kysely'
import type { OrganizationRoleTable, Tables } from './schema'
import { canBeKey, type Scope } from './scope'

export function organizationRoleStore({ trx, instanceId, order }: Scope): Transaction['roles'] {
  const ofInstance = () =>
    trx.selectFrom('organization_role').selectAll().where('instance_id', '=', instanceId)

  function write(organizationId: string): void {
    order.needs('organization', organizationId)
    order.write()
  }

  return {
    async list(organizationId) {
      if (!canBeKey(organizationId)) return []
      const rows = await ofInstance()
        .where('organization_id', '=', organizationId)
        .orderBy('name_key')
        .orderBy('key')
        .execute()
      return rows.map(toRoleRow)
    },

    async find(keys) {
      const wanted = keys.filter(canBeKey)
      if (wanted.length === 0) return []
      const rows = await ofInstance().where('key', 'in', wanted).orderBy('key').execute()
      return rows.map(toRoleRow)
    },

    async insert({ organizationId, key, name, description, permissions, version }) {
      write(organizationId)
      await trx
        .insertInto('organization_role')
        .values({
          instance_id: instanceId,
          organization_id: organizationId,
          key,
          name,
          name_key: nameKey(name),
          description,
          permissions: JSON.stringify(permissions),
          version,
        })
        .execute()
    },

    async update({ organizationId, key }, { name, description, permissions, version }) {
      write(organizationId)
      const columns = {
        name,
        name_key: name === undefined ? undefined : nameKey(name),
        description,
        permissions: permissions && JSON.stringify(permissions),
        version,
      }
      if (Object.values(columns).every((value) => value === undefined)) return
      await trx
        .updateTable('organization_role')
        .set(columns)
        .where('instance_id', '=', instanceId)
        .where('organization_id', '=', organizationId)
        .where('key', '=', key)
        .execute()
    },

    async delete({ organizationId, key }) {
      write(organizationId)
      await trx
        .deleteFrom('organization_role')
        .where('instance_id', '=', instanceId)
        .where('organization_id', '=', organizationId)
        .where('key', '=', key)
        .execute()
    },

    async forgetPermission(permission) {
      order.needsInstance()
      order.write()
      await forgetPermission(trx, instanceId, permission)
    },
  }
}

/** Takes the permission from the own roles of all organizations. A write that names their version of before is then refused. */
export async function forgetPermission(
  trx: Kysely<Tables>,
  instanceId: string,
  permission: Permission,
): Promise<void> {
  await trx
    .updateTable('organization_role')
    .set(({ eb }) => ({
      permissions: sql<string>`permissions - ${permission}::text`,
      version: eb('version', '+', 1),
    }))
    .where('instance_id', '=', instanceId)
    .where(holds('permissions', permission))
    .execute()
}

/** Whether a list of permissions has that one. */
export function holds(column: string, permission: Permission) {
  return sql<boolean>`${sql.ref(column)} @> ${JSON.stringify([permission])}::jsonb`
}

function toRoleRow(row: Selectable<OrganizationRoleTable>): OrganizationRoleRow {
  const { organization_id: organizationId, key, name, description, permissions, version } = row
  return { organizationId, key, name, description, permissions, version }
}
