import type { ErrorBody } from '../errors'
import type { LimitOverride, PermitOverride } from './instance'
import type { Limit } from './limit'
import type { Organization } from './organization'
import type { User, UserMetadata } from './user'

/** A user as the app's own server sees them. */
export interface BackendUser extends User {
  organizationCount: number
  /** Organizations that they created, or that were created for them, and that still exist. */
  createdOrganizationCount: number
  /** A10, against the instance's setting. */
  mayCreateOrganizations: PermitOverride
  /** A11, against the instance's setting. */
  creationLimit: LimitOverride
  /** What orgkit keeps of them: the answers of `complete-profile`, and what the app's server adds. */
  metadata: UserMetadata
  /** Of the terms that they accepted last; `null`: none. */
  acceptedTermsVersion: string | null
  /** ISO 8601, UTC. */
  acceptedTermsAt: string | null
  limits: { createOrganization: Limit }
}

/** An organization as the app's own server sees it. */
export interface BackendOrganization extends Organization {
  createdByUserId: string | null
  /** A6, against the instance's setting. */
  membershipLimit: LimitOverride
  limits: { inviteMember: Limit; addMember: Limit }
}

/** What became of one row of a bulk write. */
export type BulkResult<Value> = { value: Value; error: null } | { value: null; error: ErrorBody }
