import { OrgkitError, orThrow } from '../errors'
import type { Instance } from '../model/instance'
import { invitationStatuses, type InvitationStatus } from '../model/invitation'
import type { Page, PageInput } from '../model/page'
import { addressKey, checkEmailAddress, normalizeEmailAddress } from '../rules/email-address'
import {
  checkExpiry,
  checkGrantRole,
  checkInviteMember,
  checkPending,
  invitationDefaultDays,
} from '../rules/invitation'
import { accessed } from './admit'
import { command, query } from './command'
import { checkedPage, decodeCursor, encodeCursor, isTime } from './cursor'
import { createId } from './id'
import { countsOf, factsOf, factsReader, viewInvitation } from './invitation-facts'
import { createToken } from './invitation-token'
import type { InvitationRow, OrganizationRow, Transaction } from './store'
import { authorityOf } from './view'

const dayMilliseconds = 24 * 3600 * 1000

export const inviteMember = command('inviteMember', {
  async run({ tx, actor, access, instance, input, now, tell }) {
    const { organization, membership } = accessed(access)
    const emailAddress = normalizeEmailAddress(input.emailAddress)
    orThrow(checkEmailAddress(emailAddress))
    const { roleKey = instance.settings.defaultRoleKey, expiresInDays = invitationDefaultDays } = input
    orThrow(checkExpiry(expiresInDays))
    orThrow(checkGrantRole(findRole(instance, roleKey), authorityOf(instance, membership.roleKey)))

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
    await sendLater(tx, row, now)

    const invitation = viewInvitation(row, { status: 'pending', inviter: actor }, instance)
    const counts = await countsOf(tx, { ...organization, pendingInvitationCount }, now)
    const events = [
      await tell({ type: 'invitation.created', organizationId: organization.id, invitation, counts }),
    ]
    return { invitation, events }
  },
})

