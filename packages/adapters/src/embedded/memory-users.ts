import { addressKey, compareKeys } from '@orgkit/core'
import type { Transaction, UserQuery, UserRow } from '@orgkit/core/engine'
import { definedOf, existing, type MemoryScope, pageOf } from './memory-scope'
import { deleteRow, setRow } from './memory-tables'

export const newUser = {
  organizationCount: 0,
  createdOrganizationCount: 0,
  lastActiveOrganizationId: null,
  mayCreateOrganizations: 'instance',
  creationLimit: 'instance',
  metadata: {},
  acceptedTermsVersion: null,
  acceptedTermsAt: null,
} as const

export function userTables({ tables, undo, locks, step }: MemoryScope): Transaction['users'] {
  /** By id. */
  const matching = (key: UserQuery['addressKey']) =>
    [...tables.users.values()]
      .filter(({ emails }) => key === null || emails.some(({ address }) => addressKey(address) === key))
      .sort((left, right) => compareKeys(left.id, right.id))

  return {
    get: step((id) => tables.users.get(id) ?? null),
    among: step((ids) => [...new Set(ids)].sort(compareKeys).flatMap((id) => tables.users.get(id) ?? [])),
    listByAddress: step((key) => matching(key)),
    upsert: step((identity) => {
      locks.user(identity.id)
      const known = tables.users.get(identity.id) ?? newUser
      setRow<UserRow>(tables.users, identity.id, { ...known, ...identity }, undo)
      return tables.users.get(identity.id)!
    }),
    update: step((id, change) => {
      locks.write(`changed the user ${id}`, [['user', id]])
      const row = existing(tables.users, id, 'user')
      setRow<UserRow>(tables.users, id, { ...row, ...definedOf(change) }, undo)
    }),
    delete: step((id) => {
      locks.write(`deleted the user ${id}`, [['user', id]])
      deleteRow(tables.users, id, undo)
      for (const row of tables.organizations.values()) {
        if (row.createdByUserId === id)
          setRow(tables.organizations, row.id, { ...row, createdByUserId: null }, undo)
      }
      for (const [key, row] of tables.dismissals)
        if (row.userId === id) deleteRow(tables.dismissals, key, undo)
      for (const [key, row] of tables.idempotency)
        if (row.actorId === id) deleteRow(tables.idempotency, key, undo)
    }),
    list: step(({ addressKey: key, limit, offset, after }) =>
      pageOf(matching(key), {
        limit,
        offset,
        isBehind: after === null ? null : ({ id }) => compareKeys(id, after) > 0,
      }),
    ),
    count: step(({ addressKey: key }) => matching(key).length),
  }
}
