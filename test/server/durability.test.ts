import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openDatabase } from '@orgkit/server'
import { afterEach, beforeEach, expect, test } from 'vitest'
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

function start(): Child {
  const child = startChild('writer.ts', [folder])
  children.push(child)
  return child
}

const open = () => openDatabase({ folder, url: '' })
const lockFile = () => path.join(folder, 'database.lock')

test('what was acknowledged survives kill -9, whole, again and again', { timeout: 60_000 }, async () => {
  const acknowledged: string[] = []
  for (let round = 0; round < 3; round++) {
    const child = start()
    await child.printed(60 + round * 17)
    await child.kill()
    acknowledged.push(...child.lines.filter((line) => line.startsWith('org_')))
  }
  const database = await open()
  const { tables } = database
  const rows = await tables.selectFrom('organization').select(['id', 'event_seq', 'slug']).execute()
  const ids = new Set(rows.map(({ id }) => id))
  expect(acknowledged.filter((id) => !ids.has(id))).toEqual([])

  // Nothing is half there: a membership, a slug and two events stand for each organization, and every counter is right.
  for (const table of ['membership', 'user_organization', 'slug_claim'] as const) {
    const others = await tables.selectFrom(table).select('organization_id').execute()
    expect(new Set(others.map((row) => row.organization_id))).toEqual(ids)
    expect(others).toHaveLength(rows.length)
  }
  expect(rows.filter(({ event_seq }) => event_seq !== 2)).toEqual([])
  expect(await tables.selectFrom('event').select('id').execute()).toHaveLength(rows.length * 2)
  const users = await tables.selectFrom('app_user').select(['created_organization_count as count']).execute()
  expect(users.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length)
  await database.close()
})

test('a second process is refused, with the pid that holds the folder', { timeout: 30_000 }, async () => {
  const first = start()
  await first.printed(1)
  await expect(open()).rejects.toThrow(`in use by process ${first.process.pid}`)
  const second = start()
  expect(await second.ended()).not.toBe(0)
  expect(second.errors()).toContain(`in use by process ${first.process.pid}`)
  // The refused one took nothing from the first.
  await first.printed(first.lines.length + 5)
})

test('the same process is refused too, until it has closed', async () => {
  const first = await open()
  await expect(open()).rejects.toThrow(`in use by process ${process.pid}`)
  await first.close()
  const second = await open()
  await second.check()
  await second.close()
  expect(() => readFileSync(lockFile())).toThrow('ENOENT')
})

test('a lock of a process that is gone is taken over, by one of those who try at once', async () => {
  const gone = startChild('child.ts')
  await gone.ended()
  // A pid that another process got meanwhile, one of ours from before a restart, one of nobody, and a lock cut off while written.
  for (const holder of [String(gone.process.pid), `${process.ppid} 1`, `${process.pid} 1`, '']) {
    writeFileSync(lockFile(), holder)
    const outcomes = await Promise.allSettled([open(), open()])
    const opened = outcomes.filter((outcome) => outcome.status === 'fulfilled')
    expect(opened).toHaveLength(1)
    for (const { value } of opened) await value.close()
  }
})

test('a folder that cannot be opened leaves no lock behind', async () => {
  writeFileSync(path.join(folder, 'database'), 'a file where the folder should be')
  await expect(open()).rejects.toThrow(`cannot open ${path.join(folder, 'database')}`)
  expect(() => readFileSync(lockFile())).toThrow('ENOENT')
})

test('an address that is no database is refused with what is possible', async () => {
  await expect(openDatabase({ url: 'mysql://user:password@host/x' })).rejects.toThrow(
    /postgres:\/\/… or memory:/,
  )
  await expect(openDatabase({ url: 'mysql://user:password@host/x' })).rejects.not.toThrow(/password/)
})
