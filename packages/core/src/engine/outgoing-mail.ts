import type { Instance } from '../model/instance'
import { type DomainCodeMail, domainCodeMail } from './domain-mail'
import { type InvitationMail, invitationMail } from './invitation-mail'
import type { CommandPorts } from './scene'
import type { OutboxRow, Transaction } from './store'

/** What a mail says. */
export type OutgoingMail = InvitationMail | DomainCodeMail

/** What to send for a row of the outbox; `null`: nothing any more, as where organizations are off and no link leads anywhere. */
export async function outgoingMail(
  tx: Transaction,
  row: OutboxRow,
  facts: { instance: Instance; ports: CommandPorts; now: Date },
): Promise<OutgoingMail | null> {
  if (!facts.instance.settings.organizationsEnabled) return null
  return row.kind === 'domain_code' ? domainCodeMail(tx, row, facts) : invitationMail(tx, row, facts)
}
