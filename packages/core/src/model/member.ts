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
  limits: {
    /** Seats: members and pending invitations. */
    members: Limit
  }
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
