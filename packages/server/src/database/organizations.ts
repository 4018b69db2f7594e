import { nameKey, searchKey } from '@orgkit/core'
import type { OrganizationRow, Transaction } from '@orgkit/core/engine'
import { type Selectable, sql } from 'kysely'
import { lastSeq } from './events'
import { canBeKey, type Scope } from './scope'
import type { OrganizationTable } from './schema'

export function organizationStore({
  trx,
  instanceId,
  order,
}: Scope): Transaction['organizations'] & Pick<Transaction, 'lockOrganization'> {
  const ofInstance = () => trx.selectFrom('organization').where('instance_id', '=', instanceId)
  const find = (id: string) => ofInstance().selectAll().where('id', '=', id)

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
        .values((organization) => ({
          instance_id: instanceId,
          id: row.id,
          ...keysOf(row),
          name: row.name,
          slug: row.slug,
          image_url: row.imageUrl,
          member_count: row.memberCount,
          pending_invitation_count: row.pendingInvitationCount,
          pending_request_count: row.pendingRequestCount,
          members_may_delete: row.membersMayDelete,
          membership_limit: JSON.stringify(row.membershipLimit),
          role_count: row.roleCount,
          created_by_user_id: row.createdByUserId,
          created_at: row.createdAt,
          updated_at: row.updatedAt,
          version: row.version,
          // One of the same id that was deleted has left its stream: it goes on.
          event_seq: organization
            .selectFrom('event')
            .select(lastSeq)
            .where('instance_id', '=', instanceId)
            .where('organization_id', '=', row.id),
        }))
        .execute()
    },

    async update(id, change) {
      order.needs('organization', id)
      order.write()
      await trx
        .updateTable('organization')
        .set({
          // Kysely leaves out what is undefined, and JSON leaves that undefined.
          name: change.name,
          slug: change.slug,
          image_url: change.imageUrl,
          member_count: change.memberCount,
          pending_invitation_count: change.pendingInvitationCount,
          pending_request_count: change.pendingRequestCount,
          members_may_delete: change.membersMayDelete,
          membership_limit: JSON.stringify(change.membershipLimit),
          role_count: change.roleCount,
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

    async delete(id) {
      order.needs('organization', id)
      order.write()
      await trx
        .deleteFrom('domain_dismissal')
        .where('instance_id', '=', instanceId)
        .where('domain_id', 'in', (own) =>
          own
            .selectFrom('domain')
            .select('id')
            .where('instance_id', '=', instanceId)
            .where('organization_id', '=', id),
        )
        .execute()
      for (const table of belongings) {
        await trx
          .deleteFrom(table)
          .where('instance_id', '=', instanceId)
          .where('organization_id', '=', id)
          .execute()
      }
      await trx
        .deleteFrom('organization')
        .where('instance_id', '=', instanceId)
        .where('id', '=', id)
        .execute()
    },

    async list({ limit, offset, after }) {
      let page = ofInstance().selectAll().orderBy('id', 'desc').limit(limit)
      if (after !== null) page = page.where('id', '<', after)
      else if (offset > 0) page = page.offset(offset)
      return (await page.execute()).map(toOrganizationRow)
    },

    async count() {
      const { count } = await ofInstance()
        .select(sql<number>`count(*)::integer`.as('count'))
        .executeTakeFirstOrThrow()
      return count
    },
  }
}

/** What is deleted with an organization. */
const belongings = [
  'invitation',
  'organization_role',
  'administration_offer',
  'membership_request',
  'domain_claim',
  'domain',
] as const

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
    pendingRequestCount: row.pending_request_count,
    membersMayDelete: row.members_may_delete,
    membershipLimit: row.membership_limit,
    roleCount: row.role_count,
    createdByUserId: row.created_by_user_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}
