import { isOrgkitError, OrgkitError } from '@orgkit/core'
import type { SubscribeInput } from '@orgkit/core/contract/app'
import type { Caller, Engine, LiveReading } from '@orgkit/core/engine'
import { streamKey } from '../database/events'
import { listenForLive } from '../database/live-notifications'
import type { Database } from '../database/open-database'
import type { Log } from '../log'
import { createLiveStream, type LiveStream } from './live-stream'

export interface LiveStreamsOptions {
  database: Pick<Database, 'live' | 'listen'>
  engine: Pick<Engine, 'readLive'>
  /** Who is calling, asked again and again. */
  callerOf(request: Request): Promise<Caller>
  log: Log
  /** @default 15 */
  heartbeatSeconds?: number
}

export interface LiveStreams {
  /** Hears of what other nodes write. */
  start(): Promise<void>
  /** Rejects with `unauthenticated`, with `rate_limited` where the user has too many open, and with `unreachable` once it was ended. */
  open(request: Request, input: SubscribeInput): Promise<Response>
  /** Ends all streams, and opens no more. */
  end(): void
  /** The same, and waits for what is under way. */
  stop(): Promise<void>
  /** How many are open. */
  count(): number
}

/** Tabs of one user on one node. A leader for all tabs of a browser makes one of them. */
const maximumPerUser = 20
const stallSeconds = 60
const longestHeartbeatSeconds = 30
const retrySeconds = 30

/**
 * Streams of events, woken by the commit that told them. Who listens, and what they may hear, is asked again before each message
 * and at each heartbeat.
 */
export function createLiveStreams({
  database,
  engine,
  callerOf,
  log,
  heartbeatSeconds = 15,
}: LiveStreamsOptions): LiveStreams {
  if (!(heartbeatSeconds > 0 && heartbeatSeconds <= longestHeartbeatSeconds)) {
    throw new Error(
      `createServer: liveHeartbeatSeconds is ${heartbeatSeconds}. Without a pause streams would ask the database on and on, and ` +
        `with a long one readers take them for lost. Give more than 0, and ${longestHeartbeatSeconds} at most.`,
    )
  }
  const open = new Set<LiveStream>()
  const openOf = new Map<string, number>()
  const readings = new Set<Promise<unknown>>()
  let stopListening = async () => {}
  let isEnded = false

  /** Counts the stream for its user; returns how to count it out. */
  function reserve({ instanceId, identity }: Caller): () => void {
    if (!identity) throw new OrgkitError({ code: 'unauthenticated' })
    const key = streamKey(instanceId, { userId: identity.id })
    const count = openOf.get(key) ?? 0
    if (count >= maximumPerUser)
      throw new OrgkitError({ code: 'rate_limited', retryAfterSeconds: retrySeconds })
    openOf.set(key, count + 1)
    return () => {
      const left = (openOf.get(key) ?? 0) - 1
      if (left > 0) openOf.set(key, left)
      else openOf.delete(key)
    }
  }

  /** So that nobody closes the database under it. */
  function tracked<T>(reading: Promise<T>): Promise<T> {
    readings.add(reading)
    const forget = () => void readings.delete(reading)
    reading.then(forget, forget)
    return reading
  }

  /** `null`: somebody else is there by now, or nobody. */
  async function readAgain(
    request: Request,
    userId: string,
    input: SubscribeInput,
  ): Promise<LiveReading | null> {
    const caller = await callerOf(request)
    return caller.identity?.id === userId ? engine.readLive(caller, input) : null
  }

  function end(): void {
    isEnded = true
    for (const stream of open) stream.end()
  }

  return {
    async start() {
      try {
        stopListening = await listenForLive(database)
      } catch (error) {
        log({
          level: 'warn',
          message: 'orgkit: other nodes cannot wake live streams; they look by themselves',
          error,
        })
      }
    },

    async open(request, { organizationId, cursor }) {
      if (isEnded) throw new OrgkitError({ code: 'unreachable', message: 'The server is closing.' })
      const caller = await callerOf(request)
      const release = reserve(caller)
      const keys = [
        streamKey(caller.instanceId, { userId: caller.identity?.id ?? '' }),
        ...(organizationId === undefined ? [] : [streamKey(caller.instanceId, { organizationId })]),
      ]
      // Woken from before the first look on.
      let wake = () => {}
      let isWoken = false
      const stopWaking = database.live.on(keys, () => {
        isWoken = true
        wake()
      })
      try {
        const first = await tracked(engine.readLive(caller, { organizationId, cursor }))
        const stream = createLiveStream({
          first,
          heartbeatSeconds,
          stallSeconds,
          read: (from) => tracked(readAgain(request, first.userId, { organizationId, cursor: from })),
          onWake(listener) {
            wake = listener
            if (isWoken) listener()
            return stopWaking
          },
          onEnd(error) {
            open.delete(stream)
            release()
            // Whoever signed out meanwhile, and whoever asks after the end, hears nothing more: that is all.
            if (error === undefined || isEnded || isOrgkitError(error)) return
            log({ level: 'warn', message: 'orgkit: a live stream was cut; its reader comes back', error })
          },
        })
        open.add(stream)
        if (isEnded) stream.end()
        return new Response(stream.body, { headers })
      } catch (error) {
        stopWaking()
        release()
        throw error
      }
    },

    end,

    async stop() {
      end()
      await stopListening()
      await Promise.allSettled(readings)
    },

    count: () => open.size,
  }
}

const headers = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  // A proxy that collects answers would keep the events: https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffering
  'X-Accel-Buffering': 'no',
}
