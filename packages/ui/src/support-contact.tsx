import { type SessionState, useSession } from '@orgkit/react'
import { withNode } from './messages/with-node'

/** Where the app's support contact leads. `null` where that is no mail address and no web address: it is shown as text. */
export function supportHref(contact: string): string | null {
  if (/^[^\s@/?#:]+@[^\s@/?#:]+$/.test(contact)) return `mailto:${encodeURI(contact)}`
  try {
    const { protocol, href } = new URL(contact)
    return ['https:', 'http:', 'mailto:'].includes(protocol) ? href : null
  } catch {
    return null
  }
}

const contactOf = ({ settings }: SessionState) => settings?.supportContact ?? null

export interface SupportContactProps {
  /** A sentence around the contact. */
  message: (contact: string) => string
}

/** A sentence with the app's support contact in it, as a link where it safely can be one. Nothing where the app names none. */
export function SupportContact({ message }: SupportContactProps) {
  const contact = useSession(contactOf)
  if (!contact) return null
  const href = supportHref(contact)
  const text = <bdi>{contact.replace(/^(https?:\/\/|mailto:)/, '')}</bdi>
  const node = href ? (
    <a className="orgkit-link" href={href}>
      {text}
    </a>
  ) : (
    text
  )
  return withNode(message, node)
}
