import { openDatabase } from '@orgkit/server'
import { type BackendClient, backendClient } from '@orgkit/server/client'
import type { Page } from 'playwright'
import { beforeAll, expect, test } from 'vitest'
import { describeDemo } from '../support/demo-suite'
import { invitationLinkTo, mailTo } from '../support/mailbox'
import { notesApp } from '../support/notes-app'

/** How people get in: by a domain, by asking, by a link that leads nowhere any more; and how they are let out and in again. */

const password = 'to-the-moon'

interface Person {
  page: Page
  id: string
  email: string
}

describeDemo(({ demo, kind, databaseUrl, newContext }) => {
  let backend: BackendClient

  beforeAll(() => {
    const secretKey = /sk_dev_\w+/.exec(demo.output())?.[0] ?? ''
    backend = backendClient({ secretKey, baseUrl: `${demo.url}/api/orgkit/v1` })
  })

  /** Signed up, with the address confirmed by the link that is mailed. */
  async function person(name: string, email: string): Promise<Person> {
    const context = await newContext()
    const signedUp = await context.request.post(`${demo.url}/api/auth/sign-up/email`, {
      headers: { origin: demo.url },
      data: { name, email, password },
    })
    expect(signedUp.status()).toBe(200)
    const { links } = await mailTo(demo.url, email)
    await context.request.get(links[0]!)
    const answer = await context.request.get(`${demo.url}/api/orgkit/v1/session`)
    const { session } = (await answer.json()) as {
      session: { user: { id: string; emails: { verified: boolean }[] } }
    }
    expect(session.user.emails).toMatchObject([{ verified: true }])
    return { page: await context.newPage(), id: session.user.id, email }
  }

  /** Of somebody who is there already. */
  async function organization(name: string, { id: userId }: Person) {
    return (await backend.createOrganization({ name, userId })).organization
  }

  const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true })
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
  const notes = (page: Page, name: string) => page.locator('main.notes').getByRole('heading', { name })

  async function openSettings({ page }: Person): Promise<void> {
    await page.goto(`${demo.url}/notes/settings`)
    await page.getByRole('heading', { name: 'Members' }).waitFor()
  }

  test('somebody new is led by the link of an invitation: three screens, two fields', async () => {
    const host = await person('Iris', `iris@in-${kind.toLowerCase()}.test`)
    const { id: organizationId } = await organization('Iris Works', host)
    await backend.inviteMember({ organizationId, emailAddress: 'new@in.test' })

    const page = await (await newContext()).newPage()
    const screens: string[] = []
    const typed: string[] = []
    const onScreen = async () => screens.push((await page.getByRole('heading').first().textContent()) ?? '')
    const type = async (label: string, text: string) => {
      await page.getByLabel(label).fill(text)
      typed.push(label)
    }
    await page.goto(await invitationLinkTo(demo.url, 'new@in.test'))
    await heading(page, 'Join Iris Works').waitFor()
    await onScreen()
    await type('Name', 'New Person')
    await type('Password', password)
    await button(page, 'Sign up').click()
    await button(page, 'Join Iris Works').waitFor()
    await onScreen()
    await button(page, 'Join Iris Works').click()
    await notes(page, 'Iris Works').waitFor()
    await onScreen()
    expect(screens.length).toBeLessThanOrEqual(3)
    expect(typed.length).toBeLessThanOrEqual(4)
    // None was left empty, either.
    expect(typed).toEqual(['Name', 'Password'])
  })

  test('whoever has a confirmed address at a verified domain is invited by it, and not before the address is confirmed', async () => {
    const host = await person('Jo', 'jo@auto.test')
    const { id: organizationId } = await organization('Auto Inc', host)
    await backend.addDomain({
      organizationId,
      name: 'auto.test',
      enrollmentMode: 'automatic_invitation',
      verified: true,
    })

    const page = await (await newContext()).newPage()
    const app = notesApp(page, demo.url)
    await app.open()
    await app.signUp({ name: 'Kim', email: 'kim@auto.test', password })
    await heading(page, 'Create your organization').waitFor()
    expect(await page.getByText('Auto Inc').count()).toBe(0)

    const { links } = await mailTo(demo.url, 'kim@auto.test')
    await page.goto(links[0]!)
    await page.goto(`${demo.url}/notes`)
    // Offered in place of a new one.
    await heading(page, 'How do you want to start?').waitFor()
    await page.getByRole('button', { name: 'Join Auto Inc' }).click()
    await notes(page, 'Auto Inc').waitFor()
    const { items } = await backend.listMembers({ organizationId })
    expect(items.map(({ user, role }) => [user.name, role.key])).toContainEqual(['Kim', 'org:member'])
  })

  test('an administrator proves a domain by a code; whoever is suggested the organization asks, waits, is approved with a role, and the page opens by itself', async () => {
    const admin = await person('Lea', 'lea@labs.test')
    await organization('Labs', admin)
    await openSettings(admin)
    await admin.page.getByLabel('Add a domain').fill('gmail.com')
    await button(admin.page, 'Add domain').click()
    await admin.page.getByText('Anybody can get an address at this provider.').waitFor()
    expect(await admin.page.getByLabel('Add a domain').inputValue()).toBe('gmail.com')
    await admin.page.getByLabel('Add a domain').fill('Labs.test')
    await button(admin.page, 'Add domain').click()
    await admin.page.getByText('Not verified: it does nothing yet').waitFor()

    const asker = await person('Max', 'max@labs.test')
    await asker.page.goto(`${demo.url}/notes`)
    await heading(asker.page, 'Create your organization').waitFor()

    await admin.page.getByLabel('An address at labs.test that you can read').fill('it@labs.test')
    await button(admin.page, 'Send a code').click()
    await admin.page.getByLabel('Code from the mail to it@labs.test').fill('000000')
    await button(admin.page, 'Verify').click()
    await admin.page.getByText('This code is not right.').waitFor()
    const mail = await mailTo(demo.url, 'it@labs.test')
    await admin.page
      .getByLabel('Code from the mail to it@labs.test')
      .fill(/\b\d{6}\b/.exec(mail.text)?.[0] ?? '')
    await button(admin.page, 'Verify').click()
    await admin.page.getByText('labs.test is verified.').waitFor()

    await asker.page.reload()
    await button(asker.page, 'Ask to join Labs').click()
    await asker.page.getByText('Waiting', { exact: true }).waitFor()
    // Asked once, however often the page is opened.
    await asker.page.reload()
    await asker.page.getByText('Waiting', { exact: true }).waitFor()
    const shut = await asker.page.request.get(`${demo.url}/api/notes`, {
      headers: { 'Orgkit-Organization': 'org_any' },
    })
    expect(shut.status()).toBe(403)

    // The administrator hears of it without a reload.
    await admin.page.getByRole('heading', { name: 'Requests to join (1)' }).waitFor()
    await admin.page.getByLabel('Role for Max').selectOption({ label: 'Writer' })
    await button(admin.page, 'Approve Max').click()
    await admin.page.getByText('Max is in, as Writer.').waitFor()

    await notes(asker.page, 'Labs').waitFor()
    await notesApp(asker.page, demo.url).writeNote('I am in.')
    await asker.page.getByText('I am in.').waitFor()
  })

  test('whoever is turned down learns of it without a reload, and can still be invited', async () => {
    const admin = await person('Nia', 'nia@down.test')
    const { id: organizationId } = await organization('Down Under', admin)
    await backend.addDomain({
      organizationId,
      name: 'down.test',
      enrollmentMode: 'automatic_suggestion',
      verified: true,
    })
    const asker = await person('Ole', 'ole@down.test')
    await asker.page.goto(`${demo.url}/notes`)
    await button(asker.page, 'Ask to join Down Under').click()
    await asker.page.getByText('Waiting', { exact: true }).waitFor()

    await openSettings(admin)
    await button(admin.page, 'Decline Ole').click()
    await admin.page.getByText('Ole is turned down.').waitFor()
    await asker.page.getByText('Declined', { exact: true }).waitFor()
    expect(await button(asker.page, 'Ask to join Down Under').count()).toBe(0)

    await backend.inviteMember({ organizationId, emailAddress: asker.email })
    await asker.page.reload()
    await asker.page.getByRole('button', { name: 'Join Down Under' }).click()
    await notes(asker.page, 'Down Under').waitFor()
  })

  test('whoever loses the last organization is shut out with their work kept, and is back in it once they are added again', async () => {
    const admin = await person('Pia', 'pia@kept.test')
    const { id: organizationId } = await organization('Kept', admin)
    const member = await person('Quin', 'quin@kept.test')
    await backend.addMember({ organizationId, userId: member.id, roleKey: 'org:writer' })
    await member.page.goto(`${demo.url}/notes`)
    await notes(member.page, 'Kept').waitFor()
    await member.page.getByLabel('New note').fill('Half a thought')

    await backend.removeMember({ organizationId, userId: member.id })
    await heading(member.page, 'Create your organization').waitFor()
    expect(await member.page.getByLabel('New note').isVisible()).toBe(false)
    // Nor by keyboard: nothing of the app takes focus.
    for (let presses = 0; presses < 15; presses++) {
      await member.page.keyboard.press('Tab')
      const inApp = await member.page.evaluate(() => document.activeElement?.closest('main.notes') !== null)
      expect(inApp).toBe(false)
    }

    await backend.addMember({ organizationId, userId: member.id, roleKey: 'org:writer' })
    await notes(member.page, 'Kept').waitFor()
    expect(await member.page.getByLabel('New note').inputValue()).toBe('Half a thought')
  })

  test('a link that came to an end says which end', async () => {
    const admin = await person('Ria', 'ria@ends.test')
    const { id: organizationId } = await organization('Ends', admin)
    const invite = async (emailAddress: string) => {
      const { invitation } = await backend.inviteMember({ organizationId, emailAddress })
      return { id: invitation.id, link: await invitationLinkTo(demo.url, emailAddress) }
    }
    const guest = await person('Sam', 'sam@ends.test')
    const open = async (link: string, title: string) => {
      await guest.page.goto(link)
      await heading(guest.page, title).waitFor()
    }

    // Declined, by the person themselves.
    const declined = await invite(guest.email)
    await open(declined.link, 'Join Ends')
    await guest.page.getByRole('button', { name: /^Decline/ }).click()
    await heading(guest.page, 'This invitation was declined').waitFor()
    await guest.page.reload()
    await heading(guest.page, 'This invitation was declined').waitFor()

    // Taken back.
    const revoked = await invite('revoked@ends.test')
    await backend.revokeInvitation({ organizationId, invitationId: revoked.id })
    await open(revoked.link, 'This invitation is not valid any more')

    // Accepted by somebody else before.
    const accepted = await invite('tim@ends.test')
    const other = await person('Tim', 'tim@ends.test')
    await other.page.goto(accepted.link)
    await other.page.getByRole('button', { name: 'Join Ends' }).click()
    await notes(other.page, 'Ends').waitFor()
    await open(accepted.link, 'This invitation was used already')
    await other.page.goto(accepted.link)
    await heading(other.page, 'You are in Ends already').waitFor()

    // The organization is full by now.
    const late = await invite('late@ends.test')
    await backend.updateOrganization({ organizationId, membershipLimit: 2 })
    const latecomer = await person('Late', 'late@ends.test')
    await latecomer.page.goto(late.link)
    await heading(latecomer.page, 'Ends is full').waitFor()

    // The organization is gone.
    await backend.deleteOrganization({ organizationId })
    await latecomer.page.reload()
    await latecomer.page.getByRole('heading', { name: 'This link leads to no invitation' }).waitFor()
  })

  test.runIf(kind === 'Postgres')(
    'an invitation whose time has run out, or whose sender may send no more, says so (days pass in the database, which on PGlite nobody else can open)',
    async () => {
      const admin = await person('Uta', 'uta@late.test')
      const second = await person('Vic', 'vic@late.test')
      const { id: organizationId } = await organization('Too Late', admin)
      await backend.addMember({ organizationId, userId: second.id, roleKey: 'org:admin' })
      const page = await (await newContext()).newPage()
      const database = await openDatabase({ url: databaseUrl()! })
      try {
        await backend.inviteMember({ organizationId, emailAddress: 'expired@late.test' })
        const expired = await invitationLinkTo(demo.url, 'expired@late.test')
        await database.tables
          .updateTable('invitation')
          .set({ expires_at: '2026-01-02T00:00:00.000Z' })
          .where('address_key', '=', 'expired@late.test')
          .execute()
        await page.goto(expired)
        await heading(page, 'This invitation has expired').waitFor()
        // It is listed as expired, and sent again by whoever may.
        await openSettings(admin)
        const row = admin.page.getByRole('listitem').filter({ hasText: 'expired@late.test' })
        await row.getByText('expired', { exact: false }).first().waitFor()
        await row.getByRole('button', { name: /^Resend/ }).click()
        await row.getByText(/pending/).waitFor()

        await openSettings(second)
        await button(second.page, 'Invite').click()
        const dialog = second.page.getByRole('dialog')
        await dialog.getByLabel('E-mail address').fill('orphan@late.test')
        await dialog.getByRole('button', { name: 'Send invitation' }).click()
        await dialog.getByRole('heading', { name: /^Invitation sent/ }).waitFor()
        const orphan = await invitationLinkTo(demo.url, 'orphan@late.test')
        await backend.removeMember({ organizationId, userId: second.id })
        await page.goto(orphan)
        await heading(page, 'This invitation is not valid any more').waitFor()
      } finally {
        await database.close()
      }
    },
  )
})
