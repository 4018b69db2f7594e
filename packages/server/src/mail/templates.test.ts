import { expect, test } from 'vitest'
import {
  createRenderer,
  defaultMailTemplates,
  type DomainCodeFacts,
  type MailTemplateFacts,
} from './templates'

const ada: MailTemplateFacts = {
  kind: 'invitation',
  to: 'grace@acme.test',
  organizationName: 'Acme',
  inviterName: 'Ada Lovelace',
  roleName: 'Writer',
  link: 'https://notes.test/invite/inv_1.1.m.x?a=1&b=2',
  expiresAt: '2026-02-03T22:00:00.000Z',
  isSentAgain: false,
  isReminder: false,
  appName: 'Notes',
}

const { invitation, resentInvitation, reminder, applicationInvitation } = defaultMailTemplates

test('an invitation says who invites, where to, as what, until when, and what to do if it is a mistake', () => {
  const { subject, text, html } = invitation(ada)
  expect(subject).toBe('Ada Lovelace invited you to Acme')
  expect(text).toBe(`Ada Lovelace invites you to join Acme on Notes as Writer.

Accept or decline at this address:
${ada.link}

The link works until February 3, 2026.

If you did not expect this mail, leave it alone. Nothing happens unless you open the link and accept.
`)
  const address = ada.link.replace('&', '&amp;')
  // A button, and the address in clear.
  expect(html.split(`href="${address}"`)).toHaveLength(3)
  expect(html).toContain(`>${address}</a>`)
  expect(html).toContain('February 3, 2026')
  expect(html).toContain('If you did not expect this mail')
  // Nothing is fetched, so nobody is told that it was opened.
  expect(html).not.toMatch(/<(img|script|link|style)|src=|url\(/)
})

test('one from the backend names nobody', () => {
  const { subject, text } = invitation({ ...ada, inviterName: null })
  expect(subject).toBe('You are invited to Acme')
  expect(text).toMatch(/^You are invited to join Acme on Notes as Writer\.\n/)
})

test('a reminder says that it is one, and until when, and nothing of links that would be dead', () => {
  const { subject, text } = reminder({ ...ada, isReminder: true })
  expect(subject).toBe('Reminder: your invitation to Acme expires soon')
  expect(text).toMatch(
    /^The invitation of Ada Lovelace to join Acme on Notes as Writer waits for your answer and expires soon\.\n/,
  )
  expect(text).toContain('The link works until February 3, 2026.')
  expect(text).not.toContain('earlier mail')
  expect(reminder({ ...ada, isReminder: true, inviterName: null }).text).toMatch(
    /^Your invitation to join Acme on Notes as Writer waits for your answer/,
  )
})

test('an invitation sent again says so, and that earlier links are dead', () => {
  const { subject, text } = resentInvitation({ ...ada, isSentAgain: true })
  expect(subject).toBe('Sent again: your invitation to Acme')
  expect(text).toMatch(/^Ada Lovelace still invites you to join Acme on Notes as Writer\.\n/)
  expect(text).toContain('The link of an earlier mail does not work any more.')
})

test('an invitation to the app speaks of no organization', () => {
  const facts = { ...ada, organizationName: null, inviterName: null, roleName: null }
  expect(applicationInvitation(facts)).toMatchObject({
    subject: 'You are invited to Notes',
    text: expect.stringContaining(ada.link),
  })
  expect(applicationInvitation({ ...facts, isSentAgain: true }).subject).toBe(
    'Sent again: your invitation to Notes',
  )
  expect(applicationInvitation({ ...facts, isReminder: true })).toMatchObject({
    subject: 'Reminder: your invitation to Notes expires soon',
    text: expect.stringContaining('Your invitation to Notes expires soon.'),
  })
})

test('names are text, whatever markup is in them', () => {
  const name = `<img src=x onerror="alert('1')"> & </title>`
  const { subject, html } = invitation({ ...ada, organizationName: name, inviterName: name, roleName: name })
  expect(subject).toContain(name)
  expect(html).not.toContain('<img')
  expect(html.split('</title>')).toHaveLength(2)
  expect(html).toContain('&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; &lt;/title&gt;')
})

test('no name breaks a line', () => {
  const name = 'Acme\r\nBcc: eve@evil.test\u2028x\u0085y\u0000'
  const { subject, text } = invitation({ ...ada, organizationName: name, inviterName: name })
  expect(subject).not.toMatch(/[\r\n\u2028\u0085\u0000]/)
  expect(text).not.toMatch(/^Bcc/m)
})

test('a name of the other direction stands alone in its sentence, and turns nothing around', () => {
  const { subject, text, html } = invitation({
    ...ada,
    organizationName: 'شركة ألفا',
    inviterName: '\u202eevil\u2066 name',
  })
  expect(subject).toBe('evil name invited you to \u2068شركة ألفا\u2069')
  expect(text).toContain('join \u2068شركة ألفا\u2069 on Notes')
  expect(html).toContain('<bdi>شركة ألفا</bdi>')
  expect(html).toContain('<bdi>evil name</bdi>')
  expect(html).not.toMatch(/[\u2066\u202e]/)
})

test('a long name is whole up to 100 characters, and cut beyond', () => {
  const organizationName = '🏢'.repeat(100)
  const inviterName = 'x'.repeat(101)
  const { subject } = invitation({ ...ada, organizationName, inviterName })
  expect(subject).toBe(`${'x'.repeat(99)}… invited you to ${organizationName}`)
})

test('a host replaces one template and keeps the others; its subject is one line as well', () => {
  const render = createRenderer({
    templates: {
      ...defaultMailTemplates,
      invitation: ({ organizationName }) => ({
        subject: `Come to\r\n${organizationName}`,
        text: 't',
        html: 'h',
      }),
    },
    appName: 'Notes',
    from: 'Notes <no-reply@notes.test>',
    host: 'notes.test',
  })
  expect(render('out_1', ada)).toEqual({
    to: 'grace@acme.test',
    from: 'Notes <no-reply@notes.test>',
    subject: 'Come to Acme',
    text: 't',
    html: 'h',
    messageId: 'out_1@notes.test',
  })
  expect(render('out_2', { ...ada, isSentAgain: true }).subject).toBe('Sent again: your invitation to Acme')
  expect(render('out_2', { ...ada, isReminder: true }).subject).toBe(
    'Reminder: your invitation to Acme expires soon',
  )
  expect(render('out_3', { ...ada, organizationName: null }).subject).toBe('You are invited to Notes')
})

test('the code of a domain stands in the subject and alone in its line, with who asks and until when', () => {
  const facts: DomainCodeFacts = {
    kind: 'domain_code',
    to: 'it@acme.test',
    code: '012345',
    domainName: 'acme.test',
    organizationName: 'Acme & Co',
    expiresAt: '2026-02-03T22:05:00.000Z',
    appName: 'Notes',
  }
  const { subject, text, html } = defaultMailTemplates.domainCode(facts)
  expect(subject).toBe('012345 is the code for acme.test')
  expect(text)
    .toBe(`Somebody at Acme & Co says that acme.test is theirs on Notes. If that is right, give them this code:

012345

The code works until 22:05 UTC.

If you do not know of this, give the code to nobody: whoever has it can let people with an address at acme.test join their organization.
`)
  expect(html).toContain('>012345</p>')
  expect(html).toContain('<bdi>Acme &amp; Co</bdi>')
  expect(html).not.toContain('href')
  expect(
    createRenderer({
      templates: { ...defaultMailTemplates, domainCode: () => ({ subject: 'Own', text: 't', html: 'h' }) },
      appName: 'Notes',
      from: 'Notes <no-reply@notes.test>',
      host: 'notes.test',
    })('out_1', facts),
  ).toMatchObject({ to: 'it@acme.test', subject: 'Own', messageId: 'out_1@notes.test' })
})
