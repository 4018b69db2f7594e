import type { Instance } from '../model/instance'
import { checkCodeTry } from '../rules/domain'
import { codeOf } from './domain-proof'
import type { CommandPorts } from './scene'
import type { OutboxRow, Transaction } from './store'

/** All that a mail with the code of a domain says. */
export interface DomainCodeMail {
  kind: 'domain_code'
  to: string
  /** Six digits. */
  code: string
  domainName: string
  organizationName: string
  /** ISO 8601, UTC. */
  expiresAt: string
}

/** `null`: the proof is over, another one took its place, or the domain is gone. */
export async function domainCodeMail(
  tx: Transaction,
  { subjectId, version }: OutboxRow,
  { instance, ports, now }: { instance: Instance; ports: CommandPorts; now: Date },
): Promise<DomainCodeMail | null> {
  const row = await tx.domains.find(subjectId)
  if (!row || row.proofVersion !== version || !instance.settings.domains) return null
  const { proof } = row
  if (proof?.method !== 'email_code' || checkCodeTry({ proof, now })) return null
  const organization = await tx.organizations.get(row.organizationId)
  const { emailAddress, expiresAt } = proof
  if (!organization || emailAddress === null || expiresAt === null) return null
  return {
    kind: 'domain_code',
    to: emailAddress,
    code: await codeOf(ports, instance.id, row, emailAddress),
    domainName: row.name,
    organizationName: organization.name,
    expiresAt,
  }
}
