import type { RoleKey } from '@orgkit/core'
import type { Transaction } from '@orgkit/core/engine'
import type { Kysely } from 'kysely'
import { pending, toTheApp } from './invitations'
import { holds } from './organization-roles'
import type { Tables } from './schema'
import { canBeKey, type Scope } from './scope'

/** Who holds a role, in an organization or in all of them. */
export function membershipRoles({
  trx,
  instanceId,
  order,
}: Scope): Pick<Transaction['memberships'], 'replaceRole' | 'isRoleUsed' | 'findWithoutAdministrator'> {
  const holders = (organizationId: string | null, roleKey: RoleKey) => {
    const rows = trx
      .selectFrom('membership')
      .where('instance_id', '=', instanceId)
      .where('role_key', '=', roleKey)
    return organizationId === null ? rows : rows.where('organization_id', '=', organizationId)
  }
  const invited = (organizationId: string | null, roleKey: RoleKey) => {
    const rows = trx
      .selectFrom('invitation')
      .where('instance_id', '=', instanceId)
      .where('role_key', '=', roleKey)
      .where('status', '=', pending)
    return organizationId === null
      ? rows.where('organization_id', '<>', toTheApp)
      : rows.where('organization_id', '=', organizationId)
  }

  return {
    async replaceRole(organizationId, from, to) {
      if (organizationId === null) order.needsInstance()
      else order.needs('organization', organizationId)
      order.write()
      const rows = await holders(organizationId, from)
        .select('organization_id')
        .union(invited(organizationId, from).select('organization_id'))
        .orderBy('organization_id')
        .execute()
      if (rows.length === 0) return []

      await trx
        .deleteFrom('administration_offer')
        .where('instance_id', '=', instanceId)
        .where(({ eb, refTuple }) =>
          eb(
            refTuple('organization_id', 'from_user_id'),
            'in',
            holders(organizationId, from)
              .select(['organization_id', 'user_id'])
              .$asTuple('organization_id', 'user_id'),
          ),
        )
        .execute()
      // By user first: who holds it is told by the other table, which alone has an index by role.
      await trx
        .updateTable('user_organization')
        .set({ role_key: to })
        .where('instance_id', '=', instanceId)
        .where(({ eb, refTuple }) =>
          eb(
            refTuple('user_id', 'organization_id'),
            'in',
            holders(organizationId, from)
              .select(['user_id', 'organization_id'])
              .$asTuple('user_id', 'organization_id'),
          ),
        )
        .execute()
      let members = trx
        .updateTable('membership')
        .set({ role_key: to })
        .where('instance_id', '=', instanceId)
        .where('role_key', '=', from)
      if (organizationId !== null) members = members.where('organization_id', '=', organizationId)
      await members.execute()
      let invitations = trx
        .updateTable('invitation')
        .set({ role_key: to })
        .where('instance_id', '=', instanceId)
        .where('role_key', '=', from)
        .where('status', '=', pending)
      invitations =
        organizationId === null
          ? invitations.where('organization_id', '<>', toTheApp)
          : invitations.where('organization_id', '=', organizationId)
      await invitations.execute()
      return rows.map((row) => row.organization_id)
    },

    async isRoleUsed(organizationId, roleKey) {
      if (!canBeKey(roleKey) || !canBeKey(organizationId ?? '')) return false
      const { isUsed } = await trx
        .selectNoFrom(({ or, exists }) =>
          or([
            exists(holders(organizationId, roleKey).select('user_id')),
            exists(invited(organizationId, roleKey).select('id')),
          ]).as('isUsed'),
        )
        .executeTakeFirstOrThrow()
      return Boolean(isUsed)
    },

    findWithoutAdministrator: (roleKey, administratorKeys) =>
      findWithoutAdministrator(trx, instanceId, roleKey, administratorKeys),
  }
}

/** See `Transaction.memberships`. */
export async function findWithoutAdministrator(
  trx: Kysely<Tables>,
  instanceId: string,
  roleKey: RoleKey,
  administratorKeys: readonly RoleKey[],
): Promise<string | null> {
  if (!canBeKey(roleKey)) return null
  const keys = administratorKeys.filter(canBeKey)
  let found = trx
    .selectFrom(
      trx
        .selectFrom('membership')
        .where('instance_id', '=', instanceId)
        .where('role_key', '=', roleKey)
        .select('organization_id')
        .distinct()
        .as('candidate'),
    )
    .select('candidate.organization_id')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('membership as own')
            .innerJoin('organization_role', (join) =>
              join
                .onRef('organization_role.key', '=', 'own.role_key')
                .onRef('organization_role.organization_id', '=', 'own.organization_id')
                .on('organization_role.instance_id', '=', instanceId),
            )
            .select('own.user_id')
            .where('own.instance_id', '=', instanceId)
            .whereRef('own.organization_id', '=', 'candidate.organization_id')
            .where(holds('organization_role.permissions', 'org:sys_memberships:manage')),
        ),
      ),
    )
  if (keys.length > 0) {
    found = found.where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('membership as administrator')
            .select('administrator.user_id')
            .where('administrator.instance_id', '=', instanceId)
            .whereRef('administrator.organization_id', '=', 'candidate.organization_id')
            .where('administrator.role_key', 'in', keys),
        ),
      ),
    )
  }
  const row = await found.orderBy('candidate.organization_id').limit(1).executeTakeFirst()
  return row?.organization_id ?? null
}
