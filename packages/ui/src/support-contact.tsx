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

export interface SupportLinkProps {
  /** As the instance's settings have it: an address or a URL. */
  contact: string
  /** A sentence around it. */
  message: (contact: string) => string
}

/** A sentence with the support contact in it, as a link where it safely can be one. */
export function SupportLink({ contact, message }: SupportLinkProps) {
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
