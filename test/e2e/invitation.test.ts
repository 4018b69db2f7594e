import { backendClient } from '@orgkit/server/client'
import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { demoProcess } from '../support/demo-process'
import { describeDemo } from '../support/demo-suite'
import { invitationLink, mailsTo, mailTo } from '../support/mailbox'
import { notesApp } from '../support/notes-app'

/** The main job, second half: one invites, another one joins, each in a browser of their own. */

const password = 'orgkit-demo'
const ada = { email: 'ada@acme.test', password }
const person = (name: string) => ({ name, email: `${name.toLowerCase()}@solo.test`, password: 'to-the-moon' })

describeDemo(({ kind, demo, databaseUrl, newContext }) => {
  const newPage = async () => (await newContext()).newPage()

  /** An administrator of an organization of their own, on its settings page. */
  async function administrator(name: string, organization: string): Promise<Page> {
    const page = await newPage()
    const app = notesApp(page, demo.url)
    await app.open()
    await app.signUp(person(name))
    await page.getByRole('heading', { name: 'Create your organization' }).waitFor()
    await app.createOrganization({ name: organization })
    await page.getByRole('button', { name: `Open ${organization}` }).click()
    await page.getByRole('heading', { name: organization }).waitFor()
    await page.goto(`${demo.url}/notes/settings`)
    await page.getByRole('heading', { name: 'Invitations' }).waitFor()
    return page
  }

  async function invite(page: Page, address: string, role?: string): Promise<void> {
    await page.getByRole('button', { name: 'Invite', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('E-mail address').fill(address)
    if (role !== undefined) await dialog.getByLabel('Role').selectOption({ label: role })
    await dialog.getByRole('button', { name: 'Send invitation' }).click()
    await dialog.getByRole('heading', { name: `Invitation sent to ${address}` }).waitFor()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await dialog.waitFor({ state: 'detached' })
  }

  const invitationRow = (page: Page, address: string) =>
    page.getByRole('listitem').filter({ hasText: address })

  test('a colleague is invited by mail, registers with the address fixed, and is in with the invited role', async () => {
    const admin = await newPage()
    await notesApp(admin, demo.url).open()
    await notesApp(admin, demo.url).signIn(ada)
    await admin.getByRole('heading', { name: 'Acme' }).waitFor()
    await admin.getByRole('button', { name: /switch organization/ }).click()
    await admin.getByRole('button', { name: 'Invite people' }).click()
    // Its name is its title, which says afterwards that the invitation was sent.
    await admin.getByRole('dialog', { name: 'Invite to Acme' }).waitFor()
    const dialog = admin.getByRole('dialog')
    await dialog.getByLabel('E-mail address').fill('Katherine@Acme.test')
    await dialog.getByLabel('Role').selectOption({ label: 'Writer' })
    await dialog.getByRole('button', { name: 'Send invitation' }).click()
    await dialog.getByRole('heading', { name: 'Invitation sent to Katherine@Acme.test' }).waitFor()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await invitationRow(admin, 'Katherine@Acme.test').getByText('Writer, pending').waitFor()

    const mail = await mailTo(demo.url, 'katherine@acme.test')
    expect(mail.subject).toContain('Acme')
    const link = invitationLink(mail)
    // A scanner opens it, and a stranger asks what is behind it: nothing changes, and the address is not told.
    await fetch(link)
    const token = new URL(link).pathname.split('/').at(-1)
    const preview = await (await fetch(`${demo.url}/api/orgkit/v1/invitations/${token}`)).text()
    expect(preview).toContain('Acme')
    expect(preview.toLowerCase()).not.toContain('katherine')

    const page = await newPage()
    await page.goto(link)
    await page.getByRole('heading', { name: 'Join Acme' }).waitFor()
    await page.getByText('Ada Lovelace invited you as Writer.').waitFor()
    const email = page.getByLabel('E-mail')
    expect(await email.inputValue()).toBe('Katherine@Acme.test')
    expect(await email.getAttribute('readonly')).not.toBeNull()
    await page.getByLabel('Name').fill('Katherine Johnson')
    await page.getByLabel('Password').fill('to-the-moon')
    await page.getByRole('button', { name: 'Sign up' }).click()
    await page.getByRole('button', { name: 'Join Acme' }).click()
    await page.waitForURL(`${demo.url}/notes`)
    await page.getByRole('heading', { name: 'Acme' }).waitFor()
    // Writer: may write. The mailed link proved the address: nothing asks for it, and there was no second mail.
    await notesApp(page, demo.url).writeNote('The numbers are right.')
    await page.getByText('The numbers are right.').waitFor()
    expect(await mailsTo(demo.url, 'katherine@acme.test')).toHaveLength(1)

    // The link again, by the same person: it leads there.
    await page.goto(link)
    await page.getByRole('heading', { name: 'You are in Acme already' }).waitFor()
    await page.getByRole('button', { name: 'Open Acme' }).click()
    await page.getByRole('heading', { name: 'Acme' }).waitFor()

    await admin.reload()
    await admin.getByText('Katherine Johnson').waitFor()
    await invitationRow(admin, 'Katherine@Acme.test').getByText('Writer, accepted').waitFor()
  })

  test('each wrong turn is told plainly', async () => {
    const admin = await administrator('Bea', 'Bee Hive')
    for (const name of ['one', 'two', 'three']) await invite(admin, `${name}@hive.test`)

    // Signed in as somebody else: leave that account, and come back to the same page.
    const other = await newPage()
    const app = notesApp(other, demo.url)
    await app.open()
    await app.signUp(person('Olga'))
    await other.getByRole('heading', { name: 'Create your organization' }).waitFor()
    const link = invitationLink(await mailTo(demo.url, 'one@hive.test'))
    await other.goto(link)
    await other.getByRole('heading', { name: 'This invitation is for another account' }).waitFor()
    await other.getByText('olga@solo.test').waitFor()
    await other.reload()
    await other.getByRole('button', { name: 'Use another account' }).click()
    await other.getByRole('heading', { name: 'Join Bee Hive' }).waitFor()
    expect(other.url()).toBe(link)
    expect(await other.getByLabel('E-mail').inputValue()).toBe('one@hive.test')

    // Taken back, while the page was open.
    await invitationRow(admin, 'one@hive.test')
      .getByRole('button', { name: /Revoke/ })
      .click()
    await invitationRow(admin, 'one@hive.test').getByText('revoked').waitFor()
    await other.reload()
    await other.getByRole('heading', { name: 'This invitation is not valid any more' }).waitFor()

    // Sent again: the first link is dead, the second one lives.
    const first = invitationLink(await mailTo(demo.url, 'two@hive.test'))
    await invitationRow(admin, 'two@hive.test')
      .getByRole('button', { name: /Resend/ })
      .click()
    const second = invitationLink(await mailTo(demo.url, 'two@hive.test', { count: 2 }))
    expect(second).not.toBe(first)
    await other.goto(first)
    await other.getByRole('heading', { name: 'This invitation is not valid any more' }).waitFor()
    await other.goto(second)
    await other.getByRole('heading', { name: 'Join Bee Hive' }).waitFor()

    await other.goto(`${demo.url}/invite/inv_0.1.m.${'x'.repeat(43)}`)
    await other.getByRole('heading', { name: 'This link leads to no invitation' }).waitFor()
  })

  test('a copied link proves nothing: the invited address is confirmed by a code first', async () => {
    const admin = await administrator('Cleo', 'Clear Lake')
    await invite(admin, 'nile@lake.test')
    const link = await linkOf(admin, 'nile@lake.test')
    await mailTo(demo.url, 'nile@lake.test')

    const page = await newPage()
    await page.goto(link)
    await page.getByRole('heading', { name: 'Join Clear Lake' }).waitFor()
    // Nothing of the address is told to whoever holds it.
    expect(await page.content()).not.toContain('nile@lake.test')
    await page.getByLabel('Name').fill('Nile')
    await page.getByLabel('E-mail').fill('nile@lake.test')
    await page.getByLabel('Password').fill('to-the-moon')
    await page.getByRole('button', { name: 'Sign up' }).click()
    await page.getByRole('heading', { name: 'Confirm your address first' }).waitFor()
    await page.getByRole('button', { name: 'Send code' }).click()
    await page.getByLabel('Code').fill('000000')
    await page.getByRole('button', { name: 'Confirm address' }).click()
    await page.getByText('This code does not work').waitFor()
    // The invitation's mail, the sign-up's own, and the code.
    const code = await mailTo(demo.url, 'nile@lake.test', { count: 3 })
    await page.getByLabel('Code').fill(/\b\d{6}\b/.exec(code.text)?.[0] ?? '')
    await page.getByRole('button', { name: 'Confirm address' }).click()
    await page.getByRole('button', { name: 'Join Clear Lake' }).click()
    await page.getByRole('heading', { name: 'Clear Lake' }).waitFor()
  })

  test('who has an account finds the invitation at the gate and in the switcher, and answers there', async () => {
    const admin = await administrator('Dora', 'Dune')
    await invite(admin, 'linus@solo.test')

    const page = await newPage()
    const app = notesApp(page, demo.url)
    await app.open()
    await app.signIn({ email: 'linus@solo.test', password })
    await page.getByRole('heading', { name: 'How do you want to start?' }).waitFor()
    await page.getByRole('button', { name: 'Join Dune' }).click()
    await page.getByRole('heading', { name: 'Dune' }).waitFor()

    const second = await administrator('Emma', 'Elm Street')
    await invite(second, 'linus@solo.test')
    await page.reload()
    await page.getByRole('button', { name: /1 invitation is waiting/ }).click()
    await page.getByRole('button', { name: 'Join Elm Street' }).click()
    await page.getByRole('heading', { name: 'Elm Street' }).waitFor()
    expect(await page.getByRole('button', { name: /waiting/ }).count()).toBe(0)
  })

  test('all seats are promised once, and a full organization says so to whoever comes', async () => {
    const admin = await administrator('Fay', 'Five Seats')
    for (const name of ['a', 'b', 'c', 'd']) await invite(admin, `${name}@five.test`)
    await admin.getByText('All 5 seats are taken.').waitFor()
    const button = admin.getByRole('button', { name: 'Invite', exact: true })
    expect(await button.getAttribute('aria-disabled')).toBe('true')
    // The way there from the switcher ends with the same reason.
    await admin.goto(`${demo.url}/notes/settings#invite`)
    await admin.getByRole('dialog').getByRole('heading', { name: 'All seats are taken' }).waitFor()
  })

  test('somebody is invited to the app alone, and makes an organization of their own', async () => {
    const secretKey = /sk_dev_\w+/.exec(demo.output())?.[0] ?? ''
    const backend = backendClient({ secretKey, baseUrl: `${demo.url}/api/orgkit/v1` })
    const address = 'hedy@new.test'
    await backend.inviteToApplication({ emailAddress: address })
    await expect(backend.inviteToApplication({ emailAddress: address.toUpperCase() })).rejects.toMatchObject({
      code: 'already_invited',
    })

    const page = await newPage()
    await page.goto(invitationLink(await mailTo(demo.url, address)))
    await page.getByRole('heading', { name: 'You are invited to Notes' }).waitFor()
    expect(await page.getByLabel('E-mail').inputValue()).toBe(address)
    await page.getByLabel('Name').fill('Hedy Lamarr')
    await page.getByLabel('Password').fill('to-the-moon')
    await page.getByRole('button', { name: 'Sign up' }).click()
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('heading', { name: 'Create your organization' }).waitFor()
    await notesApp(page, demo.url).createOrganization({ name: 'Hopping Frequencies' })
    await page.getByRole('button', { name: 'Open Hopping Frequencies' }).click()
    await page.getByRole('heading', { name: 'Hopping Frequencies' }).waitFor()
    const { items } = await backend.listApplicationInvitations({ status: 'accepted' })
    expect(items.map(({ emailAddress }) => emailAddress)).toEqual([address])
    expect(await mailsTo(demo.url, address)).toHaveLength(1)
  })

  test.runIf(kind === 'Postgres')(
    'a second node beside the first serves what the first one wrote, and mails nothing twice (on PGlite there is one process)',
    async () => {
      const beside = await demoProcess({ databaseUrl: databaseUrl() })
      await beside.start()
      try {
        const admin = await administrator('Gwen', 'Two Nodes')
        await invite(admin, 'node@two.test')
        const link = new URL(invitationLink(await mailTo(beside.url, 'node@two.test')))
        const page = await newPage()
        await page.goto(`${beside.url}${link.pathname}`)
        await page.getByRole('heading', { name: 'Join Two Nodes' }).waitFor()
        await page.getByLabel('Name').fill('Noda')
        await page.getByLabel('Password').fill('to-the-moon')
        await page.getByRole('button', { name: 'Sign up' }).click()
        await page.getByRole('button', { name: 'Join Two Nodes' }).click()
        await page.getByRole('heading', { name: 'Two Nodes' }).waitFor()
        await admin.reload()
        await admin.getByText('Noda').waitFor()
        expect(await mailsTo(demo.url, 'node@two.test')).toHaveLength(1)
      } finally {
        await beside.close()
      }
    },
  )

  /** What "Copy link" puts on the clipboard. */
  async function linkOf(page: Page, address: string): Promise<string> {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: demo.url })
    await page.bringToFront()
    await invitationRow(page, address).getByRole('button', { name: 'Copy link' }).click()
    await invitationRow(page, address).getByRole('button', { name: 'Link copied' }).waitFor()
    return page.evaluate(() => navigator.clipboard.readText())
  }
})
