import { isDeepStrictEqual } from 'node:util'
import {
  checkCreatorRole,
  type CustomPermission,
  type InstanceSettings,
  type Permission,
  type Role,
  type RoleKey,
  withHeldPermissions,
} from '@orgkit/core'

/** What a host says of an instance at its start. Kept until the next one, to see what changed. */
export interface InstanceDescription {
  settings: Partial<InstanceSettings>
  roles: readonly Role[]
  permissions: readonly CustomPermission[]
}

/** What can be changed at run time. */
export interface InstanceState {
  settings: InstanceSettings
  roles: readonly Role[]
  permissions: readonly CustomPermission[]
}

/**
 * The instance as it is, with what changed between the last description and this one: what was changed at run time stays, unless
 * the host says something new about it. What would not fit together then is taken from the description.
 */
export function applyDescription(
  now: InstanceState,
  last: InstanceDescription,
  next: InstanceDescription,
  defaults: InstanceSettings,
): InstanceState {
  const described = { ...defaults, ...definedOf(next.settings) }
  const settings = { ...now.settings, ...changedSettings(last.settings, next.settings, described) }
  const roles = byKey(applyList(now.roles, last.roles, next.roles))

  const restore = (key: RoleKey) => {
    const role = next.roles.find((each) => each.key === key)
    if (role) roles.set(key, role)
  }
  if (!isCreatorRole(roles.get(settings.creatorRoleKey))) {
    settings.creatorRoleKey = described.creatorRoleKey
    if (!isCreatorRole(roles.get(settings.creatorRoleKey))) restore(settings.creatorRoleKey)
  }
  if (!roles.has(settings.defaultRoleKey)) {
    settings.defaultRoleKey = described.defaultRoleKey
    if (!roles.has(settings.defaultRoleKey)) restore(settings.defaultRoleKey)
  }

  const order = next.roles.map(({ key }) => key)
  const isReordered = order.join() !== last.roles.map(({ key }) => key).join()
  const inOrder = isReordered
    ? [...order.flatMap((key) => roles.get(key) ?? []), ...omit([...roles.values()], order)]
    : [...roles.values()]
  const permissions = applyList(now.permissions, last.permissions, next.permissions)
  return { settings, roles: inOrder, permissions: withHeldPermissions(permissions, inOrder) }
}

function isCreatorRole(role: Role | undefined): boolean {
  return role !== undefined && checkCreatorRole(role) === null
}

/** Those whose described value is another one than before; one that is no longer described gets its default. */
function changedSettings(
  last: Partial<InstanceSettings>,
  next: Partial<InstanceSettings>,
  described: InstanceSettings,
): Partial<InstanceSettings> {
  const keys = Object.keys(described) as (keyof InstanceSettings)[]
  return Object.fromEntries(
    // A list or an object comes back from the database as another one.
    keys.filter((key) => !isDeepStrictEqual(last[key], next[key])).map((key) => [key, described[key]]),
  ) as Partial<InstanceSettings>
}

interface Described extends CustomPermission {
  permissions?: readonly Permission[]
}

function applyList<Entry extends Described>(
  now: readonly Entry[],
  last: readonly Entry[],
  next: readonly Entry[],
): Entry[] {
  const before = byKey(last)
  const result = byKey(now)
  const kept = next.map(({ key }) => key)
  for (const { key } of omit(last, kept)) result.delete(key)
  for (const entry of next) if (!isSame(before.get(entry.key), entry)) result.set(entry.key, entry)
  return [...result.values()]
}

/** Roles or permissions; of their lists the order counts too. */
export function isSame(left: Described | undefined, right: Described): boolean {
  return (
    left !== undefined &&
    left.name === right.name &&
    left.description === right.description &&
    left.permissions?.join() === right.permissions?.join()
  )
}

function byKey<Entry extends { key: string }>(entries: readonly Entry[]): Map<string, Entry> {
  return new Map(entries.map((entry) => [entry.key, entry]))
}

function omit<Entry extends { key: string }>(entries: readonly Entry[], keys: readonly string[]): Entry[] {
  return entries.filter(({ key }) => !keys.includes(key))
}

export function definedOf<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields
}
