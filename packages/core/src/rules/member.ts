import { refuse, type Refusal } from '../errors'

export interface LeaveFacts {
  /** Whether the one who leaves holds `org:sys_memberships:manage`. */
  isAdministrator: boolean
  /** With the one who leaves. */
  administratorCount: number
  memberCount: number
}

/**
 * Whether a member may leave: among others one administrator has to stay; a sole member leaves an organization without members.
 * The caller counts under the organization's lock.
 */
export function checkLeaveOrganization(facts: LeaveFacts): Refusal | null {
  const isLast = facts.isAdministrator && facts.administratorCount === 1
  return isLast && facts.memberCount > 1 ? refuse('last_administrator') : null
}
