import { OrgkitError } from '../errors'
import type { Instance } from '../model/instance'
import type { ActiveOrganization } from '../model/member'
import { countsOf } from './invitation-facts'
import type { OrganizationRow, Transaction, UserRow } from './store'
import { offersOf } from './administration-offers'
import { instanceFor } from './scene'
import { viewActive } from './view'

/** The organization as the user sees it; `null` for a stranger, as for one that does not exist. */
export async function accessTo(
  tx: Transaction,
  user: UserRow,
  instance: Instance,
  organization: OrganizationRow | null,
  now: Date,
): Promise<ActiveOrganization | null> {
  if (!organization) return null
  const membership = await tx.memberships.get(organization.id, user.id)
  if (!membership) return null
  const own = await instanceFor(tx, instance, organization)
  const offers = await offersOf(tx, own, organization.id, user)
  return viewActive({ ...organization, ...(await countsOf(tx, organization, now)) }, membership, own, offers)
}

/** By id, or by slug where the instance has them on. Ids hold a `_`, which no slug does, so the two never meet. */
export async function findOrganization(
  tx: Transaction,
  instance: Instance,
  idOrSlug: string,
): Promise<OrganizationRow | null> {
  if (idOrSlug.includes('_')) return tx.organizations.get(idOrSlug)
  return instance.settings.slugs ? tx.organizations.getBySlug(idOrSlug) : null
}

/** The caller, where the contract row does not let the signed-out in. */
export function signedIn(actor: UserRow | null): UserRow {
  if (!actor) throw new OrgkitError({ code: 'unauthenticated' })
  return actor
}
