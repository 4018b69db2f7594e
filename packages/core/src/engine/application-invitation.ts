import { OrgkitError, orThrow } from '../errors'
import type { ApplicationInvitation } from '../model/invitation'
import { addressKey, checkEmailAddress, normalizeEmailAddress } from '../rules/email-address'
import { checkExpiry, checkPending, invitationDefaultDays, invitationStatus } from '../rules/invitation'
import { backendCommand, backendQuery } from './backend-command'
import { createId } from './id'
import { invitationPage } from './invitation-page'
import { expiryOf, findInvitation, sendLater } from './invitation-sending'
import { type InvitationChange, type InvitationRow, type Transaction, TransactionConflict } from './store'

/*
 * Invitations to the app belong to no organization, so no lock orders them: each change names the version that it was made for,
 * and the second of two at once looks again.
 */

export const inviteToApplication = backendCommand('inviteToApplication', {
  async run(scene) {
    const { tx, input, now } = scene
    const emailAddress = normalizeEmailAddress(input.emailAddress)
    orThrow(checkEmailAddress(emailAddress))
    const { expiresInDays = invitationDefaultDays } = input
    orThrow(checkExpiry(expiresInDays))
    const key = addressKey(emailAddress)
    await makeRoom(tx, key, now)
    const at = now.toISOString()
    const row: InvitationRow = {
      id: createId('inv', now),
      organizationId: null,
      emailAddress,
      addressKey: key,
      roleKey: null,
      status: 'pending',
      inviterUserId: null,
      expiresInDays,
      createdAt: at,
      sentAt: at,
      expiresAt: expiryOf(now, expiresInDays),
      version: 1,
    }
    await tx.invitations.insert(row)
    await sendLater(tx, row, scene)
    return { invitation: view(row, now) }
  },
})

export const listApplicationInvitations = backendQuery('listApplicationInvitations', ({ tx, input, now }) =>
  invitationPage(tx, { organizationId: null, input, now }, async (row) => view(row, now)),
)

export const resendApplicationInvitation = backendCommand('resendApplicationInvitation', {
  async run(scene) {
    const { tx, input, now } = scene
    const row = await findInvitation(tx, null, input.invitationId)
    if (row.status !== 'expired') orThrow(checkPending(row.status))
    await makeRoom(tx, row.addressKey, now, row)
    const resent = await change(tx, row, {
      status: 'pending',
      sentAt: now.toISOString(),
      expiresAt: expiryOf(now, row.expiresInDays),
      version: row.version + 1,
    })
    await sendLater(tx, resent, scene)
    return { invitation: view(resent, now) }
  },
})

export const revokeApplicationInvitation = backendCommand('revokeApplicationInvitation', {
  async run({ tx, input, now }) {
    const row = await findInvitation(tx, null, input.invitationId)
    if (row.status !== 'expired') orThrow(checkPending(row.status))
    return { invitation: view(await change(tx, row, { status: 'revoked' }), now) }
  },
})

/** One that has expired gives way. Throws `already_invited` where another one waits for an answer. */
async function makeRoom(tx: Transaction, key: string, now: Date, own?: InvitationRow): Promise<void> {
  const other = await tx.invitations.findPending(null, key)
  if (!other || other.id === own?.id) return
  if (statusOf(other, now) === 'pending')
    throw new OrgkitError({ code: 'already_invited', field: 'emailAddress' })
  await change(tx, other, { status: 'expired' })
}

async function change(tx: Transaction, row: InvitationRow, to: InvitationChange): Promise<InvitationRow> {
  if (await tx.invitations.update(row, to)) return { ...row, ...to }
  throw new TransactionConflict('It was changed meanwhile.')
}

const statusOf = (row: InvitationRow, now: Date) => invitationStatus(row, { now, isInviterEntitled: true })

function view(row: InvitationRow, now: Date): ApplicationInvitation {
  const { id, emailAddress, createdAt, sentAt, expiresAt } = row
  return { id, emailAddress, status: statusOf(row, now), createdAt, sentAt, expiresAt }
}
