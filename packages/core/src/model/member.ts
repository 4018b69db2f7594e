import type { Limit } from './limit'
import type { Organization, OrganizationSummary } from './organization'
import type { Permission, RoleSummary } from './role'

/** The caller's own place in an organization: a row of the switcher. */
export interface UserMembership {
  organization: OrganizationSummary
  role: RoleSummary
  /** ISO 8601, UTC. */
  joinedAt: string
  /** When the caller last worked in it; ISO 8601, UTC. `null`: never. */
  lastActiveAt: string | null
}

/** The organization that a tab works in, with all that its first screen asks for. */
export interface ActiveOrganization {
  organization: Organization
  membership: {
    role: RoleSummary
    permissions: readonly Permission[]
    /** ISO 8601, UTC. */
    joinedAt: string
  }
  /** What the caller may do here, answered by the rules that the commands ask. */
  limits: {
    /** Seats: members and pending invitations. `forbidden` where the caller may not manage members. */
    inviteMember: Limit
    /** Members alone: what somebody who joins by invitation takes. */
    addMember: Limit
    /** `forbidden` without the permission, `deletion_disabled` where nobody deletes it from the app (A14). */
    deleteOrganization: Limit
  }
  /** Open hand-overs that the caller offered or was offered. */
  administrationOffers: readonly AdministrationOffer[]
}

/** An administrator offers their role to another member, who has to confirm it. */
export interface AdministrationOffer {
  from: { id: string; name: string }
  to: { id: string; name: string }
  /** What `to` gets: the role that `from` holds. */
  role: RoleSummary
  /** What `from` holds afterwards. */
  nextRole: RoleSummary
  /** ISO 8601, UTC. */
  createdAt: string
}

/** A member of an organization, as the other members see them. */
export interface Member {
  user: {
    id: string
    name: string
    imageUrl: string | null
    /** The first of their addresses, a verified one where there is one; `null`: they have none. */
    emailAddress: string | null
  }
  role: RoleSummary
  /** Whether the role holds `org:sys_memberships:manage`. */
  isAdministrator: boolean
  /** ISO 8601, UTC. */
  joinedAt: string
}
