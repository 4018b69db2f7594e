import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { openDatabase } from './open-database'

const database = await openDatabase({ url: 'memory:' })
afterAll(() => database.close())
const one = sql<{ one: number }>`select 1 as one`

test('throws at once where the root handle is asked inside a transaction', async () => {
  const misuses: (() => Promise<unknown>)[] = [
    () => one.execute(database.db),
    () => one.execute(database.tables),
    () => database.check(),
    () => database.tables.selectFrom('instance').selectAll().execute(),
    () => database.transaction(async () => {}),
    async () => database.db.transaction().execute(async () => {}),
    async () => database.db.connection().execute(async (connection) => one.execute(connection)),
    async () => database.db.startTransaction().execute(),
    async () => database.tables.transaction().execute(async () => {}),
    () => one.execute(database.db.withoutPlugins()),
  ]
  for (const misuse of misuses) {
    await expect(database.transaction(() => misuse())).rejects.toThrow('inside a transaction')
    // The next query works: nothing hangs, nothing is left open.
    expect((await one.execute(database.db)).rows).toEqual([{ one: 1 }])
  }
})

test('lets the transaction’s own handle through, and the root handle beside it', async () => {
  const inside = database.transaction(async (trx) => (await one.execute(trx)).rows)
  expect(await Promise.all([inside, one.execute(database.db).then(({ rows }) => rows)])).toEqual([
    [{ one: 1 }],
    [{ one: 1 }],
  ])
})

test('lets work that was begun in a transaction ask the root handle once it is over', async () => {
  let later: Promise<unknown> | undefined
  await database.transaction(async () => {
    later = new Promise((resolve) => setTimeout(resolve, 20)).then(() => database.check())
  })
  await expect(later).resolves.toBeUndefined()
})

test('rolls back on a throw and passes the error on', async () => {
  await sql`create table guarded (id integer)`.execute(database.db)
  const failing = database.transaction(async (trx) => {
    await sql`insert into guarded values (1)`.execute(trx)
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect((await sql`select * from guarded`.execute(database.db)).rows).toEqual([])
})

test('runs many transactions at once, all of them whole', async () => {
  await sql`create table counter as select 0 as value`.execute(database.db)
  const increment = () =>
    database.transaction(async (trx) => {
      const { rows } = await sql<{ value: number }>`select value from counter`.execute(trx)
      await sql`update counter set value = ${rows[0]!.value + 1}`.execute(trx)
    })
  await Promise.all(Array.from({ length: 50 }, increment))
  expect((await sql`select value from counter`.execute(database.db)).rows).toEqual([{ value: 50 }])
})

test('a sign-in library with a Kysely of its own over the same handle is guarded too', async () => {
  const theirs = database.db.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => result,
  })
  await expect(database.transaction(() => one.execute(theirs))).rejects.toThrow('inside a transaction')
})
