import { compareKeys, invitationStatus } from '@orgkit/core'
import type { InvitationQuery, InvitationRow } from '@orgkit/core/engine'
import type { MemoryTables } from './memory-tables'

/** The newest first, ties by id, descending in both. */
function byAge(left: { createdAt: string; id: string }, right: { createdAt: string; id: string }): number {
  return compareKeys(right.createdAt, left.createdAt) || compareKeys(right.id, left.id)
}

interface Page {
  limit: number
  offset?: number
  after: { createdAt: string; id: string } | null
}

export function pageOfInvitations(
  rows: readonly InvitationRow[],
  { limit, offset = 0, after }: Page,
): InvitationRow[] {
  const sorted = rows.toSorted(byAge)
  const behind = after ? sorted.filter((row) => byAge(row, after) > 0) : sorted.slice(offset)
  return behind.slice(0, limit)
}

export function matchingInvitations(
  tables: MemoryTables,
  { organizationId, status, at }: Pick<InvitationQuery, 'organizationId' | 'status' | 'at'>,
): InvitationRow[] {
  const now = new Date(at)
  return [...tables.invitations.values()].filter(
    (row) =>
      row.organizationId === organizationId &&
      (status === null || invitationStatus(row, { now, isInviterEntitled: true }) === status),
  )
}

/** Pending at that time. */
export function isAnswerable({ status, expiresAt }: InvitationRow, at: string): boolean {
  return status === 'pending' && expiresAt > at
}
