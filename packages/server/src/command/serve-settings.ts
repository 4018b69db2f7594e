import type { InstanceOptions } from '../instances'
import type { JwtIdentifyOptions } from '../identify-jwt'
import { folderOption } from './database'
import { defaultInstanceId } from './instance'
import { type Environment, type Option, readCount, readOptions, UsageError } from './options'
import { readSettingsFile } from './settings-file'

export const serveOptions = {
  'publishable-key': {
    value: 'KEY',
    about: 'what the app’s pages send to name the instance; public, e.g. pk_app',
    variable: 'ORGKIT_PUBLISHABLE_KEY',
  },
  issuer: {
    value: 'URL',
    about: 'who signs the tokens of users: their `iss`, letter by letter',
    variable: 'ORGKIT_JWT_ISSUER',
  },
  'jwks-url': {
    value: 'URL',
    about: 'where the issuer publishes its keys',
    variable: 'ORGKIT_JWKS_URL',
  },
  audience: {
    value: 'NAMES',
    about: 'the `aud` that tokens must name, one of these with commas between',
    variable: 'ORGKIT_JWT_AUDIENCE',
  },
  port: { value: 'PORT', about: 'where it listens', variable: 'PORT', default: '4310' },
  hostname: { value: 'ADDRESS', about: 'on which address of this machine; unset: on all' },
  url: {
    value: 'URL',
    about: 'where people reach it; mailed links start with it; unset: http://localhost:PORT',
    variable: 'ORGKIT_URL',
  },
  'allowed-origins': {
    value: 'URLS',
    about: 'other origins whose pages may call, with commas between',
    variable: 'ORGKIT_ALLOWED_ORIGINS',
  },
  'invitation-url': {
    value: 'URL',
    about: 'where mailed invitations lead, with :token; unset: /invite/:token at that address',
    variable: 'ORGKIT_INVITATION_URL',
  },
  instance: {
    value: 'ID',
    about: 'the id of the instance',
    variable: 'ORGKIT_INSTANCE',
    default: defaultInstanceId,
  },
  settings: {
    value: 'FILE',
    about: 'some settings of the instance as JSON, e.g. {"organizationsEnabled":true}',
    variable: 'ORGKIT_SETTINGS',
  },
  'app-name': { value: 'NAME', about: 'what mail calls the app', variable: 'ORGKIT_APP_NAME' },
  'mail-from': {
    value: 'SENDER',
    about: 'the sender of mail, as in a header',
    variable: 'ORGKIT_MAIL_FROM',
  },
  folder: folderOption,
} satisfies Record<string, Option>

export const serveVariables = [
  ['ORGKIT_DATABASE_URL', 'postgres://…, or memory:; unset: PGlite in the folder'],
  [
    'ORGKIT_SECRET',
    'what links are derived from, 32 characters or more, the same on all nodes; unset: made once',
  ],
  ['ORGKIT_SECRET_KEY', 'opens the backend API to your servers, e.g. sk_…; unset: it is shut'],
  ['ORGKIT_SMTP_URL', 'smtp://… or smtps://…; unset: mail is kept in the database and goes nowhere'],
] as const

export interface ServeSettings {
  url: string
  port: number
  hostname?: string
  folder?: string
  secret?: string
  smtpUrl?: string
  mailFrom?: string
  appName?: string
  invitationUrl?: string
  allowedOrigins: readonly string[]
  instance: InstanceOptions
  tokens: JwtIdentifyOptions
}

const needed = {
  'publishable-key': 'without it nobody’s page could say which instance it means',
  issuer: 'without it nobody could sign in: it says whose tokens to believe',
  'jwks-url': 'without it no token could be checked',
} satisfies Partial<Record<keyof typeof serveOptions, string>>

/** Throws `UsageError`, which names all that is missing at once and why. */
export function readServeSettings(args: readonly string[], environment: Environment): ServeSettings {
  const read = readOptions(serveOptions, args, environment)
  const missing = (Object.keys(needed) as (keyof typeof needed)[]).filter((name) => read[name] === undefined)
  if (missing.length > 0) {
    const lines = missing.map((name) => `  --${name} (${serveOptions[name].variable}): ${needed[name]}`)
    throw new UsageError(`something is missing.\n${lines.join('\n')}`)
  }
  const port = readCount('port', read.port, { minimum: 1, maximum: 65_535 })
  const audience = listOf(read.audience)
  return {
    url: originOf(read.url ?? `http://localhost:${port}`),
    port,
    hostname: read.hostname,
    folder: read.folder,
    secret: environment.ORGKIT_SECRET || undefined,
    smtpUrl: environment.ORGKIT_SMTP_URL || undefined,
    mailFrom: read['mail-from'],
    appName: read['app-name'],
    invitationUrl: read['invitation-url'],
    allowedOrigins: listOf(read['allowed-origins']),
    instance: {
      id: read.instance ?? defaultInstanceId,
      publishableKey: read['publishable-key'] ?? '',
      secretKey: environment.ORGKIT_SECRET_KEY || undefined,
      // What is left out stays as it is: only a file says anything of the settings.
      settings: read.settings === undefined ? undefined : readSettingsFile(read.settings),
    },
    tokens: {
      issuer: read.issuer ?? '',
      jwksUrl: read['jwks-url'],
      audience: audience.length > 0 ? audience : undefined,
    },
  }
}

function originOf(url: string): string {
  if (/^https?:/.test(url) && URL.canParse(url)) return new URL(url).origin
  throw new UsageError(`--url is "${url}", which is no http address. Write e.g. https://app.example.com.`)
}

function listOf(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}
