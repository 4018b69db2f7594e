import type { ActiveOrganization } from '@orgkit/core'
import type { Orgkit } from './orgkit'
import { commitActive, type Place } from './switch'

/**
 * A created or joined organization becomes this tab's, unless the person went elsewhere while it was being made, or
 * `onBeforeSwitch` vetoes. `ticket`: the one at the time of the wish. `apply` puts the answer's events into the cache, in any
 * case.
 */
export async function activateCreated(
  orgkit: Orgkit,
  ticket: number,
  place: Place & { active: ActiveOrganization },
  apply: () => void,
): Promise<void> {
  const { cache, host, tab } = orgkit
  const from = cache.session()?.session?.active?.organization ?? null
  const isWanted = () => ticket === tab.switchTicket
  const organizationId = place.active.organization.id
  const mayOpen = isWanted() && (await host.onBeforeSwitch?.({ from, organizationId })) !== false
  if (!mayOpen || !isWanted()) return apply()
  // A switch that began earlier is answered too late now.
  tab.switchTicket++
  commitActive(orgkit, place, apply)
}
