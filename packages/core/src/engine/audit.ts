import type { ActivityFacts } from '../model/activity'
import type { DomainRow, EventAudit, InvitationRow, OrganizationRow, UserIdentityRow } from './store'

/* What the audit trail says of a change: what it is about, and the fields that are others now. */

interface Change {
  /** @default there was nothing */
  before?: ActivityFacts | null
  /** @default there is nothing any more */
  after?: ActivityFacts | null
}

export function ofOrganization(
  { id, name }: Pick<OrganizationRow, 'id' | 'name'>,
  change: Change,
): EventAudit {
  return audit('organization', id, name, change)
}

export function ofUser({ id, name }: Pick<UserIdentityRow, 'id' | 'name'>, change: Change): EventAudit {
  return audit('user', id, name, change)
}

export function ofInvitation({ id, emailAddress }: InvitationRow, change: Change): EventAudit {
  return audit('invitation', id, emailAddress, change)
}

export function ofRole({ key, name }: { key: string; name: string }, change: Change): EventAudit {
  return audit('role', key, name, change)
}

export function ofDomain({ id, name }: Pick<DomainRow, 'id' | 'name'>, change: Change): EventAudit {
  return audit('domain', id, name, change)
}

function audit(
  kind: EventAudit['target']['kind'],
  id: string,
  name: string,
  { before = null, after = null }: Change,
): EventAudit {
  return { target: { kind, id, name }, before, after }
}
