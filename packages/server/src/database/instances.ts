import type { Instance, Role } from '@orgkit/core'
import { type Kysely, sql } from 'kysely'
import { hashKey } from './key-hash'
import type { Tables } from './schema'

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
  const { id, application_id: applicationId, environment, settings, roles } = row
  return { id, applicationId, environment, settings, roles: roles ?? [] }
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
