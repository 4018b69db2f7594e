import { type BackendClient, backendClient } from '@orgkit/server/client'
import type { Page } from 'playwright'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { describeDemo } from '../support/demo-suite'
import { invitationLinkTo } from '../support/mailbox'
import { notesApp } from '../support/notes-app'

/** What everybody has to finish before the app opens, and settings that change while people are signed in. */

const password = 'to-the-moon'

describeDemo(({ demo, newContext }) => {
  let backend: BackendClient

  beforeAll(() => {
    const secretKey = /sk_dev_\w+/.exec(demo.output())?.[0] ?? ''
    backend = backendClient({ secretKey, baseUrl: `${demo.url}/api/orgkit/v1` })
  })

  afterEach(async () => {
    await backend.updateSettings({ terms: null, profileFields: [], personalAccounts: false })
  })

  const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true })
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
  const refusedIn = async (page: Page) =>
    page.evaluate(async () => {
      const response = await fetch('/api/notes', { headers: { 'Orgkit-Organization': 'org_any' } })
      return [response.status, ((await response.json()) as { error?: unknown }).error]
    })

  test('two tasks in order are left half-way, and taken up in another browser where they were left', async () => {
    const company = { key: 'company', label: 'Company' }
    const role = { key: 'role', label: 'What you do' }
    await backend.updateSettings({ terms: { version: '1', url: '/terms' }, profileFields: [company, role] })
    const zoe = { name: 'Zoe', email: 'zoe@tasks.test', password }

    const first = await (await newContext()).newPage()
    await notesApp(first, demo.url).open()
    await notesApp(first, demo.url).signUp(zoe)
    await heading(first, 'Before you go on').waitFor()
    expect(await refusedIn(first)).toMatchObject([
      403,
      { code: 'session_pending', meta: { task: 'accept-terms' } },
    ])
    // In order: a later one is not to be finished before.
    const skipped = await first.evaluate(async () => {
      const response = await fetch('/api/orgkit/v1/session/tasks/complete', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ taskKey: 'complete-profile', fields: { company: 'A', role: 'B' } }),
      })
      return (await response.json()) as unknown
    })
    expect(skipped).toMatchObject({ error: { code: 'session_pending', meta: { task: 'accept-terms' } } })
    await button(first, 'Accept and continue').click()
    await heading(first, 'Tell us about you').waitFor()
    await first.getByLabel('Company').fill('Zeppelin')
    await button(first, 'Continue').click()
    // The other answer is missing: it says so, and keeps what was typed.
    await first.getByText('Please fill this in.').waitFor()
    expect(await first.getByLabel('Company').inputValue()).toBe('Zeppelin')

    const second = await (await newContext()).newPage()
    await notesApp(second, demo.url).open()
    await notesApp(second, demo.url).signIn(zoe)
    await heading(second, 'Tell us about you').waitFor()
    await second.getByLabel('Company').fill('Zeppelin')
    await second.getByLabel('What you do').fill('Fly')
    await button(second, 'Continue').click()
    await heading(second, 'Create your organization').waitFor()
    // The first browser is led on by itself.
    await heading(first, 'Create your organization').waitFor()

    await notesApp(second, demo.url).createOrganization({ name: 'Airships' })
    await button(second, 'Open Airships').click()
    await second.locator('main.notes').getByRole('heading', { name: 'Airships' }).waitFor()
    await first.locator('main.notes').getByRole('heading', { name: 'Airships' }).waitFor()
    const { items } = await backend.listUsers({ emailAddress: zoe.email })
    expect(items[0]).toMatchObject({
      acceptedTermsVersion: '1',
      metadata: { company: 'Zeppelin', role: 'Fly' },
    })

    // Other terms shut the app again, for whoever is in it, at the next request.
    await backend.updateSettings({ terms: { version: '2', url: '/terms' } })
    expect(await refusedIn(second)).toMatchObject([
      403,
      { code: 'session_pending', meta: { task: 'accept-terms' } },
    ])
    await second.reload()
    await heading(second, 'Before you go on').waitFor()
    await second.getByText('Version 2').waitFor()
    // Changed once more while they read: they are shown the new ones, and nothing is accepted unseen.
    await backend.updateSettings({ terms: { version: '3', url: '/terms' } })
    await button(second, 'Accept and continue').click()
    await second.getByText('Version 3').waitFor()
    await button(second, 'Accept and continue').click()
    await second.locator('main.notes').getByRole('heading', { name: 'Airships' }).waitFor()
  })

  test('an invited person finishes the other tasks first, on the page of the invitation, and is in', async () => {
    await backend.updateSettings({ terms: { version: '1', url: '/terms' } })
    const { organization } = await backend.createOrganization({ name: 'Invited In' })
    await backend.inviteMember({ organizationId: organization.id, emailAddress: 'yuri@tasks.test' })
    const page = await (await newContext()).newPage()
    await page.goto(await invitationLinkTo(demo.url, 'yuri@tasks.test'))
    await page.getByLabel('Name').fill('Yuri')
    await page.getByLabel('Password').fill(password)
    await button(page, 'Sign up').click()
    await heading(page, 'Before you go on').waitFor()
    await button(page, 'Accept and continue').click()
    await button(page, 'Join Invited In').click()
    // The first of it: with the creator role, and told so.
    await page.getByText('You are the first member, so your role is Admin').waitFor()
    await button(page, 'Open Invited In').click()
    await page.locator('main.notes').getByRole('heading', { name: 'Invited In' }).waitFor()
  })

  test('personal accounts are turned on and off while somebody is signed in: at the next request the app is open or shut, and their notes stay', async () => {
    const page = await (await newContext()).newPage()
    const app = notesApp(page, demo.url)
    await app.open()
    await app.signUp({ name: 'Vera', email: 'vera@personal.test', password })
    await heading(page, 'Create your organization').waitFor()

    await backend.updateSettings({ personalAccounts: true })
    await page.reload()
    await heading(page, 'Your own notes').waitFor()
    await app.writeNote('Mine alone.')
    await page.getByText('Mine alone.').waitFor()

    await backend.updateSettings({ personalAccounts: false })
    const shut = await page.evaluate(async () => (await fetch('/api/notes')).status)
    expect(shut).toBe(403)
    await page.reload()
    await heading(page, 'Create your organization').waitFor()
    expect(await page.getByText('Mine alone.').count()).toBe(0)

    await backend.updateSettings({ personalAccounts: true })
    await page.reload()
    await page.getByText('Mine alone.').waitFor()
    await app.switcher.click()
    await page.getByRole('option', { name: /Personal account/ }).waitFor()
  })
})
