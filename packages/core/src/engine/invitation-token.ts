import type { EnginePorts } from './ports'
import type { InvitationRow } from './store'

/**
 * How a link came to whoever holds it. `mailed`: by mail to the invited address, which that proves. `copied`: by an administrator,
 * by whatever means, which proves nothing.
 */
export type LinkAudience = 'mailed' | 'copied'

export interface InvitationToken {
  invitationId: string
  version: number
  audience: LinkAudience
}

const letters = { mailed: 'm', copied: 'c' } as const
const shape = /^(inv_[0-9a-z]{1,60})\.([0-9]{1,9})\.([mc])\.([\w-]{22,100})$/

/** `id.version.audience.code`. The instance is in the code: a token of another instance is none. */
export async function createToken(
  { tokens }: Pick<EnginePorts, 'tokens'>,
  instanceId: string,
  { id, version }: Pick<InvitationRow, 'id' | 'version'>,
  audience: LinkAudience,
): Promise<string> {
  const body = `${id}.${version}.${letters[audience]}`
  return `${body}.${await tokens.mac(textOf(instanceId, body))}`
}

/** What the token says; `null` where it is none of ours. */
export async function readToken(
  { tokens }: Pick<EnginePorts, 'tokens'>,
  instanceId: string,
  token: string,
): Promise<InvitationToken | null> {
  const [, invitationId, version, letter, code] = shape.exec(token) ?? []
  if (!invitationId || !code) return null
  const expected = await tokens.mac(textOf(instanceId, `${invitationId}.${version}.${letter}`))
  if (!isSame(code, expected)) return null
  return { invitationId, version: Number(version), audience: letter === letters.mailed ? 'mailed' : 'copied' }
}

function textOf(instanceId: string, body: string): string {
  return `invitation ${instanceId.length}:${instanceId} ${body}`
}

/** Takes as long for a code that is wrong at its end as for one that is at its beginning. */
export function isSame(left: string, right: string): boolean {
  let difference = left.length ^ right.length
  for (let index = 0; index < left.length; index++) {
    difference |= left.charCodeAt(index) ^ right.charCodeAt(index % right.length)
  }
  return difference === 0
}
