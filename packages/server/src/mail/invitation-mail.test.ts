import { expect, onTestFinished, test } from 'vitest'
import type { CreateServerOptions } from '../create-server'
import { openDatabase } from '../database/open-database'
import { createTestServer } from '../testing/test-server'
import type { MailMessage, MailPort } from './mail'

/** A server of its own with one instance and one organization, whose mail is kept here. */
async function createWorld(options: Partial<CreateServerOptions> = {}) {
  const database = await openDatabase({ url: 'memory:' })
  const sent: MailMessage[] = []
  const mail: MailPort = { send: async (message) => void sent.push(message) }
  const world = await createTestServer(database, { settings: {}, mail, ...options })
  onTestFinished(() => world.server.close())
  const path = `/organizations/${await world.createOrganization('ada')}/invitations`

  async function mailTo(address: string): Promise<MailMessage> {
    await world.server.flushMail()
    return sent.findLast(({ to }) => to === address)!
  }

  return {
    ...world,
    database,
    path,
    mailTo,
    /** All so far, the oldest first. */
    async sentTo(address: string): Promise<MailMessage[]> {
      await world.server.flushMail()
      return sent.filter(({ to }) => to === address)
    },
    async invite(emailAddress: string): Promise<{ id: string; mail: MailMessage }> {
      const { body } = await world.call('POST', path, { as: 'ada', body: { emailAddress } })
      const { id } = (body as unknown as { invitation: { id: string } }).invitation
      return { id, mail: await mailTo(emailAddress) }
    },
  }
}

const linkIn = ({ text }: MailMessage) => /^https?:\/\/\S+$/m.exec(text)?.[0] ?? ''
const tokenOf = (link: string) => link.split('/').at(-1) ?? ''

test('an invitation, sent again, and one to the app', async () => {
  const { invite, call, path, mailTo, server, instance } = await createWorld()
  const first = await invite('grace@acme.test')
  expect(first.mail).toMatchObject({
    from: 'orgkit <no-reply@orgkit.test>',
    subject: 'ada invited you to Acme',
    messageId: expect.stringMatching(/^out_\w+@orgkit\.test$/),
    text: expect.stringContaining('ada invites you to join Acme on orgkit.test as Member.'),
  })

  await call('POST', `${path}/${first.id}/resend`, { as: 'ada', body: {} })
  const second = await mailTo('grace@acme.test')
  expect(second.subject).toBe('Sent again: your invitation to Acme')
  expect(second.messageId).not.toBe(first.mail.messageId)
  expect(await server.addressOfInvitation(tokenOf(linkIn(first.mail)))).toBeNull()
  expect(await server.addressOfInvitation(tokenOf(linkIn(second)))).toBe('grace@acme.test')

  await server.engine.executeBackend('inviteToApplication', instance.id, { emailAddress: 'new@acme.test' })
  expect(await mailTo('new@acme.test')).toMatchObject({ subject: 'You are invited to orgkit.test' })
})

const days = 24 * 3600 * 1000

test('an unanswered invitation is reminded of once, before it expires, by a link that works as the first one does', async () => {
  let now = Date.parse('2026-01-01T00:00:00.000Z')
  const { invite, sentTo, server } = await createWorld({ clock: { now: () => new Date(now) } })
  const { mail } = await invite('grace@acme.test')
  now += 27 * days - 1
  expect(await sentTo('grace@acme.test')).toHaveLength(1)
  now += 1
  const [, reminder] = await sentTo('grace@acme.test')
  expect(reminder).toMatchObject({
    subject: 'Reminder: your invitation to Acme expires soon',
    text: expect.stringContaining('The link works until January 31, 2026.'),
  })
  expect(linkIn(reminder!)).toBe(linkIn(mail))
  expect(reminder!.messageId).not.toBe(mail.messageId)
  expect(await server.addressOfInvitation(tokenOf(linkIn(mail)))).toBe('grace@acme.test')
  now += 2 * days
  expect(await sentTo('grace@acme.test')).toHaveLength(2)
})

