import { createServer } from '../create-server'
import type { Database } from '../database/open-database'
import { apiPath, basePath } from '../http/paths'
import { jwtIdentify } from '../identify-jwt'
import { smtpMail } from '../mail/smtp-mail'
import { closeOnSignals, serve } from '../node'
import { loadSecret } from '../secret'
import { openCommandDatabase } from './database'
import { describeOptions, describeRows } from './options'
import { readServeSettings, serveOptions, type ServeSettings, serveVariables } from './serve-settings'
import type { Subcommand } from './subcommand'

export const serveCommand: Subcommand = {
  usage: 'serve --publishable-key KEY --issuer URL --jwks-url URL [options]',
  about: 'Serves orgkit for one instance, whose users come with JSON Web Tokens of the issuer.',
  help: `Each option may stand in the environment instead:

${describeOptions(serveOptions)}

Only in the environment, as whoever lists the processes sees the options:

${describeRows(serveVariables)}

The tables are brought up to date at the start. SIGTERM and SIGINT let the requests under way finish.`,
  async run(args, { environment, print }) {
    const settings = readServeSettings(args, environment)
    const database = await openCommandDatabase(environment, settings.folder)
    try {
      await start(settings, database)
    } catch (error) {
      await database.close()
      throw error
    }
    print(banner(settings))
    if (database.kind === 'postgres' && settings.secret === undefined) print(secretOfOneNode)
  },
}

async function start(
  { url, port, hostname, folder, smtpUrl, ...settings }: ServeSettings,
  database: Database,
) {
  const mailFrom = settings.mailFrom ?? `orgkit <no-reply@${new URL(url).hostname}>`
  const smtp = smtpUrl === undefined ? undefined : smtpMail({ url: smtpUrl, from: mailFrom })
  const orgkit = await createServer({
    database,
    url,
    instances: [settings.instance],
    identify: jwtIdentify(settings.tokens),
    secret: loadSecret({ secret: settings.secret ?? '', folder }),
    allowedOrigins: settings.allowedOrigins,
    invitationUrl: settings.invitationUrl,
    appName: settings.appName,
    mailFrom,
    mail: smtp,
  })
  try {
    const served = await serve({ fetch: orgkit.fetch, port, hostname })
    closeOnSignals(async () => {
      orgkit.endLive()
      await served.close()
      await orgkit.close()
      smtp?.close()
    })
  } catch (error) {
    await orgkit.close()
    smtp?.close()
    throw error
  }
}

const secretOfOneNode =
  '  ORGKIT_SECRET is unset, so the secret is kept in this node’s folder. Set it, or links of one node are dead on another.\n'

function banner({ url, instance, smtpUrl }: ServeSettings): string {
  const rows = [
    ['orgkit', `${url}${apiPath}`],
    ['API document', `${url}${basePath}/openapi.json`],
    ['Instance', instance.id],
    ['Publishable key', instance.publishableKey],
    ['Backend API', instance.secretKey ? 'with ORGKIT_SECRET_KEY' : 'shut: ORGKIT_SECRET_KEY is unset'],
    ['Mail', smtpUrl ? 'by SMTP' : 'goes nowhere: ORGKIT_SMTP_URL is unset'],
  ]
  return `\n${describeRows(rows)}\n`
}
