import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { describeDemo } from '../support/demo-suite'
import { notesApp } from '../support/notes-app'

/** The main job, first half: one person, from sign-up to two organizations in two tabs, over a server that is killed. */

const margaret = { name: 'Margaret Hamilton', email: 'margaret@apollo.test', password: 'to-the-moon' }

/** A green square of 16 pixels. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAFklEQVR42mPgWpVCEmIY1TCqYfhqAACCJBgQsehcbgAAAABJRU5ErkJggg==',
  'base64',
)

describeDemo(({ demo, newContext }) => {
  test('a person signs up, is stopped, creates organizations, switches, and loses nothing to kill -9', async () => {
    const context = await newContext()
    const page = await context.newPage()
    const app = notesApp(page, demo.url)

    await app.open()
    expect(new URL(page.url()).pathname).toBe('/notes')
    await app.signUp(margaret)

    // Stopped at the gate: nothing of the app is there, also not for a request made directly.
    await page.getByRole('heading', { name: 'Create your organization' }).waitFor()
    expect(await page.getByLabel('New note').count()).toBe(0)
    const shut = await fetchIn(page, '/api/notes', { 'Orgkit-Organization': 'org_any' })
    expect(shut).toMatchObject({ status: 403, body: { error: { code: 'session_pending' } } })

    await app.createOrganization({ name: 'Apollo Guidance', slug: 'apollo', logo: picture })
    await enterCreated(page, 'Apollo Guidance')
    await page.getByRole('heading', { name: 'Apollo Guidance' }).waitFor()
    await app.writeNote('Restart protection works.')
    await page.getByText('Restart protection works.').waitFor()

    await confirmAddress(page, demo.url)

    await app.switcher.click()
    await page.getByRole('button', { name: 'Create organization' }).click()
    await app.createOrganization({ name: 'Skylab' })
    await enterCreated(page, 'Skylab')
    await page.getByRole('heading', { name: 'Skylab' }).waitFor()
    expect(await page.getByText('Restart protection works.').count()).toBe(0)

    // A second tab goes back to the first organization; the first tab stays where it is, also after a reload.
    const second = notesApp(await context.newPage(), demo.url)
    await second.open()
    await second.page.getByRole('heading', { name: 'Skylab' }).waitFor()
    await second.switchTo('Apollo Guidance')
    await second.page.getByText('Restart protection works.').waitFor()
    // As a person does: a tab in the background draws once a second, and each click waits for two frames.
    await page.bringToFront()
    await app.writeNote('Written in Skylab.')
    await page.getByText('Written in Skylab.').waitFor()
    await page.reload()
    await second.page.reload()
    await page.getByRole('heading', { name: 'Skylab' }).waitFor()
    await second.page.getByRole('heading', { name: 'Apollo Guidance' }).waitFor()
    expect(await second.page.getByText('Written in Skylab.').count()).toBe(0)

    await demo.kill()
    await demo.start()
    await page.reload()
    await page.getByText('Written in Skylab.').waitFor()
    await second.page.reload()
    await second.page.getByText('Restart protection works.').waitFor()
    const logo = await second.switcher.locator('img').getAttribute('src')
    expect((await fetch(String(logo))).headers.get('content-type')).toMatch(/^image\//)

    await page.getByRole('button', { name: /account menu/ }).click()
    await page.getByText(margaret.email).waitFor()
    await page.keyboard.press('Escape')
    await app.signOut()
    await page.getByRole('heading', { name: 'Create your account' }).waitFor()
    const signedOut = await fetchIn(page, '/api/orgkit/v1/session')
    expect(signedOut.body).toMatchObject({ session: null })
    await context.close()
  })

  test('a member without the permission reads notes and cannot write them, from any door', async () => {
    const context = await newContext()
    const page = await context.newPage()
    const app = notesApp(page, demo.url)
    await app.open()
    await app.signIn({ email: 'grace@acme.test', password: 'orgkit-demo' })
    await page.getByRole('heading', { name: 'Acme' }).waitFor()
    expect(await page.getByLabel('New note').count()).toBe(0)

    const { body } = await fetchIn(page, '/api/orgkit/v1/session')
    const { id } = (body as { session: { active: { organization: { id: string } } } }).session.active
      .organization
    const read = await fetchIn(page, '/api/notes', { 'Orgkit-Organization': id })
    expect(read.status).toBe(200)
    const write = await fetchIn(page, '/api/notes/12345678', { 'Orgkit-Organization': id }, 'PUT', {
      text: 'Hello',
    })
    expect(write).toMatchObject({ status: 403, body: { error: { code: 'forbidden' } } })

    // To a stranger the organization does not exist.
    await app.signOut()
    await page.getByRole('heading', { name: 'Create your account' }).waitFor()
    await app.signIn({ email: 'linus@solo.test', password: 'orgkit-demo' })
    await page.getByRole('heading', { name: 'Create your organization' }).waitFor()
    await app.createOrganization({ name: 'Solo' })
    await enterCreated(page, 'Solo')
    const real = await fetchIn(page, `/api/orgkit/v1/organizations/${id}`)
    const invented = await fetchIn(page, `/api/orgkit/v1/organizations/${id.slice(0, -1)}0`)
    expect(real.status).toBe(404)
    expect(real).toEqual(invented)
    const notes = await fetchIn(page, '/api/notes', { 'Orgkit-Organization': id })
    expect(notes.status).toBe(404)
    await context.close()
  })

  test('a page of another site can neither read nor write with the cookies of a signed-in person', async () => {
    const context = await newContext()
    const page = await context.newPage()
    const app = notesApp(page, demo.url)
    await app.open()
    await app.signIn({ email: 'ada@acme.test', password: 'orgkit-demo' })
    await page.getByRole('heading', { name: 'Acme' }).waitFor()
    const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')

    const attempt = (method: string, path: string, origin: string) =>
      fetch(`${demo.url}${path}`, {
        method,
        headers: { cookie, origin, 'content-type': 'application/json' },
        ...(method === 'GET' ? {} : { body: JSON.stringify({ name: 'Stolen' }) }),
      })
    const before = await fetchIn(page, '/api/orgkit/v1/user/memberships')
    for (const [method, path] of [
      ['POST', '/api/orgkit/v1/organizations'],
      ['GET', '/api/orgkit/v1/session'],
      ['PUT', '/api/notes/12345678'],
    ] as const) {
      const answer = await attempt(method, path, 'https://evil.test')
      expect(answer.status, `${method} ${path}`).toBe(403)
      expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    }
    expect(await fetchIn(page, '/api/orgkit/v1/user/memberships')).toEqual(before)
    const own = await attempt('GET', '/api/orgkit/v1/session', demo.url)
    expect(own.status).toBe(200)
    await context.close()
  })
})

/** From the "it is ready" screen into the app, where there is one. */
async function enterCreated(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Open ${name}` }).click()
}

/** Opens the newest mailed link as the person does, and sees that nothing asks for it any more. */
async function confirmAddress(page: Page, url: string): Promise<void> {
  await page.getByText(/Confirm .*mailbox/).waitFor()
  const mails = (await (await fetch(`${url}/dev/mailbox.json`)).json()) as {
    to: string
    links: string[]
  }[]
  const mail = mails.find(({ to }) => to === margaret.email)
  expect(mail?.links.length).toBeGreaterThan(0)
  await page.goto(String(mail?.links[0]))
  await page.goto(`${url}/notes`)
  await page.getByText('Restart protection works.').waitFor()
  expect(await page.getByText(/Confirm .*mailbox/).count()).toBe(0)
}

/** A request from inside the page, with its cookies. */
async function fetchIn(
  page: Page,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
  body?: object,
): Promise<{ status: number; body: unknown }> {
  return page.evaluate(
    async (call) => {
      const answer = await fetch(call.path, {
        method: call.method,
        headers: { 'Content-Type': 'application/json', ...call.headers },
        ...(call.body && { body: JSON.stringify(call.body) }),
      })
      return { status: answer.status, body: (await answer.json()) as unknown }
    },
    { path, headers, method, body },
  )
}
