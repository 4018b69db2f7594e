import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createSocketServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { migrate, openDatabase } from '@orgkit/server'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { freshDatabase } from '../support/postgres'
import { type Child, startChild } from './child'

let folder: string
let children: Child[]
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'orgkit-'))
  children = []
})
afterEach(async () => {
  await Promise.all(children.map((child) => child.kill()))
  rmSync(folder, { recursive: true, force: true })
})

/** `orgkit` in a process of its own; without a database it keeps all in the folder. */
function orgkit(args: string[], environment: Record<string, string> = {}): Child {
  const child = startChild('../../packages/server/src/command/orgkit.ts', args, {
    ORGKIT_DATABASE_URL: '',
    ORGKIT_FOLDER: folder,
    ...environment,
  })
  children.push(child)
  return child
}

async function postgres(): Promise<string> {
  const { url, drop } = await freshDatabase()
  onTestFinished(drop)
  return url
}

async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(text)).rows
  } finally {
    await client.end()
  }
}

/** Every column and index of orgkit's tables, and what ran to make them. */
async function describeSchema(url: string): Promise<string[]> {
  const rows = await query<{ line: string }>(
    url,
    `select concat_ws(' ', table_name, column_name, data_type, collation_name, is_nullable, column_default) as line
      from information_schema.columns where table_schema = 'orgkit'
    union all select indexdef from pg_indexes where schemaname = 'orgkit'
    union all select 'ran ' || name from orgkit.migration
    order by 1`,
  )
  return rows.map(({ line }) => line)
}

describe('orgkit migrate', () => {
  test('by two nodes at once on an empty database, each migration runs once', async () => {
    const alone = await postgres()
    const database = await openDatabase({ url: alone })
    const names = await migrate(database)
    await database.close()
    const expected = await describeSchema(alone)
    expect(expected.length).toBeGreaterThan(100)

    for (let round = 0; round < 2; round++) {
      const url = await postgres()
      const nodes = [1, 2].map(() => orgkit(['migrate'], { ORGKIT_DATABASE_URL: url }))
      const codes = await Promise.all(nodes.map((node) => node.ended()))
      expect(nodes.map((node) => node.errors())).toEqual(['', ''])
      expect(codes).toEqual([0, 0])
      const ran = `${names.length} migrations: ${names.join(', ')}`
      expect(nodes.map((node) => node.lines.join('\n')).sort()).toEqual([ran, 'nothing to do'].sort())
      expect(await describeSchema(url)).toEqual(expected)
    }
  })

  test('changes nothing where it ran already', async () => {
    const url = await postgres()
    expect(await orgkit(['migrate'], { ORGKIT_DATABASE_URL: url }).ended()).toBe(0)
    const before = await describeSchema(url)
    const again = orgkit(['migrate'], { ORGKIT_DATABASE_URL: url })
    expect(await again.ended()).toBe(0)
    expect(again.lines).toEqual(['nothing to do'])
    expect(await describeSchema(url)).toEqual(before)
  })

  test('is refused a folder that a server holds, and told which process that is', async () => {
    const database = await openDatabase({ folder, url: '' })
    onTestFinished(() => database.close())
    for (const args of [['migrate'], ['seed', '--organizations', '1']]) {
      const refused = orgkit(args)
      expect(await refused.ended()).toBe(1)
      expect(refused.errors()).toContain(`orgkit ${args[0]} failed: `)
      expect(refused.errors()).toContain(`in use by process ${process.pid}`)
      expect(refused.lines).toEqual([])
    }
  })
})

describe('orgkit seed', () => {
  test('fills an empty Postgres, and says what it added and where', async () => {
    const url = await postgres()
    const child = orgkit(['seed', '--organizations', '150', '--members', '4'], { ORGKIT_DATABASE_URL: url })
    expect(await child.ended()).toBe(0)
    const output = child.lines.join('\n')
    expect(output).toMatch(/^There was no instance: made ins_default, publishable key pk_\w+\.$/m)
    expect(output).toMatch(/^150 organizations, 451 users, 600 memberships in ins_default: /m)

    const database = await openDatabase({ url })
    onTestFinished(() => database.close())
    const count = async (
      table: 'organization' | 'slug_claim' | 'membership' | 'user_organization' | 'app_user',
    ) => (await database.tables.selectFrom(table).select('instance_id').execute()).length
    expect(await count('organization')).toBe(150)
    expect(await count('slug_claim')).toBe(150)
    expect(await count('membership')).toBe(600)
    expect(await count('user_organization')).toBe(600)
    expect(await count('app_user')).toBe(451)
    const rows = await database.tables.selectFrom('organization').selectAll().execute()
    expect(rows.filter((row) => row.member_count !== 4 || row.instance_id !== 'ins_default')).toEqual([])
    expect(new Set(rows.map(({ id }) => id.slice(14))).size).toBe(150)
    // It knows its rows without anybody's help.
    const known = await query(url, `select reltuples from pg_class where oid = 'orgkit.membership'::regclass`)
    expect(known).toEqual([{ reltuples: 600 }])
  })

  test('asks which instance where there are several, and knows no other', async () => {
    const url = await postgres()
    const database = await openDatabase({ url })
    await migrate(database)
    for (const id of ['ins_a', 'ins_b']) {
      const settings = JSON.stringify({
        creatorRoleKey: 'org:admin',
        defaultRoleKey: 'org:member',
        slugs: false,
        membersMayDeleteOrganizations: true,
      })
      await database.tables
        .insertInto('instance')
        .values({
          id,
          application_id: 'app',
          plan: 'pro',
          application_created_at: '2026-01-01T00:00:00.000Z',
          environment: 'development',
          permissions: '[]',
          described: 'null',
          settings,
        })
        .execute()
    }
    const seed = async (...args: string[]) => {
      const child = orgkit(['seed', '--organizations', '2', ...args], { ORGKIT_DATABASE_URL: url })
      return { code: await child.ended(), errors: child.errors() }
    }
    expect(await seed()).toMatchObject({ code: 2, errors: expect.stringContaining('one of: ins_a, ins_b') })
    expect(await seed('--instance', 'ins_c')).toMatchObject({
      code: 2,
      errors: expect.stringContaining('there is no instance "ins_c"'),
    })
    expect(await seed('--instance', 'ins_b')).toEqual({ code: 0, errors: '' })
    const rows = await database.tables.selectFrom('organization').select('instance_id').execute()
    await database.close()
    expect(rows).toEqual([{ instance_id: 'ins_b' }, { instance_id: 'ins_b' }])
  })
})

