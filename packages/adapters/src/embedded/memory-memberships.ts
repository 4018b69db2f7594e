import { addressKey, compareKeys } from '@orgkit/core'
import type { MembershipRow, Transaction, UserRow } from '@orgkit/core/engine'
import { countMembers, listMembers } from './member-order'
import { membershipRoles } from './membership-roles'
import { definedOf, existing, type MemoryScope } from './memory-scope'
import { deleteRow, membershipsOf, setRow } from './memory-tables'

export function membershipTables(scope: MemoryScope): Transaction['memberships'] {
  const { tables, order, undo, locks, step } = scope

  function remove(organizationId: string, userId: string): void {
    deleteRow(membershipsOf(tables, userId), organizationId, undo)
    order.forget(userId)
  }

  const membersOf = (organizationId: string) => [...(tables.members.get(organizationId) ?? [])]

  return {
    get: step((organizationId, userId) => tables.memberships.get(userId)?.get(organizationId) ?? null),
    insert: step((row) => {
      const { organizationId, userId } = row
      locks.write(`added a member to ${organizationId}`, [['organization', organizationId]])
      locks.write(`gave ${userId} a membership`, [['user', userId]])
      const rows = membershipsOf(tables, userId)
      if (rows.has(organizationId))
        throw new Error(`memory store: ${userId} is a member of ${organizationId} already.`)
      setRow(rows, organizationId, { ...row }, undo)
      setRow(tables.members, organizationId, new Set([...membersOf(organizationId), userId]), undo)
      order.forget(userId)
    }),
    update: step((organizationId, userId, change) => {
      locks.write('changed a membership', [
        ['user', userId],
        ['organization', organizationId],
      ])
      const rows = membershipsOf(tables, userId)
      const row = existing(rows, organizationId, 'membership')
      setRow<MembershipRow>(rows, organizationId, { ...row, ...definedOf(change) }, undo)
      order.forget(userId)
    }),
    delete: step((organizationId, userId) => {
      locks.write(`took a member from ${organizationId}`, [['organization', organizationId]])
      locks.write(`took a membership from ${userId}`, [['user', userId]])
      remove(organizationId, userId)
      const members = membersOf(organizationId).filter((id) => id !== userId)
      setRow(tables.members, organizationId, new Set(members), undo)
    }),

    addressesAmong: step((organizationId, addressKeys) => {
      const wanted = new Set(addressKeys)
      const emails = membersOf(organizationId).flatMap((id) => tables.users.get(id)?.emails ?? [])
      const keys = emails.map(({ address }) => addressKey(address)).filter((key) => wanted.has(key))
      return [...new Set(keys)]
    }),
    listOrganizationIds: step((userId) =>
      [...(tables.memberships.get(userId)?.keys() ?? [])].sort(compareKeys),
    ),
    deleteAll: step((organizationId) => {
      locks.write(`took the members from ${organizationId}`, [['organization', organizationId]])
      const members: { userId: string; organizationCount: number }[] = []
      for (const userId of membersOf(organizationId).sort(compareKeys)) {
        locks.write(`took a membership from ${userId}`, [['user', userId]])
        remove(organizationId, userId)
        const user = tables.users.get(userId)
        if (!user) continue
        const { organizationCount, lastActiveOrganizationId: latest } = user
        const left: UserRow = {
          ...user,
          organizationCount: organizationCount - 1,
          lastActiveOrganizationId: latest === organizationId ? null : latest,
        }
        setRow(tables.users, userId, left, undo)
        members.push({ userId, organizationCount: left.organizationCount })
      }
      setRow(tables.members, organizationId, new Set<string>(), undo)
      return members
    }),

    ...membershipRoles(scope),
    listByOrganization: step((query) => listMembers(tables, query)),
    countByOrganization: step((query) => countMembers(tables, query)),
    listByUser: step((query) => order.list(query)),
    countByUser: step((query) => order.count(query)),
  }
}
