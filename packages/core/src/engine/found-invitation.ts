import type { AnswerInvitationInput } from '../contract/app'
import { OrgkitError } from '../errors'
import type { Instance } from '../model/instance'
import type { EmailAddress } from '../model/user'
import { addressKey } from '../rules/email-address'
import type { AcceptFacts } from '../rules/invitation'
import { membershipLimitOf } from '../rules/settings'
import { type CommandPorts, instanceFor } from './scene'
import { factsOf, type InvitationFacts } from './invitation-facts'
import { readToken } from './invitation-token'
import type { InvitationRow, OrganizationRow, Transaction, UserRow } from './store'

/** An invitation that somebody answers or looks at. */
export interface FoundInvitation {
  row: InvitationRow
  /** By a mailed link: whoever has the address is proven. */
  isMailed: boolean
  /** The link is of an earlier sending. */
  isOutdated: boolean
}

/** By the token of a link, or by id where it is one of the caller's own. Throws `required` or `not_found`. */
export async function findAnswered(
  tx: Transaction,
  { token, invitationId }: AnswerInvitationInput,
  { user, instance, ports }: { user: UserRow; instance: Instance; ports: CommandPorts },
): Promise<FoundInvitation> {
  if (token !== undefined && invitationId !== undefined) {
    throw new OrgkitError({ code: 'invalid_request', field: 'invitationId', message: 'Give one of both.' })
  }
  if (token !== undefined) return findByToken(tx, token, { instance, ports })
  if (invitationId === undefined) throw new OrgkitError({ code: 'required', field: 'token' })
  const row = await tx.invitations.find(invitationId)
  // An id proves nothing: to anybody else the invitation does not exist, and no link to the app comes by id.
  if (!row || row.organizationId === null || !addressOf(user, row)?.verified) {
    throw new OrgkitError({ code: 'not_found', field: 'invitationId' })
  }
  return { row, isMailed: false, isOutdated: false }
}

export async function findByToken(
  tx: Transaction,
  token: string,
  { instance, ports }: { instance: Instance; ports: CommandPorts },
): Promise<FoundInvitation> {
  const found = await lookUp(tx, token, { instance, ports })
  if (!found) throw new OrgkitError({ code: 'not_found', field: 'token' })
  return found
}

/** The address that the link of a mail proves, while it can be answered; else `null`. */
export async function addressOfToken(
  tx: Transaction,
  token: string,
  { instance, ports, now }: { instance: Instance; ports: CommandPorts; now: Date },
): Promise<string | null> {
  const found = await lookUp(tx, token, { instance, ports })
  if (!found?.isMailed || found.isOutdated) return null
  const { organizationId } = found.row
  const organization = organizationId === null ? null : await tx.organizations.get(organizationId)
  const own = await instanceFor(tx, instance, organization)
  const { status } = await factsOf(tx, own, found.row, now)
  return status === 'pending' ? found.row.emailAddress : null
}

async function lookUp(
  tx: Transaction,
  token: string,
  { instance, ports }: { instance: Instance; ports: CommandPorts },
): Promise<FoundInvitation | null> {
  const read = await readToken(ports, instance.id, token)
  const row = read && (await tx.invitations.find(read.invitationId))
  return row && { row, isMailed: read.audience === 'mailed', isOutdated: read.version !== row.version }
}

/** The invited address among the user's own; `null`: it is not theirs. */
export function addressOf(user: UserRow, { addressKey: key }: InvitationRow): EmailAddress | null {
  const own = user.emails.filter(({ address }) => addressKey(address) === key)
  return own.find(({ verified }) => verified) ?? own[0] ?? null
}

/** All that decides whether the user may answer. `organization`: as it is under its lock, or as it is read. */
export async function answerFacts(
  tx: Transaction,
  { row, isMailed, isOutdated }: FoundInvitation,
  where: { user: UserRow | null; organization: OrganizationRow | null; instance: Instance; now: Date },
): Promise<AcceptFacts & InvitationFacts> {
  const { user, organization, instance, now } = where
  const { status, inviter } = await factsOf(tx, instance, row, now)
  const address = user && addressOf(user, row)
  const isMember = organization && user && (await tx.memberships.get(organization.id, user.id))
  return {
    inviter,
    // Of what became of a later sending an earlier link tells nothing.
    status: isOutdated ? 'revoked' : status,
    isSignedIn: user !== null,
    hasAddress: address !== null,
    isProven: isMailed || address?.verified === true,
    memberOf: isMember ? organization.id : null,
    memberCount: organization?.memberCount ?? 0,
    membershipLimit: organization ? membershipLimitOf(organization, instance) : null,
  }
}
