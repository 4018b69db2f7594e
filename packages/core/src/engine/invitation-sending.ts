import { OrgkitError, orThrow } from '../errors'
import type { Instance } from '../model/instance'
import { membershipLimitOf } from '../rules/settings'
import { checkInviteMember } from '../rules/invitation'
import { createId } from './id'
import { countsOf } from './invitation-facts'
import type { InvitationRow, OrganizationRow, Transaction } from './store'

const dayMilliseconds = 24 * 3600 * 1000
const hourMilliseconds = 3600 * 1000

export function expiryOf(now: Date, days: number): string {
  return new Date(now.getTime() + days * dayMilliseconds).toISOString()
}

/**
 * Puts the mail into the outbox of this transaction: sent if this is committed, and only then. The last step of a command.
 * Throws `rate_limited` where the instance has sent what it may in this hour.
 */
export async function sendLater(
  tx: Transaction,
  row: InvitationRow,
  { instance, now }: { instance: Instance; now: Date },
): Promise<void> {
  const { id: subjectId, version } = row
  const at = now.toISOString()
  const mail = { kind: 'invitation', subjectId, version, createdAt: at, dueAt: at } as const
  await tx.outbox.insert({ id: createId('out', now), ...mail })
  const maximum = instance.settings.invitationsPerHour
  if (maximum === null) return
  const hour = Math.floor(now.getTime() / hourMilliseconds)
  // A refusal rolls the count back with all the rest.
  if ((await tx.counters.add('invitations', String(hour), 1)) > maximum) {
    const left = (hour + 1) * hourMilliseconds - now.getTime()
    throw new OrgkitError({
      code: 'rate_limited',
      meta: { maximum },
      retryAfterSeconds: Math.ceil(left / 1000),
    })
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
export async function orThrowSeat(
  tx: Transaction,
  { instance, organization, key, isInvited, now, without }: SeatFacts,
): Promise<void> {
  const { memberCount, pendingInvitationCount } = await countsOf(tx, organization, now)
  const isCounted = without?.status === 'pending' && without.expiresAt > now.toISOString()
  orThrow(
    checkInviteMember({
      memberCount,
      pendingInvitationCount: pendingInvitationCount - (isCounted ? 1 : 0),
      membershipLimit: membershipLimitOf(organization, instance),
      isMember: await isMember(tx, organization.id, key),
      isInvited,
    }),
  )
}

/** Whether somebody with the address is a member. */
export async function isMember(tx: Transaction, organizationId: string, key: string): Promise<boolean> {
  for (const user of await tx.users.listByAddress(key)) {
    if (await tx.memberships.get(organizationId, user.id)) return true
  }
  return false
}
