import type { MemberQuery, Transaction } from '@orgkit/core/engine'
import { sql } from 'kysely'
import { toMembershipRow } from './membership-row'
import { beginsAWord, type Scope } from './scope'
import { toIdentityRow } from './users'

/** An organization's members: each order reads one index of its own, then the page alone is joined with its users. */
export function memberLists({
  trx,
  instanceId,
}: Scope): Pick<Transaction['memberships'], 'listByOrganization' | 'countByOrganization'> {
  const membersOf = ({
    organizationId,
    words,
    roleKeys,
  }: Pick<MemberQuery, 'organizationId' | 'words' | 'roleKeys'>) => {
    let rows = trx
      .selectFrom('membership')
      .where('instance_id', '=', instanceId)
      .where('organization_id', '=', organizationId)
    if (roleKeys) rows = rows.where('role_key', 'in', roleKeys)
    return words.reduce((found, word) => found.where(beginsAWord('user_search_key', word)), rows)
  }

  return {
    async listByOrganization({ sort, limit, offset, after, ...query }) {
      // An empty list is no SQL.
      if (query.roleKeys?.length === 0) return []
      let page = membersOf(query).selectAll().limit(limit)
      if (sort === 'name') {
        page = page.orderBy('user_name_key').orderBy('user_id')
        // As a row: see `listByUser`.
        if (after) page = page.where(sql<boolean>`(user_name_key, user_id) > (${after.key}, ${after.userId})`)
      } else {
        page = page.orderBy('joined_at', 'desc').orderBy('user_id')
        if (after) {
          page = page
            .where('joined_at', '<=', after.key)
            .where(({ eb, or }) => or([eb('joined_at', '<', after.key), eb('user_id', '>', after.userId)]))
        }
      }
      if (!after && offset > 0) page = page.offset(offset)

      const rows = await trx
        .selectFrom(page.as('page'))
        .innerJoin('app_user', (join) =>
          join.onRef('app_user.id', '=', 'page.user_id').on('app_user.instance_id', '=', instanceId),
        )
        .innerJoin('user_organization as own', (join) =>
          join
            .onRef('own.user_id', '=', 'page.user_id')
            .onRef('own.organization_id', '=', 'page.organization_id')
            .on('own.instance_id', '=', instanceId),
        )
        .select(['page.organization_id', 'page.user_id', 'page.role_key', 'page.joined_at'])
        .select([
          'own.last_active_at',
          'app_user.id',
          'app_user.name',
          'app_user.image_url',
          'app_user.emails',
        ])
        .orderBy(sort === 'name' ? 'page.user_name_key' : 'page.joined_at', sort === 'name' ? 'asc' : 'desc')
        .orderBy('page.user_id')
        .execute()
      return rows.map((row) => ({ ...toMembershipRow(row), user: toIdentityRow(row) }))
    },

    async countByOrganization(query) {
      if (query.roleKeys?.length === 0) return 0
      const { count } = await membersOf(query)
        .select(sql<number>`count(*)::integer`.as('count'))
        .executeTakeFirstOrThrow()
      return count
    },
  }
}
