import type { Instance } from '../model/instance'
import { type DomainOffer, offerOf, provenDomains } from '../rules/enrollment'
import type { DomainRow, OrganizationRow, Transaction, UserRow } from './store'

/*
 * What comes of verified domains (A8). Nothing of it is stored: it follows from the caller's verified addresses, so it is there for
 * those who come later, and goes with the domain or what the domain does.
 */

/** A verified domain at which the user has a verified address. */
export interface Match {
  domain: DomainRow
  /** The user's address there. */
  emailAddress: string
}

/** By the name of the domain. */
export async function matchesOf(tx: Transaction, { emails }: Pick<UserRow, 'emails'>): Promise<Match[]> {
  const proven = provenDomains(emails)
  if (proven.size === 0) return []
  const domains = await tx.domains.listVerified([...proven.keys()])
  return domains.map((domain) => ({ domain, emailAddress: proven.get(domain.name) ?? '' }))
}

export interface Offer extends Match {
  kind: DomainOffer
  organization: OrganizationRow
}

/**
 * What the user's domains offer them now, one for each organization: an invitation before a suggestion. Not of organizations that
 * they are in, and nothing that they turned down.
 */
export async function offersTo(
  tx: Transaction,
  { user, instance }: { user: UserRow; instance: Instance },
): Promise<Offer[]> {
  if (!instance.settings.domains) return []
  const best = new Map<string, Match & { kind: DomainOffer }>()
  for (const match of await notDismissed(tx, user, await matchesOf(tx, user))) {
    const kind = offerOf(match.domain, instance.settings)
    if (!kind) continue
    const other = best.get(match.domain.organizationId)
    if (!other || (other.kind === 'suggestion' && kind === 'invitation'))
      best.set(match.domain.organizationId, { ...match, kind })
  }
  const offers: Offer[] = []
  for (const [organizationId, match] of best) {
    if (await tx.memberships.get(organizationId, user.id)) continue
    const organization = await tx.organizations.get(organizationId)
    if (organization) offers.push({ ...match, organization })
  }
  return offers
}

async function notDismissed(tx: Transaction, user: UserRow, matches: Match[]): Promise<Match[]> {
  if (matches.length === 0) return []
  const dismissed = new Set(
    await tx.dismissals.among(
      user.id,
      matches.map(({ domain }) => domain.id),
    ),
  )
  return matches.filter(({ domain }) => !dismissed.has(domain.id))
}

/** The domain and its organization, under lock. `null`: it is gone, or never was. Users are locked before. */
export async function lockDomain(
  tx: Transaction,
  domainId: string,
): Promise<{ domain: DomainRow; organization: OrganizationRow } | null> {
  const seen = await tx.domains.find(domainId)
  const organization = seen && (await tx.lockOrganization(seen.organizationId))
  // It may have been removed before the lock.
  const domain = organization && (await tx.domains.get(organization.id, domainId))
  return domain && { domain, organization }
}

export interface OfferFacts {
  /** `null`: the domain offers the user nothing now, or they turned it down. */
  offer: DomainOffer | null
  /** The user's at the domain; empty where they have none. */
  emailAddress: string
  isDismissed: boolean
  isMember: boolean
}

/** What one domain offers the user, with the organization under lock. */
export async function offerFacts(
  tx: Transaction,
  { domain, user, instance }: { domain: DomainRow; user: UserRow; instance: Instance },
): Promise<OfferFacts> {
  const match = (await matchesOf(tx, user)).find((each) => each.domain.id === domain.id)
  const isDismissed = (await tx.dismissals.among(user.id, [domain.id])).length > 0
  return {
    offer: match && !isDismissed ? offerOf(match.domain, instance.settings) : null,
    emailAddress: match?.emailAddress ?? '',
    isDismissed,
    isMember: (await tx.memberships.get(domain.organizationId, user.id)) !== null,
  }
}

/** Turns down what the domain offers the user, and with it what others of the same organization do: it is one offer to them. */
export async function dismiss(tx: Transaction, user: UserRow, domain: DomainRow): Promise<void> {
  const others = (await matchesOf(tx, user)).filter(
    (match) => match.domain.organizationId === domain.organizationId,
  )
  for (const id of new Set([domain.id, ...others.map((match) => match.domain.id)]))
    await tx.dismissals.insert(user.id, id)
}

/** Whoever was removed is offered nothing by the organization's domains any more: they come back where somebody wants them back. */
export async function dismissAll(
  tx: Transaction,
  { id }: UserRow,
  organization: Pick<OrganizationRow, 'id'>,
): Promise<void> {
  for (const domain of await tx.domains.list(organization.id)) await tx.dismissals.insert(id, domain.id)
}
