import type { AcceptInvitationOutput, AnswerInvitationInput, EventsOutput } from '../contract/app'
import { OrgkitError, orThrow } from '../errors'
import type { Instance } from '../model/instance'
import type { UserInvitation } from '../model/invitation'
import { addressKey } from '../rules/email-address'
import { checkSeat } from '../rules/organization'
import { membershipLimitOf } from '../rules/settings'
import { endAccepted, invitationsTo } from './accepted-invitations'
import { signedIn } from './access'
import { dismiss, lockDomain, type Offer, offerFacts, offersTo } from './enrollment'
import { factsOf } from './invitation-facts'
import { join } from './join'
import { liveCursor } from './live'
import { found, instanceFor, type Scene } from './scene'
import type { DomainRow, OrganizationRow, Transaction, UserRow } from './store'
import { roleSummary, viewActive, viewOrganizationSummary } from './view'

/*
 * Invitations that nobody sent: a verified domain gives them to whoever has a verified address there (A8). They take a seat only on
 * joining, and give the default role.
 */

export interface AutomaticInvitation {
  /** Id of the domain. */
  id: string
  /** Since when the domain is verified. */
  createdAt: string
  organization: OrganizationRow
}

/**
 * Those that wait for the user's answer. Where one was sent to them as well, that one alone is shown. `offers`: what their domains
 * offer them, where that is known.
 */
export async function automaticInvitationsTo(
  tx: Transaction,
  whose: { user: UserRow; instance: Instance; now: Date; offers?: readonly Offer[] },
): Promise<AutomaticInvitation[]> {
  const invitations: AutomaticInvitation[] = []
  for (const { kind, domain, organization } of whose.offers ?? (await offersTo(tx, whose))) {
    if (kind !== 'invitation' || (await isInvited(tx, organization, whose))) continue
    invitations.push({ id: domain.id, createdAt: domain.verifiedAt ?? domain.createdAt, organization })
  }
  return invitations
}

/** Whether an invitation that was sent to one of the user's addresses waits for their answer. */
async function isInvited(
  tx: Transaction,
  organization: OrganizationRow,
  { user, instance: whole, now }: { user: UserRow; instance: Instance; now: Date },
): Promise<boolean> {
  if (organization.pendingInvitationCount === 0) return false
  const instance = await instanceFor(tx, whole, organization)
  for (const { address, verified } of user.emails) {
    const row = verified && (await tx.invitations.findPending(organization.id, addressKey(address)))
    if (row && (await factsOf(tx, instance, row, now)).status === 'pending') return true
  }
  return false
}

export function viewAutomaticInvitation(
  { id, createdAt, organization }: AutomaticInvitation,
  instance: Instance,
): UserInvitation {
  return {
    id,
    source: 'domain',
    organization: viewOrganizationSummary(organization, instance),
    role: roleSummary(instance, instance.settings.defaultRoleKey),
    inviterName: null,
    createdAt,
    expiresAt: null,
  }
}

/** The domain whose invitation is answered; `null`: it is one that was sent. */
export function answeredDomainId({ token, invitationId }: AnswerInvitationInput): string | null {
  return token === undefined && invitationId?.startsWith('dom_') ? invitationId : null
}

export async function acceptAutomatic(scene: Scene, domainId: string): Promise<AcceptInvitationOutput> {
  const user = signedIn(scene.actor)
  const { organization, isMember } = await lockOffered(scene, domainId, user)
  if (isMember) throw new OrgkitError({ code: 'already_member', meta: { organization: organization.id } })
  const instance = await instanceFor(scene.tx, scene.instance, organization)
  orThrow(checkSeat(organization.memberCount, membershipLimitOf(organization, instance)))

  const here = { ...scene, instance }
  const answered = await endAccepted(here, organization, await invitationsTo(here, organization, user))
  const { defaultRoleKey: roleKey } = instance.settings
  const joining = { organization: answered.organization, user, roleKey, isActive: true }
  const { membership, isFirstMember, counts, ...joined } = await join(here, joining)
  const active = viewActive({ ...joined.organization, ...counts }, membership, instance)
  const cursor = await liveCursor(scene.tx, user.id, organization.id)
  return { active, liveCursor: cursor, isFirstMember, events: [...answered.events, ...joined.events] }
}

export async function declineAutomatic(scene: Scene, domainId: string): Promise<EventsOutput> {
  const user = signedIn(scene.actor)
  const { domain, isMember } = await lockOffered(scene, domainId, user)
  if (isMember) throw unknown()
  await dismiss(scene.tx, user, domain)
  const declined = { type: 'user_invitation.declined', userId: user.id, invitationId: domain.id } as const
  return { events: [await scene.tell(declined)] }
}

/** The domain and its organization, under lock. To whom it gives no invitation now it does not exist. */
async function lockOffered(
  { tx, instance }: Scene,
  domainId: string,
  user: UserRow,
): Promise<{ domain: DomainRow; organization: OrganizationRow; isMember: boolean }> {
  const locked = found(await lockDomain(tx, domainId), 'invitationId')
  const { offer, isMember } = await offerFacts(tx, { domain: locked.domain, user, instance })
  if (offer !== 'invitation') throw unknown()
  return { ...locked, isMember }
}

function unknown(): OrgkitError {
  return new OrgkitError({ code: 'not_found', field: 'invitationId' })
}
