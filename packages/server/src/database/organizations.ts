import { nameKey, searchKey } from '@orgkit/core'
import type { OrganizationRow, Transaction } from '@orgkit/core/engine'
import type { Selectable } from 'kysely'
import { canBeKey, type Scope } from './scope'
import type { OrganizationTable } from './schema'

export function organizationStore({
  trx,
  instanceId,
  order,
}: Scope): Transaction['organizations'] & Pick<Transaction, 'lockOrganization'> {
  const find = (id: string) =>
    trx.selectFrom('organization').selectAll().where('instance_id', '=', instanceId).where('id', '=', id)

  /** Members' own lists hold copies of the keys. Up to 1,000 copies may change here; once organizations can
   * be larger and renamed, more go to an outbox reader (spike-data, section 4). */
  async function updateKeys(id: string): Promise<void> {
    const row = await find(id).executeTakeFirstOrThrow()
    const keys = keysOf(row)
    await trx
      .updateTable('organization')
      .set(keys)
      .where('instance_id', '=', instanceId)
      .where('id', '=', id)
      .execute()
    await trx
      .updateTable('user_organization')
      .set({ organization_name_key: keys.name_key, organization_search_key: keys.search_key })
      .where('instance_id', '=', instanceId)
      .where('organization_id', '=', id)
      .where('user_id', 'in', (members) =>
        members
          .selectFrom('membership')
          .select('user_id')
          .where('instance_id', '=', instanceId)
          .where('organization_id', '=', id),
      )
      .execute()
  }

  return {
    async lockOrganization(id) {
      order.lockOrganization(id)
      if (!canBeKey(id)) return null
      // `for update` would also block inserts that point here; `for no key update` lets them pass.
      const row = await find(id).forNoKeyUpdate().executeTakeFirst()
      return row ? toOrganizationRow(row) : null
    },

    async get(id) {
      if (!canBeKey(id)) return null
      const row = await find(id).executeTakeFirst()
      return row ? toOrganizationRow(row) : null
    },

    async getBySlug(slug) {
      if (!canBeKey(slug)) return null
      const claim = await trx
        .selectFrom('slug_claim')
        .select('organization_id')
        .where('instance_id', '=', instanceId)
        .where('slug', '=', slug)
        .executeTakeFirst()
      const row = claim && (await find(claim.organization_id).executeTakeFirst())
      return row ? toOrganizationRow(row) : null
    },

    async insert(row) {
      order.addOrganization(row.id)
      await trx
        .insertInto('organization')
        .values({
          instance_id: instanceId,
          id: row.id,
          ...keysOf(row),
          name: row.name,
          slug: row.slug,
          image_url: row.imageUrl,
          member_count: row.memberCount,
          pending_invitation_count: row.pendingInvitationCount,
          members_may_delete: row.membersMayDelete,
          created_by_user_id: row.createdByUserId,
          created_at: row.createdAt,
          updated_at: row.updatedAt,
          version: row.version,
        })
        .execute()
    },

    async update(id, change) {
      order.needs('organization', id)
      order.write()
      await trx
        .updateTable('organization')
        .set({
          name: change.name,
          slug: change.slug,
          image_url: change.imageUrl,
          member_count: change.memberCount,
          pending_invitation_count: change.pendingInvitationCount,
          members_may_delete: change.membersMayDelete,
          created_by_user_id: change.createdByUserId,
          created_at: change.createdAt,
          updated_at: change.updatedAt,
          version: change.version,
        })
        .where('instance_id', '=', instanceId)
        .where('id', '=', id)
        .execute()
      if (change.name !== undefined || change.slug !== undefined) await updateKeys(id)
    },
  }
}

export function slugStore({ trx, instanceId, order }: Scope): Transaction['slugs'] {
  return {
    async claim(slug, organizationId) {
      order.write()
      // Somebody else's open claim is waited for; it is then there, or was rolled back and this one goes in.
      const claimed = await trx
        .insertInto('slug_claim')
        .values({ instance_id: instanceId, slug, organization_id: organizationId })
        .onConflict((conflict) => conflict.columns(['instance_id', 'slug']).doNothing())
        .returning('slug')
        .executeTakeFirst()
      return claimed !== undefined
    },

    async taken(slugs) {
      const wanted = slugs.filter(canBeKey)
      if (wanted.length === 0) return []
      const rows = await trx
        .selectFrom('slug_claim')
        .select('slug')
        .where('instance_id', '=', instanceId)
        .where('slug', 'in', wanted)
        .execute()
      return rows.map(({ slug }) => slug)
    },
  }
}

function keysOf({ name, slug }: { name: string; slug: string | null }) {
  return { name_key: nameKey(name), search_key: searchKey(name, slug) }
}

function toOrganizationRow(row: Selectable<OrganizationTable>): OrganizationRow {
  return {
    id: row.id,
    name: row.name,
    slug: row.slug,
    imageUrl: row.image_url,
    memberCount: row.member_count,
    pendingInvitationCount: row.pending_invitation_count,
    membersMayDelete: row.members_may_delete,
    createdByUserId: row.created_by_user_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}
