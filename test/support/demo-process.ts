import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** The demo as `npm start` runs it, in a process of its own that a test may kill. */
export interface DemoProcess {
  url: string
  /** What it printed so far. */
  output(): string
  /** Resolves when it answers on its health address. */
  start(): Promise<void>
  /** `kill -9`: nothing can be saved on the way out. */
  kill(): Promise<void>
  /** Ends it and removes what it kept. */
  close(): Promise<void>
}

export interface DemoProcessOptions {
  /** A PostgreSQL, which several may share: `(await freshDatabase()).url`. @default PGlite in a folder of its own */
  databaseUrl?: string
}

const startSeconds = 90

export async function demoProcess({ databaseUrl }: DemoProcessOptions = {}): Promise<DemoProcess> {
  const folder = mkdtempSync(path.join(tmpdir(), 'orgkit-demo-'))
  const port = await freePort()
  const url = `http://localhost:${port}`
  let child: ChildProcess | undefined
  let output = ''

  async function start(): Promise<void> {
    child = spawn(process.execPath, ['--conditions=orgkit-source', '--import', 'tsx', '.config/start.mjs'], {
      env: {
        ...process.env,
        PORT: String(port),
        ORGKIT_FOLDER: folder,
        ORGKIT_DATABASE_URL: databaseUrl ?? '',
        // All on one database need the same. Empty: it makes one and keeps it in the folder.
        ORGKIT_SECRET: databaseUrl ? createHash('sha256').update(databaseUrl).digest('hex') : '',
        ORGKIT_URL: url,
        NODE_ENV: 'development',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += String(text)))
    for (let tries = 0; tries < startSeconds * 5; tries++) {
      if (child.exitCode !== null) break
      const answer = await fetch(`${url}/api/orgkit/health`).catch(() => null)
      if (answer?.ok) return
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    throw new Error(`The demo did not answer.\n${output}`)
  }

  async function kill(): Promise<void> {
    const running = child
    child = undefined
    if (!running || running.exitCode !== null) return
    const ended = new Promise((resolve) => running.once('exit', resolve))
    running.kill('SIGKILL')
    await ended
  }

  return {
    url,
    output: () => output,
    start,
    kill,
    async close() {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}