test('nobody is reminded of an invitation that was answered, taken back or sent again, nor where reminding was turned off', async () => {
  let now = Date.parse('2026-01-01T00:00:00.000Z')
  const { invite, sentTo, server, instance, call, path } = await createWorld({
    clock: { now: () => new Date(now) },
  })
  const accepted = await invite('grace@acme.test')
  const body = { token: tokenOf(linkIn(accepted.mail)) }
  await call('POST', '/user/invitations/accept', { as: 'grace', body })
  const revoked = await invite('linus@acme.test')
  await call('POST', `${path}/${revoked.id}/revoke`, { as: 'ada', body: {} })
  const resent = await invite('bea@acme.test')
  now += 10 * days
  await call('POST', `${path}/${resent.id}/resend`, { as: 'ada', body: {} })
  now += 19 * days
  const subjects = async (address: string) => (await sentTo(address)).map(({ subject }) => subject)
  expect(await subjects('grace@acme.test')).toHaveLength(1)
  expect(await subjects('linus@acme.test')).toHaveLength(1)
  expect(await subjects('bea@acme.test')).toEqual([
    'ada invited you to Acme',
    'Sent again: your invitation to Acme',
  ])
  now += 8 * days
  expect((await subjects('bea@acme.test')).at(-1)).toBe('Reminder: your invitation to Acme expires soon')

  await invite('cleo@acme.test')
  await server.engine.executeBackend('updateSettings', instance.id, { invitationReminderDays: null })
  now += 29 * days
  expect(await subjects('cleo@acme.test')).toHaveLength(1)
})

test('nobody is reminded where organizations are off: the link would open nothing', async () => {
  let now = Date.parse('2026-01-01T00:00:00.000Z')
  const { invite, sentTo, server, instance } = await createWorld({ clock: { now: () => new Date(now) } })
  await invite('grace@acme.test')
  await server.engine.executeBackend('updateSettings', instance.id, { organizationsEnabled: false })
  now += 28 * days
  expect(await sentTo('grace@acme.test')).toHaveLength(1)
})

test('one that runs no longer than the reminder comes ahead is not reminded of; one to the app is', async () => {
  let now = Date.parse('2026-01-01T00:00:00.000Z')
  const { call, path, sentTo, server, instance } = await createWorld({ clock: { now: () => new Date(now) } })
  const invitation = { emailAddress: 'grace@acme.test', expiresInDays: 3 }
  await call('POST', path, { as: 'ada', body: invitation })
  await server.engine.executeBackend('inviteToApplication', instance.id, {
    emailAddress: 'new@acme.test',
    expiresInDays: 4,
  })
  expect(await sentTo('new@acme.test')).toHaveLength(1)
  now += 1 * days
  expect(await sentTo('grace@acme.test')).toHaveLength(1)
  const [, reminder] = await sentTo('new@acme.test')
  expect(reminder!.subject).toBe('Reminder: your invitation to orgkit.test expires soon')
})

test('an invitation that expired is listed so, and sent again it works and is reminded of anew', async () => {
  let now = Date.parse('2026-01-01T00:00:00.000Z')
  const { invite, call, path, sentTo } = await createWorld({ clock: { now: () => new Date(now) } })
  const { id } = await invite('grace@acme.test')
  now += 31 * days
  await sentTo('grace@acme.test')
  const listed = await call('GET', `${path}?status=expired`, { as: 'ada' })
  expect(listed.body).toMatchObject({ items: [{ id, status: 'expired' }], totalCount: 1 })
  await call('POST', `${path}/${id}/resend`, { as: 'ada', body: {} })
  const before = (await sentTo('grace@acme.test')).length
  now += 27 * days
  const mails = await sentTo('grace@acme.test')
  expect(mails).toHaveLength(before + 1)
  const body = { token: tokenOf(linkIn(mails.at(-1)!)) }
  expect((await call('POST', '/user/invitations/accept', { as: 'grace', body })).status).toBe(200)
})

