import type { OrgkitEvent } from '../model/event'
import type { Permission } from '../model/role'

export interface Listener {
  userId: string
  /** In the organization that the event is of. */
  permissions: readonly Permission[]
  /** When they became a member of it. ISO 8601, UTC. */
  joinedAt: string
}

/**
 * Whether a member hears of an event of their organization: what lists would show them by now, and what concerns themselves. What
 * was told before they joined is history, which is the audit trail's to tell. A user's own events are for that user alone.
 */
export function mayHear(event: OrgkitEvent, { userId, permissions, joinedAt }: Listener): boolean {
  const may = (permission: Permission) => permissions.includes(permission)
  if (!('organizationId' in event)) return event.userId === userId
  if (event.at < joinedAt) return false
  switch (event.type) {
    case 'organization.created':
    case 'organization.updated':
    case 'organization.deleted':
    case 'role.created':
    case 'role.updated':
    case 'role.deleted':
      return true
    case 'membership.created':
    case 'membership.role_changed':
    case 'membership.deleted':
      return event.userId === userId || may('org:sys_memberships:read')
    case 'administration.offered':
    case 'administration.withdrawn':
    case 'administration.accepted':
    case 'administration.declined': {
      const { from, to } = event.offer
      return from.id === userId || to.id === userId || may('org:sys_memberships:manage')
    }
    case 'invitation.created':
    case 'invitation.resent':
    case 'invitation.revoked':
    case 'invitation.accepted':
    case 'invitation.declined':
    case 'membership_request.created':
    case 'membership_request.approved':
    case 'membership_request.declined':
    case 'membership_request.withdrawn':
      return may('org:sys_memberships:manage')
    case 'domain.created':
    case 'domain.verification_started':
    case 'domain.verified':
    case 'domain.updated':
    case 'domain.deleted':
      return may('org:sys_domains:read')
  }
}
