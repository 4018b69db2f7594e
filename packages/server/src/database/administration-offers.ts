import type { AdministrationOfferRow, Transaction } from '@orgkit/core/engine'
import type { Selectable } from 'kysely'
import type { AdministrationOfferTable } from './schema'
import { canBeKey, type Scope } from './scope'

export function administrationOfferStore({
  trx,
  instanceId,
  order,
}: Scope): Transaction['administrationOffers'] {
  const of = (organizationId: string) =>
    trx
      .selectFrom('administration_offer')
      .selectAll()
      .where('instance_id', '=', instanceId)
      .where('organization_id', '=', organizationId)

  function write(organizationId: string): void {
    order.needs('organization', organizationId)
    order.write()
  }

  return {
    async get(organizationId, fromUserId) {
      if (!canBeKey(organizationId) || !canBeKey(fromUserId)) return null
      const row = await of(organizationId).where('from_user_id', '=', fromUserId).executeTakeFirst()
      return row ? toOfferRow(row) : null
    },

    async listByUser(organizationId, userId) {
      if (!canBeKey(organizationId) || !canBeKey(userId)) return []
      const rows = await of(organizationId)
        .where(({ eb, or }) => or([eb('from_user_id', '=', userId), eb('to_user_id', '=', userId)]))
        .orderBy('from_user_id')
        .execute()
      return rows.map(toOfferRow)
    },

    async put({ organizationId, fromUserId, toUserId, nextRoleKey, createdAt }) {
      write(organizationId)
      const offer = { to_user_id: toUserId, next_role_key: nextRoleKey, created_at: createdAt }
      await trx
        .insertInto('administration_offer')
        .values({
          instance_id: instanceId,
          organization_id: organizationId,
          from_user_id: fromUserId,
          ...offer,
        })
        .onConflict((conflict) =>
          conflict.columns(['instance_id', 'organization_id', 'from_user_id']).doUpdateSet(offer),
        )
        .execute()
    },

    async delete(organizationId, fromUserId) {
      write(organizationId)
      await trx
        .deleteFrom('administration_offer')
        .where('instance_id', '=', instanceId)
        .where('organization_id', '=', organizationId)
        .where('from_user_id', '=', fromUserId)
        .execute()
    },

    async deleteByUser(organizationId, userId) {
      write(organizationId)
      await trx
        .deleteFrom('administration_offer')
        .where('instance_id', '=', instanceId)
        .where('organization_id', '=', organizationId)
        .where(({ eb, or }) => or([eb('from_user_id', '=', userId), eb('to_user_id', '=', userId)]))
        .execute()
    },
  }
}

function toOfferRow(row: Selectable<AdministrationOfferTable>): AdministrationOfferRow {
  return {
    organizationId: row.organization_id,
    fromUserId: row.from_user_id,
    toUserId: row.to_user_id,
    nextRoleKey: row.next_role_key,
    createdAt: row.created_at,
  }
}
