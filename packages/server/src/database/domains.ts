import type { DomainRow, Transaction } from '@orgkit/core/engine'
import type { Selectable } from 'kysely'
import type { DomainTable } from './schema'
import { canBeKey, type Scope } from './scope'

export function domainStore({ trx, instanceId, order }: Scope): Transaction['domains'] {
  const ofInstance = () => trx.selectFrom('domain').selectAll().where('instance_id', '=', instanceId)

  function write(organizationId: string): void {
    order.needs('organization', organizationId)
    order.write()
  }

  return {
    async get(organizationId, id) {
      if (!canBeKey(organizationId) || !canBeKey(id)) return null
      const row = await ofInstance()
        .where('organization_id', '=', organizationId)
        .where('id', '=', id)
        .executeTakeFirst()
      return row ? toDomainRow(row) : null
    },

    async find(id) {
      if (!canBeKey(id)) return null
      const row = await ofInstance().where('id', '=', id).executeTakeFirst()
      return row ? toDomainRow(row) : null
    },

    async list(organizationId) {
      if (!canBeKey(organizationId)) return []
      const rows = await ofInstance().where('organization_id', '=', organizationId).orderBy('name').execute()
      return rows.map(toDomainRow)
    },

    async listVerified(names) {
      const keys = names.filter(canBeKey)
      if (keys.length === 0) return []
      const rows = await trx
        .selectFrom('domain_claim')
        .innerJoin('domain', (join) =>
          join
            .onRef('domain.organization_id', '=', 'domain_claim.organization_id')
            .onRef('domain.id', '=', 'domain_claim.domain_id')
            .on('domain.instance_id', '=', instanceId),
        )
        .selectAll('domain')
        .where('domain_claim.instance_id', '=', instanceId)
        .where('domain_claim.name', 'in', keys)
        .orderBy('domain_claim.name')
        .execute()
      return rows.map(toDomainRow)
    },

    async insert(row) {
      write(row.organizationId)
      await trx
        .insertInto('domain')
        .values({
          instance_id: instanceId,
          organization_id: row.organizationId,
          id: row.id,
          name: row.name,
          enrollment_mode: row.enrollmentMode,
          verified_at: row.verifiedAt,
          created_at: row.createdAt,
          version: row.version,
          proof: row.proof && JSON.stringify(row.proof),
          proof_version: row.proofVersion,
          pending_request_count: row.pendingRequestCount,
        })
        .execute()
    },

    async update({ organizationId, id }, change) {
      write(organizationId)
      // An update that sets nothing is no SQL.
      if (Object.values(change).every((value) => value === undefined)) return
      await trx
        .updateTable('domain')
        .set({
          enrollment_mode: change.enrollmentMode,
          verified_at: change.verifiedAt,
          created_at: change.createdAt,
          version: change.version,
          proof: change.proof && JSON.stringify(change.proof),
          proof_version: change.proofVersion,
          pending_request_count: change.pendingRequestCount,
        })
        .where('instance_id', '=', instanceId)
        .where('organization_id', '=', organizationId)
        .where('id', '=', id)
        .execute()
    },

    async delete({ organizationId, id }) {
      write(organizationId)
      await trx
        .deleteFrom('domain_claim')
        .where('instance_id', '=', instanceId)
        .where('organization_id', '=', organizationId)
        .where('domain_id', '=', id)
        .execute()
      await trx
        .deleteFrom('domain_dismissal')
        .where('instance_id', '=', instanceId)
        .where('domain_id', '=', id)
        .execute()
      await trx
        .deleteFrom('domain')
        .where('instance_id', '=', instanceId)
        .where('organization_id', '=', organizationId)
        .where('id', '=', id)
        .execute()
    },

    async claim({ organizationId, id, name }) {
      write(organizationId)
      const claimed = await trx
        .insertInto('domain_claim')
        .values({ instance_id: instanceId, name, organization_id: organizationId, domain_id: id })
        .onConflict((conflict) => conflict.columns(['instance_id', 'name']).doNothing())
        .returning('name')
        .executeTakeFirst()
      return claimed !== undefined
    },
  }
}

function toDomainRow(row: Selectable<DomainTable>): DomainRow {
  return {
    id: row.id,
    organizationId: row.organization_id,
    name: row.name,
    enrollmentMode: row.enrollment_mode,
    verifiedAt: row.verified_at,
    createdAt: row.created_at,
    version: row.version,
    proof: row.proof,
    proofVersion: row.proof_version,
    pendingRequestCount: row.pending_request_count,
  }
}
