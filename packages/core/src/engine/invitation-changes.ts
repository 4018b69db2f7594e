import type { InvitationOutput, InviteMemberInput } from '../contract/app'
import { OrgkitError, orThrow } from '../errors'
import type { Authority } from '../rules/authorization'
import { checkPending } from '../rules/invitation'
import { checkGrantRole } from '../rules/role'
import { ofInvitation } from './audit'
import { countsOf, factsOf, viewInvitation } from './invitation-facts'
import { countSent, expiryOf, findInvitation, giveWay, sendLater } from './invitation-sending'
import { makeInvitation, orThrowSeat, placeFor, standingOf } from './inviting'
import { findRole } from './member'
import type { Scene } from './scene'
import type { OrganizationRow } from './store'

/* What happens to an organization's invitations, from both doors, under its lock. `giver: null`: the backend API, for the app. */

export interface Inviting {
  organization: OrganizationRow
  giver: Authority | null
}

export async function invite(
  scene: Scene,
  { organization, giver }: Inviting,
  input: InviteMemberInput,
): Promise<InvitationOutput> {
  const made = await makeInvitation(scene, organization, giver, input)
  await countSent(scene.tx, scene)
  return made
}

export async function resend(
  scene: Scene,
  { organization, giver }: Inviting,
  invitationId: string,
): Promise<InvitationOutput> {
  const { tx, actor, instance, now, tell } = scene
  const row = await findInvitation(tx, organization.id, invitationId)
  const { status } = await factsOf(tx, instance, row, now)
  // Whose inviter has gone it is revoked to the invited person; here it can still be made the sender's own.
  if (status === 'accepted' || status === 'declined' || row.status === 'revoked') {
    orThrow(checkPending(row.status))
  }
  orThrow(checkGrantRole(findRole(instance, row.roleKey ?? ''), giver))

  const key = row.addressKey
  const place = await placeFor(scene, organization, [row.emailAddress])
  const { isInvited, dead } = await standingOf(place, key, row)
  if (status === 'pending') {
    // It holds its seat already, whatever the limit is by now.
    if (place.members.has(key)) throw new OrgkitError({ code: 'already_member' })
  } else {
    orThrowSeat(scene, place, { key, isInvited, without: dead ?? row })
  }
  await giveWay(scene, dead)
  const change = {
    status: 'pending',
    inviterUserId: actor?.id ?? null,
    sentAt: now.toISOString(),
    expiresAt: expiryOf(now, row.expiresInDays),
    version: row.version + 1,
  } as const
  const resent = { ...row, ...change }
  await tx.invitations.update(row, change)
  const pendingInvitationCount =
    organization.pendingInvitationCount + (row.status === 'pending' || dead ? 0 : 1)
  await tx.organizations.update(organization.id, { pendingInvitationCount })

  const invitation = viewInvitation(resent, { status: 'pending', inviter: actor }, instance)
  const counts = await countsOf(tx, { ...organization, pendingInvitationCount }, now)
  const audit = ofInvitation(row, {
    before: { expiresAt: row.expiresAt },
    after: { expiresAt: resent.expiresAt },
  })
  const event = await tell(
    { type: 'invitation.resent', organizationId: organization.id, invitation, counts },
    audit,
  )
  await sendLater(tx, resent, scene)
  return { invitation, events: [event] }
}

export async function revoke(
  scene: Scene,
  organization: OrganizationRow,
  invitationId: string,
): Promise<InvitationOutput> {
  const { tx, instance, now, tell } = scene
  const row = await findInvitation(tx, organization.id, invitationId)
  if (row.status !== 'expired') orThrow(checkPending(row.status))
  const facts = await factsOf(tx, instance, row, now)
  await tx.invitations.update(row, { status: 'revoked' })
  const pendingInvitationCount = organization.pendingInvitationCount - (row.status === 'pending' ? 1 : 0)
  await tx.organizations.update(organization.id, { pendingInvitationCount })

  const invitation = viewInvitation(row, { ...facts, status: 'revoked' }, instance)
  const counts = await countsOf(tx, { ...organization, pendingInvitationCount }, now)
  const audit = ofInvitation(row, { before: { status: facts.status }, after: { status: 'revoked' } })
  const event = await tell(
    { type: 'invitation.revoked', organizationId: organization.id, invitation, counts },
    audit,
  )
  return { invitation, events: [event] }
}
