export const enrollmentModes = ['manual_invitation', 'automatic_invitation', 'automatic_suggestion'] as const

/**
 * What a verified domain does for users with a verified address there: nothing by itself, they find an invitation, or they find a
 * suggestion and may ask to join.
 */
export type EnrollmentMode = (typeof enrollmentModes)[number]

export const domainProofs = ['email_code', 'verified_address', 'dns_txt'] as const

/** How somebody proves that a domain is theirs (A8). */
export type DomainProof = (typeof domainProofs)[number]

/** A proof that was begun. */
export type DomainVerification =
  | {
      method: 'email_code'
      /** Where the code was sent. */
      emailAddress: string
      /** ISO 8601, UTC. */
      expiresAt: string
      /** How often a code can still be tried. */
      triesLeft: number
    }
  | {
      method: 'dns_txt'
      /** Name of the TXT record, e.g. `_orgkit.acme.com`. */
      recordName: string
      recordValue: string
    }

/** An e-mail domain of an organization. An unverified one grants nothing. */
export interface Domain {
  /** Opaque, sorts by creation. */
  id: string
  organizationId: string
  /** In lower case; international ones in their ASCII form, e.g. `xn--bcher-kva.example`. */
  name: string
  status: 'unverified' | 'verified'
  enrollmentMode: EnrollmentMode
  /** `null`: none was begun, or the domain is verified. */
  verification: DomainVerification | null
  /** How many people ask to join because of it. */
  pendingRequestCount: number
  /** ISO 8601, UTC. */
  createdAt: string
  /** ISO 8601, UTC. */
  verifiedAt: string | null
  /** Raised by every change; a write that names a stale one is refused with `conflict`. */
  version: number
}
