import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

const firstDelayMs = 100
const maximumDelayMs = 10_000
const connectionTimeoutMs = 10_000

/**
 * Told what Postgres notifies on a channel, by a connection of its own. Also told an empty payload whenever that connection was
 * lost and is there again: what was notified meanwhile nobody kept. `listener` must not throw.
 */
export async function listenOnPostgres(
  connectionString: string,
  channel: string,
  listener: (payload: string) => void,
): Promise<() => Promise<void>> {
  const stopping = new AbortController()
  const { signal } = stopping
  let connection = await connect(connectionString, channel, listener)

  async function stayConnected(): Promise<void> {
    while (!signal.aborted) {
      await connection.ended
      const next = await reconnect()
      if (!next) return
      connection = next
      if (signal.aborted) await next.end()
      else listener('')
    }
  }

  /** `null`: stopped. */
  async function reconnect(): Promise<Connection | null> {
    for (let delayMs = firstDelayMs; ; delayMs = Math.min(delayMs * 2, maximumDelayMs)) {
      await wait(delayMs, undefined, { signal }).catch(() => undefined)
      if (signal.aborted) return null
      const next = await connect(connectionString, channel, listener).catch(() => null)
      if (next) return next
    }
  }

  const staying = stayConnected()
  return async () => {
    stopping.abort()
    await connection.end()
    await staying
  }
}

interface Connection {
  /** Resolves once it is closed or lost. */
  ended: Promise<void>
  end(): Promise<void>
}

async function connect(
  connectionString: string,
  channel: string,
  listener: (payload: string) => void,
): Promise<Connection> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: connectionTimeoutMs,
    // Nothing is sent on it for hours; without, nobody would notice that the other side has gone.
    keepAlive: true,
  })
  const ended = new Promise<void>((resolve) => void client.once('end', resolve))
  // `end` follows; without a listener an error would end the process.
  client.on('error', () => {})
  client.on('notification', ({ payload = '' }) => listener(payload))
  try {
    await client.connect()
    await client.query(`listen ${client.escapeIdentifier(channel)}`)
  } catch (error) {
    await client.end()
    throw error
  }
  return { ended, end: () => client.end() }
}
