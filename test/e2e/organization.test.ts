import { AxeBuilder } from '@axe-core/playwright'
import { defaultMemberRole } from '@orgkit/core'
import { type BackendClient, backendClient } from '@orgkit/server/client'
import type { Page } from 'playwright'
import { beforeAll, expect, test } from 'vitest'
import { describeDemo } from '../support/demo-suite'
import { tabTo } from '../support/keyboard'

/** Running an organization from the settings page of the notes app, each person in a browser of their own. */

interface Person {
  page: Page
  id: string
}

describeDemo(({ demo, newContext }) => {
  let backend: BackendClient

  beforeAll(() => {
    const secretKey = /sk_dev_\w+/.exec(demo.output())?.[0] ?? ''
    backend = backendClient({ secretKey, baseUrl: `${demo.url}/api/orgkit/v1` })
  })

  /** Signed up, and in no organization. */
  async function person(name: string): Promise<Person> {
    const context = await newContext()
    const email = `${name.toLowerCase().replace(' ', '.')}@team.test`
    const signedUp = await context.request.post(`${demo.url}/api/auth/sign-up/email`, {
      headers: { origin: demo.url },
      data: { name, email, password: 'to-the-moon' },
    })
    expect(signedUp.status()).toBe(200)
    const answer = await context.request.get(`${demo.url}/api/orgkit/v1/session`)
    const { session } = (await answer.json()) as { session: { user: { id: string } } }
    return { page: await context.newPage(), id: session.user.id }
  }

  /** The first of them administrates it. */
  async function organization(
    name: string,
    slug: string,
    [{ id: userId }, ...members]: [Person, ...Person[]],
  ) {
    const { organization } = await backend.createOrganization({ name, slug, userId })
    for (const { id } of members) await backend.addMember({ organizationId: organization.id, userId: id })
    return organization
  }

  async function openSettings({ page }: Person): Promise<void> {
    await page.goto(`${demo.url}/notes/settings`)
    await page.getByRole('heading', { name: 'Members' }).waitFor()
  }

  const row = ({ page }: Person, name: string) => page.getByRole('listitem').filter({ hasText: name })
  const roleOf = ({ page }: Person, name: string) => page.getByLabel(`Role of ${name}`, { exact: true })
  const chosenRole = (of: Person, name: string) => roleOf(of, name).locator('option:checked').textContent()
  const button = ({ page }: Person, name: string) => page.getByRole('button', { name, exact: true })

  async function axeViolations({ page }: Person): Promise<string[]> {
    const found: string[] = []
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      const { violations } = await new AxeBuilder({ page }).analyze()
      for (const { id, nodes } of violations) {
        found.push(
          ...nodes.map(({ html, failureSummary }) => `${colorScheme} ${id} ${html} ${failureSummary}`),
        )
      }
    }
    await page.emulateMedia({ colorScheme: null })
    return found
  }

  test('an administrator renames the organization by keyboard, and the address before still leads there', async () => {
    const ada = await person('Ada Byron')
    await organization('Analytical', 'analytical', [ada])
    await organization('Taken', 'taken', [await person('Tess Ten')])
    const { page } = ada
    await openSettings(ada)
    await tabTo(page.getByLabel('Name', { exact: true }))
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type('Engine Works')
    await tabTo(page.getByLabel('Address'))
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type('taken')
    await page.keyboard.press('Enter')
    await page.getByText('Taken. Try another one.').waitFor()
    // What was typed is still there, and nothing of it was done.
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Engine Works')
    await page.getByRole('heading', { name: 'Analytical' }).waitFor()
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type('engine-works')
    await page.keyboard.press('Enter')
    await page.getByText('Saved.').waitFor()
    await page.getByRole('heading', { name: 'Engine Works' }).waitFor()
    await page.getByRole('button', { name: /Engine Works.*switch organization/ }).waitFor()
    const session = await page.evaluate(async () => {
      const answer = await fetch('/api/orgkit/v1/session?organization=analytical')
      return ((await answer.json()) as { session: unknown }).session
    })
    expect(session).toMatchObject({
      active: { organization: { name: 'Engine Works', slug: 'engine-works' } },
      activeError: null,
    })
  })

  test('a role given on the settings page acts at the next request, and nobody gives more than they hold', async () => {
    const [ada, grace] = [await person('Ada King'), await person('Grace Murray')]
    const { id } = await organization('Compilers', 'compilers', [ada, grace])
    await backend.createRole({
      key: 'org:moderator',
      name: 'Moderator',
      permissions: [...defaultMemberRole.permissions, 'org:sys_memberships:manage'],
    })
    await grace.page.goto(`${demo.url}/notes`)
    await grace.page.getByText('You can read these notes.').waitFor()
    const writeNote = () =>
      grace.page.evaluate(async (organizationId) => {
        const headers = { 'Content-Type': 'application/json', 'Orgkit-Organization': organizationId }
        const body = JSON.stringify({ text: 'A bug was found.' })
        return (await fetch('/api/notes/moth-1947', { method: 'PUT', headers, body })).status
      }, id)
    expect(await writeNote()).toBe(403)

    await openSettings(ada)
    await tabTo(roleOf(ada, 'Grace Murray'))
    // From Member to Writer. Passing a role on the way gives nobody anything.
    await ada.page.keyboard.press('ArrowUp')
    expect(await chosenRole(ada, 'Grace Murray')).toBe('Writer')
    expect(await writeNote()).toBe(403)
    await tabTo(button(ada, 'Save the role of Grace Murray'))
    await ada.page.keyboard.press('Enter')
    await ada.page.getByText('Grace Murray is Writer now.').waitFor()
    expect(await roleOf(ada, 'Grace Murray').evaluate((each) => each === document.activeElement)).toBe(true)
    expect(await writeNote()).toBe(200)
    await grace.page.reload()
    await grace.page.getByText('A bug was found.').waitFor()
    await grace.page.getByLabel('New note').waitFor()

    // The last administrator.
    await roleOf(ada, 'Ada King').selectOption({ label: 'Member' })
    await button(ada, 'Save the role of Ada King').click()
    await ada.page.getByText('You are the last administrator.').waitFor()
    expect(await chosenRole(ada, 'Ada King')).toBe('Admin')

    // Grace gives roles now, and holds less than some of them.
    await roleOf(ada, 'Grace Murray').selectOption({ label: 'Moderator' })
    await button(ada, 'Save the role of Grace Murray').click()
    await ada.page.getByText('Grace Murray is Moderator now.').waitFor()
    await openSettings(grace)
    await roleOf(grace, 'Grace Murray').getByText('Writer').waitFor({ state: 'attached' })
    const options = await roleOf(grace, 'Grace Murray')
      .locator('option')
      .evaluateAll((all) => all.map((each) => `${each.textContent}${(each as HTMLOptionElement).disabled}`))
    expect(options).toContain('Admin (holds more than you)true')
    expect(options).toContain('Writer (holds more than you)true')
    expect(options).toContain('Memberfalse')
    expect(await axeViolations(grace)).toEqual([])
  })

  test('with all seats taken the page says why nobody can be invited and whom to ask, and has no violation in axe', async () => {
    const [ada, grace] = [await person('Ada Noel'), await person('Grace Brewster')]
    const { id } = await organization('Full House', 'full-house', [ada, grace])
    await openSettings(ada)
    await button(ada, 'Invite').click()
    await ada.page.getByRole('dialog').getByLabel('E-mail address').fill('late@team.test')
    await button(ada, 'Send invitation').click()
    await button(ada, 'Done').click()
    await backend.updateOrganization({ organizationId: id, membershipLimit: 3, membersMayDelete: false })

    await openSettings(ada)
    const invite = button(ada, 'Invite')
    expect(await invite.getAttribute('aria-disabled')).toBe('true')
    const about = await invite.getAttribute('aria-describedby')
    expect(await ada.page.locator(`#${about}`).textContent()).toBe(
      'All 3 seats are taken. Ask support@notes.test.',
    )
    await tabTo(invite)
    await ada.page.keyboard.press('Enter')
    expect(await ada.page.getByRole('dialog').count()).toBe(0)

    // With everything on it: an offer, a refused address, a role not saved, an alert.
    ada.page.once('dialog', (dialog) => void dialog.accept())
    await button(ada, 'Hand over to Grace Brewster').click()
    await ada.page.getByText('You offered your role to').waitFor()
    await ada.page.getByLabel('Address').fill('a b')
    await button(ada, 'Save').click()
    await ada.page.getByText('This cannot be used here.').waitFor()
    await roleOf(ada, 'Ada Noel').selectOption({ label: 'Member' })
    await button(ada, 'Save the role of Ada Noel').click()
    await ada.page.getByText('You are the last administrator.').waitFor()
    await roleOf(ada, 'Grace Brewster').selectOption({ label: 'Writer' })
    await row(ada, 'late@team.test').getByText('pending').waitFor()
    expect(await axeViolations(ada)).toEqual([])
  })

  test('administration is handed over, and whoever had it is removed from an open page', async () => {
    const [ada, grace] = [await person('Ada Lace'), await person('Grace Navy')]
    await organization('Harbour', 'harbour', [ada, grace])
    await openSettings(ada)
    const asked: string[] = []
    ada.page.once('dialog', (dialog) => {
      asked.push(dialog.message())
      void dialog.accept()
    })
    await tabTo(button(ada, 'Hand over to Grace Navy'))
    await ada.page.keyboard.press('Enter')
    await ada.page.getByText('You offered your role to Grace Navy, who has not confirmed it yet.').waitFor()
    expect(asked).toEqual([expect.stringContaining('Offer your role to Grace Navy?')])
    expect(await chosenRole(ada, 'Ada Lace')).toBe('Admin')

    await openSettings(grace)
    await grace.page.getByText('Ada Lace offers you the role Admin, and takes the role Member.').waitFor()
    expect(await axeViolations(grace)).toEqual([])
    await tabTo(button(grace, 'Accept'))
    await grace.page.keyboard.press('Enter')
    await grace.page.getByText('You are Admin now.').waitFor()
    await row(grace, 'Ada Lace').waitFor()
    expect(await chosenRole(grace, 'Grace Navy')).toBe('Admin')
    expect(await chosenRole(grace, 'Ada Lace')).toBe('Member')
    // The button went: the next Tab goes on from the top of the page.
    expect(await focused(grace.page)).toBe('Harbour')

    // Ada's page hears of it: what she may not do any more goes, without a click.
    await ada.page.getByText('Your role does not allow this. Ask an administrator.').first().waitFor()
    expect(await button(ada, 'Invite').count()).toBe(0)
    expect(await ada.page.getByRole('combobox').count()).toBe(0)
    // Her focus was on a button of the list.
    expect(await focused(ada.page)).toBe('Members (2)')

    await ada.page.goto(`${demo.url}/notes`)
    await ada.page.getByText('No notes yet.').waitFor()
    grace.page.once('dialog', (dialog) => void dialog.accept())
    await tabTo(button(grace, 'Remove Ada Lace'))
    await grace.page.keyboard.press('Enter')
    await grace.page.getByText('Ada Lace is removed.').waitFor()
    expect(await grace.page.getByText('Ada Lace', { exact: true }).count()).toBe(0)
    expect(await focused(grace.page)).toBe('Members (1)')
    await ada.page.getByRole('heading', { name: 'Create your organization' }).waitFor()
    // What she was in the middle of is kept, out of sight and out of reach.
    expect(await ada.page.getByText('Harbour').first().isVisible()).toBe(false)
  })

  test('deleting says where it is forbidden, and takes the name before it takes everything', async () => {
    const ada = await person('Ada Gordon')
    const { page } = ada
    const first = await organization('Alpha', 'alpha-first', [ada])
    const second = await organization('Beta', 'beta-second', [ada])
    await backend.updateOrganization({ organizationId: first.id, membersMayDelete: false })
    await page.goto(`${demo.url}/notes`)
    await page.getByRole('button', { name: /switch organization/ }).click()
    await page.getByRole('option', { name: /Alpha/ }).click()
    await page.getByRole('heading', { name: 'Alpha' }).waitFor()
    await openSettings(ada)
    const about = await button(ada, 'Delete').getAttribute('aria-describedby')
    expect(await page.locator(`#${about}`).textContent()).toBe(
      'This organization cannot be deleted from here. Ask support@notes.test.',
    )
    await tabTo(button(ada, 'Delete'))
    await page.keyboard.press('Enter')
    expect(await backend.getOrganization({ organization: first.id })).toBeTruthy()

    await backend.updateOrganization({ organizationId: first.id, membersMayDelete: true })
    await openSettings(ada)
    page.once('dialog', (dialog) => void dialog.accept('alphabet'))
    await button(ada, 'Delete').click()
    await page.getByText('That was not its name. Nothing is deleted.').waitFor()
    page.once('dialog', (dialog) => void dialog.accept('Alpha'))
    await tabTo(button(ada, 'Delete'))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Beta', exact: true }).waitFor()
    const gone = backend.getOrganization({ organization: first.id })
    await expect(gone).rejects.toMatchObject({ code: 'not_found' })

    // The last one: there is nothing to work in, and the gate says so.
    page.once('dialog', (dialog) => void dialog.accept('Beta'))
    await button(ada, 'Delete').click()
    await page.getByRole('heading', { name: 'Create your organization' }).waitFor()
    await expect(backend.getOrganization({ organization: second.id })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

/** What the focused element says. */
function focused(page: Page): Promise<string | null> {
  return page.evaluate(() => document.activeElement?.textContent ?? null)
}
