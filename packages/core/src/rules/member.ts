import { refuse, type Refusal } from '../errors'
import type { Permission } from '../model/role'
import type { Authority } from './authorization'
import { missingToGrant } from './role'

export interface LeaveFacts {
  /** Whether the one who leaves holds `org:sys_memberships:manage`. */
  isAdministrator: boolean
  /** With the one who leaves. */
  administratorCount: number
  memberCount: number
}

/**
 * Whether a membership may end, by whose hand it may be: among others one administrator has to stay; a sole member leaves an
 * organization without members. The caller counts under the organization's lock.
 */
export function checkLeaveOrganization(facts: LeaveFacts): Refusal | null {
  const isLast = facts.isAdministrator && facts.administratorCount === 1
  return isLast && facts.memberCount > 1 ? refuse('last_administrator') : null
}

export interface RoleChangeFacts {
  /** Whether the member holds `org:sys_memberships:manage` now. */
  isAdministrator: boolean
  /** Whether the new role does. */
  becomesAdministrator: boolean
  /** With the member as they are now. */
  administratorCount: number
}

/** Whether a member may get the role: one administrator has to stay. The caller counts under the organization's lock. */
export function checkRoleChange(facts: RoleChangeFacts): Refusal | null {
  const isLost = facts.isAdministrator && !facts.becomesAdministrator
  return isLost && facts.administratorCount === 1 ? refuse('last_administrator') : null
}

/** Whether roles may change so that this many administrators are left. */
export function checkAdministratorsLeft(facts: {
  memberCount: number
  administratorCount: number
}): Refusal | null {
  return facts.memberCount > 0 && facts.administratorCount === 0 ? refuse('last_administrator') : null
}

/** Whether a hand-over makes sense: it gives something to somebody else. */
export function checkOfferAdministration(facts: {
  giver: Authority & { userId: string }
  receiver: { userId: string; permissions: readonly Permission[]; role: { key: string } }
}): Refusal | null {
  if (facts.giver.userId === facts.receiver.userId) return refuse('invalid_value', { field: 'userId' })
  const gained = missingToGrant(facts.giver.permissions, facts.receiver)
  return gained.length === 0 ? refuse('already_administrator', { field: 'userId' }) : null
}

export const bulkMaximum = 100

/** How many rows a bulk change takes: 1 to 100, where nothing else is said. */
export function checkBulk(field: string, count: number, maximum = bulkMaximum): Refusal | null {
  if (count === 0) return refuse('required', { field })
  return count > maximum ? refuse('too_long', { field, meta: { maximum } }) : null
}
