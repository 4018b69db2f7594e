import type { Instance, RoleKey } from '@orgkit/core'
import type { Transaction } from '@orgkit/core/engine'
import type { MemoryScope } from './memory-scope'
import { freeze } from './memory-tables'

/** The instance with the versions of its roles. Replaced and never changed. */
export interface MemoryInstance {
  instance: Instance
  roleVersions: ReadonlyMap<RoleKey, number>
}

/** Roles that were there keep their version. */
export function memoryInstance(instance: Instance, before?: MemoryInstance): MemoryInstance {
  const versions = instance.roles.map(({ key }) => [key, before?.roleVersions.get(key) ?? 1] as const)
  return { instance, roleVersions: new Map(versions) }
}

export interface InstanceCell {
  /** As this transaction sees it. `null`: the store holds another instance. */
  get(): MemoryInstance | null
  set(next: MemoryInstance): void
}

export function instanceTables(
  { locks, step }: Pick<MemoryScope, 'locks' | 'step'>,
  cell: InstanceCell,
): Pick<Transaction, 'instance' | 'lockInstance' | 'instances'> {
  function change(what: string, to: (now: MemoryInstance) => MemoryInstance): void {
    locks.writeInstance(what)
    const now = cell.get()
    if (now) cell.set(to(now))
  }

  return {
    instance: step(() => cell.get()?.instance ?? null),
    lockInstance: step((mode) => {
      locks.instance(mode)
      return cell.get()?.instance ?? null
    }),

    instances: {
      update: step(({ settings, permissions }) =>
        change('changed the instance', ({ instance, roleVersions }) => ({
          instance: {
            ...instance,
            settings: settings ? freeze({ ...settings }) : instance.settings,
            permissions: permissions
              ? permissions.map((entry) => freeze({ ...entry }))
              : instance.permissions,
          },
          roleVersions,
        })),
      ),
      insertRole: step((role) =>
        change(`inserted the role ${role.key}`, (now) => {
          if (now.roleVersions.has(role.key))
            throw new Error(`memory store: the role ${role.key} exists already.`)
          const roles = [...now.instance.roles, freeze({ ...role })]
          return memoryInstance({ ...now.instance, roles }, now)
        }),
      ),
      updateRole: step((key, { name, description, permissions }) =>
        change(`changed the role ${key}`, ({ instance, roleVersions }) => {
          const version = roleVersions.get(key)
          if (version === undefined) return { instance, roleVersions }
          const roles = instance.roles.map((role) =>
            role.key === key
              ? freeze({
                  ...role,
                  ...(name !== undefined && { name }),
                  ...(description !== undefined && { description }),
                  ...(permissions !== undefined && { permissions: [...permissions] }),
                })
              : role,
          )
          return {
            instance: { ...instance, roles },
            roleVersions: new Map(roleVersions).set(key, version + 1),
          }
        }),
      ),
      deleteRole: step((key) =>
        change(`deleted the role ${key}`, (now) => {
          const roles = now.instance.roles.filter((role) => role.key !== key)
          return memoryInstance({ ...now.instance, roles }, now)
        }),
      ),
      roleVersions: step(() => new Map(cell.get()?.roleVersions)),
    },
  }
}
