import type { InvitationOutput, InviteMemberInput } from '../contract/app'
import { OrgkitError, orThrow } from '../errors'
import type { Authority } from '../rules/authorization'
import { addressKey, checkEmailAddress, normalizeEmailAddress } from '../rules/email-address'
import { checkExpiry, checkPending, invitationDefaultDays } from '../rules/invitation'
import { checkGrantRole } from '../rules/role'
import { ofInvitation } from './audit'
import { createId } from './id'
import { countsOf, factsOf, viewInvitation } from './invitation-facts'
import { expiryOf, findInvitation, isMember, orThrowSeat, sendLater } from './invitation-sending'
import { findRole } from './member'
import type { Scene } from './scene'
import type { InvitationRow, OrganizationRow } from './store'
import { roleSummary } from './view'

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
  const { tx, actor, instance, now, tell } = scene
  const emailAddress = normalizeEmailAddress(input.emailAddress)
  orThrow(checkEmailAddress(emailAddress))
  const { roleKey = instance.settings.defaultRoleKey, expiresInDays = invitationDefaultDays } = input
  orThrow(checkExpiry(expiresInDays))
  orThrow(checkGrantRole(findRole(instance, roleKey), giver))

  const key = addressKey(emailAddress)
  const { isInvited, dead } = await pendingTo(scene, organization, key)
  await orThrowSeat(tx, { instance, organization, key, isInvited, now, without: dead })

  const at = now.toISOString()
  const row: InvitationRow = {
    id: createId('inv', now),
    organizationId: organization.id,
    emailAddress,
    addressKey: key,
    roleKey,
    status: 'pending',
    inviterUserId: actor?.id ?? null,
    expiresInDays,
    createdAt: at,
    sentAt: at,
    expiresAt: expiryOf(now, expiresInDays),
    version: 1,
  }
  await giveWay(scene, dead)
  await tx.invitations.insert(row)
  const pendingInvitationCount = organization.pendingInvitationCount + (dead ? 0 : 1)
  await tx.organizations.update(organization.id, { pendingInvitationCount })

  const invitation = viewInvitation(row, { status: 'pending', inviter: actor }, instance)
  const counts = await countsOf(tx, { ...organization, pendingInvitationCount }, now)
  const audit = ofInvitation(row, {
    after: { role: roleSummary(instance, roleKey).name, expiresAt: row.expiresAt },
  })
  const event = await tell(
    { type: 'invitation.created', organizationId: organization.id, invitation, counts },
    audit,
  )
  await sendLater(tx, row, scene)
  return { invitation, events: [event] }
}

/**
 * Whether another invitation to the address waits for an answer. `dead`: one that still counts as pending, but expired or has an
 * inviter who may no longer give its role; it gives way.
 */
async function pendingTo(
  { tx, instance, now }: Scene,
  { id }: OrganizationRow,
  key: string,
  own?: InvitationRow,
): Promise<{ isInvited: boolean; dead: InvitationRow | null }> {
  const other = await tx.invitations.findPending(id, key)
  if (!other || other.id === own?.id) return { isInvited: false, dead: null }
  const isInvited = (await factsOf(tx, instance, other, now)).status === 'pending'
  return { isInvited, dead: isInvited ? null : other }
}

/** Before the other one takes its place: of those that count as pending there is one for each address. */
async function giveWay({ tx, now }: Scene, dead: InvitationRow | null): Promise<void> {
  if (!dead) return
  await tx.invitations.update(dead, { status: dead.expiresAt <= now.toISOString() ? 'expired' : 'revoked' })
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

  const { isInvited, dead } = await pendingTo(scene, organization, row.addressKey, row)
  if (status === 'pending') {
    // It holds its seat already, whatever the limit is by now.
    if (await isMember(tx, organization.id, row.addressKey)) throw new OrgkitError({ code: 'already_member' })
  } else {
    const facts = { instance, organization, key: row.addressKey, isInvited, now }
    await orThrowSeat(tx, { ...facts, without: dead ?? row })
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
