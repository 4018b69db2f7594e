import { checkDomainName, type EnrollmentMode, normalizeDomainName } from '@orgkit/core'
import type { DomainRow } from '@orgkit/core/engine'
import { refuseSeed } from './seed-refusal'

export interface SeedDomain {
  /** @default `dom_` and its place in the list */
  id?: string
  name: string
  /** @default 'manual_invitation' */
  enrollmentMode?: EnrollmentMode
  /** @default true */
  verified?: boolean
}

/** Throws on what is no domain, or another one's. */
export function domainRow(
  { id, enrollmentMode = 'manual_invitation', verified = true, ...given }: SeedDomain,
  {
    organizationId,
    createdAt,
    others,
  }: { organizationId: string; createdAt: string; others: readonly DomainRow[] },
): DomainRow {
  const name = normalizeDomainName(given.name)
  if (checkDomainName(name))
    refuseSeed(`the domain "${given.name}" is no name of a domain`, 'write it as "acme.com"')
  const isTaken = others.some(
    (other) =>
      other.name === name &&
      (other.organizationId === organizationId || (verified && other.verifiedAt !== null)),
  )
  if (isTaken) refuseSeed(`the domain "${name}" is taken twice`, 'let one organization have it verified')
  return {
    id: id ?? `dom_${String(others.length + 1).padStart(10, '0')}`,
    organizationId,
    name,
    enrollmentMode,
    verifiedAt: verified ? createdAt : null,
    createdAt,
    version: 1,
    proof: null,
    proofVersion: 0,
    pendingRequestCount: 0,
  }
}
