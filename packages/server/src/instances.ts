import {
  defaultAdminRole,
  defaultInstanceSettings,
  defaultMemberRole,
  type InstanceSettings,
  type Role,
} from '@orgkit/core'
import { hashKey } from './database/key-hash'
import type { Database } from './database/open-database'

/** An instance as the host describes it, until there is a console to do so. What is written here holds from the next start on. */
export interface InstanceOptions {
  id: string
  /** @default 'default' */
  applicationId?: string
  /** @default 'development' */
  environment?: 'development' | 'production'
  /** Picks this instance; public. Sent as `Orgkit-Publishable-Key`. */
  publishableKey: string
  /** For the backend API. Kept as a hash. */
  secretKey?: string
  /** Over the defaults of a new instance, whose organizations are off. */
  settings?: Partial<InstanceSettings>
  /** @default admin and member */
  roles?: readonly Role[]
}

/** Writes the instances as described. The same again changes nothing; two nodes may do so at once. */
export async function putInstances(database: Database, instances: readonly InstanceOptions[]): Promise<void> {
  for (const instance of instances) checkInstance(instance)
  // One order for all nodes, or two of them would wait for each other.
  const sorted = instances.toSorted((left, right) => (left.id < right.id ? -1 : 1))
  for (const instance of sorted) await putInstance(database, instance)
}

function putInstance(
  database: Database,
  {
    id,
    applicationId = 'default',
    environment = 'development',
    publishableKey,
    secretKey,
    settings,
    roles = defaultRoles,
  }: InstanceOptions,
): Promise<void> {
  return database.transaction(async (trx) => {
    const described = {
      application_id: applicationId,
      environment,
      settings: JSON.stringify({ ...defaultInstanceSettings, ...settings }),
    }
    await trx
      .insertInto('instance')
      .values({ id, ...described })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(described))
      .execute()
    await trx.deleteFrom('instance_role').where('instance_id', '=', id).execute()
    await trx
      .insertInto('instance_role')
      .values(
        roles.map(({ key, name, description, permissions }, position) => ({
          instance_id: id,
          key,
          name,
          description,
          permissions: JSON.stringify(permissions),
          position,
        })),
      )
      .execute()
    await trx.deleteFrom('api_key').where('instance_id', '=', id).execute()
    const keys = [{ instance_id: id, key_hash: hashKey(publishableKey), kind: 'publishable' as const }]
    const secret = secretKey && { instance_id: id, key_hash: hashKey(secretKey), kind: 'secret' as const }
    const written = await trx
      .insertInto('api_key')
      .values(secret ? [...keys, secret] : keys)
      .onConflict((conflict) => conflict.column('key_hash').doNothing())
      .returning('key_hash')
      .execute()
    if (written.length < (secret ? 2 : 1)) {
      throw new Error(
        `createServer: a key of instance "${id}" belongs to another instance already. Give each its own.`,
      )
    }
  })
}

const defaultRoles = [defaultAdminRole, defaultMemberRole]

/** What a role must hold to be the one that a creator gets (A13). */
const creatorPermissions = [
  'org:sys_memberships:manage',
  'org:sys_memberships:read',
  'org:sys_profile:delete',
] as const

/** A wrong description is a developer's mistake: it stops the server at its start. */
function checkInstance({ id, publishableKey, settings, roles = defaultRoles }: InstanceOptions): void {
  const { creatorRoleKey, defaultRoleKey } = { ...defaultInstanceSettings, ...settings }
  const at = `createServer: instance "${id}"`
  if (id === '' || publishableKey === '') throw new Error(`${at} needs an id and a publishableKey.`)
  if (new Set(roles.map(({ key }) => key)).size < roles.length)
    throw new Error(`${at} has two roles with one key.`)
  const creatorRole = roles.find(({ key }) => key === creatorRoleKey)
  if (!creatorRole)
    throw new Error(`${at} has no role "${creatorRoleKey}", which settings.creatorRoleKey names.`)
  if (!roles.some(({ key }) => key === defaultRoleKey)) {
    throw new Error(`${at} has no role "${defaultRoleKey}", which settings.defaultRoleKey names.`)
  }
  const missing = creatorPermissions.filter((permission) => !creatorRole.permissions.includes(permission))
  if (missing.length > 0) {
    throw new Error(
      `${at}: the creator role "${creatorRoleKey}" lacks ${missing.join(', ')}, so nobody could manage members.`,
    )
  }
}
