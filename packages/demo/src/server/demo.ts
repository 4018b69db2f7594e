import { Hono } from 'hono'
import { betterAuthIdentify, createServer, type Database, devMailbox } from '@orgkit/server'
import { createAccounts } from './accounts'
import { notesInstance } from './instance'
import { createMailbox } from './mailbox'
import { createNotes, createNotesTable } from './notes'
import { createPages } from './pages'
import { seedSamples } from './samples'

export interface DemoOptions {
  database: Database
  secret: string
  /** Where the demo is reached, e.g. `http://localhost:4310`. */
  url: string
  /** The folder of the built pages. */
  pages: string
}

/** One process: sign-in, orgkit's API, the app's own API, its pages, and the mailbox. */
export async function createDemo({ database, secret, url, pages }: DemoOptions) {
  const mailbox = devMailbox(database)
  const instance = notesInstance(secret)
  const accounts = await createAccounts({ database: database.db, mail: mailbox, secret, url })
  const orgkit = await createServer({
    database,
    instances: [instance],
    identify: betterAuthIdentify(accounts),
    mail: mailbox,
    secret,
    url,
  })
  await createNotesTable(database.db)
  await seedSamples({ accounts, orgkit, database, instanceId: instance.id })

  const app = new Hono()
  app.all('/api/auth/*', ({ req }) => accounts.handler(req.raw))
  app.all('/api/orgkit/*', ({ req }) => orgkit.fetch(req.raw))
  app.route('/api/notes', createNotes(database.db, orgkit))
  app.route('/dev', createMailbox(mailbox))
  app.route('/', createPages(pages))
  return { fetch: app.fetch, close: orgkit.close }
}
