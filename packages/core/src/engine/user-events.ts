import type { OrgkitEvent } from '../model/event'
import type { Instance } from '../model/instance'
import type { UserMembership } from '../model/member'
import { mustChooseOrganization } from '../rules/session'
import type { Scene } from './scene'
import type { OrganizationRow, UserRow } from './store'
import { viewOrganizationSummary } from './view'

/* What a user's own stream says of their memberships, from every door. Under the user's lock, or the instance's alone. */

const taskKey = 'choose-organization'

/** `user`: as they were before. */
export async function tellMembershipBegan(
  { tell, instance }: Scene,
  user: UserRow,
  membership: UserMembership,
): Promise<OrgkitEvent[]> {
  const userId = user.id
  const events = [await tell({ type: 'user_membership.created', userId, membership })]
  if (mustChoose(instance, user.organizationCount))
    events.push(await tell({ type: 'session_task.completed', userId, taskKey }))
  return events
}

/** `user`: as they were before. */
export async function tellMembershipEnded(
  { tell, instance }: Scene,
  user: UserRow,
  organization: OrganizationRow,
): Promise<OrgkitEvent[]> {
  const userId = user.id
  const summary = viewOrganizationSummary(organization, instance)
  const events = [await tell({ type: 'user_membership.deleted', userId, organization: summary })]
  if (mustChoose(instance, user.organizationCount - 1))
    events.push(await tell({ type: 'session_task.opened', userId, taskKey }))
  return events
}

/** The same for all members of an organization that is deleted. `left`: to how many organizations each still belongs. */
export async function tellAllMembershipsEnded(
  { tellUsers, instance }: Scene,
  organization: OrganizationRow,
  left: readonly { userId: string; organizationCount: number }[],
): Promise<OrgkitEvent[]> {
  const summary = viewOrganizationSummary(organization, instance)
  const ended = await tellUsers(
    left.map(({ userId }) => ({ type: 'user_membership.deleted', userId, organization: summary })),
  )
  const opened = await tellUsers(
    left
      .filter(({ organizationCount }) => mustChoose(instance, organizationCount))
      .map(({ userId }) => ({ type: 'session_task.opened', userId, taskKey })),
  )
  return [...ended, ...opened]
}

/** Whether with so many organizations the user has to choose one. */
function mustChoose({ settings }: Instance, organizationCount: number): boolean {
  return mustChooseOrganization({ settings, organizationCount })
}
