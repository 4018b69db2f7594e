import { AsyncLocalStorage } from 'node:async_hooks'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { emailOTP } from 'better-auth/plugins/email-otp'
import { addressKey } from '@orgkit/core'
import type { Database, MailPort } from '@orgkit/server'

export interface AccountsOptions {
  /** The process's one database handle. Better Auth works beside orgkit on it, never inside its transactions. */
  database: Database['db']
  mail: MailPort
  secret: string
  /** What mailed links start with. */
  url: string
}

/**
 * The address that the request under way has proven, by the mailed link of an invitation. Found out before Better Auth is asked:
 * inside its transaction orgkit could not be.
 */
export const provenAddress = new AsyncLocalStorage<string | null>()

/** The demo's sign-up and sign-in. To orgkit this is the host: it stores the passwords and says who is calling. */
export async function createAccounts({ database, mail, secret, url }: AccountsOptions) {
  const send = (to: string, subject: string, lines: readonly string[], link?: string) =>
    mail.send({
      to,
      subject,
      text: [...lines.slice(0, 1), ...(link ? [link] : []), ...lines.slice(1)].join('\n\n'),
      html: [lines[0], link && `<a href="${escapeHtml(link)}">Confirm address</a>`, ...lines.slice(1)]
        .filter((line) => line !== undefined)
        .map((line) => `<p>${line}</p>`)
        .join(''),
    })
  const unexpected = 'If you did not ask for this, leave this mail alone.'
  const accounts = betterAuth({
    baseURL: url,
    basePath: '/api/auth',
    secret,
    database: { db: database, type: 'postgres' },
    telemetry: { enabled: false },
    emailAndPassword: { enabled: true, minPasswordLength: 8, autoSignIn: true },
    databaseHooks: {
      user: {
        create: {
          before: async (user) => ({
            data: {
              ...user,
              emailVerified: user.emailVerified || provenAddress.getStore() === addressKey(user.email),
            },
          }),
        },
      },
    },
    emailVerification: {
      sendOnSignUp: true,
      autoSignInAfterVerification: true,
      sendVerificationEmail: async ({ user, url: link }) => {
        // Proven by the invitation's link already: no second mail.
        if (user.emailVerified) return
        await send(
          user.email,
          'Confirm your address for Notes',
          ['Confirm that this address is yours:', unexpected],
          link,
        )
      },
    },
    plugins: [
      emailOTP({
        otpLength: 6,
        expiresIn: 600,
        allowedAttempts: 5,
        sendVerificationOTP: ({ email, otp }) =>
          send(email, `${otp} is your code for Notes`, [
            `Type this code to confirm your address: ${otp}`,
            'It works for 10 minutes.',
            unexpected,
          ]),
      }),
    ],
  })
  const { runMigrations } = await getMigrations(accounts.options)
  await runMigrations()
  return accounts
}

export type Accounts = Awaited<ReturnType<typeof createAccounts>>

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
