import type { MembershipRow } from '@orgkit/core/engine'

export function toMembershipRow(row: {
  organization_id: string
  user_id: string
  role_key: string
  joined_at: string
  last_active_at: string | null
}): MembershipRow {
  return {
    organizationId: row.organization_id,
    userId: row.user_id,
    roleKey: row.role_key,
    joinedAt: row.joined_at,
    lastActiveAt: row.last_active_at,
  }
}
