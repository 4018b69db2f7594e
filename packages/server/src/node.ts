import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'

export interface ServeOptions {
  fetch(request: Request): Response | Promise<Response>
  /** `0`: any free one. @default 4310 */
  port?: number
  /** @default all addresses of the machine */
  hostname?: string
  /** How long requests under way may still take when it closes. @default 10 */
  graceSeconds?: number
}

export interface Served {
  port: number
  /** Takes no more requests, waits for those under way, then cuts what is left. */
  close(): Promise<void>
}

/** Serves `fetch` on a socket; resolves once it listens, rejects where the port is taken. */
export function serve({ fetch, port = 4310, hostname, graceSeconds = 10 }: ServeOptions): Promise<Served> {
  const listener = getRequestListener((request) => fetch(request), { overrideGlobalObjects: false })
  const server = createServer((request, response) => {
    // A client that keeps its connection would hold up the closing, and go on asking.
    response.once('close', () => {
      if (!server.listening) server.closeIdleConnections()
    })
    void listener(request, response)
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, hostname, () => {
      server.off('error', reject)
      resolve({
        port: (server.address() as AddressInfo).port,
        close: () => closeServer(server, graceSeconds),
      })
    })
  })
}

/** Runs `close` once on SIGINT or SIGTERM and ends the process; a second signal ends it at once. */
export function closeOnSignals(close: () => Promise<void>): void {
  let isClosing = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isClosing) process.exit(1)
      isClosing = true
      close().then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(error)
          process.exit(1)
        },
      )
    })
  }
}

function closeServer(server: Server, graceSeconds: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), graceSeconds * 1000)
    server.close(() => {
      clearTimeout(cut)
      resolve()
    })
    server.closeIdleConnections()
  })
}
