import { nameKey, searchKey } from '@orgkit/core'
import type { Transaction, UserIdentityRow, UserQuery, UserRow } from '@orgkit/core/engine'
import { type Selectable, sql } from 'kysely'
import { lastSeq } from './events'
import { canBeKey, type Scope } from './scope'
import type { AppUserTable } from './schema'
import { addressKeysOf } from './user-addresses'

type AppUser = Selectable<AppUserTable>

export function userStore({
  trx,
  instanceId,
  order,
}: Scope): Transaction['users'] & Pick<Transaction, 'lockUser'> {
  const find = (id: string) =>
    trx.selectFrom('app_user').selectAll().where('instance_id', '=', instanceId).where('id', '=', id)

  async function addAddresses(id: string, keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return
    const rows = keys.map((key) => ({ instance_id: instanceId, address_key: key, user_id: id }))
    await trx
      .insertInto('user_address')
      .values(rows)
      .onConflict((conflict) => conflict.columns(['instance_id', 'address_key', 'user_id']).doNothing())
      .execute()
  }

  async function deleteAddresses(id: string, keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return
    await trx
      .deleteFrom('user_address')
      .where('instance_id', '=', instanceId)
      .where('address_key', 'in', keys)
      .where('user_id', '=', id)
      .execute()
  }

  const matching = (addressKey: UserQuery['addressKey']) => {
    const rows = trx.selectFrom('app_user').where('instance_id', '=', instanceId)
    if (addressKey === null) return rows
    return rows.where('id', 'in', (holders) =>
      holders
        .selectFrom('user_address')
        .select('user_id')
        .where('instance_id', '=', instanceId)
        .where('address_key', '=', addressKey),
    )
  }

  /** What others find, sort and search the user by. One who joins meanwhile waits for this lock, and copies what is new. */
  async function updateCopies(before: AppUser, { id, emails, name_key, search_key }: AppUser): Promise<void> {
    const had = addressKeysOf(before.emails)
    const has = addressKeysOf(emails)
    const gone = had.filter((key) => !has.includes(key))
    await deleteAddresses(id, gone)
    const added = has.filter((key) => !had.includes(key))
    await addAddresses(id, added)

    if (before.name_key === name_key && before.search_key === search_key) return
    await trx
      .updateTable('membership')
      .set({ user_name_key: name_key, user_search_key: search_key })
      .where('instance_id', '=', instanceId)
      .where('user_id', '=', id)
      // By user they are kept in another table: there is no index of the members by user alone.
      .where('organization_id', 'in', (own) =>
        own
          .selectFrom('user_organization')
          .select('organization_id')
          .where('instance_id', '=', instanceId)
          .where('user_id', '=', id),
      )
      .execute()
  }

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

    async among(ids) {
      const keys = ids.filter(canBeKey)
      if (keys.length === 0) return []
      const rows = await trx
        .selectFrom('app_user')
        .selectAll()
        .where('instance_id', '=', instanceId)
        .where('id', 'in', keys)
        .orderBy('id')
        .execute()
      return rows.map(toUserRow)
    },

    async listByAddress(addressKey) {
      if (!canBeKey(addressKey)) return []
      const rows = await trx
        .selectFrom('user_address')
        .innerJoin('app_user', (join) =>
          join.onRef('app_user.id', '=', 'user_address.user_id').on('app_user.instance_id', '=', instanceId),
        )
        .selectAll('app_user')
        .where('user_address.instance_id', '=', instanceId)
        .where('user_address.address_key', '=', addressKey)
        .orderBy('user_address.user_id')
        .execute()
      return rows.map(toUserRow)
    },

    async upsert(identity) {
      const { id, name, imageUrl, emails } = identity
      // The first statement locks the row, like `lockUser`.
      order.lockUser(id)
      const columns = {
        ...keysOf(identity),
        name,
        image_url: imageUrl,
        emails: JSON.stringify(emails),
      }
      let before = await find(id).forNoKeyUpdate().executeTakeFirst()
      if (!before) {
        const inserted = await trx
          .insertInto('app_user')
          .values((user) => ({
            instance_id: instanceId,
            id,
            ...columns,
            organization_count: 0,
            created_organization_count: 0,
            last_active_organization_id: null,
            // Of a user who was deleted and comes back, the stream goes on.
            event_seq: user
              .selectFrom('user_event')
              .select(lastSeq)
              .where('instance_id', '=', instanceId)
              .where('user_id', '=', id),
          }))
          .onConflict((conflict) => conflict.columns(['instance_id', 'id']).doNothing())
          .returningAll()
          .executeTakeFirst()
        if (inserted) {
          await addAddresses(id, addressKeysOf(emails))
          return toUserRow(inserted)
        }
        // Another first request of this user was committed meanwhile, and may have joined something.
        before = await find(id).forNoKeyUpdate().executeTakeFirstOrThrow()
      }
      const row = await trx
        .updateTable('app_user')
        .set(columns)
        .where('instance_id', '=', instanceId)
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirstOrThrow()
      await updateCopies(before, row)
      return toUserRow(row)
    },

    async update(id, change) {
      order.needs('user', id)
      order.write()
      // An update that sets nothing is no SQL.
      if (Object.values(change).every((value) => value === undefined)) return
      await trx
        .updateTable('app_user')
        .set({
          // Kysely leaves out what is undefined, and JSON leaves that undefined.
          organization_count: change.organizationCount,
          created_organization_count: change.createdOrganizationCount,
          last_active_organization_id: change.lastActiveOrganizationId,
          may_create_organizations: JSON.stringify(change.mayCreateOrganizations),
          creation_limit: JSON.stringify(change.creationLimit),
          metadata: JSON.stringify(change.metadata),
          accepted_terms_version: change.acceptedTermsVersion,
          accepted_terms_at: change.acceptedTermsAt,
        })
        .where('instance_id', '=', instanceId)
        .where('id', '=', id)
        .execute()
    },

    async delete(id) {
      order.needs('user', id)
      order.write()
      const user = await trx
        .deleteFrom('app_user')
        .where('instance_id', '=', instanceId)
        .where('id', '=', id)
        .returning('emails')
        .executeTakeFirst()
      await deleteAddresses(id, addressKeysOf(user?.emails ?? []))
      // Somebody may come back under the id: what was created before does not count for them.
      await trx
        .updateTable('organization')
        .set({ created_by_user_id: null })
        .where('instance_id', '=', instanceId)
        .where('created_by_user_id', '=', id)
        .execute()
      await trx
        .deleteFrom('domain_dismissal')
        .where('instance_id', '=', instanceId)
        .where('user_id', '=', id)
        .execute()
      await trx
        .deleteFrom('idempotency')
        .where('instance_id', '=', instanceId)
        .where('actor_id', '=', id)
        .execute()
    },

    async list({ limit, offset, after, addressKey }) {
      if (!canBeKey(addressKey ?? '')) return []
      let page = matching(addressKey).selectAll().orderBy('id').limit(limit)
      if (after !== null) page = page.where('id', '>', after)
      else if (offset > 0) page = page.offset(offset)
      return (await page.execute()).map(toUserRow)
    },

    async count({ addressKey }) {
      if (!canBeKey(addressKey ?? '')) return 0
      const { count } = await matching(addressKey)
        .select(sql<number>`count(*)::integer`.as('count'))
        .executeTakeFirstOrThrow()
      return count
    },
  }
}

function keysOf({ name, emails }: Pick<UserIdentityRow, 'name' | 'emails'>) {
  return {
    name_key: nameKey(name),
    search_key: searchKey(name, ...emails.map(({ address }) => address)),
  }
}

function toUserRow(row: AppUser): UserRow {
  return {
    ...toIdentityRow(row),
    organizationCount: row.organization_count,
    createdOrganizationCount: row.created_organization_count,
    lastActiveOrganizationId: row.last_active_organization_id,
    mayCreateOrganizations: row.may_create_organizations,
    creationLimit: row.creation_limit,
    metadata: row.metadata,
    acceptedTermsVersion: row.accepted_terms_version,
    acceptedTermsAt: row.accepted_terms_at,
  }
}

export function toIdentityRow(row: Pick<AppUser, 'id' | 'name' | 'image_url' | 'emails'>): UserIdentityRow {
  return { id: row.id, name: row.name, imageUrl: row.image_url, emails: row.emails }
}
