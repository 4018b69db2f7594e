import type { Instance } from '../model/instance'
import { factsOf } from './invitation-facts'
import { createToken } from './invitation-token'
import { type CommandPorts, instanceFor } from './scene'
import type { OutboxRow, Transaction } from './store'
import { roleOf } from './view'

/** All that a mail about an invitation says. */
export interface InvitationMail {
  kind: 'invitation'
  to: string
  /** `null`: an invitation to the app. */
  organizationName: string | null
  inviterName: string | null
  roleName: string | null
  /** Proves to the server that whoever uses it reads this mail. */
  link: string
  /** ISO 8601, UTC. */
  expiresAt: string
  /** It was sent before; the links of earlier mails are dead. */
  isSentAgain: boolean
  /** It waits for an answer and expires soon; the link of the mail before it works as well. */
  isReminder: boolean
}

/** What to send for a row of the outbox; `null`: nothing any more, since it was answered, revoked or sent again meanwhile. */
export async function invitationMail(
  tx: Transaction,
  { kind, subjectId, version }: OutboxRow,
  { instance: whole, ports, now }: { instance: Instance; ports: CommandPorts; now: Date },
): Promise<InvitationMail | null> {
  const row = await tx.invitations.find(subjectId)
  if (!row || row.version !== version) return null
  const isReminder = kind === 'invitation_reminder'
  if (isReminder && whole.settings.invitationReminderDays === null) return null
  const organization = row.organizationId === null ? null : await tx.organizations.get(row.organizationId)
  const instance = await instanceFor(tx, whole, organization)
  const { status, inviter } = await factsOf(tx, instance, row, now)
  if (status !== 'pending') return null
  if (row.organizationId !== null && !organization) return null
  const token = await createToken(ports, instance.id, row, 'mailed')
  return {
    kind: 'invitation',
    to: row.emailAddress,
    organizationName: organization?.name ?? null,
    inviterName: inviter?.name ?? null,
    roleName: row.roleKey === null ? null : roleOf(instance, row.roleKey).name,
    link: ports.links.invitation(instance.id, token),
    expiresAt: row.expiresAt,
    isSentAgain: !isReminder && row.version > 1,
    isReminder,
  }
}
