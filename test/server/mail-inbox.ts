import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export interface ReceivedMail extends ParsedMail {
  /** Whom the server was told, whatever the header says. */
  recipients: string[]
  isEncrypted: boolean
  /** Who had signed in. */
  user: string | undefined
}

type Step = 'MAIL FROM' | 'RCPT TO' | 'DATA'

/** A real SMTP server on a socket, which parses what it takes. */
export interface MailInbox {
  port: number
  mails: ReceivedMail[]
  /** How it answers from now on at that step, such as `{ 'RCPT TO': 451 }`; `{}`: it takes everything. */
  answer(codes: Partial<Record<Step, number>>): void
  /** As long as it holds, a mail that was handed over gets no answer. */
  hold(isHeld: boolean): void
  close(): Promise<void>
}

export interface MailInboxOptions extends SMTPServerOptions {
  host?: string
  port?: number
}

export async function startMailInbox({
  host = '127.0.0.1',
  port = 0,
  ...options
}: MailInboxOptions = {}): Promise<MailInbox> {
  const mails: ReceivedMail[] = []
  let codes: Partial<Record<Step, number>> = {}
  let isHeld = false
  const refusal = (step: Step) => {
    const responseCode = codes[step]
    return responseCode === undefined ? null : Object.assign(new Error('refused'), { responseCode })
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 100,
    // Nor does it complain of its sample certificate.
    logger: false,
    onAuth: ({ username }, _session, callback) => callback(null, { user: username }),
    onMailFrom: (_address, _session, callback) => callback(refusal('MAIL FROM')),
    onRcptTo: (_address, _session, callback) => callback(refusal('RCPT TO')),
    onData(stream, { envelope, secure, user }, callback) {
      void simpleParser(stream).then((parsed) => {
        if (isHeld) return
        const error = refusal('DATA')
        if (error) return callback(error)
        const recipients = envelope.rcptTo.map(({ address }) => address)
        mails.push({ ...parsed, recipients, isEncrypted: secure, user: user as string | undefined })
        callback(null, 'taken')
      })
    },
    ...options,
  })
  // A client that goes away in the middle of a mail is no failure of the server's.
  server.on('error', () => {})
  server.listen(port, host)
  await once(server.server, 'listening')
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    answer: (next) => void (codes = next),
    hold: (next) => void (isHeld = next),
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  }
}
