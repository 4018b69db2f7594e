import type { Page } from 'playwright'

export interface Person {
  name: string
  email: string
  password: string
}

/** The notes app as a person uses it: by what is written on it. */
export function notesApp(page: Page, url: string) {
  const switcher = page.getByRole('button', { name: /switch organization/ })
  return {
    page,
    switcher,
    open: () => page.goto(`${url}/`),

    async signUp({ name, email, password }: Person) {
      await page.getByLabel('Name').fill(name)
      await page.getByLabel('E-mail').fill(email)
      await page.getByLabel('Password').fill(password)
      await page.getByRole('button', { name: 'Sign up' }).click()
    },

    async signIn({ email, password }: Omit<Person, 'name'>) {
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByLabel('E-mail').fill(email)
      await page.getByLabel('Password').fill(password)
      await page.locator('form').getByRole('button', { name: 'Sign in' }).click()
    },

    /** Fills the form of `CreateOrganization`, wherever it stands, and sends it. */
    async createOrganization({ name, slug, logo }: { name: string; slug?: string; logo?: Buffer }) {
      await page.getByLabel('Name', { exact: true }).fill(name)
      if (slug !== undefined) await page.getByLabel('Address').fill(slug)
      if (logo) {
        const file = { name: 'logo.png', mimeType: 'image/png', buffer: logo }
        await page.locator('input[type=file]').setInputFiles(file)
      }
      await page
        .getByRole('button', { name: /^(Create organization|Continue)$/ })
        .last()
        .click()
    },

    async switchTo(name: string) {
      await switcher.click()
      await page.getByRole('option', { name: new RegExp(name) }).click()
    },

    async writeNote(text: string) {
      await page.getByLabel('New note').fill(text)
      await page.getByRole('button', { name: 'Add note' }).click()
    },

    async signOut() {
      await page.getByRole('button', { name: /account menu/ }).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
    },
  }
}

export type NotesApp = ReturnType<typeof notesApp>
