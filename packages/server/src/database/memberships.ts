import { compareKeys } from '@orgkit/core'
import type { Transaction, UserMembershipQuery } from '@orgkit/core/engine'
import { sql } from 'kysely'
import { memberLists } from './member-lists'
import { membershipRoles } from './membership-roles'
import { toMembershipRow } from './membership-row'
import { beginsAWord, canBeKey, type Scope } from './scope'

/** A membership is kept twice, by organization and by user, so that each list reads one index in its own order. */
export function membershipStore(scope: Scope): Transaction['memberships'] {
  const { trx, instanceId, order } = scope
  const ofUser = ({ userId, words }: Pick<UserMembershipQuery, 'userId' | 'words'>) => {
    const rows = trx
      .selectFrom('user_organization')
      .where('instance_id', '=', instanceId)
      .where('user_id', '=', userId)
    return words.reduce((found, word) => found.where(beginsAWord('organization_search_key', word)), rows)
  }

  const membersOf = (organizationId: string) =>
    trx
      .selectFrom('membership')
      .select('user_id')
      .where('instance_id', '=', instanceId)
      .where('organization_id', '=', organizationId)

  return {
    async get(organizationId, userId) {
      if (!canBeKey(organizationId) || !canBeKey(userId)) return null
      const row = await ofUser({ userId, words: [] })
        .selectAll()
        .where('organization_id', '=', organizationId)
        .executeTakeFirst()
      return row ? toMembershipRow(row) : null
    },

    async insert({ organizationId, userId, roleKey, joinedAt, lastActiveAt }) {
      // The user's too, or a new name would not reach this copy.
      order.needs('organization', organizationId)
      order.needs('user', userId)
      order.write()
      const organization = await trx
        .selectFrom('organization')
        .select(['name_key', 'search_key'])
        .where('instance_id', '=', instanceId)
        .where('id', '=', organizationId)
        .executeTakeFirstOrThrow()
      const user = await trx
        .selectFrom('app_user')
        .select(['name_key', 'search_key'])
        .where('instance_id', '=', instanceId)
        .where('id', '=', userId)
        .executeTakeFirstOrThrow()
      const row = {
        instance_id: instanceId,
        organization_id: organizationId,
        user_id: userId,
        role_key: roleKey,
        joined_at: joinedAt,
      }
      await trx
        .insertInto('membership')
        .values({ ...row, user_name_key: user.name_key, user_search_key: user.search_key })
        .execute()
      await trx
        .insertInto('user_organization')
        .values({
          ...row,
          last_active_at: lastActiveAt,
          recent_at: lastActiveAt ?? joinedAt,
          organization_name_key: organization.name_key,
          organization_search_key: organization.search_key,
        })
        .execute()
    },

    async update(organizationId, userId, { roleKey, lastActiveAt }) {
      order.needsOne(userId, organizationId)
      order.write()
      if (roleKey === undefined && lastActiveAt === undefined) return
      if (roleKey !== undefined) {
        await trx
          .updateTable('membership')
          .set({ role_key: roleKey })
          .where('instance_id', '=', instanceId)
          .where('organization_id', '=', organizationId)
          .where('user_id', '=', userId)
          .execute()
      }
      await trx
        .updateTable('user_organization')
        .set({
          role_key: roleKey,
          last_active_at: lastActiveAt,
          recent_at: lastActiveAt === null ? sql<string>`joined_at` : lastActiveAt,
        })
        .where('instance_id', '=', instanceId)
        .where('user_id', '=', userId)
        .where('organization_id', '=', organizationId)
        .execute()
    },

    async delete(organizationId, userId) {
      order.needs('organization', organizationId)
      order.needs('user', userId)
      order.write()
      await trx
        .deleteFrom('membership')
        .where('instance_id', '=', instanceId)
        .where('organization_id', '=', organizationId)
        .where('user_id', '=', userId)
        .execute()
      await trx
        .deleteFrom('user_organization')
        .where('instance_id', '=', instanceId)
        .where('user_id', '=', userId)
        .where('organization_id', '=', organizationId)
        .execute()
    },

    async addressesAmong(organizationId, addressKeys) {
      const keys = addressKeys.filter(canBeKey)
      if (!canBeKey(organizationId) || keys.length === 0) return []
      const rows = await trx
        .selectFrom('user_address')
        .innerJoin('user_organization', (join) =>
          join
            .onRef('user_organization.user_id', '=', 'user_address.user_id')
            .on('user_organization.instance_id', '=', instanceId)
            .on('user_organization.organization_id', '=', organizationId),
        )
        .select('user_address.address_key')
        .distinct()
        .where('user_address.instance_id', '=', instanceId)
        .where('user_address.address_key', 'in', keys)
        .execute()
      return rows.map(({ address_key: key }) => key)
    },

    async listOrganizationIds(userId) {
      if (!canBeKey(userId)) return []
      const rows = await ofUser({ userId, words: [] })
        .select('organization_id')
        .orderBy('organization_id')
        .execute()
      return rows.map((row) => row.organization_id)
    },

    async deleteAll(organizationId) {
      order.needs('organization', organizationId)
      order.write()
      const left = await trx
        .updateTable('app_user')
        .set(({ eb }) => ({
          organization_count: eb('organization_count', '-', 1),
          last_active_organization_id: sql<
            string | null
          >`nullif(last_active_organization_id, ${organizationId})`,
        }))
        .where('instance_id', '=', instanceId)
        .where('id', 'in', membersOf(organizationId))
        .returning(['id', 'organization_count'])
        .execute()
      for (const { id } of left) order.needs('user', id)
      await trx
        .deleteFrom('user_organization')
        .where('instance_id', '=', instanceId)
        .where('organization_id', '=', organizationId)
        .where('user_id', 'in', membersOf(organizationId))
        .execute()
      await trx
        .deleteFrom('membership')
        .where('instance_id', '=', instanceId)
        .where('organization_id', '=', organizationId)
        .execute()
      return left
        .map((row) => ({ userId: row.id, organizationCount: row.organization_count }))
        .sort((one, other) => compareKeys(one.userId, other.userId))
    },

    ...membershipRoles(scope),
    ...memberLists(scope),

    async listByUser({ sort, limit, offset, after, ...query }) {
      let page = ofUser(query).selectAll().limit(limit)
      if (sort === 'name') {
        page = page.orderBy('organization_name_key').orderBy('organization_id')
        if (after) {
          // As a row and not as `a > x or …`: the index then starts at the cursor instead of reading up to it.
          page = page.where(
            sql<boolean>`(organization_name_key, organization_id) > (${after.key}, ${after.organizationId})`,
          )
        }
      } else {
        page = page.orderBy('recent_at', 'desc').orderBy('organization_id')
        if (after) {
          // Down and up at once is no row comparison; the index starts at the time, only ties are read twice.
          page = page
            .where('recent_at', '<=', after.key)
            .where(({ eb, or }) =>
              or([eb('recent_at', '<', after.key), eb('organization_id', '>', after.organizationId)]),
            )
        }
      }
      if (!after && offset > 0) page = page.offset(offset)

      const rows = await trx
        .selectFrom(page.as('page'))
        .innerJoin('organization', (join) =>
          join
            .onRef('organization.id', '=', 'page.organization_id')
            .on('organization.instance_id', '=', instanceId),
        )
        .selectAll('page')
        .select(['organization.name', 'organization.slug', 'organization.image_url'])
        .orderBy(
          sort === 'name' ? 'page.organization_name_key' : 'page.recent_at',
          sort === 'name' ? 'asc' : 'desc',
        )
        .orderBy('page.organization_id')
        .execute()
      return rows.map((row) => ({
        ...toMembershipRow(row),
        organization: { id: row.organization_id, name: row.name, slug: row.slug, imageUrl: row.image_url },
      }))
    },

    async countByUser(query) {
      const { count } = await ofUser(query)
        .select(sql<number>`count(*)::integer`.as('count'))
        .executeTakeFirstOrThrow()
      return count
    },
  }
}
