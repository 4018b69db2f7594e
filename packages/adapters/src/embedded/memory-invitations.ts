import { compareKeys } from '@orgkit/core'
import type { InvitationRow, Transaction } from '@orgkit/core/engine'
import { isAnswerable, matchingInvitations, pageOfInvitations } from './invitation-order'
import { definedOf, existing, type MemoryScope } from './memory-scope'
import { setRow } from './memory-tables'

export function invitationTables({ tables, undo, locks, step }: MemoryScope): Transaction['invitations'] {
  const all = () => [...tables.invitations.values()]

  /** Those of an organization are ordered by its lock; those to the app by nothing. */
  const lock = (what: string, { organizationId }: InvitationRow) =>
    locks.write(
      `${what} ${organizationId ?? 'the app'}`,
      organizationId === null ? [] : [['organization', organizationId]],
    )

  return {
    get: step((organizationId, id) => {
      const row = tables.invitations.get(id)
      return row?.organizationId === organizationId ? row : null
    }),
    find: step((id) => tables.invitations.get(id) ?? null),
    listPending: step((organizationId, addressKeys) => {
      const keys = new Set(addressKeys)
      return all().filter(
        (row) =>
          row.organizationId === organizationId && keys.has(row.addressKey) && row.status === 'pending',
      )
    }),
    findPending: step(
      (organizationId, key) =>
        all().find(
          (row) =>
            row.organizationId === organizationId && row.addressKey === key && row.status === 'pending',
        ) ?? null,
    ),
    insert: step((...rows: InvitationRow[]) => {
      for (const row of rows) {
        lock('invited to', row)
        if (tables.invitations.has(row.id))
          throw new Error(`memory store: the invitation ${row.id} exists already.`)
        setRow(tables.invitations, row.id, { ...row }, undo)
      }
    }),
    update: step((row, change) => {
      lock('changed an invitation to', row)
      const now = existing(tables.invitations, row.id, 'invitation')
      if (now.version !== row.version || now.status !== row.status) return false
      setRow<InvitationRow>(tables.invitations, row.id, { ...now, ...definedOf(change) }, undo)
      return true
    }),
    countPending: step(
      (organizationId, at) =>
        all().filter((row) => row.organizationId === organizationId && isAnswerable(row, at)).length,
    ),
    list: step((query) => pageOfInvitations(matchingInvitations(tables, query), query)),
    count: step((query) => matchingInvitations(tables, query).length),
    listByAddresses: step(({ addressKeys, at, ...page }) =>
      pageOfInvitations(
        all().filter(
          (row) =>
            row.organizationId !== null && addressKeys.includes(row.addressKey) && isAnswerable(row, at),
        ),
        page,
      ),
    ),
    listPendingByInviter: step((organizationId, inviterUserId) =>
      all()
        .filter(
          (row) =>
            row.organizationId === organizationId &&
            row.inviterUserId === inviterUserId &&
            row.status === 'pending',
        )
        .sort((left, right) => compareKeys(left.id, right.id)),
    ),
  }
}
