import type { InvitationStatus } from '@orgkit/core'
import type { InvitationQuery, InvitationRow, Transaction } from '@orgkit/core/engine'
import { type Selectable, type SelectQueryBuilder, sql } from 'kysely'
import type { InvitationTable, Tables } from './schema'
import { canBeKey, type Scope } from './scope'

/** Written out: with a parameter a kept plan could not tell that the indexes of those that are pending will do. */
export const pending = sql.lit<InvitationStatus>('pending')

type Rows = SelectQueryBuilder<Tables, 'invitation', object>

/** Stands for no organization: a column of a primary key takes no null. */
export const toTheApp = ''

export function invitationStore({ trx, instanceId, order }: Scope): Transaction['invitations'] {
  const ofInstance = () => trx.selectFrom('invitation').where('instance_id', '=', instanceId)

  const matching = ({
    organizationId,
    status,
    at,
  }: Pick<InvitationQuery, 'organizationId' | 'status' | 'at'>) => {
    const rows = ofInstance().where('organization_id', '=', organizationId ?? toTheApp)
    if (status === null) return rows
    if (status === 'pending') return rows.where('status', '=', pending).where('expires_at', '>', at)
    if (status !== 'expired') return rows.where('status', '=', status)
    return rows.where(({ eb, or, and }) =>
      or([eb('status', '=', 'expired'), and([eb('status', '=', pending), eb('expires_at', '<=', at)])]),
    )
  }

  /** Those of an organization are ordered by its lock; those to the app by nothing. */
  function write({ organizationId }: InvitationRow): void {
    if (organizationId !== null) order.needs('organization', organizationId)
    order.write()
  }

  return {
    async get(organizationId, id) {
      if (!canBeKey(organizationId ?? toTheApp) || !canBeKey(id)) return null
      const row = await ofInstance()
        .selectAll()
        .where('organization_id', '=', organizationId ?? toTheApp)
        .where('id', '=', id)
        .executeTakeFirst()
      return row ? toInvitationRow(row) : null
    },

    async find(id) {
      if (!canBeKey(id)) return null
      const row = await ofInstance().selectAll().where('id', '=', id).executeTakeFirst()
      return row ? toInvitationRow(row) : null
    },

    async listPending(organizationId, addressKeys) {
      const keys = addressKeys.filter(canBeKey)
      if (!canBeKey(organizationId) || keys.length === 0) return []
      const rows = await ofInstance()
        .selectAll()
        .where('organization_id', '=', organizationId)
        .where('address_key', 'in', keys)
        .where('status', '=', pending)
        .execute()
      return rows.map(toInvitationRow)
    },

    async findPending(organizationId, addressKey) {
      if (!canBeKey(organizationId ?? toTheApp) || !canBeKey(addressKey)) return null
      const row = await ofInstance()
        .selectAll()
        .where('organization_id', '=', organizationId ?? toTheApp)
        .where('address_key', '=', addressKey)
        .where('status', '=', pending)
        .executeTakeFirst()
      return row ? toInvitationRow(row) : null
    },

    async insert(...rows) {
      if (rows.length === 0) return
      for (const row of rows) write(row)
      await trx
        .insertInto('invitation')
        .values(
          rows.map((row) => ({
            instance_id: instanceId,
            organization_id: row.organizationId ?? toTheApp,
            id: row.id,
            email_address: row.emailAddress,
            address_key: row.addressKey,
            role_key: row.roleKey,
            status: row.status,
            inviter_user_id: row.inviterUserId,
            expires_in_days: row.expiresInDays,
            created_at: row.createdAt,
            sent_at: row.sentAt,
            expires_at: row.expiresAt,
            version: row.version,
          })),
        )
        .execute()
    },

    async update(row, change) {
      write(row)
      // Somebody else's open change is waited for; the row is then as they left it, and found or not.
      const changed = await trx
        .updateTable('invitation')
        .set({
          status: change.status,
          role_key: change.roleKey,
          inviter_user_id: change.inviterUserId,
          sent_at: change.sentAt,
          expires_at: change.expiresAt,
          version: change.version ?? row.version,
        })
        .where('instance_id', '=', instanceId)
        .where('organization_id', '=', row.organizationId ?? toTheApp)
        .where('id', '=', row.id)
        .where('version', '=', row.version)
        .where('status', '=', row.status)
        .returning('id')
        .executeTakeFirst()
      return changed !== undefined
    },

    countPending: (organizationId, at) => countOf(matching({ organizationId, status: 'pending', at })),

    async list({ limit, offset, after, ...query }) {
      let page = newestFirst(matching(query)).limit(limit)
      if (after) page = page.where(isBehind(after))
      else if (offset > 0) page = page.offset(offset)
      return (await page.execute()).map(toInvitationRow)
    },

    count: (query) => countOf(matching(query)),

    async listByAddresses({ addressKeys, at, limit, after }) {
      const keys = addressKeys.filter(canBeKey)
      if (keys.length === 0) return []
      let page = newestFirst(ofInstance())
        .where('address_key', 'in', keys)
        .where('status', '=', pending)
        .where('expires_at', '>', at)
        .where('organization_id', '<>', toTheApp)
        .limit(limit)
      if (after) page = page.where(isBehind(after))
      return (await page.execute()).map(toInvitationRow)
    },

    async listPendingByInviter(organizationId, inviterUserId) {
      if (!canBeKey(organizationId) || !canBeKey(inviterUserId)) return []
      const rows = await ofInstance()
        .selectAll()
        .where('organization_id', '=', organizationId)
        .where('inviter_user_id', '=', inviterUserId)
        .where('status', '=', pending)
        .orderBy('id')
        .execute()
      return rows.map(toInvitationRow)
    },
  }
}

async function countOf(rows: Rows): Promise<number> {
  const { count } = await rows.select(sql<number>`count(*)::integer`.as('count')).executeTakeFirstOrThrow()
  return count
}

function newestFirst(rows: Rows) {
  return rows.selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc')
}

/** As a row and not as `a < x or …`: the index then starts at the cursor instead of reading up to it. */
function isBehind({ createdAt, id }: NonNullable<InvitationQuery['after']>) {
  return sql<boolean>`(created_at, id) < (${createdAt}, ${id})`
}

function toInvitationRow(row: Selectable<InvitationTable>): InvitationRow {
  return {
    id: row.id,
    organizationId: row.organization_id === toTheApp ? null : row.organization_id,
    emailAddress: row.email_address,
    addressKey: row.address_key,
    roleKey: row.role_key,
    status: row.status,
    inviterUserId: row.inviter_user_id,
    expiresInDays: row.expires_in_days,
    createdAt: row.created_at,
    sentAt: row.sent_at,
    expiresAt: row.expires_at,
    version: row.version,
  }
}
