import { type InstanceSettings, isOrgkitError } from '@orgkit/core'
import { app, type AppOperationName, appRoutes, type Route } from '@orgkit/core/contract/app'
import { backend, type BackendOperationName, backendRoutes } from '@orgkit/core/contract/backend'
import { openDatabase } from '@orgkit/server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../support/postgres'
import { appInputs } from './matrix/app-inputs'
import { appTable } from './matrix/app-table'
import { backendInputs, backendTable } from './matrix/backend-table'
import {
  type AppCaller,
  appCallers,
  appHeaders,
  type BackendCaller,
  backendCallers,
  backendHeaders,
} from './matrix/callers'
import { type Answer, askApp, askBackend, outcomeOfError, ownUrl } from './matrix/request'
import { serverTable } from './matrix/server-table'
import { createMatrix, type Matrix, terms, type World } from './matrix/world'

const appNames = Object.keys(app) as AppOperationName[]
const backendNames = Object.keys(backend) as BackendOperationName[]
const cellsOf = (rows: readonly string[], callers: readonly string[]) =>
  `${rows.length} operations × ${callers.length} callers = ${rows.length * callers.length} cells`

describe.each<[string, () => Promise<FreshDatabase | undefined>]>([
  ['PGlite', async () => undefined],
  ['Postgres', freshDatabase],
])('on %s', (_, createDatabase) => {
  let fresh: FreshDatabase | undefined
  let matrix: Matrix
  let alone: Readonly<Record<string, string>>

  beforeAll(async () => {
    fresh = await createDatabase()
    matrix = await createMatrix(await openDatabase({ url: fresh?.url ?? 'memory:' }))
    alone = await readAll()
  })
  afterAll(async () => {
    await matrix?.server.close()
    await fresh?.drop()
  })

  describe(`app contract: ${cellsOf(appNames, appCallers)}`, () => {
    test.each(appNames)('%s answers each caller as in the table; a refusal changes nothing', async (name) => {
      const [permission, cells, twin] = appTable[name]
      const found: FoundCell<AppCaller>[] = []
      for (const caller of appCallers) {
        const world = await worldFor(caller)
        const input = await appInputs[name](world, matrix.server)
        const ask = (who: AppCaller) => askApp(matrix.server, name, input, appHeaders(who, world, permission))
        found.push(await findCell(world, { caller, twin, ask }))
      }
      expect(found).toEqual(appCallers.map((caller, index) => expectedCell(caller, cells[index])))
    })
  })

  describe(`backend contract: ${cellsOf(backendNames, backendCallers)}`, () => {
    test.each(backendNames)(
      '%s answers each key as in the table; a refusal changes nothing',
      async (name) => {
        const found: FoundCell<BackendCaller>[] = []
        for (const caller of backendCallers) {
          const world = await worldFor(caller)
          const input = backendInputs[name](world)
          const ask = (who: BackendCaller) =>
            askBackend(matrix.server, name, input, backendHeaders(who, world))
          found.push(await findCell(world, { caller, twin: 'secretKey', ask }))
        }
        const cells = backendTable[name]
        expect(found).toEqual(backendCallers.map((caller, index) => expectedCell(caller, cells[index])))
      },
    )
  })

  describe('routes of the app itself', () => {
    test.each(Object.keys(serverTable))('%s answers each caller as in the table', async (name) => {
      const { permission, ask, cells } = serverTable[name]!
      const found: string[] = []
      for (const caller of appCallers) {
        const world = await worldFor(caller)
        const headers = { ...appHeaders(caller, world, permission), 'Orgkit-Organization': world.x.a.id }
        found.push(await outcomeOf(ask(matrix.server, new Request(`${ownUrl}/notes`, { headers }))))
      }
      expect(found).toEqual(cells)
    })
  })

  test('each read answers as it did when there were no like instances beside it', async () => {
    expect(await readAll()).toEqual(alone)
  })

  test('nothing happened in instances that nobody asked, and nothing broke', async () => {
    const { x, y } = matrix.template
    expect([...(await matrix.changesOf(x)), ...(await matrix.changesOf(y))]).toEqual([])
    expect(matrix.failures).toEqual([])
  })

  /** What each read of X answers to who may ask, by operation. */
  async function readAll(): Promise<Record<string, string>> {
    const world = matrix.template
    const answers: Record<string, string> = {}
    for (const name of appNames.filter((each) => isRead(appRoutes[each]))) {
      const [permission, , twin] = appTable[name]
      const input = await appInputs[name](world, matrix.server)
      const { text } = await askApp(matrix.server, name, input, appHeaders(twin, world, permission))
      answers[`app ${name}`] = text
    }
    for (const name of backendNames.filter((each) => isRead(backendRoutes[each]))) {
      const headers = backendHeaders('secretKey', world)
      const { text } = await askBackend(matrix.server, name, backendInputs[name](world), headers)
      answers[`backend ${name}`] = text
    }
    return answers
  }

  /** X as it was seeded, and Y too for those who ask from there; to all others Y is the one that stays untouched. */
  async function worldFor(caller: AppCaller | BackendCaller): Promise<World> {
    const { x, y } = matrix.template
    const isOfY = caller === 'userOfAnotherInstance' || caller === 'secretKeyOfAnotherInstance'
    return {
      x: await matrix.copy(x, settingsFor[caller]),
      y: isOfY ? await matrix.copy(y) : y,
    }
  }

  /**
   * What one cell is: the answer, the tables that a refusal changed, or anybody of Y in X, and the answer to the same call of
   * somebody who may, in the world that the refusal left as it was.
   */
  async function findCell<Caller extends AppCaller | BackendCaller>(
    { x, y }: World,
    { caller, twin, ask }: { caller: Caller; twin: Caller; ask: (who: Caller) => Promise<Answer> },
  ): Promise<FoundCell<Caller>> {
    const isOfY = y !== matrix.template.y
    const { outcome } = await ask(caller)
    const isRefused = outcome !== 'ok'
    const changed = [
      ...(isRefused || isOfY ? await matrix.changesOf(x) : []),
      ...(isRefused && isOfY ? await matrix.changesOf(y) : []),
    ]
    return { caller, outcome, changed, twin: isRefused ? (await ask(twin)).outcome : null }
  }
})

/** What makes a session pending. */
const settingsFor: Partial<Record<string, Partial<InstanceSettings>>> = {
  pendingSession: { personalAccounts: false },
  termsOpen: { terms },
}

function isRead({ at }: Route): boolean {
  return at.startsWith('GET ')
}

interface FoundCell<Caller> {
  caller: Caller
  outcome: string
  changed: readonly string[]
  /** `null`: the caller may. */
  twin: string | null
}

function expectedCell<Caller>(caller: Caller, cell: string | undefined): FoundCell<Caller> {
  return { caller, outcome: cell ?? 'no cell', changed: [], twin: cell === 'ok' ? null : 'ok' }
}

async function outcomeOf(answer: Promise<unknown>): Promise<string> {
  try {
    await answer
    return 'ok'
  } catch (error) {
    if (isOrgkitError(error)) return outcomeOfError(error)
    throw error
  }
}
