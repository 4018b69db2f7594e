import { type Browser, type BrowserContext, chromium } from 'playwright'
import { afterAll, beforeAll, describe } from 'vitest'
import { launchOptions } from './chromium'
import { demoProcess, type DemoProcess } from './demo-process'
import { type FreshDatabase, freshDatabase } from './postgres'

/** What the tests of one database share. */
export interface DemoSuite {
  kind: 'PGlite' | 'Postgres'
  demo: Pick<DemoProcess, 'url' | 'output' | 'start' | 'kill'>
  /** `undefined`: PGlite, which nobody can share. */
  databaseUrl(): string | undefined
  /** A browser of its own, signed in nowhere. */
  newContext(): Promise<BrowserContext>
}

/** Describes the tests once for the demo on PGlite and once for it on Postgres. */
export function describeDemo(tests: (suite: DemoSuite) => void): void {
  describe.each([
    ['PGlite', async (): Promise<FreshDatabase | undefined> => undefined],
    ['Postgres', freshDatabase],
  ] as const)('on %s', (kind, createDatabase) => {
    let started: DemoProcess
    let browser: Browser
    let database: FreshDatabase | undefined

    beforeAll(async () => {
      database = await createDatabase()
      started = await demoProcess({ databaseUrl: database?.url })
      await started.start()
      browser = await chromium.launch(launchOptions)
    })

    afterAll(async () => {
      await browser?.close()
      await started?.close()
      await database?.drop()
    })

    tests({
      kind,
      demo: {
        get url(): string {
          return started.url
        },
        output: () => started.output(),
        start: () => started.start(),
        kill: () => started.kill(),
      },
      databaseUrl: () => database?.url,
      async newContext() {
        const context = await browser.newContext({ locale: 'en' })
        context.setDefaultTimeout(15_000)
        return context
      },
    })
  })
}
