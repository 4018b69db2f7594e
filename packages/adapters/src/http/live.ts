import type { unreachable } from '@orgkit/core/contract/wire'
import type { LiveMessage } from '@orgkit/core/contract/app'
import { createParser } from 'eventsource-parser'

/** A server that lives says something three times meanwhile. */
const silenceSeconds = 45
/** Characters. A message holds 200 events at most. */
const maximumBuffer = 4_000_000

/**
 * The messages of a response of server-sent events. They end where the server ends them or the signal is aborted, which closes the
 * connection; a lost connection, also one that has only fallen silent, throws `unreachable`. Another response throws at once.
 *
 * `toUnreachable` is handed in: a module that this one shared with the first chunk would be a chunk of its own, before any click.
 */
export function messagesOf(
  response: Response,
  toUnreachable: typeof unreachable,
  signal?: AbortSignal,
): AsyncIterable<LiveMessage> {
  const { body, headers } = response
  if (!body || !headers.get('Content-Type')?.startsWith('text/event-stream')) {
    void body?.cancel()
    throw new Error('not an answer of the server')
  }
  const reader = body.getReader()
  let isSilent = false
  let timer: ReturnType<typeof setTimeout> | undefined
  // Closes the connection; a read that waits is over.
  const close = () => void reader.cancel().catch(() => {})
  signal?.addEventListener('abort', close)
  if (signal?.aborted) close()
  const heard = () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      isSilent = true
      close()
    }, silenceSeconds * 1000)
  }

  async function* read(): AsyncGenerator<LiveMessage> {
    const waiting: LiveMessage[] = []
    const decoder = new TextDecoder()
    const parser = createParser({
      maxBufferSize: maximumBuffer,
      onEvent: ({ data }) => void waiting.push(toMessage(data)),
    })
    try {
      for (;;) {
        heard()
        const { done, value } = await reader.read()
        if (isSilent) throw new Error(`nothing for ${silenceSeconds} seconds`)
        if (done || signal?.aborted) return
        parser.feed(decoder.decode(value, { stream: true }))
        yield* waiting.splice(0)
      }
    } catch (error) {
      if (signal?.aborted) return
      throw toUnreachable('subscribe', String(error), error)
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', close)
      close()
    }
  }
  return read()
}

/** No validation: the server is trusted, what stands between is not. */
function toMessage(data: string): LiveMessage {
  const message = JSON.parse(data) as Partial<LiveMessage> | null
  if (typeof message?.cursor === 'string' && Array.isArray(message.events)) return message as LiveMessage
  throw new Error('not a message of the server')
}
