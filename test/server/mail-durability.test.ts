import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createServer, type Database, devMailbox, openDatabase, type OrgkitServer } from '@orgkit/server'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../support/postgres'
import { type Child, startChild } from './child'

const minutes = 60_000
const untilKilled = 1_000_000

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

function start(where: string, count: number, how: 'keep' | 'print' | 'hang' | 'keep-and-hang'): Child {
  const child = startChild('mail-writer.ts', [where, String(count), how])
  children.push(child)
  return child
}

/** What stands behind a word in the lines that a child printed. */
const printed = (child: Child, word: string) =>
  child.lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1))

interface ServeOptions {
  passed?: number
  send?: (messageId: string) => Promise<void>
}

/** A node in this process; the dev mailbox takes its mail, or `send`. */
async function serve(database: Database, { passed = 0, send }: ServeOptions = {}): Promise<OrgkitServer> {
  return createServer({
    database,
    url: 'http://orgkit.test',
    secret: 'a secret for tests '.repeat(2),
    instances: [
      {
        id: 'ins_1',
        publishableKey: 'pk_1',
        plan: 'pro',
        settings: { organizationsEnabled: true, membershipLimit: null },
      },
    ],
    identify: () => null,
    clock: { now: () => new Date(Date.now() + passed) },
    ...(send && { mail: { send: ({ messageId = '' }) => send(messageId) } }),
  })
}

const ada = {
  instanceId: 'ins_1',
  identity: { id: 'ada', name: 'Ada', emails: [{ address: 'ada@acme.test', verified: true }] },
}

async function createOrganization({ engine }: OrgkitServer): Promise<string> {
  return (await engine.execute('createOrganization', ada, { name: 'Acme' })).organization.id
}

const invite = ({ engine }: OrgkitServer, organizationId: string, name: string) =>
  engine.execute('inviteMember', ada, { organizationId, emailAddress: `${name}@acme.test` })

/** Waits until it has printed so many lines of each kind. */
async function printedAll(child: Child, counts: Record<string, number>): Promise<void> {
  const seen = () =>
    Object.fromEntries(Object.keys(counts).map((word) => [word, printed(child, word).length]))
  await vi.waitFor(() => expect({ ...seen(), errors: child.errors() }).toEqual({ ...counts, errors: '' }), {
    timeout: 45_000,
  })
}

/** Once all is sent: whom the dev mailbox of that database holds mail for, and whom invitations. */
async function outcome(database: Database, options?: ServeOptions) {
  const server = await serve(database, options)
  await server.flushMail()
  const mailed = (await devMailbox(database).list({ limit: 10_000 })).map(({ to }) => to).toSorted()
  const rows = await database.tables.selectFrom('invitation').select('email_address').execute()
  // Reminders wait for their day.
  const outbox = await database.tables
    .selectFrom('outbox')
    .where('kind', '=', 'invitation')
    .select(['done_at', 'attempts'])
    .execute()
  await server.close()
  expect(outbox.filter(({ done_at }) => done_at === null)).toEqual([])
  return {
    mailed,
    invited: rows.map(({ email_address }) => email_address).toSorted(),
    attempts: outbox.map(({ attempts }) => attempts).toSorted(),
  }
}

const open = () => openDatabase({ folder, url: '' })

test('what was acknowledged is mailed, once, however often the process is killed', async () => {
  const acknowledged: string[] = []
  for (let round = 0; round < 2; round++) {
    const child = start(folder, untilKilled, 'keep')
    await child.printed(30 + round * 17)
    await child.kill()
    acknowledged.push(...printed(child, 'invited'))
  }
  const { mailed, invited } = await outcome(await open())
  expect(acknowledged.length).toBeGreaterThan(30)
  expect(acknowledged.filter((address) => !mailed.includes(address))).toEqual([])
  expect(mailed).toEqual(invited)
})

