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
  expect(second.subject).toBe('Reminder: your invitation to Acme')
  expect(second.messageId).not.toBe(first.mail.messageId)
  expect(await server.addressOfInvitation(tokenOf(linkIn(first.mail)))).toBeNull()
  expect(await server.addressOfInvitation(tokenOf(linkIn(second)))).toBe('grace@acme.test')

  await server.engine.executeBackend('inviteToApplication', instance.id, { emailAddress: 'new@acme.test' })
  expect(await mailTo('new@acme.test')).toMatchObject({ subject: 'You are invited to orgkit.test' })
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
