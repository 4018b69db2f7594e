import { createServer, openDatabase, type OrgkitServer } from '@orgkit/server'
import pg from 'pg'
import { expect, test, vi } from 'vitest'
import { readFrames } from '../../packages/server/src/testing/live-frames'
import { freshDatabase } from '../support/postgres'

const nodes = 6

/** As in a process of its own: it shares nothing with the others but the database. */
async function startNode(url: string) {
  const database = await openDatabase({ url })
  const server = await createServer({
    database,
    url: 'http://orgkit.test',
    instances: [{ id: 'ins_1', publishableKey: 'pk_1', settings: { organizationsEnabled: true } }],
    identify: ({ headers }) => {
      const id = headers.get('Authorization')
      return id ? { id, name: id, emails: [] } : null
    },
  })
  return { database, server }
}

test('nodes that start at once on an empty database all come up, and make each table once', async () => {
  for (let round = 0; round < 2; round++) {
    const { url, drop } = await freshDatabase()
    const started = await Promise.all(Array.from({ length: nodes }, () => startNode(url)))
    const names = await started[0]!.database.tables.selectFrom('instance').select('id').execute()
    expect(names).toEqual([{ id: 'ins_1' }])
    const statuses = started.map(async ({ server }) => {
      const request = new Request('http://orgkit.test/api/orgkit/v1/session', {
        headers: { Authorization: 'ada' },
      })
      return (await server.fetch(request)).status
    })
    expect(await Promise.all(statuses)).toEqual(started.map(() => 200))
    await Promise.all(started.map(({ server }) => server.close()))
    await drop()
  }
})

test('a node goes on where the database server cut its idle connections', async () => {
  const { url, drop } = await freshDatabase()
  const { database, server } = await startNode(url)
  await Promise.all(Array.from({ length: 10 }, () => database.check()))
  const operator = new pg.Client({ connectionString: url })
  await operator.connect()
  const { rowCount } = await operator.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  )
  // Ten of the pool, and the two that listen.
  expect(rowCount).toBe(12)
  await vi.waitFor(() => database.check())
  await operator.end()
  await server.close()
  await drop()
})

/** Reads a stream of one node until it has told so many events. */
async function hear(response: Response, count: number): Promise<{ names: string[]; cursor: string }> {
  const { nextFrame, cancel } = readFrames(response)
  const names: string[] = []
  let cursor = ''
  do {
    const { message, id = '' } = await nextFrame()
    cursor = id || cursor
    for (const event of message?.events ?? [])
      if ('organization' in event) names.push(event.organization.name)
  } while (names.length < count)
  await cancel()
  return { names, cursor }
}

test('what is written on one node is heard on another, and where that ends, on from there at a third', async () => {
  const { url, drop } = await freshDatabase()
  const started = await Promise.all([startNode(url), startNode(url), startNode(url)])
  const [first, second, third] = started.map(({ server }) => server) as [
    OrgkitServer,
    OrgkitServer,
    OrgkitServer,
  ]
  const ask = (server: OrgkitServer, method: string, path: string, body?: object) =>
    server.fetch(
      new Request(`http://orgkit.test/api/orgkit/v1${path}`, {
        method,
        headers: { Authorization: 'ada', 'Content-Type': 'application/json' },
        body: body && JSON.stringify(body),
      }),
    )
  const created = await ask(first, 'POST', '/organizations', { name: 'Acme' })
  const { organization } = (await created.json()) as { organization: { id: string } }
  const rename = (server: OrgkitServer, name: string) =>
    ask(server, 'PATCH', `/organizations/${organization.id}`, { name })
  const listen = (server: OrgkitServer, cursor = '') =>
    ask(server, 'GET', `/events/stream?organizationId=${organization.id}${cursor && `&cursor=${cursor}`}`)

  const hearing = hear(await listen(second), 2)
  const before = performance.now()
  await rename(first, 'One')
  await rename(third, 'Two')
  const heard = await hearing
  expect(heard.names).toEqual(['One', 'Two'])
  // Woken, and not by its next look, which comes after 15 seconds.
  expect(performance.now() - before).toBeLessThan(5000)
  await rename(first, 'Three')
  expect((await hear(await listen(third, heard.cursor), 1)).names).toEqual(['Three'])
  await Promise.all(started.map(({ server }) => server.close()))
  await drop()
})