test('the mailed link proves its address, and that one alone; a copied link proves none', async () => {
  const { invite, call, path, server } = await createWorld()
  const { id, mail } = await invite('Grace@Acme.test')
  const token = tokenOf(linkIn(mail))
  expect(await server.invitationProvesAddress(token, ' grace@acme.TEST')).toBe(true)
  expect(await server.invitationProvesAddress(token, 'eve@acme.test')).toBe(false)
  expect(await server.invitationProvesAddress(`${token}x`, 'grace@acme.test')).toBe(false)
  expect(await server.invitationProvesAddress('', '')).toBe(false)

  const { body } = await call('GET', `${path}/${id}/link`, { as: 'ada' })
  const { url } = body as unknown as { url: string }
  expect(url).toMatch(/^http:\/\/orgkit\.test\/invite\//)
  expect(await server.invitationProvesAddress(tokenOf(url), 'grace@acme.test')).toBe(false)
  expect(await server.addressOfInvitation(tokenOf(url))).toBeNull()

  await call('POST', `${path}/${id}/revoke`, { as: 'ada', body: {} })
  expect(await server.invitationProvesAddress(token, 'grace@acme.test')).toBe(false)
})

test('a token is one of its instance, which is named where there are several', async () => {
  const { invite, server, instance, database } = await createWorld()
  const token = tokenOf(linkIn((await invite('grace@acme.test')).mail))
  const other = { id: 'ins_other', publishableKey: 'pk_other' }
  await server.putInstances([other])
  expect(await server.addressOfInvitation(token, { instanceId: instance.id })).toBe('grace@acme.test')
  expect(await server.addressOfInvitation(token, { instanceId: other.id })).toBeNull()
  const several = await createTestServer(database, { settings: {}, instances: [instance, other] })
  await expect(several.server.addressOfInvitation(token)).rejects.toMatchObject({ code: 'unknown_instance' })
})

test('says and leads to what the host chose', async () => {
  const { invite } = await createWorld({
    appName: 'Notes',
    mailFrom: 'Notes <hello@notes.test>',
    invitationUrl: 'https://app.notes.test/join?invitation=:token#x',
    mailTemplates: {
      invitation: ({ appName, link, organizationName }) => ({
        subject: `${organizationName} on ${appName}`,
        text: link,
        html: '',
      }),
    },
  })
  const { mail } = await invite('grace@acme.test')
  expect(mail).toMatchObject({ from: 'Notes <hello@notes.test>', subject: 'Acme on Notes', html: '' })
  expect(mail.text).toMatch(/^https:\/\/app\.notes\.test\/join\?invitation=inv_[\w.-]+#x$/)
})

test('refuses an address of invitations that cannot work, and a secret that is too short', async () => {
  const database = await openDatabase({ url: 'memory:' })
  onTestFinished(() => database.close())
  const create = (options: Partial<CreateServerOptions>) =>
    createTestServer(database, { settings: {}, ...options })
  for (const invitationUrl of ['/invite', 'ftp://notes.test/:token', 'javascript:alert(":token")']) {
    await expect(create({ invitationUrl })).rejects.toThrow(
      /invitationUrl is .*Write e\.g\. \/invite\/:token/,
    )
  }
  await expect(create({ secret: 'x'.repeat(31) })).rejects.toThrow(/secret has 31 characters/)
})

test('without a secret that is told, and links are those of one process', async () => {
  const { invite, logged, server, instance, database } = await createWorld({ secret: undefined })
  expect(logged).toEqual([{ level: 'warn', message: expect.stringContaining('no secret') }])
  const token = tokenOf(linkIn((await invite('grace@acme.test')).mail))
  expect(await server.addressOfInvitation(token)).toBe('grace@acme.test')
  const next = await createTestServer(database, { settings: {}, instances: [instance], secret: undefined })
  expect(await next.server.addressOfInvitation(token, { instanceId: instance.id })).toBeNull()
})
