import type { Instance } from '../model/instance'
import type { AdministrationOffer } from '../model/member'
import { checkOfferAdministration } from '../rules/member'
import { checkGrantRole, isAdministratorRole } from '../rules/role'
import type { AdministrationOfferRow, Transaction, UserRow } from './store'
import { authorityOf, roleOf, viewOffer } from './view'

/** Open hand-overs that the user offered or was offered. `instance`: with the organization's own roles. */
export async function offersOf(
  tx: Transaction,
  instance: Instance,
  organizationId: string,
  user: UserRow,
): Promise<AdministrationOffer[]> {
  const offers: AdministrationOffer[] = []
  for (const row of await tx.administrationOffers.listByUser(organizationId, user.id)) {
    const offer = await openOffer(tx, instance, row)
    if (offer) offers.push(offer)
  }
  return offers
}

/**
 * The offer as it stands; `null`: whoever made it is no administrator any more, and cannot hand over what they lost, or would get
 * more by it than they hold now; or it gives the other one nothing any more, and would only take from them.
 */
export async function openOffer(
  tx: Transaction,
  instance: Instance,
  row: AdministrationOfferRow,
): Promise<AdministrationOffer | null> {
  const membership = await tx.memberships.get(row.organizationId, row.fromUserId)
  const giver = await tx.users.get(row.fromUserId)
  const receiver = await tx.users.get(row.toUserId)
  const taker = await tx.memberships.get(row.organizationId, row.toUserId)
  if (!membership || !giver || !receiver || !taker) return null
  const { roleKey } = membership
  const nextRoleKey = nextRoleKeyOf(instance, row)
  if (!isAdministratorRole(roleOf(instance, roleKey))) return null
  if (checkGrantRole(roleOf(instance, nextRoleKey), authorityOf(instance, roleKey))) return null
  const sides = {
    giver: { ...authorityOf(instance, roleKey), userId: giver.id },
    receiver: { ...authorityOf(instance, taker.roleKey), userId: receiver.id },
  }
  if (checkOfferAdministration(sides)) return null
  const { id, name } = giver
  return viewOffer({ ...row, nextRoleKey }, { giver: { id, name, roleKey }, receiver }, instance)
}

/** What whoever offers holds afterwards: the role that they named, or the default where that one is gone. */
export function nextRoleKeyOf(
  instance: Instance,
  { nextRoleKey }: Pick<AdministrationOfferRow, 'nextRoleKey'>,
): string {
  const isKnown = instance.roles.some(({ key }) => key === nextRoleKey)
  return isKnown ? nextRoleKey : instance.settings.defaultRoleKey
}
