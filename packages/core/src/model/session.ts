import type { ErrorBody } from '../errors'
import type { ProfileField, SessionSettings, Terms } from './instance'
import type { Limit } from './limit'
import type { ActiveOrganization, UserMembership } from './member'
import type { Page } from './page'
import type { User } from './user'

/** Those that orgkit knows, and the app's own. */
export type SessionTaskKey = 'choose-organization' | 'accept-terms' | 'complete-profile' | (string & {})

/** Something that a signed-in user must finish before the app opens, with what its screen needs. */
export interface SessionTask {
  key: SessionTaskKey
  /** Of `accept-terms`: what is to be accepted. */
  terms?: Terms
  /** Of `complete-profile`: what is asked for, with the answers that are there already. */
  fields?: readonly (ProfileField & { value: string | null })[]
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
  /** How many invitations wait for the caller's answer: those to a verified address, and by domain. At most 50 are counted. */
  invitationCount: number
  /** How many organizations are suggested to the caller, asked for or not; without those that were declined. */
  suggestionCount: number
  limits: {
    createOrganization: Limit
  }
}

/** The answer to a client's first question. */
export interface SessionAnswer {
  /** `null`: nobody is signed in. */
  session: Session | null
  settings: SessionSettings
  /**
   * Where `subscribe` goes on, so that nothing is missed between this answer and the first message. Left out where nobody is signed
   * in, and by a backend without live events.
   */
  liveCursor?: string
}
