import type { ErrorBody } from '../errors'
import type { SessionSettings } from './instance'
import type { Limit } from './limit'
import type { ActiveOrganization, UserMembership } from './member'
import type { Page } from './page'
import type { User } from './user'

/** `choose-organization`, and later the app's own tasks. */
export type SessionTaskKey = 'choose-organization' | (string & {})

/** Something that a signed-in user must finish before the app opens. */
export interface SessionTask {
  key: SessionTaskKey
}

/** A signed-in user's session, as one tab sees it. */
export interface Session {
  /** `pending` while a task is open: it counts as signed out for every permission check. */
  status: 'active' | 'pending'
  user: User
  /** In the order in which they are to be finished. */
  tasks: readonly SessionTask[]
  /** The organization that was asked for, or the last one used; `null`: the personal account. */
  active: ActiveOrganization | null
  /** Set when the organization that was asked for is not there for this user; it names it in `meta.organization`. */
  activeError: ErrorBody | null
  /** The first page of the caller's organizations, by name. */
  memberships: Page<UserMembership>
  /** How many invitations wait for the caller's answer: those to a verified address. At most 50 are counted. */
  invitationCount: number
  limits: {
    createOrganization: Limit
  }
}

/** The answer to a client's first question. */
export interface SessionAnswer {
  /** `null`: nobody is signed in. */
  session: Session | null
  settings: SessionSettings
}
