import type { AppOperationName } from '@orgkit/core/contract/app'
import type { BackendOperationName } from '@orgkit/core/contract/backend'
import { openDatabase } from '@orgkit/server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../support/postgres'
import { appInputs } from './matrix/app-inputs'
import { appPositions } from './matrix/app-positions'
import { appTable } from './matrix/app-table'
import { backendPositions } from './matrix/backend-positions'
import { backendInputs } from './matrix/backend-table'
import { appHeaders, backendHeaders } from './matrix/callers'
import { findDifferences } from './matrix/compare'
import { appCursors, backendCursors, type PagedAppName, type PagedBackendName } from './matrix/cursors'
import type { Position } from './matrix/positions'
import { type Answer, askApp, askBackend } from './matrix/request'
import { createMatrix, type Matrix } from './matrix/world'

const inApp = casesOf<AppOperationName>(appPositions)
const inBackend = casesOf<BackendOperationName>(backendPositions)
const appLists = Object.keys(appCursors) as PagedAppName[]
const backendLists = Object.keys(backendCursors) as PagedBackendName[]

describe.each<[string, () => Promise<FreshDatabase | undefined>]>([
  ['PGlite', async () => undefined],
  ['Postgres', freshDatabase],
])('on %s', (_, createDatabase) => {
  let fresh: FreshDatabase | undefined
  let matrix: Matrix

  beforeAll(async () => {
    fresh = await createDatabase()
    matrix = await createMatrix(await openDatabase({ url: fresh?.url ?? 'memory:' }))
  })
  afterAll(async () => {
    await matrix?.server.close()
    await fresh?.drop()
  })

  describe(`app contract: ${countOf(inApp)} ids of others in ${inApp.length} fields`, () => {
    test.each(inApp)(
      '$name with a $field of others answers as with nobody’s',
      async ({ name, ...position }) => {
        const [permission, , twin] = appTable[name]
        const differences = await findDifferences(matrix, {
          ...position,
          inputOf: (world) => appInputs[name](world, matrix.server),
          ask: (world, input) => askApp(matrix.server, name, input, appHeaders(twin, world, permission)),
        })
        expect(differences).toEqual([])
      },
    )
  })

  describe(`backend contract: ${countOf(inBackend)} ids of others in ${inBackend.length} fields`, () => {
    test.each(inBackend)(
      '$name with a $field of others answers as with nobody’s',
      async ({ name, ...position }) => {
        const differences = await findDifferences(matrix, {
          ...position,
          inputOf: backendInputs[name],
          ask: (world, input) => askBackend(matrix.server, name, input, backendHeaders('secretKey', world)),
        })
        expect(differences).toEqual([])
      },
    )
  })

  describe('cursors of other lists', () => {
    test.each(appLists)('%s of the app contract gives rows of the caller’s own list alone', async (name) => {
      const world = matrix.template
      const [permission, , twin] = appTable[name]
      const input = await appInputs[name](world, matrix.server)
      // The one who has invitations has them in Y too.
      const isNora = twin === 'stranger'
      for (const source of appCursors[name]) {
        const headers = appHeaders(source.by, world, permission)
        if (isNora) headers.Authorization = 'Bearer y:nora'
        await expectOwnRows(
          (page) => askApp(matrix.server, name, { ...source.input(world), ...page }, headers),
          (page) => askApp(matrix.server, name, { ...input, ...page }, appHeaders(twin, world, permission)),
        )
      }
    })

    test.each(backendLists)(
      '%s of the backend contract gives rows of the list asked for alone',
      async (name) => {
        const world = matrix.template
        const input = backendInputs[name](world)
        for (const { by, input: other } of backendCursors[name]) {
          await expectOwnRows(
            (page) =>
              askBackend(matrix.server, name, { ...other(world), ...page }, backendHeaders(by, world)),
            (page) =>
              askBackend(matrix.server, name, { ...input, ...page }, backendHeaders('secretKey', world)),
          )
        }
      },
    )
  })

  test('nothing happened in an instance that nobody asked, and nothing broke', async () => {
    const { x, y } = matrix.template
    expect([...(await matrix.changesOf(x)), ...(await matrix.changesOf(y))]).toEqual([])
    expect(matrix.failures).toEqual([])
  })
})

interface Case<Name> {
  name: Name
  field: string
  position: Position
}

function casesOf<Name extends string>(
  positions: Record<Name, Partial<Record<string, Position>>>,
): Case<Name>[] {
  return (Object.keys(positions) as Name[]).flatMap((name) =>
    Object.entries(positions[name]).flatMap(([field, position]) =>
      position ? { name, field, position } : [],
    ),
  )
}

function countOf(cases: readonly Case<string>[]): number {
  return cases.reduce((count, { position }) => count + Object.keys(position.foreign).length, 0)
}

type Ask = (page: { limit: number; cursor?: string }) => Promise<Answer>

interface Page {
  items: unknown[]
  nextCursor: string | null
}

/** Reads the other list to its first cursor, and the own one behind it. */
async function expectOwnRows(askOther: Ask, askOwn: Ask): Promise<void> {
  const { nextCursor } = pageOf(await askOther({ limit: 1 }))
  expect(nextCursor).not.toBeNull()
  const own = rowsOf(pageOf(await askOwn({ limit: 100 })))
  const behind = rowsOf(pageOf(await askOwn({ limit: 100, cursor: nextCursor ?? '' })))
  expect(behind.filter((row) => !own.includes(row))).toEqual([])
}

function pageOf({ text, outcome }: Answer): Page {
  expect(outcome).toBe('ok')
  return JSON.parse(text) as Page
}

const rowsOf = ({ items }: Page) => items.map((item) => JSON.stringify(item))
