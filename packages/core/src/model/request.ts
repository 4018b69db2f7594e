import type { OrganizationSummary } from './organization'

/** A user's request to join an organization, as those see it who may manage members. There is one for each user at most. */
export interface MembershipRequest {
  organizationId: string
  user: {
    id: string
    name: string
    imageUrl: string | null
    /** The verified address that the domain was matched by. */
    emailAddress: string
  }
  /** The domain that made it possible. */
  domainName: string
  status: 'pending' | 'approved' | 'declined' | 'withdrawn'
  /** ISO 8601, UTC. */
  createdAt: string
}

/** "You could join this organization": shown to a user because of a verified domain. */
export interface Suggestion {
  /** Opaque; the same for everybody to whom the domain suggests the organization. */
  id: string
  organization: OrganizationSummary
  /** The domain of the user's verified address. */
  domainName: string
  /** `requested`: it waits for an answer. `declined`: it was turned down, and stands here until it is dismissed. */
  status: 'open' | 'requested' | 'declined'
  /** ISO 8601, UTC; `null` while nothing was asked. */
  requestedAt: string | null
}
