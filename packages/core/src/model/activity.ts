import type { OrganizationEvent } from './event'

/** What an entry of the audit trail is about, by the name that it had then. */
export interface ActivityTarget {
  kind: 'organization' | 'user' | 'invitation' | 'role' | 'domain'
  id: string
  name: string
}

/** The fields that changed, such as `{ name: 'Acme' }`. */
export type ActivityFacts = Readonly<Record<string, string | number | boolean | null | readonly string[]>>

/** One entry of an organization's audit trail. */
export interface ActivityEntry {
  /** Of the event. */
  id: string
  type: OrganizationEvent['type']
  /** ISO 8601, UTC. */
  at: string
  sequence: number
  /** Who did it, by today's name; `null`: the backend API, orgkit itself, or somebody who is gone. */
  actor: { id: string; name: string } | null
  target: ActivityTarget
  /** `null`: there was nothing. */
  before: ActivityFacts | null
  /** `null`: there is nothing any more. */
  after: ActivityFacts | null
}
