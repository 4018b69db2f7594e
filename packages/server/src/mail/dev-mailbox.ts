import type { Database } from '../database/open-database'
import type { MailMessage, MailPort } from './mail'

export interface SentMail extends Pick<MailMessage, 'to' | 'subject' | 'text' | 'html'> {
  /** Every address that the mail leads to, in order. */
  links: string[]
  /** ISO 8601, UTC. */
  sentAt: string
}

export interface DevMailbox extends MailPort {
  /** The newest first. @default the last 200 */
  list(options?: { limit?: number }): Promise<SentMail[]>
}

/** Sends nothing: keeps the mail in the database, where a developer reads it. It is there after a restart too. */
export function devMailbox(
  { tables }: Pick<Database, 'tables'>,
  { now = () => new Date() } = {},
): DevMailbox {
  return {
    async send({ to, subject, text, html, messageId = null }) {
      await tables
        .insertInto('sent_mail')
        .values({ recipient: to, subject, text, html, sent_at: now().toISOString(), message_id: messageId })
        // A repeat of a mail that is here already.
        .onConflict((conflict) => conflict.column('message_id').doNothing())
        .execute()
    },

    async list({ limit = 200 } = {}) {
      const rows = await tables
        .selectFrom('sent_mail')
        .selectAll()
        .orderBy('position', 'desc')
        .limit(limit)
        .execute()
      return rows.map(({ recipient, subject, text, html, sent_at: sentAt }) => ({
        to: recipient,
        subject,
        text,
        html,
        links: linksOf(text, html),
        sentAt,
      }))
    },
  }
}

function linksOf(text: string, html: string): string[] {
  const inText = text.match(/https?:\/\/[^\s<>"')\]]+/g) ?? []
  const inHtml = [...html.matchAll(/href="(https?:[^"]+)"/g)].map(([, href = '']) =>
    href.replaceAll('&amp;', '&'),
  )
  return [...new Set([...inText.map((link) => link.replace(/[.,;:!?]+$/, '')), ...inHtml])]
}
