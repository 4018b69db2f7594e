import type { MembershipRequestRow, Transaction } from '@orgkit/core/engine'
import type { Selectable } from 'kysely'
import type { MembershipRequestTable } from './schema'
import { canBeKey, type Scope } from './scope'

export function membershipRequestStore({ trx, instanceId, order }: Scope): Transaction['requests'] {
  const ofInstance = () =>
    trx.selectFrom('membership_request').selectAll().where('instance_id', '=', instanceId)

  const pending = (organizationId: string) =>
    ofInstance()
      .where('organization_id', '=', organizationId)
      .where('status', '=', 'pending')
      .orderBy('created_at')
      .orderBy('user_id')

  function write(organizationId: string): void {
    order.needs('organization', organizationId)
    order.write()
  }

  return {
    async get(organizationId, userId) {
      if (!canBeKey(organizationId) || !canBeKey(userId)) return null
      const row = await ofInstance()
        .where('organization_id', '=', organizationId)
        .where('user_id', '=', userId)
        .executeTakeFirst()
      return row ? toRequestRow(row) : null
    },

    async listPending({ organizationId, limit, offset, after }) {
      if (!canBeKey(organizationId)) return []
      let page = pending(organizationId).limit(limit)
      if (after) {
        const { createdAt, userId } = after
        if (!canBeKey(createdAt) || !canBeKey(userId)) return []
        page = page.where(({ eb, refTuple, tuple }) =>
          eb(refTuple('created_at', 'user_id'), '>', tuple(createdAt, userId)),
        )
      } else if (offset > 0) page = page.offset(offset)
      return (await page.execute()).map(toRequestRow)
    },

    async listPendingByDomain(organizationId, domainId, limit) {
      if (!canBeKey(organizationId) || !canBeKey(domainId)) return []
      const rows = await pending(organizationId).where('domain_id', '=', domainId).limit(limit).execute()
      return rows.map(toRequestRow)
    },

    async listByUser(userId) {
      if (!canBeKey(userId)) return []
      const rows = await ofInstance().where('user_id', '=', userId).orderBy('organization_id').execute()
      return rows.map(toRequestRow)
    },

    async put(...rows) {
      if (rows.length === 0) return
      for (const { organizationId } of rows) write(organizationId)
      await trx
        .insertInto('membership_request')
        .values(
          rows.map((row) => ({
            instance_id: instanceId,
            organization_id: row.organizationId,
            user_id: row.userId,
            domain_id: row.domainId,
            domain_name: row.domainName,
            email_address: row.emailAddress,
            status: row.status,
            created_at: row.createdAt,
          })),
        )
        .onConflict((conflict) =>
          conflict.columns(['instance_id', 'organization_id', 'user_id']).doUpdateSet(({ ref }) => ({
            domain_id: ref('excluded.domain_id'),
            domain_name: ref('excluded.domain_name'),
            email_address: ref('excluded.email_address'),
            status: ref('excluded.status'),
            created_at: ref('excluded.created_at'),
          })),
        )
        .execute()
    },

    async delete(organizationId, userId) {
      write(organizationId)
      await trx
        .deleteFrom('membership_request')
        .where('instance_id', '=', instanceId)
        .where('organization_id', '=', organizationId)
        .where('user_id', '=', userId)
        .execute()
    },
  }
}

export function dismissalStore({ trx, instanceId, order }: Scope): Transaction['dismissals'] {
  return {
    async among(userId, domainIds) {
      const ids = domainIds.filter(canBeKey)
      if (ids.length === 0 || !canBeKey(userId)) return []
      const rows = await trx
        .selectFrom('domain_dismissal')
        .select('domain_id')
        .where('instance_id', '=', instanceId)
        .where('user_id', '=', userId)
        .where('domain_id', 'in', ids)
        .orderBy('domain_id')
        .execute()
      return rows.map((row) => row.domain_id)
    },

    async insert(userId, domainId) {
      order.needs('user', userId)
      order.write()
      await trx
        .insertInto('domain_dismissal')
        .values({ instance_id: instanceId, user_id: userId, domain_id: domainId })
        .onConflict((conflict) => conflict.columns(['instance_id', 'user_id', 'domain_id']).doNothing())
        .execute()
    },
  }
}

function toRequestRow(row: Selectable<MembershipRequestTable>): MembershipRequestRow {
  return {
    organizationId: row.organization_id,
    userId: row.user_id,
    domainId: row.domain_id,
    domainName: row.domain_name,
    emailAddress: row.email_address,
    status: row.status,
    createdAt: row.created_at,
  }
}
