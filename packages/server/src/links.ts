import { createHmac, randomBytes } from 'node:crypto'
import type { LinkPort, TokenPort } from '@orgkit/core/engine'
import type { Log } from './log'

const secretMinLength = 32

/** HMAC-SHA256 under the installation's secret: https://www.rfc-editor.org/rfc/rfc2104 */
export function tokenPort(secret: string | undefined, log: Log): TokenPort {
  if (secret !== undefined && secret.length < secretMinLength) {
    throw new Error(
      `createServer: secret has ${secret.length} characters, so links could be guessed. Give ${secretMinLength} or more, or use loadSecret().`,
    )
  }
  if (secret === undefined) {
    log({
      level: 'warn',
      message:
        'orgkit: createServer was given no secret, so links of invitations die with this process. Use loadSecret().',
    })
  }
  const key = secret ?? randomBytes(secretMinLength)
  return { mac: (text) => createHmac('sha256', key).update(text).digest('base64url') }
}

/** The address that invitations lead to, with `:token`. Throws at once on one that cannot work. */
export function checkInvitationUrl(template: string = '/invite/:token', own: string): string {
  const address = URL.canParse(template, own) ? new URL(template, own) : null
  if (!address || !/^https?:$/.test(address.protocol) || !template.includes(':token')) {
    throw new Error(
      `createServer: invitationUrl is "${template}", so no invitation could be answered. Write e.g. /invite/:token.`,
    )
  }
  return address.href
}

export function invitationLinks(template: string): LinkPort {
  return { invitation: (_instanceId, token) => template.replace(':token', () => token) }
}
