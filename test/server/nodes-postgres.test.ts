import { createServer, openDatabase } from '@orgkit/server'
import pg from 'pg'
import { expect, test, vi } from 'vitest'
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
  // Ten of the pool, and the one that listens.
  expect(rowCount).toBe(11)
  await vi.waitFor(() => database.check())
  await operator.end()
  await server.close()
  await drop()
})
