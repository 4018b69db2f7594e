import { OrgkitError } from '../errors'
import type { Instance } from '../model/instance'
import { type CountLimit, countOrThrow, hourSeconds, rateLimited, windowOf } from './counted'
import { createId } from './id'
import type { Scene } from './scene'
import { type InvitationRow, type OutboxRow, type Transaction, TransactionConflict } from './store'

const dayMilliseconds = 24 * 3600 * 1000

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

/** How many mails may be sent in this hour. `null`: any number. */
function hourlyLimit({ instance, now }: Sending): CountLimit | null {
  const maximum = instance.settings.invitationsPerHour
  return maximum === null ? null : { key: 'invitations', maximum, windowSeconds: hourSeconds, now }
}

/** Counts one mail. Throws `rate_limited`, which rolls the count back with all the rest. */
export async function countSent(tx: Transaction, sending: Sending): Promise<void> {
  const limit = hourlyLimit(sending)
  if (limit) await countOrThrow(tx, limit)
}

/**
 * Whether so many mails may still be sent in this hour: throws `rate_limited` where not. Others may send some before these are
 * counted.
 */
export async function sendsLeft(tx: Transaction, sending: Sending): Promise<(count: number) => void> {
  const limit = hourlyLimit(sending)
  if (!limit) return () => {}
  const left = limit.maximum - (await tx.counters.get(limit.key, windowOf(limit)))
  return (count) => {
    if (count > left) throw rateLimited(limit)
  }
}

/** Counts mails that were to be had by `sendsLeft`. Asks to begin again where others took them meanwhile. */
export async function countSentOrAgain(tx: Transaction, sending: Sending, amount: number): Promise<void> {
  const limit = hourlyLimit(sending)
  if (!limit || amount === 0) return
  if ((await tx.counters.add(limit.key, windowOf(limit), amount)) > limit.maximum) {
    throw new TransactionConflict('Others sent invitations meanwhile.')
  }
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
