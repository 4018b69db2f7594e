import type { Permission, RoleKey } from '../model/role'

/** What somebody holds in one organization. */
export interface Authority {
  role: { key: RoleKey }
  permissions: readonly Permission[]
}

/** What may be asked of it. Both given: both are needed. Neither: membership is enough. */
export interface AuthorizationQuery {
  role?: RoleKey
  permission?: Permission
}

/** Whether the authority covers the query. `null` (no organization, a pending session) holds nothing. */
export function has(authority: Authority | null | undefined, query: AuthorizationQuery): boolean {
  if (!authority) return false
  if (query.role !== undefined && authority.role.key !== query.role) return false
  return query.permission === undefined || authority.permissions.includes(query.permission)
}
