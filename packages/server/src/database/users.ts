import { nameKey, searchKey } from '@orgkit/core'
import type { Transaction, UserRow } from '@orgkit/core/engine'
import type { Selectable } from 'kysely'
import { canBeKey, type Scope } from './scope'
import type { AppUserTable } from './schema'

export function userStore({
  trx,
  instanceId,
  order,
}: Scope): Transaction['users'] & Pick<Transaction, 'lockUser'> {
  const find = (id: string) =>
    trx.selectFrom('app_user').selectAll().where('instance_id', '=', instanceId).where('id', '=', id)

  return {
    async lockUser(id) {
      order.lockUser(id)
      if (!canBeKey(id)) return null
      const row = await find(id).forNoKeyUpdate().executeTakeFirst()
      return row ? toUserRow(row) : null
    },

    async get(id) {
      if (!canBeKey(id)) return null
      const row = await find(id).executeTakeFirst()
      return row ? toUserRow(row) : null
    },

    async upsert({ id, name, imageUrl, emails }) {
      // Inserting or changing the row locks it, like `lockUser`.
      order.lockUser(id)
      const identity = {
        name,
        name_key: nameKey(name),
        search_key: searchKey(name, ...emails.map(({ address }) => address)),
        image_url: imageUrl,
        emails: JSON.stringify(emails),
      }
      const row = await trx
        .insertInto('app_user')
        .values({
          instance_id: instanceId,
          id,
          ...identity,
          organization_count: 0,
          created_organization_count: 0,
          last_active_organization_id: null,
        })
        .onConflict((conflict) => conflict.columns(['instance_id', 'id']).doUpdateSet(identity))
        .returningAll()
        .executeTakeFirstOrThrow()
      return toUserRow(row)
    },

    async update(id, { organizationCount, createdOrganizationCount, lastActiveOrganizationId }) {
      order.needs('user', id)
      order.write()
      await trx
        .updateTable('app_user')
        .set({
          // Kysely leaves out what is undefined.
          organization_count: organizationCount,
          created_organization_count: createdOrganizationCount,
          last_active_organization_id: lastActiveOrganizationId,
        })
        .where('instance_id', '=', instanceId)
        .where('id', '=', id)
        .execute()
    },
  }
}

function toUserRow(row: Selectable<AppUserTable>): UserRow {
  return {
    id: row.id,
    name: row.name,
    imageUrl: row.image_url,
    emails: row.emails,
    organizationCount: row.organization_count,
    createdOrganizationCount: row.created_organization_count,
    lastActiveOrganizationId: row.last_active_organization_id,
  }
}
