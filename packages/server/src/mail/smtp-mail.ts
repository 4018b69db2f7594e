import { createTransport } from 'nodemailer'
import { type MailPort, PermanentMailError } from './mail'

export interface SmtpMailOptions {
  /**
   * `smtp://user:password@mail.example.com:587`, which turns to TLS where the server offers it, or `smtps://…` for TLS from the first
   * byte. What else nodemailer takes follows a `?`, such as `?requireTLS=true`.
   */
  url: string
  /** As in a header, for mails that bring no sender of their own. */
  from: string
}

export interface SmtpMail extends MailPort {
  /** Closes the connections; one that is sending finishes first. */
  close(): void
}

const connectionMs = 10_000
const socketMs = 30_000

/** Sends over SMTP, by connections that are kept open for a while. Throws at once on an address that cannot work. */
export function smtpMail({ url, from }: SmtpMailOptions): SmtpMail {
  const address = /^smtps?:\/\/[^/?#]/.test(url) && URL.canParse(url) ? new URL(url) : null
  if (!address?.hostname) {
    throw new Error(
      'smtpMail: the url is no address of an SMTP server, so no mail could be sent. Write e.g. smtp://user:password@mail.example.com:587.',
    )
  }
  const transport = createTransport({
    url,
    pool: true,
    // A password is not sent in the clear, even where somebody on the way hides that the server offers TLS.
    requireTLS: address.username !== '' && !/^(localhost|127\.0\.0\.1|\[::1\])$/.test(address.hostname),
    connectionTimeout: connectionMs,
    greetingTimeout: connectionMs,
    socketTimeout: socketMs,
    // A mail is made of our own words: nothing in it may read a file or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send({ to, subject, text, html, messageId, from: own = from }, { signal } = {}) {
      try {
        await transport.sendMail({
          // As an object: an address is never parsed for further ones.
          to: { name: '', address: to },
          from: own,
          subject,
          text,
          html,
          ...(messageId !== undefined && { messageId: `<${messageId}>` }),
          // Nobody's "out of office" answers it: https://www.rfc-editor.org/rfc/rfc3834#section-5
          headers: { 'Auto-Submitted': 'auto-generated' },
          signal,
        })
      } catch (cause) {
        if (refusesRecipient(cause))
          throw new PermanentMailError(`No mail to ${to}: ${String(cause)}`, { cause })
        throw cause
      }
    },
    close: () => transport.close(),
  }
}

/**
 * 5xx is final: https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1. But to the sender, to signing in or to the whole session it
 * speaks of how this server is set up, and somebody may put that right before the mail is given up.
 */
function refusesRecipient(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  const { responseCode = 0, command } = error as { responseCode?: number; command?: string }
  return responseCode >= 500 && command === 'RCPT TO'
}
