import type { EnrollmentMode } from '../model/domain'
import type { InstanceSettings } from '../model/instance'
import type { EmailAddress } from '../model/user'
import { domainOfAddress } from './domain'

/** More verified addresses than that are not looked at: what a user is offered stays bounded. */
export const matchedAddressMaximum = 50

/** The domains at which the user proved an address, each with the first one there. An unverified address matches nothing. */
export function provenDomains(emails: readonly EmailAddress[]): ReadonlyMap<string, string> {
  const byDomain = new Map<string, string>()
  const verified = emails.filter((email) => email.verified).slice(0, matchedAddressMaximum)
  for (const { address } of verified) {
    const name = domainOfAddress(address)
    if (name !== null && !byDomain.has(name)) byDomain.set(name, address)
  }
  return byDomain
}

/** What a domain does for a user with a verified address there. */
export type DomainOffer = 'invitation' | 'suggestion'

type EnrollmentSettings = Pick<InstanceSettings, 'domains' | 'enrollmentModes' | 'membershipRequests'>

/** What the domain offers (A8); `null`: nothing. Only a verified one grants anything, and only what the instance allows. */
export function offerOf(
  domain: { verifiedAt: string | null; enrollmentMode: EnrollmentMode },
  { domains, enrollmentModes, membershipRequests }: EnrollmentSettings,
): DomainOffer | null {
  const mode = domain.enrollmentMode
  if (!domains || domain.verifiedAt === null || !enrollmentModes.includes(mode)) return null
  if (mode === 'automatic_invitation') return 'invitation'
  return mode === 'automatic_suggestion' && membershipRequests ? 'suggestion' : null
}
