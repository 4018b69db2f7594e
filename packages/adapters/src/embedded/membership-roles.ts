import { compareKeys, type RoleKey } from '@orgkit/core'
import type { InvitationRow, MembershipRow, Transaction } from '@orgkit/core/engine'
import type { MemoryScope } from './memory-scope'
import { deleteRow, pairKey, setRow } from './memory-tables'

/** Who holds a role, in an organization or in all of them. */
export function membershipRoles({
  tables,
  order,
  undo,
  locks,
  step,
}: MemoryScope): Pick<Transaction['memberships'], 'replaceRole' | 'isRoleUsed' | 'findWithoutAdministrator'> {
  const memberships = () => [...tables.memberships.values()].flatMap((rows) => [...rows.values()])
  const holders = (organizationId: string | null, roleKey: RoleKey) =>
    memberships().filter(
      (row) => row.roleKey === roleKey && (organizationId === null || row.organizationId === organizationId),
    )
  const invited = (organizationId: string | null, roleKey: RoleKey) =>
    [...tables.invitations.values()].filter(
      (row): row is InvitationRow & { organizationId: string } =>
        row.roleKey === roleKey &&
        row.status === 'pending' &&
        row.organizationId !== null &&
        (organizationId === null || row.organizationId === organizationId),
    )

  return {
    replaceRole: step((organizationId, from, to) => {
      if (organizationId === null) locks.writeInstance(`replaced the role ${from}`)
      else locks.write(`replaced the role ${from}`, [['organization', organizationId]])
      const concerned = new Set<string>()
      for (const row of holders(organizationId, from)) {
        concerned.add(row.organizationId)
        const rows = tables.memberships.get(row.userId)!
        setRow<MembershipRow>(rows, row.organizationId, { ...row, roleKey: to }, undo)
        deleteRow(tables.administrationOffers, pairKey(row.organizationId, row.userId), undo)
        order.forget(row.userId)
      }
      for (const row of invited(organizationId, from)) {
        concerned.add(row.organizationId)
        setRow<InvitationRow>(tables.invitations, row.id, { ...row, roleKey: to }, undo)
      }
      return [...concerned].sort(compareKeys)
    }),

    isRoleUsed: step(
      (organizationId, roleKey) =>
        holders(organizationId, roleKey).length > 0 || invited(organizationId, roleKey).length > 0,
    ),

    findWithoutAdministrator: step((roleKey, administratorKeys) => {
      const administered = new Set<string>()
      for (const row of memberships()) {
        const own = tables.roles.get(row.roleKey)
        const isOwn =
          own?.organizationId === row.organizationId && own.permissions.includes('org:sys_memberships:manage')
        if (isOwn || administratorKeys.includes(row.roleKey)) administered.add(row.organizationId)
      }
      const without = holders(null, roleKey).filter((row) => !administered.has(row.organizationId))
      return without.map((row) => row.organizationId).sort(compareKeys)[0] ?? null
    }),
  }
}