export const resendInvitation = command('resendInvitation', {
  async run({ tx, actor, access, instance, input, now, tell }) {
    const { organization, membership } = accessed(access)
    const row = await findInvitation(tx, organization.id, input.invitationId)
    const { status } = await factsOf(tx, instance, row, now)
    // Whose inviter has gone it is revoked to the invited person; here it can still be made the sender's own.
    if (status === 'accepted' || status === 'declined' || row.status === 'revoked') {
      orThrow(checkPending(row.status))
    }
    orThrow(checkGrantRole(findRole(instance, row.roleKey ?? ''), authorityOf(instance, membership.roleKey)))

    const other = await tx.invitations.findPending(organization.id, row.addressKey)
    const isInvited = other !== null && other.id !== row.id
    if (status === 'pending') {
      // It holds its seat already, whatever the limit is by now.
      if (await isMember(tx, organization.id, row.addressKey))
        throw new OrgkitError({ code: 'already_member' })
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
    await sendLater(tx, resent, now)

    const invitation = viewInvitation(resent, { status: 'pending', inviter: actor }, instance)
    const counts = await countsOf(tx, { ...organization, pendingInvitationCount }, now)
    const events = [
      await tell({ type: 'invitation.resent', organizationId: organization.id, invitation, counts }),
    ]
    return { invitation, events }
  },
})

export const revokeInvitation = command('revokeInvitation', {
  async run({ tx, access, instance, input, now, tell }) {
    const { organization } = accessed(access)
    const row = await findInvitation(tx, organization.id, input.invitationId)
    if (row.status !== 'expired') orThrow(checkPending(row.status))
    const facts = await factsOf(tx, instance, row, now)
    await tx.invitations.update(row, { status: 'revoked' })
    const pendingInvitationCount = organization.pendingInvitationCount - (row.status === 'pending' ? 1 : 0)
    await tx.organizations.update(organization.id, { pendingInvitationCount })

    const invitation = viewInvitation(row, { ...facts, status: 'revoked' }, instance)
    const counts = await countsOf(tx, { ...organization, pendingInvitationCount }, now)
    const events = [
      await tell({ type: 'invitation.revoked', organizationId: organization.id, invitation, counts }),
    ]
    return { invitation, events }
  },
})

export const getInvitationLink = query(
  'getInvitationLink',
  async ({ tx, access, instance, input, now, ports }) => {
    const { organization } = accessed(access)
    const row = await findInvitation(tx, organization.id, input.invitationId)
    orThrow(checkPending((await factsOf(tx, instance, row, now)).status))
    const token = await createToken(ports, instance.id, row, 'copied')
    return { url: ports.links.invitation(instance.id, token), expiresAt: row.expiresAt }
  },
)

export const listInvitations = query('listInvitations', ({ tx, access, instance, input, now }) => {
  const organizationId = accessed(access).organization.id
  const readFacts = factsReader(tx, instance, now)
  return invitationPage(tx, { organizationId, input, now }, async (row) =>
    viewInvitation(row, await readFacts(row), instance),
  )
})

export interface InvitationPageInput extends PageInput {
  status?: InvitationStatus
}

/** A page of an organization's invitations, or of those to the app, each row shown by `view`. */
export async function invitationPage<Item>(
  tx: Transaction,
  { organizationId, input, now }: { organizationId: string | null; input: InvitationPageInput; now: Date },
  view: (row: InvitationRow) => Promise<Item>,
): Promise<Page<Item>> {
  const { limit, offset } = checkedPage(input)
  const { status = null } = input
  if (status !== null && !invitationStatuses.includes(status)) {
    throw new OrgkitError({ code: 'invalid_value', field: 'status' })
  }
  const after = input.cursor === undefined ? null : readInvitationCursor(input.cursor)
  const which = { organizationId, status, at: now.toISOString() }
  const rows = await tx.invitations.list({ ...which, limit: limit + 1, offset, after })
  const shown = rows.slice(0, limit)
  const items: Item[] = []
  for (const row of shown) items.push(await view(row))
  return {
    items,
    nextCursor: rows.length > limit ? invitationCursor(shown.at(-1)) : null,
    totalCount: await tx.invitations.count(which),
  }
}

export function invitationCursor(last: Pick<InvitationRow, 'createdAt' | 'id'> | undefined): string | null {
  return last ? encodeCursor([last.createdAt, last.id]) : null
}

export function readInvitationCursor(cursor: string): { createdAt: string; id: string } {
  const [createdAt = '', id = ''] = decodeCursor(cursor, 2)
  if (!isTime(createdAt)) throw new OrgkitError({ code: 'invalid_value', field: 'cursor' })
  return { createdAt, id }
}

export function expiryOf(now: Date, days: number): string {
  return new Date(now.getTime() + days * dayMilliseconds).toISOString()
}

/** Puts the mail into the outbox of this transaction: sent if this is committed, and only then. */
export async function sendLater(tx: Transaction, row: InvitationRow, now: Date): Promise<void> {
  const { id: invitationId, version } = row
  const createdAt = now.toISOString()
  await tx.outbox.insert({ id: createId('out', now), kind: 'invitation', invitationId, version, createdAt })
}

/** One of an organization's, or `null`: of those to the app. Throws `not_found`. */
export async function findInvitation(
  tx: Transaction,
  organizationId: string | null,
  invitationId: string,
): Promise<InvitationRow> {
  const row = await tx.invitations.get(organizationId, invitationId)
  if (row) return row
  throw new OrgkitError({ code: 'not_found', field: 'invitationId' })
}

const findRole = ({ roles }: Instance, key: string) => roles.find((role) => role.key === key) ?? null

interface SeatFacts {
  instance: Instance
  organization: OrganizationRow
  key: string
  isInvited: boolean
  now: Date
  /** An invitation that is not to be counted. */
  without: InvitationRow | null
}

/** Counts under the organization's lock, and asks the rule. */
async function orThrowSeat(
  tx: Transaction,
  { instance, organization, key, isInvited, now, without }: SeatFacts,
): Promise<void> {
  const { memberCount, pendingInvitationCount } = await countsOf(tx, organization, now)
  const isCounted = without?.status === 'pending' && without.expiresAt > now.toISOString()
  orThrow(
    checkInviteMember({
      memberCount,
      pendingInvitationCount: pendingInvitationCount - (isCounted ? 1 : 0),
      membershipLimit: instance.settings.membershipLimit,
      isMember: await isMember(tx, organization.id, key),
      isInvited,
    }),
  )
}

async function isMember(tx: Transaction, organizationId: string, key: string): Promise<boolean> {
  for (const user of await tx.users.listByAddress(key)) {
    if (await tx.memberships.get(organizationId, user.id)) return true
  }
  return false
}
