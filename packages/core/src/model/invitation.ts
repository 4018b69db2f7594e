import type { OrganizationSummary } from './organization'
import type { RoleSummary } from './role'

export const invitationStatuses = ['pending', 'accepted', 'declined', 'revoked', 'expired'] as const

export type InvitationStatus = (typeof invitationStatuses)[number]

/** An offer by e-mail to join an organization with a role, as those see it who may manage members. */
export interface Invitation {
  /** Opaque, sorts by creation. */
  id: string
  organizationId: string
  /** As it was typed; compared without case. */
  emailAddress: string
  role: RoleSummary
  /**
   * As of the backend's clock. `revoked` also where whoever sent it may no longer give this role: it grants nothing then, and
   * sending it again makes it the sender's.
   */
  status: InvitationStatus
  /** Who sent it last; `null`: the backend API, or somebody who is gone. */
  inviter: { id: string; name: string } | null
  /** ISO 8601, UTC. */
  createdAt: string
  /** When the mail was last asked for; ISO 8601, UTC. */
  sentAt: string
  /** ISO 8601, UTC. */
  expiresAt: string
}

/** An invitation as the signed-in person sees it whose verified address it was sent to, or that a verified domain gives them. */
export interface UserInvitation {
  id: string
  /** `domain`: nobody sent it; it is there as long as the domain gives it (A8). */
  source: 'invitation' | 'domain'
  organization: OrganizationSummary
  role: RoleSummary
  inviterName: string | null
  /** ISO 8601, UTC. */
  createdAt: string
  /** `null`: it does not expire by time. */
  expiresAt: string | null
}

/** An offer by e-mail to join the app, with no organization and no role. */
export interface ApplicationInvitation {
  id: string
  emailAddress: string
  status: InvitationStatus
  /** ISO 8601, UTC. */
  createdAt: string
  sentAt: string
  expiresAt: string
}

/** `application`: to the app, with no organization. */
export type InvitationKind = 'organization' | 'application'

/** All that whoever holds a link may see of an invitation, stranger or not. */
export interface InvitationSummary {
  kind: InvitationKind
  status: InvitationStatus
  /** `null` for an invitation to the app. */
  organizationName: string | null
  inviterName: string | null
  /** `null` for an invitation to the app. */
  role: RoleSummary | null
  /** ISO 8601, UTC. */
  expiresAt: string
}
