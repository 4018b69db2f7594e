/** A mail as it goes out. */
export interface MailMessage {
  to: string
  subject: string
  text: string
  html: string
}

/** How mail leaves. Never called inside a transaction. */
export interface MailPort {
  send(message: MailMessage): Promise<void>
}
