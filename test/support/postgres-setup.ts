import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { brokerVariable, type PostgresServer, startPostgres } from './postgres'

let close: (() => Promise<void>) | undefined

/**
 * One PostgreSQL for the whole run, whichever projects take part. It starts when the first test asks for a database, over HTTP
 * because tests run in processes of their own: a run without such tests does not pay for it.
 */
export async function setup(): Promise<void> {
  if (process.env[brokerVariable]) return
  // The address lets its reader into the server: other users of this machine must not guess it.
  const path = `/${randomUUID()}`
  let server: Promise<PostgresServer> | undefined
  const broker = createServer((request, response) => {
    if (request.url !== path) return void response.writeHead(404).end()
    server ??= startPostgres()
    server.then(
      ({ url }) => response.end(url),
      (error: Error) => response.writeHead(500).end(error.message),
    )
  })
  broker.listen(0, '127.0.0.1')
  await once(broker, 'listening')
  const address = broker.address()
  if (!address || typeof address === 'string') throw new Error('The system gives no free port.')
  process.env[brokerVariable] = `http://127.0.0.1:${address.port}${path}`
  close = async () => {
    delete process.env[brokerVariable]
    broker.close()
    broker.closeAllConnections()
    await (await server?.catch(() => undefined))?.stop()
  }
}

export async function teardown(): Promise<void> {
  await close?.()
}