test('killed before the mail server answered, and again before its answer was noted: the mails go out, once', async () => {
  const before = start(folder, 3, 'hang')
  await printedAll(before, { sending: 1, invited: 3 })
  await before.kill()

  // It takes over what the first had begun, and its mail server gets it.
  const after = start(folder, 2, 'keep-and-hang')
  await printedAll(after, { sending: 3, invited: 2 })
  await after.kill()

  const database = await open()
  const invited = [...printed(before, 'invited'), ...printed(after, 'invited')].toSorted()
  expect(await devMailbox(database).list()).toHaveLength(3)
  const { mailed, attempts } = await outcome(database)
  expect(mailed).toEqual(invited)
  expect(attempts).toEqual([1, 1, 2, 2, 3])
})

describe.each<[string, () => Promise<FreshDatabase | undefined>]>([
  ['PGlite', async () => undefined],
  ['Postgres', freshDatabase],
])('on %s', (_, createDatabase) => {
  /** As many handles as there are nodes; on PGlite they share the one. */
  async function openNodes(): Promise<readonly [Database, Database]> {
    const fresh = await createDatabase()
    const first = await openDatabase({ url: fresh?.url ?? 'memory:' })
    const second = fresh ? await openDatabase({ url: fresh.url }) : first
    onTestFinished(async () => {
      await Promise.all([first.close(), second.close()])
      await fresh?.drop()
    })
    return [first, second]
  }

  test('a write that is rolled back at its end mails nothing', async () => {
    const [opened] = await openNodes()
    let isFailing = false
    const database: Database = {
      ...opened,
      transaction: (work) =>
        opened.transaction(async (trx) => {
          const answer = await work(trx)
          if (isFailing) throw new Error('rolled back')
          return answer
        }),
    }
    const sent: string[] = []
    const server = await serve(database, { send: async (messageId) => void sent.push(messageId) })
    const organizationId = await createOrganization(server)
    isFailing = true
    await expect(invite(server, organizationId, 'grace')).rejects.toThrow('rolled back')
    isFailing = false
    await server.flushMail()
    expect(sent).toEqual([])
    await invite(server, organizationId, 'grace')
    await vi.waitFor(() => expect(sent).toHaveLength(1))
    await server.close()
  })

  test('two nodes over one database send each mail once', async () => {
    const databases = await openNodes()
    const sent: [number, string][] = []
    const nodes: OrgkitServer[] = []
    for (const [index, database] of databases.entries()) {
      const send = async (messageId: string) => {
        sent.push([index, messageId])
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
      nodes.push(await serve(database, { send }))
    }
    const organizationId = await createOrganization(nodes[0]!)
    for (let index = 0; index < 40; index++)
      await invite(nodes[index % 2]!, organizationId, `person-${index}`)
    await vi.waitFor(() => expect(sent).toHaveLength(40), { timeout: 15_000 })
    await Promise.all(nodes.map((node) => node.flushMail()))
    await Promise.all(nodes.map((node) => node.close()))
    expect(new Set(sent.map(([, messageId]) => messageId)).size).toBe(40)
    expect(new Set(sent.map(([index]) => index))).toEqual(new Set([0, 1]))
  })
})

describe('on Postgres', () => {
  let fresh: FreshDatabase
  beforeEach(async () => {
    fresh = await freshDatabase()
  })
  afterEach(() => fresh.drop())

  test('two processes, woken by each other, send each mail once', async () => {
    const nodes = [start(fresh.url, 40, 'print'), start(fresh.url, 40, 'print')] as const
    const sent = () => nodes.map((node) => printed(node, 'sent'))
    await vi.waitFor(() => expect(sent().flat()).toHaveLength(80), { timeout: 45_000 })
    await Promise.all(nodes.map((node) => node.kill()))
    expect(new Set(sent().flat()).size).toBe(80)
    expect(Math.min(...sent().map(({ length }) => length))).toBeGreaterThan(0)
  })

  test('a node sends what a killed one had begun, once its lease is over', async () => {
    const child = start(fresh.url, 3, 'hang')
    await printedAll(child, { sending: 1, invited: 3 })
    await child.kill()
    const { mailed } = await outcome(await openDatabase({ url: fresh.url }), { passed: 4 * minutes })
    expect(mailed).toEqual(printed(child, 'invited').toSorted())
  })
})
