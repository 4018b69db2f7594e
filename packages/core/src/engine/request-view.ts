import type { Instance } from '../model/instance'
import type { MembershipRequest, Suggestion } from '../model/request'
import type { DomainRow, MembershipRequestRow, OrganizationRow, UserRow } from './store'
import { viewOrganizationSummary } from './view'

/* A request to join as the organization's managers see it, and the suggestion that it is to whoever asked. */

export function viewRequest(
  { organizationId, domainName, emailAddress, createdAt, ...row }: MembershipRequestRow,
  { id, name, imageUrl }: Pick<UserRow, 'id' | 'name' | 'imageUrl'>,
  status: MembershipRequest['status'] = row.status,
): MembershipRequest {
  return { organizationId, user: { id, name, imageUrl, emailAddress }, domainName, status, createdAt }
}

export interface Suggested {
  /** The domain that suggests it, or that the request was made by. */
  domain: Pick<DomainRow, 'id' | 'name'>
  organization: OrganizationRow
  status: Suggestion['status']
  /** `null`: nothing was asked. */
  requestedAt: string | null
}

/** The suggestion that a request was made by. */
export function suggestionOf(
  { domainId, domainName, status, createdAt }: MembershipRequestRow,
  organization: OrganizationRow,
): Suggested {
  return {
    domain: { id: domainId, name: domainName },
    organization,
    status: status === 'pending' ? 'requested' : 'declined',
    requestedAt: createdAt,
  }
}

export function viewSuggestion(
  { domain, organization, status, requestedAt }: Suggested,
  instance: Instance,
): Suggestion {
  const summary = viewOrganizationSummary(organization, instance)
  return { id: domain.id, organization: summary, domainName: domain.name, status, requestedAt }
}
