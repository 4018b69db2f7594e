import {
  type DevMailbox,
  devMailbox,
  openDatabase,
  PermanentMailError,
  sendByAll,
  type SmtpMail,
  smtpMail,
} from '@orgkit/server'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { createTestServer, type TestServer } from '../../packages/server/src/testing/test-server'
import { type MailInbox, type MailInboxOptions, startMailInbox } from './mail-inbox'

const minutes = 60_000
const from = 'Notes <no-reply@notes.test>'
const message = { to: 'grace@acme.test', subject: 'Hello', text: 'text', html: '<p>html</p>' }

async function startInbox(options?: MailInboxOptions) {
  const inbox = await startMailInbox(options)
  onTestFinished(() => inbox.close())
  return inbox
}

function smtp(url: string) {
  const mail = smtpMail({ url, from })
  onTestFinished(() => mail.close())
  return mail
}

describe('invitations', () => {
  let inbox: MailInbox
  let transport: SmtpMail
  let mailbox: DevMailbox
  let world: TestServer
  let passed = 0

  // It mails by SMTP and into the dev mailbox.
  beforeAll(async () => {
    const database = await openDatabase({ url: 'memory:' })
    inbox = await startMailInbox()
    transport = smtpMail({ url: `smtp://127.0.0.1:${inbox.port}`, from })
    mailbox = devMailbox(database)
    world = await createTestServer(database, {
      settings: {},
      mail: sendByAll(transport, mailbox),
      clock: { now: () => new Date(Date.now() + passed) },
      appName: 'Notes',
      mailFrom: from,
    })
  })
  afterAll(async () => {
    await world?.server.close()
    transport?.close()
    await inbox?.close()
  })
  beforeEach(() => {
    inbox.answer({})
    inbox.mails.length = 0
    world.logged.length = 0
  })

  const pass = (milliseconds: number) => (passed += milliseconds)
  const kept = async (address: string) => (await mailbox.list()).filter(({ to }) => to === address)

  async function invite(emailAddress: string, organization = 'Acme') {
    const path = `/organizations/${await world.createOrganization('ada', organization)}/invitations`
    const { status } = await world.call('POST', path, { as: 'ada', body: { emailAddress } })
    expect(status).toBe(200)
    await world.server.flushMail()
  }

  test('arrive once, whole, whatever letters are in them, and stay in the dev mailbox too', async () => {
    const address = 'first@acme.test'
    await invite(address, 'Zoë & Søhne 🏢 شركة')
    await world.server.flushMail()
    expect(inbox.mails).toHaveLength(1)
    const [mail] = inbox.mails
    expect(mail!.recipients).toEqual([address])
    expect(mail!.from?.text).toBe('"Notes" <no-reply@notes.test>')
    expect(mail!.subject).toBe('ada invited you to \u2068Zoë & Søhne 🏢 شركة\u2069')
    expect(mail!.messageId).toMatch(/^<out_\w+@orgkit\.test>$/)
    expect(mail!.headers.get('auto-submitted')).toBe('auto-generated')
    const [link = '', token = ''] = /^http:\/\/orgkit\.test\/invite\/(\S+)$/m.exec(mail!.text!) ?? []
    expect(mail!.html).toContain(`href="${link}"`)
    expect(await world.server.addressOfInvitation(token)).toBe(address)
    const { subject, text } = mail!
    expect(await kept(address)).toMatchObject([{ subject, text, links: [link] }])
  })

  test('are tried again where the server says 451, and arrive once', async () => {
    const address = 'later@acme.test'
    inbox.answer({ 'RCPT TO': 451 })
    await invite(address)
    expect(world.logged).toMatchObject([{ level: 'warn', message: expect.stringContaining('tried again') }])
    expect(await kept(address)).toEqual([])
    inbox.answer({})
    await world.server.flushMail()
    expect(inbox.mails).toEqual([])
    pass(minutes)
    await world.server.flushMail()
    pass(minutes)
    await world.server.flushMail()
    expect(inbox.mails.map(({ recipients }) => recipients)).toEqual([[address]])
    expect(await kept(address)).toHaveLength(1)
  })

  test('are given up where the server says 550 of the recipient', async () => {
    const address = 'nobody@acme.test'
    inbox.answer({ 'RCPT TO': 550 })
    await invite(address)
    expect(world.logged).toMatchObject([{ level: 'error', message: expect.stringContaining('given up') }])
    inbox.answer({})
    pass(60 * minutes)
    await world.server.flushMail()
    expect(inbox.mails).toEqual([])
    expect(await kept(address)).toEqual([])
  })
})

