import type { LiveMessage } from '@orgkit/core/contract/app'
import type { LiveReading } from '@orgkit/core/engine'

export interface LiveStreamOptions {
  first: LiveReading
  /** What is new behind the cursor; `null`: nobody is there any more who may listen. */
  read(cursor: string): Promise<LiveReading | null>
  /** Calls the listener whenever there may be something new. Returns how to stop. */
  onWake(listener: () => void): () => void
  /** Told once, however it ends. `error`: what ended it, where that was a failure. */
  onEnd(error?: unknown): void
  /** How often it looks without being woken, and is kept open. */
  heartbeatSeconds: number
  /** How long a message waits for a reader who has stopped to read. */
  stallSeconds: number
}

export interface LiveStream {
  body: ReadableStream<Uint8Array>
  /** Ends it as if there were nothing more to come. */
  end(): void
}

const encoder = new TextEncoder()

/**
 * Server-sent events, made as they are read: for a slow reader they wait in the database and not in memory. Nothing outlives the
 * reader. https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function createLiveStream(options: LiveStreamOptions): LiveStream {
  const { first, read, onWake, onEnd } = options
  let { cursor } = first
  let waiting: LiveReading | null = first
  let hasMore = first.hasMore
  let isEnded = false
  let isWoken = false
  let goOn = () => {}
  let stalled: NodeJS.Timeout | undefined
  let close = () => {}

  const stopWaking = onWake(() => {
    isWoken = true
    goOn()
  })

  function end(error?: unknown): void {
    if (isEnded) return
    isEnded = true
    clearTimeout(stalled)
    stopWaking()
    goOn()
    close()
    onEnd(error)
  }

  /** `true`: time has passed, and that was all. */
  async function untilWoken(): Promise<boolean> {
    if (isWoken || isEnded) return false
    let timer: NodeJS.Timeout | undefined
    const isHeartbeat = await new Promise<boolean>((resolve) => {
      goOn = () => resolve(false)
      timer = setTimeout(() => resolve(true), options.heartbeatSeconds * 1000)
      timer.unref()
    })
    clearTimeout(timer)
    return isHeartbeat
  }

  /** `null`: it is over. */
  async function next(): Promise<string | null> {
    if (waiting) {
      const message = waiting
      waiting = null
      return frameOf(message)
    }
    for (;;) {
      const isHeartbeat = hasMore ? false : await untilWoken()
      isWoken = false
      const reading = isEnded ? null : await read(cursor)
      if (!reading) return null
      cursor = reading.cursor
      hasMore = reading.hasMore
      if (reading.events.length > 0 || reading.isReset) return frameOf(reading)
      if (isHeartbeat) return ':\n\n'
    }
  }

  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      close = () => controller.close()
    },
    async pull(controller) {
      clearTimeout(stalled)
      try {
        const text = await next()
        if (isEnded) return
        if (text === null) return end()
        controller.enqueue(encoder.encode(text))
        stalled = setTimeout(() => end(), options.stallSeconds * 1000)
        stalled.unref()
      } catch (error) {
        end(error)
      }
    },
    cancel() {
      // It is closed already.
      close = () => {}
      end()
    },
  })
  return { body, end }
}

/** No cursor holds a line break. */
function frameOf({ cursor, events, isReset }: LiveMessage): string {
  const message: LiveMessage = { cursor, events, isReset }
  return `id: ${cursor}\ndata: ${JSON.stringify(message)}\n\n`
}
