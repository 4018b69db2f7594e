import path from 'node:path'
import type { Identity } from '@orgkit/core'
import { createServer, openDatabase, serve } from '@orgkit/server'
import { build } from 'esbuild'
import { chromium } from 'playwright'
import { launchOptions } from '../support/chromium'

export interface RequestResult {
  what: string
  /** Requests to the API, from what was measured before on. */
  measured: number
  bound: number
}

const ada: Identity = {
  id: 'user_ada',
  name: 'Ada',
  emails: [{ address: 'ada@bench.test', verified: true }],
}
const organizationCount = 10

/** The switcher in a page of its own, in Chromium, over the reference server: how often it asks. */
export async function measureRequests(): Promise<RequestResult[]> {
  const files = await bundle()
  let answer = async (_: Request) => new Response(null, { status: 503 })
  const served = await serve({ fetch: (request) => answer(request), port: 0, hostname: '127.0.0.1' })
  const url = `http://127.0.0.1:${served.port}`
  const server = await createServer({
    database: await openDatabase({ url: 'memory:' }),
    instances: [
      {
        id: 'ins_bench',
        publishableKey: 'pk_bench',
        plan: 'pro',
        settings: { organizationsEnabled: true, personalAccounts: true, membershipLimit: null },
      },
    ],
    identify: () => ada,
    secret: 'a secret for benchmarks '.repeat(2),
    url,
  })
  for (let count = 1; count <= organizationCount; count++) {
    const caller = { instanceId: 'ins_bench', identity: ada }
    await server.engine.execute('createOrganization', caller, { name: `Organization ${count}` })
  }
  answer = async (request) => {
    const { pathname } = new URL(request.url)
    if (pathname.startsWith('/api/')) return server.fetch(request)
    const file = files.get(pathname)
    return file ?? new Response(null, { status: 404 })
  }
  const browser = await chromium.launch(launchOptions)
  try {
    const page = await browser.newPage({ locale: 'en' })
    let count = 0
    page.on('request', (request) => {
      const { pathname } = new URL(request.url())
      // Live events are listened to, once: nothing waits for them.
      if (pathname.startsWith('/api/') && !pathname.endsWith('/events/stream')) count++
    })
    /** Waits a while for what may come late. */
    const measured = async (what: string, bound: number, action: () => Promise<unknown>) => {
      const before = count
      await action()
      await page.waitForTimeout(500)
      return { what, measured: count - before, bound }
    }
    const trigger = page.getByRole('button', { name: /switch organization/ })
    return [
      await measured('until the switcher shows its organization', 1, async () => {
        await page.goto(url)
        await trigger.waitFor()
      }),
      await measured('opening it', 0, async () => {
        await trigger.click()
        await page.getByRole('option', { name: 'Organization 9' }).waitFor()
      }),
      await measured('choosing another organization', 1, async () => {
        await page.getByRole('option', { name: 'Organization 3' }).click()
        await page.getByRole('button', { name: 'Organization 3, switch organization' }).waitFor()
      }),
    ]
  } finally {
    await browser.close()
    await served.close()
    await server.close()
  }
}

/** As an app would build it, with React, by address. */
async function bundle() {
  const { outputFiles } = await build({
    entryPoints: [path.join(import.meta.dirname, 'entries/switcher.tsx')],
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    outdir: '/',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  })
  const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css' }
  const body = '<!doctype html><html lang="en"><link rel="stylesheet" href="/switcher.css"><body></body>'
  const page = `${body}<script type="module" src="/switcher.js"></script>`
  const file = (content: BodyInit, type: string) => ({
    content,
    headers: { 'Content-Type': `${type}; charset=utf-8` },
  })
  const files = new Map(
    outputFiles.map(({ path: name, contents }) => [
      `/${path.basename(name)}`,
      file(new Uint8Array(contents), types[path.extname(name)] ?? 'text/plain'),
    ]),
  )
  files.set('/', file(page, 'text/html'))
  return {
    get: (pathname: string) => {
      const found = files.get(pathname)
      return found && new Response(found.content, { headers: found.headers })
    },
  }
}
