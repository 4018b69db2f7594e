import type { InvitationOutput } from '../contract/app'
import type { EventDraft, OrganizationCounts, OrgkitEvent } from '../model/event'
import type { Invitation } from '../model/invitation'
import { orThrow } from '../errors'
import type { Authority } from '../rules/authorization'
import { addressKey, checkEmailAddress, normalizeEmailAddress } from '../rules/email-address'
import { checkExpiry, checkInviteMember, invitationDefaultDays } from '../rules/invitation'
import { checkGrantRole } from '../rules/role'
import { membershipLimitOf } from '../rules/settings'
import { ofInvitation } from './audit'
import { createId } from './id'
import { countsOf, factsReader, viewInvitation } from './invitation-facts'
import { expiryOf, giveWay, isHoldingSeat, mailsOf } from './invitation-sending'
import { findRole } from './member'
import type { Scene } from './scene'
import type { EventAudit, InvitationRow, OrganizationRow } from './store'
import { roleSummary } from './view'

/* Invitations, one or many: each is judged first, as if it were alone behind those before it; then all are made at once. */

/** Where people are invited, as it is behind those who were invited before. */
export interface InvitingPlace {
  /** Under lock. */
  organization: OrganizationRow
  /** With the invitations that have not expired. */
  counts: OrganizationCounts
  /** Those of the addresses that members have. */
  members: ReadonlySet<string>
  /** The invitation to each of the addresses that counts as pending. */
  pending: ReadonlyMap<string, InvitationRow>
  readFacts: ReturnType<typeof factsReader>
}

export interface InvitationWish {
  emailAddress: string
  roleKey?: string
  expiresInDays?: number
}

export interface PlannedInvitation {
  row: InvitationRow
  /** One that expired, or whose inviter may no longer give its role: it gives way. */
  dead: InvitationRow | null
  /** As it is behind this one. */
  place: InvitingPlace
}

/** Reads at once what decides on all of them. */
export async function placeFor(
  { tx, instance, now }: Scene,
  organization: OrganizationRow,
  emailAddresses: readonly string[],
): Promise<InvitingPlace> {
  const addresses = emailAddresses.map(normalizeEmailAddress)
  const keys = [...new Set(addresses.filter((address) => !checkEmailAddress(address)).map(addressKey))]
  const pending = await tx.invitations.listPending(organization.id, keys)
  return {
    organization,
    counts: await countsOf(tx, organization, now),
    members: new Set(await tx.memberships.addressesAmong(organization.id, keys)),
    pending: new Map(pending.map((row) => [row.addressKey, row])),
    readFacts: factsReader(tx, instance, now),
  }
}

interface Standing {
  /** Another invitation to the address waits for an answer. */
  isInvited: boolean
  /** One that still counts as pending, but expired or has an inviter who may no longer give its role: it gives way. */
  dead: InvitationRow | null
}

/** What there is for the address already. `own`: the invitation that is sent again. */
export async function standingOf(place: InvitingPlace, key: string, own?: InvitationRow): Promise<Standing> {
  const other = place.pending.get(key) ?? null
  if (!other || other.id === own?.id) return { isInvited: false, dead: null }
  const isInvited = (await place.readFacts(other)).status === 'pending'
  return { isInvited, dead: isInvited ? null : other }
}

/** Whether there is a seat for the address. `without`: an invitation that is not to be counted. Gives how many others wait. */
export function orThrowSeat(
  { instance, now }: Pick<Scene, 'instance' | 'now'>,
  { organization, counts, members }: InvitingPlace,
  { key, isInvited, without }: { key: string; isInvited: boolean; without: InvitationRow | null },
): number {
  const pendingInvitationCount = counts.pendingInvitationCount - (isHoldingSeat(without, now) ? 1 : 0)
  orThrow(
    checkInviteMember({
      memberCount: counts.memberCount,
      pendingInvitationCount,
      membershipLimit: membershipLimitOf(organization, instance),
      isMember: members.has(key),
      isInvited,
    }),
  )
  return pendingInvitationCount
}

/** Whether the invitation may be made, and what it is then. Writes nothing. `giver: null`: the backend API, for the app. */
export async function planInvitation(
  scene: Scene,
  place: InvitingPlace,
  giver: Authority | null,
  wish: InvitationWish,
): Promise<PlannedInvitation> {
  const { actor, instance, now } = scene
  const { organization, counts } = place
  const emailAddress = normalizeEmailAddress(wish.emailAddress)
  orThrow(checkEmailAddress(emailAddress))
  const { roleKey = instance.settings.defaultRoleKey, expiresInDays = invitationDefaultDays } = wish
  orThrow(checkExpiry(expiresInDays))
  orThrow(checkGrantRole(findRole(instance, roleKey), giver))

  const key = addressKey(emailAddress)
  const { isInvited, dead } = await standingOf(place, key)
  const pendingInvitationCount = orThrowSeat(scene, place, { key, isInvited, without: dead })

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
  const kept = organization.pendingInvitationCount + (dead ? 0 : 1)
  return {
    row,
    dead,
    place: {
      ...place,
      organization: { ...organization, pendingInvitationCount: kept },
      counts: { ...counts, pendingInvitationCount: pendingInvitationCount + 1 },
    },
  }
}

/** Makes them, with their mails, and tells of them. That the mails are sent is left to be counted. */
export async function makeInvitations(
  scene: Scene,
  organizationId: string,
  plans: readonly PlannedInvitation[],
): Promise<{ invitations: Invitation[]; events: readonly OrgkitEvent[] }> {
  const { tx, actor, instance, tellAll } = scene
  const last = plans.at(-1)
  if (!last) return { invitations: [], events: [] }
  for (const { dead } of plans) await giveWay(scene, dead)
  await tx.invitations.insert(...plans.map(({ row }) => row))
  const { pendingInvitationCount } = last.place.organization
  await tx.organizations.update(organizationId, { pendingInvitationCount })
  const made = plans.map(({ row, place: { counts } }) => {
    const invitation = viewInvitation(row, { status: 'pending', inviter: actor }, instance)
    const draft: EventDraft = { type: 'invitation.created', organizationId, invitation, counts }
    const role = roleSummary(instance, row.roleKey ?? '').name
    const audit: EventAudit = ofInvitation(row, { after: { role, expiresAt: row.expiresAt } })
    return { invitation, draft, audit }
  })
  const events = await tellAll(organizationId, made)
  await tx.outbox.insert(...plans.flatMap(({ row }) => mailsOf(row, scene)))
  return { invitations: made.map(({ invitation }) => invitation), events }
}

/** A single one. Throws what stands against it. */
export async function makeInvitation(
  scene: Scene,
  organization: OrganizationRow,
  giver: Authority | null,
  wish: InvitationWish,
): Promise<InvitationOutput> {
  const place = await placeFor(scene, organization, [wish.emailAddress])
  const plan = await planInvitation(scene, place, giver, wish)
  const { invitations, events } = await makeInvitations(scene, organization.id, [plan])
  return { invitation: invitations[0]!, events }
}
