import {
  type Application,
  checkCreatorRole,
  type CustomPermission,
  defaultAdminRole,
  defaultInstanceSettings,
  defaultMemberRole,
  defaultSettings,
  type Instance,
  type InstanceSettings,
  isAdministratorRole,
  type Role,
  withHeldPermissions,
} from '@orgkit/core'
import { type Kysely, sql } from 'kysely'
import { readInstance, waitForInstance } from './database/instances'
import { hashKey } from './database/key-hash'
import { findWithoutAdministrator } from './database/membership-roles'
import type { Database } from './database/open-database'
import { forgetPermission } from './database/organization-roles'
import type { Tables } from './database/schema'
import {
  applyDescription,
  definedOf,
  type InstanceDescription,
  type InstanceState,
  isSame,
} from './instance-description'

/**
 * An instance as the host describes it, until there is a console to do so. A change here holds from the next start on; what the
 * backend API changed meanwhile stays, unless the description of just that changed too.
 */
export interface InstanceOptions {
  id: string
  /** @default 'default' */
  applicationId?: string
  /** ISO 8601, UTC. Defaults of settings are dated by it. @default when the instance was first written */
  applicationCreatedAt?: string
  /** On `free` no organization has more than 5 members. @default 'free' */
  plan?: Application['plan']
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
  /** The app's own. Those that only stand in `roles` are added, with their key for a name. @default [] */
  permissions?: readonly CustomPermission[]
}

/** Writes the instances as described. The same again changes nothing; two nodes may do so at once. */
export async function putInstances(database: Database, instances: readonly InstanceOptions[]): Promise<void> {
  for (const instance of instances) checkInstance(instance)
  // One order for all nodes, or two of them would wait for each other.
  const sorted = instances.toSorted((left, right) => (left.id < right.id ? -1 : 1))
  for (const instance of sorted) await putInstance(database, instance)
}

function putInstance(database: Database, options: InstanceOptions): Promise<void> {
  const { id, applicationId = 'default', environment = 'development', plan = 'free', secretKey } = options
  const { settings = {}, roles = defaultRoles, permissions = [] } = options
  const description: InstanceDescription = {
    settings: definedOf(settings),
    roles,
    permissions: withHeldPermissions(permissions, roles),
  }
  const facts = { application_id: applicationId, environment, plan, described: JSON.stringify(description) }

  return database.transaction(async (trx) => {
    await waitForInstance(trx, id, 'exclusive')
    const instance = await readInstance(trx, id)
    const createdAt =
      options.applicationCreatedAt ?? instance?.application.createdAt ?? new Date().toISOString()
    const defaults = defaultSettings({ createdAt }, environment)
    const state = instance
      ? await changedState(trx, instance, description, defaults)
      : { ...description, settings: { ...defaults, ...description.settings } }
    const columns = {
      ...facts,
      settings: JSON.stringify(state.settings),
      permissions: JSON.stringify(state.permissions),
    }
    if (instance) {
      await trx
        .updateTable('instance')
        .set({ ...columns, application_created_at: createdAt })
        .where('id', '=', id)
        .execute()
    } else {
      await trx
        .insertInto('instance')
        .values({ id, ...columns, application_created_at: createdAt })
        .execute()
    }
    await writeRoles(trx, id, instance?.roles ?? [], state.roles)
    await checkAdministrators(trx, id, instance?.roles ?? [], state.roles)
    for (const { key } of instance?.permissions ?? []) {
      if (!state.permissions.some((permission) => permission.key === key)) {
        await forgetPermission(trx, id, key)
      }
    }
    await writeKeys(trx, id, { publishable: options.publishableKey, secret: secretKey })
  })
}

/** What is written of an instance that is there already. */
async function changedState(
  trx: Kysely<Tables>,
  instance: Instance,
  next: InstanceDescription,
  defaults: InstanceSettings,
): Promise<InstanceState> {
  const { described } = await trx
    .selectFrom('instance')
    .select('described')
    .where('id', '=', instance.id)
    .executeTakeFirstOrThrow()
  // Before descriptions were kept, nothing but a description was ever written.
  const last = described ?? instance
  return applyDescription(instance, last, next, defaults)
}

async function writeRoles(
  trx: Kysely<Tables>,
  instanceId: string,
  before: readonly Role[],
  roles: readonly Role[],
): Promise<void> {
  const gone = before.filter(({ key }) => !roles.some((role) => role.key === key))
  for (const { key } of gone) {
    await trx
      .deleteFrom('instance_role')
      .where('instance_id', '=', instanceId)
      .where('key', '=', key)
      .execute()
  }
  for (const [position, role] of roles.entries()) {
    const { key, name, description } = role
    const columns = { name, description, permissions: JSON.stringify(role.permissions), position }
    const known = before.find((each) => each.key === key)
    const raise = known && !isSame(known, role) ? 1 : 0
    await trx
      .insertInto('instance_role')
      .values({ instance_id: instanceId, key, ...columns })
      .onConflict((conflict) =>
        conflict.columns(['instance_id', 'key']).doUpdateSet({
          ...columns,
          version: sql<number>`instance_role.version + ${raise}::integer`,
        }),
      )
      .execute()
  }
}

/** A description that takes the administrators from an organization stops the server at its start, and changes nothing. */
async function checkAdministrators(
  trx: Kysely<Tables>,
  instanceId: string,
  before: readonly Role[],
  after: readonly Role[],
): Promise<void> {
  const keys = after.filter(isAdministratorRole).map(({ key }) => key)
  const lost = before.filter((role) => isAdministratorRole(role) && !keys.includes(role.key))
  for (const { key } of lost) {
    const organization = await findWithoutAdministrator(trx, instanceId, key, keys)
    if (organization === null) continue
    throw new Error(
      `createServer: instance "${instanceId}" describes "${key}" no more as a role that manages members, and organization ` +
        `${organization} would be left without an administrator. Give its members another role first.`,
    )
  }
}

async function writeKeys(
  trx: Kysely<Tables>,
  instanceId: string,
  { publishable, secret }: { publishable: string; secret: string | undefined },
): Promise<void> {
  await trx.deleteFrom('api_key').where('instance_id', '=', instanceId).execute()
  const rows = [
    { instance_id: instanceId, key_hash: hashKey(publishable), kind: 'publishable' as const },
    ...(secret ? [{ instance_id: instanceId, key_hash: hashKey(secret), kind: 'secret' as const }] : []),
  ]
  const written = await trx
    .insertInto('api_key')
    .values(rows)
    .onConflict((conflict) => conflict.column('key_hash').doNothing())
    .returning('key_hash')
    .execute()
  if (written.length < rows.length) {
    throw new Error(
      `createServer: a key of instance "${instanceId}" belongs to another instance already. Give each its own.`,
    )
  }
}

const defaultRoles = [defaultAdminRole, defaultMemberRole]

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
  const refusal = checkCreatorRole(creatorRole)
  if (refusal) {
    const missing = String(refusal.meta?.missing).replaceAll(',', ', ')
    throw new Error(
      `${at}: the creator role "${creatorRoleKey}" lacks ${missing}, so nobody could manage members.`,
    )
  }
}
