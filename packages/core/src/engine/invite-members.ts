import type { InviteMembersInput, InviteMembersOutput } from '../contract/app'
import { type ErrorBody, isOrgkitError, orThrow } from '../errors'
import { checkExpiry, invitationBulkMaximum, invitationDefaultDays } from '../rules/invitation'
import { checkBulk } from '../rules/member'
import { checkGrantRole } from '../rules/role'
import { backendCommand } from './backend-command'
import { forTheApp } from './backend-invitation'
import { command } from './command'
import { inviting } from './invitation'
import type { Inviting } from './invitation-changes'
import { countSentOrAgain, sendsLeft } from './invitation-sending'
import { makeInvitations, placeFor, planInvitation, type PlannedInvitation } from './inviting'
import { findRole } from './member'
import type { Scene } from './scene'

export const inviteMembers = command('inviteMembers', {
  run: (scene) => inviteAll(scene, inviting(scene), scene.input),
})

export const backendInviteMembers = backendCommand('inviteMembers', {
  run: (scene) => inviteAll(scene, forTheApp(scene.organization), scene.input),
})

async function inviteAll(
  scene: Scene,
  { organization, giver }: Inviting,
  { invitations: wishes, roleKey: common, expiresInDays = invitationDefaultDays }: InviteMembersInput,
): Promise<InviteMembersOutput> {
  const { tx, instance } = scene
  orThrow(checkBulk('invitations', wishes.length, invitationBulkMaximum))
  orThrow(checkExpiry(expiresInDays))
  if (common !== undefined) orThrow(checkGrantRole(findRole(instance, common), giver))

  const orThrowRate = await sendsLeft(tx, scene)
  const plans: PlannedInvitation[] = []
  const outcomes: (ErrorBody | null)[] = []
  const addresses = wishes.map(({ emailAddress }) => emailAddress)
  let place = await placeFor(scene, organization, addresses)
  const planned = new Map(place.pending)
  place = { ...place, pending: planned }
  for (const { emailAddress, roleKey = common } of wishes) {
    try {
      const plan = await planInvitation(scene, place, giver, { emailAddress, roleKey, expiresInDays })
      orThrowRate(plans.length + 1)
      place = plan.place
      planned.set(plan.row.addressKey, plan.row)
      plans.push(plan)
      outcomes.push(null)
    } catch (error) {
      if (!isOrgkitError(error)) throw error
      outcomes.push(error.toJSON())
    }
  }
  const { invitations, events } = await makeInvitations(scene, organization.id, plans)
  await countSentOrAgain(tx, scene, plans.length)
  const made = invitations.values()
  const results = outcomes.map((error) =>
    error ? { value: null, error } : { value: made.next().value!, error: null },
  )
  return { results, events }
}
