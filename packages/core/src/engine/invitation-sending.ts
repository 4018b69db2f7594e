import { OrgkitError, orThrow } from '../errors'
import type { OrganizationCounts } from '../model/event'
import type { Instance } from '../model/instance'
import { membershipLimitOf } from '../rules/settings'
import { checkInviteMember } from '../rules/invitation'
import { createId } from './id'
import type { Scene } from './scene'
import {
  type InvitationRow,
  type OrganizationRow,
  type OutboxRow,
  type Transaction,
  TransactionConflict,
} from './store'

const dayMilliseconds = 24 * 3600 * 1000
const hourMilliseconds = 3600 * 1000

export function expiryOf(now: Date, days: number): string {
  return new Date(now.getTime() + days * dayMilliseconds).toISOString()
}

interface Sending {
  instance: Instance
  now: Date
}

/**
 * Puts the mail into the outbox of this transaction: sent if this is committed, and only then. The last step of a command.
 * Throws `rate_limited` where the instance has sent what it may in this hour.
 */
export async function sendLater(tx: Transaction, row: InvitationRow, sending: Sending): Promise<void> {
  await tx.outbox.insert(...mailsOf(row, sending))
  await countSent(tx, sending)
}

/** The mail, and the one that reminds of it where the instance reminds and there is time. */
export function mailsOf(row: InvitationRow, { instance, now }: Sending): OutboxRow[] {
  const { id: subjectId, version } = row
  const createdAt = now.toISOString()
  const mail = (kind: OutboxRow['kind'], dueAt: string): OutboxRow => ({
    id: createId('out', now),
    kind,
    subjectId,
    version,
    createdAt,
    dueAt,
  })
  const remindAt = reminderAt(row, instance.settings)
  const first = mail('invitation', createdAt)
  return remindAt === null || remindAt <= createdAt ? [first] : [first, mail('invitation_reminder', remindAt)]
}

function reminderAt(
  { expiresAt }: InvitationRow,
  { invitationReminderDays: days }: Instance['settings'],
): string | null {
  return days === null ? null : expiryOf(new Date(expiresAt), -days)
}

const sent = 'invitations'
const hourOf = (now: Date) => String(Math.floor(now.getTime() / hourMilliseconds))

/** Counts one mail. Throws `rate_limited`, which rolls the count back with all the rest. */
export async function countSent(tx: Transaction, sending: Sending): Promise<void> {
  const maximum = sending.instance.settings.invitationsPerHour
  if (maximum !== null) orThrowRate(sending, await tx.counters.add(sent, hourOf(sending.now), 1), maximum)
}

/** How many mails the instance may still send in this hour. Others may send some before these are counted. */
export async function sendsLeft(tx: Transaction, { instance, now }: Sending): Promise<number> {
  const maximum = instance.settings.invitationsPerHour
  return maximum === null ? Infinity : Math.max(0, maximum - (await tx.counters.get(sent, hourOf(now))))
}

/** Counts mails that were to be had by `sendsLeft`. Asks to begin again where others took them meanwhile. */
export async function countSentOrAgain(
  tx: Transaction,
  { instance, now }: Sending,
  amount: number,
): Promise<void> {
  const maximum = instance.settings.invitationsPerHour
  if (maximum === null || amount === 0) return
  if ((await tx.counters.add(sent, hourOf(now), amount)) > maximum) {
    throw new TransactionConflict('Others sent invitations meanwhile.')
  }
}

/** Throws `rate_limited`, with the time to wait, where this many are more than there may be. */
export function orThrowRate({ instance, now }: Sending, count: number, most: number): void {
  if (count <= most) return
  const left = hourMilliseconds - (now.getTime() % hourMilliseconds)
  throw new OrgkitError({
    code: 'rate_limited',
    meta: { maximum: instance.settings.invitationsPerHour },
    retryAfterSeconds: Math.ceil(left / 1000),
  })
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

interface SeatFacts {
  instance: Instance
  organization: OrganizationRow
  /** Counted under the organization's lock. */
  counts: OrganizationCounts
  key: string
  isInvited: boolean
  now: Date
  /** An invitation that is not to be counted. */
  without: InvitationRow | null
}

/** Asks the rule. */
export async function orThrowSeat(
  tx: Transaction,
  { instance, organization, counts, key, isInvited, now, without }: SeatFacts,
): Promise<void> {
  const { memberCount, pendingInvitationCount } = counts
  orThrow(
    checkInviteMember({
      memberCount,
      pendingInvitationCount: pendingInvitationCount - (isHoldingSeat(without, now) ? 1 : 0),
      membershipLimit: membershipLimitOf(organization, instance),
      isMember: await isMember(tx, organization.id, key),
      isInvited,
    }),
  )
}

/** Before the other one takes its place: of those that count as pending there is one for each address. */
export async function giveWay(
  { tx, now }: Pick<Scene, 'tx' | 'now'>,
  dead: InvitationRow | null,
): Promise<void> {
  if (!dead) return
  await tx.invitations.update(dead, { status: dead.expiresAt <= now.toISOString() ? 'expired' : 'revoked' })
}

/** Whether it is counted among those that hold a seat now. */
export function isHoldingSeat(row: InvitationRow | null, now: Date): boolean {
  return row?.status === 'pending' && row.expiresAt > now.toISOString()
}

/** Whether somebody with the address is a member. */
export async function isMember(tx: Transaction, organizationId: string, key: string): Promise<boolean> {
  for (const user of await tx.users.listByAddress(key)) {
    if (await tx.memberships.get(organizationId, user.id)) return true
  }
  return false
}
