import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import type { Database, MailPort } from '@orgkit/server'

export interface AccountsOptions {
  /** The process's one database handle. Better Auth works beside orgkit on it, never inside its transactions. */
  database: Database['db']
  mail: MailPort
  secret: string
  /** What mailed links start with. */
  url: string
}

/** The demo's sign-up and sign-in. To orgkit this is the host: it stores the passwords and says who is calling. */
export async function createAccounts({ database, mail, secret, url }: AccountsOptions) {
  const accounts = betterAuth({
    baseURL: url,
    basePath: '/api/auth',
    secret,
    database: { db: database, type: 'postgres' },
    telemetry: { enabled: false },
    emailAndPassword: { enabled: true, minPasswordLength: 8, autoSignIn: true },
    emailVerification: {
      sendOnSignUp: true,
      autoSignInAfterVerification: true,
      sendVerificationEmail: async ({ user, url: link }) => {
        const text = `Hello ${user.name},\n\nconfirm that this address is yours:\n${link}\n\nIf you did not sign up for Notes, leave this mail alone.`
        await mail.send({
          to: user.email,
          subject: 'Confirm your address for Notes',
          text,
          html: confirmationHtml(link),
        })
      },
    },
  })
  const { runMigrations } = await getMigrations(accounts.options)
  await runMigrations()
  return accounts
}

export type Accounts = Awaited<ReturnType<typeof createAccounts>>

function confirmationHtml(link: string): string {
  const address = link.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
  return `<p>Confirm that this address is yours:</p><p><a href="${address}">Confirm address</a></p><p>If you did not sign up for Notes, leave this mail alone.</p>`
}
