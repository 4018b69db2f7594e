/** A group of users inside one instance. */
export interface Organization {
  /** Opaque, sorts by creation. */
  id: string
  name: string
  /** The address part, e.g. `acme-corp`; `null` where the instance has slugs off. */
  slug: string | null
  imageUrl: string | null
  memberCount: number
  pendingInvitationCount: number
  /** People who ask to join, and wait for an answer. */
  pendingRequestCount: number
  /** Whether members with `org:sys_profile:delete` may delete it. Written at creation (A14). */
  membersMayDelete: boolean
  /** ISO 8601, UTC. */
  createdAt: string
  updatedAt: string
  /** Raised by every change; a write that names a stale one is refused with `conflict`. */
  version: number
}

/** What a list shows of an organization. */
export type OrganizationSummary = Pick<Organization, 'id' | 'name' | 'slug' | 'imageUrl'>
