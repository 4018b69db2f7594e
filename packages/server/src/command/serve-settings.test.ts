import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { UsageError } from './options'
import { readServeSettings } from './serve-settings'

const folder = mkdtempSync(path.join(tmpdir(), 'orgkit-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const environment = {
  ORGKIT_PUBLISHABLE_KEY: 'pk_app',
  ORGKIT_JWT_ISSUER: 'https://accounts.acme.test/',
  ORGKIT_JWKS_URL: 'https://accounts.acme.test/keys',
}

function settingsFile(text: string): string {
  const file = path.join(folder, 'settings.json')
  writeFileSync(file, text)
  return file
}

test('the environment is enough, and what it leaves out is left out', () => {
  expect(readServeSettings([], environment)).toMatchObject({
    url: 'http://localhost:4310',
    port: 4310,
    folder: '.orgkit',
    allowedOrigins: [],
    instance: { id: 'ins_default', publishableKey: 'pk_app', secretKey: undefined, settings: undefined },
    tokens: {
      issuer: 'https://accounts.acme.test/',
      jwksUrl: 'https://accounts.acme.test/keys',
      audience: undefined,
    },
  })
})

test('an option goes before the environment, and an empty variable is none', () => {
  const settings = readServeSettings(
    ['--port', '80', '--url=https://orgs.acme.test/', '--audience', 'a, b,'],
    {
      ...environment,
      PORT: '81',
      ORGKIT_URL: 'https://other.acme.test',
      ORGKIT_SECRET: '',
      ORGKIT_INSTANCE: '',
      ORGKIT_ALLOWED_ORIGINS: 'https://a.test,https://b.test',
    },
  )
  expect(settings).toMatchObject({
    port: 80,
    url: 'https://orgs.acme.test',
    secret: undefined,
    allowedOrigins: ['https://a.test', 'https://b.test'],
    instance: { id: 'ins_default' },
    tokens: { audience: ['a', 'b'] },
  })
})

test('all that is missing is named at once, with the reason', () => {
  const read = () => readServeSettings([], { ORGKIT_PUBLISHABLE_KEY: 'pk_app' })
  expect(read).toThrow(UsageError)
  expect(read).toThrow(
    /--issuer \(ORGKIT_JWT_ISSUER\): without it .*\n.*--jwks-url \(ORGKIT_JWKS_URL\): without it/,
  )
  expect(read).not.toThrow(/publishable/)
})

test.each([
  [['--port', '0'], '--port is "0"'],
  [['--port', '65536'], '--port is "65536"'],
  [['--url', 'app.acme.test'], '--url is "app.acme.test", which is no http address'],
  [['--secret-key', 'sk_1'], "Unknown option '--secret-key'"],
])('refuses %j', (args, complaint) => {
  const read = () => readServeSettings(args, environment)
  expect(read).toThrow(UsageError)
  expect(read).toThrow(complaint)
})

test('a file says some settings of the instance, and no others', () => {
  const text = '{"organizationsEnabled":true,"membershipLimit":null}'
  expect(readServeSettings(['--settings', settingsFile(text)], environment).instance.settings).toEqual({
    organizationsEnabled: true,
    membershipLimit: null,
  })
})

test.each([
  ['{"organisationsEnabled":true}', /at "organisationsEnabled".*There are: organizationsEnabled, /s],
  ['{"membershipLimit":"5"}', /at "membershipLimit"/],
  ['{"membershipLimit":-1}', /at "membershipLimit"/],
  ['[]', /holds no settings/],
  ['{', /is no JSON/],
])('a file that holds %s is refused', (text, complaint) => {
  const read = () => readServeSettings(['--settings', settingsFile(text)], environment)
  expect(read).toThrow(UsageError)
  expect(read).toThrow(complaint)
})

test('a file that is not there is refused', () => {
  const read = () => readServeSettings(['--settings', path.join(folder, 'none.json')], environment)
  expect(read).toThrow(/none.json, which cannot be read/)
})
