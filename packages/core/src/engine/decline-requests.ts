import type { OrgkitEvent } from '../model/event'
import type { MembershipRequest } from '../model/request'
import { ofUser } from './audit'
import type { Scene } from './scene'
import type { DomainRow, MembershipRequestRow, OrganizationRow, UserRow } from './store'

const batchSize = 100

export interface Declined {
  organization: OrganizationRow
  domain: DomainRow
  events: OrgkitEvent[]
}

/**
 * Declines the requests that a domain brought and that wait for an answer, under the organization's lock. Answers with both rows as
 * they are then.
 */
export async function declineByDomain(
  scene: Scene,
  organization: OrganizationRow,
  domain: DomainRow,
): Promise<Declined> {
  const { tx, tell } = scene
  const { id: organizationId } = organization
  const events: OrgkitEvent[] = []
  for (;;) {
    const rows = await tx.requests.listPendingByDomain(organizationId, domain.id, batchSize)
    for (const row of rows) {
      await tx.requests.put({ ...row, status: 'declined' })
      const user = await tx.users.get(row.userId)
      const pendingRequestCount = organization.pendingRequestCount - events.length - 1
      const request = viewDeclined(row, user)
      const audit = ofUser(
        { id: row.userId, name: user?.name ?? row.emailAddress },
        { before: { request: 'pending' }, after: { request: 'declined' } },
      )
      events.push(
        await tell(
          { type: 'membership_request.declined', organizationId, request, pendingRequestCount },
          audit,
        ),
      )
    }
    if (rows.length < batchSize) break
  }
  if (events.length === 0) return { organization, domain, events }
  const left = {
    organization: organization.pendingRequestCount - events.length,
    domain: domain.pendingRequestCount - events.length,
  }
  await tx.organizations.update(organizationId, { pendingRequestCount: left.organization })
  await tx.domains.update(domain, { pendingRequestCount: left.domain })
  return {
    organization: { ...organization, pendingRequestCount: left.organization },
    domain: { ...domain, pendingRequestCount: left.domain },
    events,
  }
}

function viewDeclined(row: MembershipRequestRow, user: UserRow | null): MembershipRequest {
  const { organizationId, userId, emailAddress, domainName, createdAt } = row
  return {
    organizationId,
    user: { id: userId, name: user?.name ?? emailAddress, imageUrl: user?.imageUrl ?? null, emailAddress },
    domainName,
    status: 'declined',
    createdAt,
  }
}
