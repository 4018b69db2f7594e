/** A mail as it goes out. */
export interface MailMessage {
  to: string
  /** As in a header: `Notes <no-reply@notes.test>`. @default what the port was made with */
  from?: string
  subject: string
  text: string
  html: string
  /**
   * Of the `Message-ID` header, without angle brackets. A repeat of the same mail carries the same one, so that a receiver may drop
   * it: https://www.rfc-editor.org/rfc/rfc5322#section-3.6.4
   */
  messageId?: string
}

export interface SendOptions {
  /** Aborted when nobody waits any more, and the mail is about to be sent again: stop sending it. */
  signal?: AbortSignal
}

/** How mail leaves. Never called inside a transaction. Rejects where the mail was not taken; `PermanentMailError`: and never will be. */
export interface MailPort {
  send(message: MailMessage, options?: SendOptions): Promise<void>
}

/** The receiver refuses this mail for good: trying again is of no use. */
export class PermanentMailError extends Error {
  override readonly name = 'PermanentMailError'
}

/** Sends by each of them, one after the other: by SMTP, and into the dev mailbox beside it. */
export function sendByAll(...ports: readonly MailPort[]): MailPort {
  return {
    async send(message, options) {
      for (const port of ports) await port.send(message, options)
    },
  }
}
