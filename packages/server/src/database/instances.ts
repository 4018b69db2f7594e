import type { Instance, Role } from '@orgkit/core'
import type { Transaction } from '@orgkit/core/engine'
import { type Kysely, sql } from 'kysely'
import { hashKey } from './key-hash'
import type { Tables } from './schema'
import type { Scope } from './scope'

/** The instance with its settings and roles, in one statement: every transaction begins with it. */
export async function readInstance(trx: Kysely<Tables>, instanceId: string): Promise<Instance | null> {
  const row = await trx
    .selectFrom('instance')
    .selectAll()
    .select((instance) =>
      instance
        .selectFrom('instance_role')
        .whereRef('instance_role.instance_id', '=', 'instance.id')
        .select(
          sql<Role[]>`coalesce(json_agg(json_build_object(
            'key', key, 'name', name, 'description', description, 'permissions', permissions
          ) order by position), '[]')`.as('roles'),
        )
        .as('roles'),
    )
    .where('id', '=', instanceId)
    .executeTakeFirst()
  if (!row) return null
  const { id, application_id, plan, application_created_at, environment, settings, roles, permissions } = row
  const application = { id: application_id, plan, createdAt: application_created_at }
  return { id, application, environment, settings, roles: roles ?? [], permissions }
}

export function instanceStore({
  trx,
  instanceId,
  order,
}: Scope): Pick<Transaction, 'instance' | 'lockInstance' | 'instances'> {
  function write(): void {
    order.needsInstance()
    order.write()
  }
  const role = (key: string) =>
    trx.updateTable('instance_role').where('instance_id', '=', instanceId).where('key', '=', key)

  return {
    instance: () => readInstance(trx, instanceId),

    async lockInstance(mode) {
      if (order.lockInstance(mode)) await waitForInstance(trx, instanceId, mode)
      // A statement of its own: what was committed while it waited, one that began before would not see.
      return readInstance(trx, instanceId)
    },

    instances: {
      async update({ settings, permissions }) {
        write()
        if (!settings && !permissions) return
        await trx
          .updateTable('instance')
          .set({
            settings: settings && JSON.stringify(settings),
            permissions: permissions && JSON.stringify(permissions),
          })
          .where('id', '=', instanceId)
          .execute()
      },

      async insertRole({ key, name, description, permissions }) {
        write()
        await trx
          .insertInto('instance_role')
          .values((role) => ({
            instance_id: instanceId,
            key,
            name,
            description,
            permissions: JSON.stringify(permissions),
            position: role
              .selectFrom('instance_role')
              .where('instance_id', '=', instanceId)
              .select(sql<number>`coalesce(max(position) + 1, 0)`.as('next')),
          }))
          .execute()
      },

      async updateRole(key, { name, description, permissions }) {
        write()
        await role(key)
          .set(({ eb }) => ({
            name,
            description,
            permissions: permissions && JSON.stringify(permissions),
            version: eb('version', '+', 1),
          }))
          .execute()
      },

      async deleteRole(key) {
        write()
        await trx
          .deleteFrom('instance_role')
          .where('instance_id', '=', instanceId)
          .where('key', '=', key)
          .execute()
      },

      async roleVersions() {
        const rows = await trx
          .selectFrom('instance_role')
          .select(['key', 'version'])
          .where('instance_id', '=', instanceId)
          .orderBy('position')
          .execute()
        return new Map(rows.map(({ key, version }) => [key, version]))
      },
    },
  }
}

/** Any number that nobody else in the database uses for advisory locks: the letters `orgk`. */
const instanceLocks = 0x6f72_676b

/**
 * Waits for the lock on the instance, which is held to the end of the transaction. An advisory one: the row's own would make
 * every write of the instance write to it, and it is there before the row is. Two instances whose hashes meet wait needlessly.
 */
export async function waitForInstance(
  trx: Kysely<Tables>,
  instanceId: string,
  mode: 'shared' | 'exclusive',
): Promise<void> {
  const lock = sql.raw(mode === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock')
  const key = Number.parseInt(hashKey(instanceId).slice(0, 8), 16) | 0
  await sql`select ${lock}(${instanceLocks}::integer, ${key}::integer)`.execute(trx)
}

/** The instance that a key picks; `null`: no such key of that kind. */
export async function findInstanceId(
  db: Kysely<Tables>,
  key: string,
  kind: 'publishable' | 'secret',
): Promise<string | null> {
  const row = await db
    .selectFrom('api_key')
    .select('instance_id')
    .where('key_hash', '=', hashKey(key))
    .where('kind', '=', kind)
    .executeTakeFirst()
  return row?.instance_id ?? null
}

/** The instance that a secret key picks, with what limits its requests, in one statement; `null`: no such key. */
export async function findInstanceOfSecretKey(
  db: Kysely<Tables>,
  key: string,
): Promise<Pick<Instance, 'id' | 'environment' | 'settings'> | null> {
  const row = await db
    .selectFrom('api_key')
    .innerJoin('instance', 'instance.id', 'api_key.instance_id')
    .select(['instance.id', 'instance.environment', 'instance.settings'])
    .where('api_key.key_hash', '=', hashKey(key))
    .where('api_key.kind', '=', 'secret')
    .executeTakeFirst()
  return row ?? null
}