test.each([
  ['RCPT TO', 550, true],
  ['RCPT TO', 451, false],
  // Of how this server is set up, which somebody may put right.
  ['MAIL FROM', 553, false],
  ['DATA', 554, false],
] as const)('%s %i is final for the mail: %s', async (step, code, isFinal) => {
  const inbox = await startInbox()
  inbox.answer({ [step]: code })
  const error = await smtp(`smtp://127.0.0.1:${inbox.port}`)
    .send(message)
    .catch((cause: unknown) => cause)
  expect(error).toBeInstanceOf(Error)
  expect(error instanceof PermanentMailError).toBe(isFinal)
  expect(inbox.mails).toEqual([])
})

test('a server that is away is no final answer, and is found again when it is back', async () => {
  const first = await startMailInbox()
  const mail = smtp(`smtp://127.0.0.1:${first.port}`)
  await mail.send(message)
  await first.close()
  await expect(mail.send(message)).rejects.not.toBeInstanceOf(PermanentMailError)
  const second = await startInbox({ port: first.port })
  await mail.send(message)
  expect(second.mails).toHaveLength(1)
})

test('a mail is let go that nobody waits for any more; the next one goes out', async () => {
  const inbox = await startInbox()
  const mail = smtp(`smtp://127.0.0.1:${inbox.port}`)
  inbox.hold(true)
  await expect(mail.send(message, { signal: AbortSignal.timeout(100) })).rejects.toThrow(/abort/i)
  inbox.hold(false)
  await mail.send({ ...message, subject: 'Next' })
  expect(inbox.mails.map(({ subject }) => subject)).toEqual(['Next'])
})

test('one address is one recipient, whatever is in it', async () => {
  const inbox = await startInbox()
  const mail = smtp(`smtp://127.0.0.1:${inbox.port}`)
  const to = 'grace@acme.test, eve@evil.test\r\nBcc: eve@evil.test'
  const outcome = await mail.send({ ...message, to }).then(
    () => 'sent',
    () => 'refused',
  )
  expect(outcome).toBe(inbox.mails.length === 1 ? 'sent' : 'refused')
  expect(inbox.mails.flatMap(({ recipients }) => recipients)).not.toContain('eve@evil.test')
  for (const { recipients, bcc } of inbox.mails) {
    expect(recipients).toHaveLength(1)
    expect(bcc).toBeUndefined()
  }
})

describe('TLS', () => {
  test('from the first byte with smtps, and a certificate that nobody vouches for is refused', async () => {
    const inbox = await startInbox({ secure: true })
    const url = `smtps://user%40x:pass%2Fword@127.0.0.1:${inbox.port}`
    await expect(smtp(url).send(message)).rejects.toThrow(/certificate/)
    await smtp(`${url}?tls.rejectUnauthorized=false`).send(message)
    expect(inbox.mails).toMatchObject([{ isEncrypted: true, user: 'user@x' }])
  })

  test('is turned to with smtp where the server offers it', async () => {
    const inbox = await startInbox({ disabledCommands: [] })
    await smtp(`smtp://127.0.0.1:${inbox.port}?tls.rejectUnauthorized=false`).send(message)
    expect(inbox.mails).toMatchObject([{ isEncrypted: true }])
  })

  // Only Linux gives each process all of 127.0.0.0/8.
  test.runIf(process.platform === 'linux')('no password goes out in the clear', async () => {
    const users: string[] = []
    const inbox = await startInbox({
      host: '127.0.0.2',
      allowInsecureAuth: true,
      onAuth({ username = '' }, _session, callback) {
        users.push(username)
        callback(null, { user: username })
      },
    })
    const url = `smtp://ada:secret@127.0.0.2:${inbox.port}`
    await expect(smtp(url).send(message)).rejects.toThrow(/STARTTLS/)
    expect(users).toEqual([])
    // Unless one says so.
    await smtp(`${url}?requireTLS=false`).send(message)
    expect(users).toEqual(['ada'])
  })
})

test.each([
  '',
  'mail.example.com',
  'https://mail.example.com',
  'smtp://',
  'smtp:///x',
  'smtp://user:p/ss@host',
])('refuses "%s" at once, and repeats no password', (url) => {
  expect(() => smtpMail({ url, from })).toThrow(/smtpMail: the url is no address of an SMTP server/)
})
