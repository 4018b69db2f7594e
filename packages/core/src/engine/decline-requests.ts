import type { OrgkitEvent } from '../model/event'
import { declineAll } from './request-changes'
import { found, type Scene } from './scene'
import type { DomainRow, OrganizationRow } from './store'

const batchSize = 1000

export interface Declined {
  organization: OrganizationRow
  domain: DomainRow
  events: OrgkitEvent[]
}

/**
 * Declines the requests that a domain brought and that wait for an answer, under the instance's exclusive lock: whoever asked is
 * told, however many they are. Answers with both rows as they are then.
 */
export async function declineByDomain(
  scene: Scene,
  organization: OrganizationRow,
  domain: DomainRow,
  options: { isDomainLeaving?: boolean } = {},
): Promise<Declined> {
  const { tx } = scene
  const events: OrgkitEvent[] = []
  let left = organization
  for (;;) {
    const rows = await tx.requests.listPendingByDomain(organization.id, domain.id, batchSize)
    const declined = await declineAll(scene, left, rows, options)
    left = declined.organization
    events.push(...declined.events)
    if (rows.length < batchSize) break
  }
  return {
    organization: left,
    domain: found(await tx.domains.get(organization.id, domain.id), 'domainId'),
    events,
  }
}
