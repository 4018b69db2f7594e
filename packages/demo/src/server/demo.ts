import { Hono } from 'hono'
import {
  betterAuthIdentify,
  createServer,
  type Database,
  devMailbox,
  sendByAll,
  smtpMail,
} from '@orgkit/server'
import { createAccountRoutes } from './account-routes'
import { createAccounts } from './accounts'
import { notesInstance } from './instance'
import { createMailbox } from './mailbox'
import { createNotes, createNotesTable } from './notes'
import { oneAtATime } from './one-at-a-time'
import { createPages } from './pages'
import { seedSamples } from './samples'

export interface DemoOptions {
  database: Database
  secret: string
  /** Where the demo is reached, e.g. `http://localhost:4310`. */
  url: string
  /** The folder of the built pages. */
  pages: string
  /** Where mail also goes, beside the mailbox. */
  smtpUrl?: string
  /** As in a header. */
  mailFrom: string
}

/** One process: sign-in, orgkit's API, the app's own API, its pages, and the mailbox. */
export async function createDemo({ database, secret, url, pages, smtpUrl, mailFrom }: DemoOptions) {
  const mailbox = devMailbox(database)
  const smtp = smtpUrl ? smtpMail({ url: smtpUrl, from: mailFrom }) : null
  // By SMTP first: what it refuses is not shown as sent.
  const mail = smtp ? sendByAll(smtp, mailbox) : mailbox
  const instance = notesInstance(secret)
  const { accounts, orgkit } = await oneAtATime(database, async () => {
    const accounts = await createAccounts({ database: database.db, mail, secret, url })
    const orgkit = await createServer({
      database,
      instances: [instance],
      identify: betterAuthIdentify(accounts),
      mail,
      mailFrom,
      appName: 'Notes',
      secret,
      url,
    })
    await createNotesTable(database.db)
    await seedSamples({ accounts, orgkit, database, instanceId: instance.id })
    return { accounts, orgkit }
  })

  const app = new Hono()
  app.route('/', createAccountRoutes(accounts, orgkit))
  app.all('/api/orgkit/*', ({ req }) => orgkit.fetch(req.raw))
  app.route('/api/notes', createNotes(database.db, orgkit))
  app.route('/dev', createMailbox(mailbox))
  app.route('/', createPages(pages))
  return {
    fetch: app.fetch,
    endLive: orgkit.endLive,
    async close() {
      await orgkit.close()
      smtp?.close()
    },
  }
}
