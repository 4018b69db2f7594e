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
  const earlier = await tx.invitations.findPending(organization.id, key)
  const isInvited = earlier !== null && (await factsOf(tx, instance, earlier, now)).status === 'pending'
  // One that expired, or whose inviter may no longer give its role, gives way to the new one.
  const dead = earlier && !isInvited ? earlier : null
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
  if (dead) await tx.invitations.update(dead, { status: dead.expiresAt <= at ? 'expired' : 'revoked' })
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

  const other = await tx.invitations.findPending(organization.id, row.addressKey)
  const isInvited = other !== null && other.id !== row.id
  if (status === 'pending') {
    // It holds its seat already, whatever the limit is by now.
    if (await isMember(tx, organization.id, row.addressKey)) throw new OrgkitError({ code: 'already_member' })
  } else {
    await orThrowSeat(tx, { instance, organization, key: row.addressKey, isInvited, now, without: row })
  }
  const change = {
    status: 'pending',
    inviterUserId: actor?.id ?? null,
    sentAt: now.toISOString(),
    expiresAt: expiryOf(now, row.expiresInDays),
    version: row.version + 1,
  } as const
  const resent = { ...row, ...change }
  await tx.invitations.update(row, change)
  const pendingInvitationCount = organization.pendingInvitationCount + (row.status === 'pending' ? 0 : 1)
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
