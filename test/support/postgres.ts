import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'

export interface PostgresServer {
  /** Of its superuser. */
  url: string
  /** Ends it and removes what it kept. */
  stop(): Promise<void>
}

/** A PostgreSQL of its own on a free port, which ends with this process. Tests share one: they ask `freshDatabase`. */
export async function startPostgres(): Promise<PostgresServer> {
  const script = path.join(import.meta.dirname, 'postgres-server.ts')
  // In a group of its own: Ctrl+C in a terminal must not reach it before the tests that use it.
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'pipe'], detached: true })
  let errors = ''
  child.stderr.on('data', (text) => (errors += String(text)))
  const closed = once(child, 'close')
  const [url] = await Promise.race([once(createInterface(child.stdout), 'line'), closed])
  if (typeof url !== 'string') throw new Error(`startPostgres: ${errors}`)
  return {
    url,
    async stop() {
      child.stdin.end()
      await closed
    },
  }
}

/** Where `postgres-setup.ts` tells the tests of a run the address of their server. */
export const brokerVariable = 'ORGKIT_TEST_POSTGRES_BROKER'

export interface FreshDatabase {
  /** For `openDatabase({ url })`, or `ORGKIT_DATABASE_URL`. */
  url: string
  /** Removes it, also under those who still use it. */
  drop(): Promise<void>
}

/** An empty PostgreSQL database. `ORGKIT_TEST_DATABASE_URL` names the server; without it one is started for the run. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const server = process.env.ORGKIT_TEST_DATABASE_URL || (await serverOfThisRun())
  const name = `orgkit_test_${randomUUID().replaceAll('-', '')}`
  await execute(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => execute(server, `drop database if exists ${name} with (force)`) }
}

async function serverOfThisRun(): Promise<string> {
  const broker = process.env[brokerVariable]
  if (!broker) {
    throw new Error(
      'freshDatabase: nobody provides a server here. Only the vitest projects with the global setup postgres-setup.ts do; ' +
        'elsewhere set ORGKIT_TEST_DATABASE_URL, or use startPostgres.',
    )
  }
  const answer = await fetch(broker)
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
  return text
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
