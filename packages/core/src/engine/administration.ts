import type { AdministrationEvent } from '../model/event'
import type { AdministrationOffer } from '../model/member'
import { orThrow } from '../errors'
import { checkOfferAdministration } from '../rules/member'
import { checkGrantRole } from '../rules/role'
import { accessTo, signedIn } from './access'
import { accessed } from './admit'
import { nextRoleKeyOf, openOffer } from './administration-offers'
import { ofUser } from './audit'
import { command } from './command'
import { findMember, findRole } from './member'
import { putRole } from './membership'
import { found, type Scene } from './scene'
import type { AdministrationOfferRow, OrganizationRow, Transaction, UserRow } from './store'
import { authorityOf } from './view'

/* Handing over administration: offered by one, confirmed by the other, both roles changed at once. */

export const offerAdministration = command('offerAdministration', {
  async run(scene) {
    const { tx, instance, now, input } = scene
    const { organization, membership } = accessed(scene.access)
    const giver = authorityOf(instance, membership.roleKey)
    const user = signedIn(scene.actor)
    const { nextRoleKey = instance.settings.defaultRoleKey } = input
    orThrow(checkGrantRole(findRole(instance, nextRoleKey), giver, 'nextRoleKey'))
    const target = await findMember(tx, organization, input.userId)
    const receiver = { userId: input.userId, ...authorityOf(instance, target.membership.roleKey) }
    orThrow(checkOfferAdministration({ giver: { ...giver, userId: user.id }, receiver }))
    const row: AdministrationOfferRow = {
      organizationId: organization.id,
      fromUserId: user.id,
      toUserId: target.user.id,
      nextRoleKey,
      createdAt: now.toISOString(),
    }
    await tx.administrationOffers.put(row)
    const offer = found(await openOffer(tx, instance, row), 'userId')
    const events = [
      await tellOf(scene, organization, 'administration.offered', { offer, about: target.user }),
    ]
    return { offer, events }
  },
})

export const withdrawAdministration = command('withdrawAdministration', {
  async run(scene) {
    const { organization } = accessed(scene.access)
    const user = signedIn(scene.actor)
    const { row, offer } = await findOffer(scene, organization, user.id)
    await scene.tx.administrationOffers.delete(organization.id, user.id)
    const about = found(await scene.tx.users.get(row.toUserId), 'fromUserId')
    return { events: [await tellOf(scene, organization, 'administration.withdrawn', { offer, about })] }
  },
})

export const acceptAdministration = command('acceptAdministration', {
  alsoLocks: ({ fromUserId }) => [fromUserId],
  async run(scene) {
    const { tx, instance, now } = scene
    const { organization, membership } = accessed(scene.access)
    const user = signedIn(scene.actor)
    const { row, offer } = await findOffer(scene, organization, scene.input.fromUserId, user)
    const giver = await findMember(tx, organization, row.fromUserId)
    await tx.administrationOffers.delete(organization.id, row.fromUserId)
    // The receiver first: at no time is there nobody to administrate.
    const taken = await putRole(scene, { organization, membership, user, roleKey: giver.membership.roleKey })
    const roleKey = nextRoleKeyOf(instance, row)
    const given = await putRole(scene, { organization: taken.organization, ...giver, roleKey })
    const accepted = await tellOf(scene, organization, 'administration.accepted', { offer, about: user })
    const active = found(await accessTo(tx, user, instance, given.organization, now), 'organizationId')
    return { active, events: [...taken.events, ...given.events, accepted] }
  },
})

export const declineAdministration = command('declineAdministration', {
  async run(scene) {
    const { organization } = accessed(scene.access)
    const user = signedIn(scene.actor)
    const { row, offer } = await findOffer(scene, organization, scene.input.fromUserId, user)
    await scene.tx.administrationOffers.delete(organization.id, row.fromUserId)
    return { events: [await tellOf(scene, organization, 'administration.declined', { offer, about: user })] }
  },
})

/** The open offer of the one, made to the other where one is named. Throws `not_found`: to everybody else there is none. */
async function findOffer(
  { tx, instance }: { tx: Transaction; instance: Scene['instance'] },
  organization: OrganizationRow,
  fromUserId: string,
  to?: UserRow,
): Promise<{ row: AdministrationOfferRow; offer: AdministrationOffer }> {
  const row = found(await tx.administrationOffers.get(organization.id, fromUserId), 'fromUserId')
  const offer = to && row.toUserId !== to.id ? null : await openOffer(tx, instance, row)
  return { row, offer: found(offer, 'fromUserId') }
}

function tellOf(
  { tell }: Pick<Scene, 'tell'>,
  { id: organizationId }: OrganizationRow,
  type: AdministrationEvent['type'],
  { offer, about }: { offer: AdministrationOffer; about: UserRow },
) {
  const after = { from: offer.from.name, role: offer.role.name, nextRole: offer.nextRole.name }
  return tell({ type, organizationId, offer }, ofUser(about, { after }))
}
