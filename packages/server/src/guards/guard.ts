import type { ActiveOrganization, User } from '@orgkit/core'
import type { OrgkitServer } from '../create-server'

/** What the guards of every framework ask. */
export type Guard = Pick<OrgkitServer, 'requireSession' | 'requireOrganization' | 'errorResponse'>

/** The signed-in caller, with no session task open. */
export interface SessionAccess {
  user: User
}

/** The caller in the organization that the request names. */
export type OrganizationAccess = SessionAccess & ActiveOrganization
