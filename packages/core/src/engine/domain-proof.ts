import type { EnginePorts } from './ports'
import type { DomainRow } from './store'

/*
 * What proves a domain is derived and not stored. It names the instance, the organization, the domain's id and name, and the number
 * of the proof: of another organization, another domain, one that was removed and made again, or an earlier proof it proves nothing.
 */

type Tokens = Pick<EnginePorts, 'tokens'>

/** The six digits that are mailed to an address at the domain. */
export async function codeOf(
  { tokens }: Tokens,
  instanceId: string,
  row: DomainRow,
  emailAddress: string,
): Promise<string> {
  const mac = await tokens.mac(textOf('code', instanceId, row, emailAddress))
  // 120 bits: each of a million codes is as likely as any other, to 32 digits. The last characters of a code hold fewer bits.
  let number = 0n
  for (const character of mac.slice(0, 20)) number = number * 64n + BigInt(base64url.indexOf(character))
  return String(number % 1_000_000n).padStart(6, '0')
}

const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export interface TxtRecord {
  recordName: string
  recordValue: string
}

/** The TXT record that proves the domain. */
export async function recordOf({ tokens }: Tokens, instanceId: string, row: DomainRow): Promise<TxtRecord> {
  const mac = await tokens.mac(textOf('record', instanceId, row))
  return { recordName: recordNameOf(row), recordValue: `orgkit-verification=${mac}` }
}

export function recordNameOf({ name }: Pick<DomainRow, 'name'>): string {
  return `_orgkit.${name}`
}

function textOf(what: string, instanceId: string, row: DomainRow, ...rest: string[]): string {
  const { organizationId, id, name, proofVersion } = row
  return `domain ${what} ${JSON.stringify([instanceId, organizationId, id, name, proofVersion, ...rest])}`
}
