import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { closeOnSignals, loadSecret, openDatabase, serve } from '@orgkit/server'
import { createDemo } from './server/demo'
import { notesInstance } from './server/instance'
import { samplePassword, samples } from './server/samples'

const port = Number(process.env.PORT ?? 4310)
const url = process.env.ORGKIT_URL ?? `http://localhost:${port}`
/** Everything that the demo keeps: the database, and the secret where `ORGKIT_SECRET` is unset. */
const folder = process.env.ORGKIT_FOLDER ?? '.orgkit'
const pages = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../dist/web')

const database = await openDatabase({ folder })
const secret = loadSecret({ folder })
const demo = await createDemo({
  database,
  secret,
  url,
  pages,
  smtpUrl: process.env.ORGKIT_SMTP_URL || undefined,
  mailFrom: process.env.ORGKIT_MAIL_FROM || `Notes <no-reply@${new URL(url).hostname}>`,
})
const served = await serve({ fetch: demo.fetch, port })
closeOnSignals(async () => {
  demo.endLive()
  await served.close()
  await demo.close()
})

const { publishableKey, secretKey } = notesInstance(secret)
console.log(`
  Notes, a demo of orgkit        ${url}
  Mail that it sends             ${url}/dev/mailbox
  API document                   ${url}/api/orgkit/openapi.json

  Sample accounts, password ${samplePassword}
${samples.map(({ email, about }) => `    ${email.padEnd(20)} ${about}`).join('\n')}

  Publishable key                ${publishableKey}
  Secret key                     ${secretKey}
`)