describe('orgkit serve', () => {
  const issuer = 'https://accounts.acme.test/'

  /** An issuer with one key, published over HTTP. */
  async function createIssuer() {
    const { privateKey, publicKey } = await generateKeyPair('ES256')
    const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256', kid: 'k1' }] })
    const server = createServer((_, response) => response.end(keys)).listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await new Promise((resolve) => server.once('listening', resolve))
    const sign = (sub: string) =>
      new SignJWT({ iss: issuer, sub, name: sub, email: `${sub}@acme.test`, email_verified: true })
        .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
        .setExpirationTime('5m')
        .sign(privateKey)
    return { jwksUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, sign }
  }

  async function freePort(): Promise<string> {
    const probe = createSocketServer().listen(0)
    await new Promise((resolve) => probe.once('listening', resolve))
    const { port } = probe.address() as AddressInfo
    await new Promise((resolve) => probe.close(resolve))
    return String(port)
  }

  async function environmentOf(jwksUrl: string) {
    const settings = path.join(folder, 'settings.json')
    writeFileSync(settings, JSON.stringify({ organizationsEnabled: true, slugs: true }))
    return {
      PORT: await freePort(),
      ORGKIT_PUBLISHABLE_KEY: 'pk_app',
      ORGKIT_SECRET_KEY: 'sk_app',
      ORGKIT_JWT_ISSUER: issuer,
      ORGKIT_JWKS_URL: jwksUrl,
      ORGKIT_SETTINGS: settings,
    }
  }

  test('serves those who bring a token of the issuer, keeps what they make, and closes when asked', async () => {
    const { jwksUrl, sign } = await createIssuer()
    const environment = await environmentOf(jwksUrl)
    const api = `http://localhost:${environment.PORT}/api/orgkit/v1`
    const headers = {
      Authorization: `Bearer ${await sign('ada')}`,
      'Orgkit-Publishable-Key': 'pk_app',
      'Content-Type': 'application/json',
    }

    const first = orgkit(['serve'], environment)
    await first.printed(2)
    expect(first.lines.join('\n')).toContain(api)
    const made = await fetch(`${api}/organizations`, { method: 'POST', headers, body: '{"name":"Acme"}' })
    expect(made.status).toBe(200)
    const signedOut = await fetch(`${api}/session`, {
      headers: { ...headers, Authorization: 'Bearer forged' },
    })
    expect(await signedOut.json()).toMatchObject({ session: null, settings: { slugs: true } })
    const wrongKey = await fetch(`${api}/session`, {
      headers: { ...headers, 'Orgkit-Publishable-Key': 'pk_b' },
    })
    expect(await wrongKey.json()).toMatchObject({ error: { code: 'unknown_instance' } })

    first.process.kill('SIGTERM')
    expect(await first.ended()).toBe(0)
    expect(first.errors()).toBe('')
    expect(readdirSync(folder)).not.toContain('database.lock')

    const second = orgkit(['serve'], environment)
    await second.printed(2)
    const session = await (await fetch(`${api}/session`, { headers })).json()
    expect(session).toMatchObject({
      session: { user: { id: 'ada' }, active: { organization: { slug: 'acme' } } },
    })
    second.process.kill('SIGINT')
    expect(await second.ended()).toBe(0)
  })

  test('a port that is taken ends it with 1, and leaves the folder free', async () => {
    const { jwksUrl } = await createIssuer()
    const environment = await environmentOf(jwksUrl)
    const taken = createSocketServer().listen(Number(environment.PORT))
    onTestFinished(() => void taken.close())
    await new Promise((resolve) => taken.once('listening', resolve))
    const child = orgkit(['serve'], environment)
    expect(await child.ended()).toBe(1)
    expect(child.errors()).toContain(
      `orgkit serve failed: listen EADDRINUSE: address already in use :::${environment.PORT}`,
    )
    expect(readdirSync(folder)).not.toContain('database.lock')
  })

  test('what is missing ends it with 2, before anything is made', async () => {
    const child = orgkit(['serve'], { ORGKIT_PUBLISHABLE_KEY: 'pk_app' })
    expect(await child.ended()).toBe(2)
    expect(child.errors()).toMatch(/--issuer \(ORGKIT_JWT_ISSUER\): without it nobody could sign in/)
    expect(readdirSync(folder)).toEqual([])
  })
})
