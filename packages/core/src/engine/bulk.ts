import { isOrgkitError, OrgkitError, orThrow } from '../errors'
import type { BulkResult } from '../model/backend'
import type { OrgkitEvent } from '../model/event'
import { checkBulk } from '../rules/member'
import type { OrganizationRow } from './store'

/* Changes to several people of one organization, with a result for each. */

/** One change after the other. One that a rule refuses has written nothing, and does not stand in the way of those behind it. */
export async function inTurn<Value>(
  organization: OrganizationRow,
  userIds: readonly string[],
  change: (
    organization: OrganizationRow,
    userId: string,
  ) => Promise<{ organization: OrganizationRow; events: OrgkitEvent[]; value: Value }>,
): Promise<{ results: BulkResult<Value>[]; events: OrgkitEvent[] }> {
  let current = organization
  const results: BulkResult<Value>[] = []
  const events: OrgkitEvent[] = []
  for (const userId of userIds) {
    try {
      const changed = await change(current, userId)
      current = changed.organization
      events.push(...changed.events)
      results.push({ value: changed.value, error: null })
    } catch (error) {
      if (!isOrgkitError(error)) throw error
      results.push({ value: null, error: error.toJSON() })
    }
  }
  return { results, events }
}

export function checkUserIds(userIds: readonly string[]): void {
  orThrow(checkBulk('userIds', userIds.length))
  if (new Set(userIds).size < userIds.length)
    throw new OrgkitError({ code: 'invalid_value', field: 'userIds' })
}

/** Too many are refused later; until then nobody is locked for them. */
export function lockableIds(userIds: readonly string[]): readonly string[] {
  return checkBulk('userIds', userIds.length) ? [] : userIds
}
