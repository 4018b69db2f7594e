import { type Adapter, type CallOptions, type Identity, isOrgkitError, OrgkitError } from '@orgkit/core'
import type { LiveMessage, SubscribeInput } from '@orgkit/core/contract/app'
import type { LiveReading } from '@orgkit/core/engine'
import { instanceId } from './options'
import { checkShape, copyOf } from './plain'
import type { World } from './world'

/** Who is signed in, and who tells of a change. */
export interface LiveSignIn {
  identity(): Identity | null
  subscribe(listener: () => void): () => void
}

/** The same stream as the reference server's, woken by the commits of this page and of others that share its storage. */
export function createSubscribe(world: World, signIn: LiveSignIn): Adapter['subscribe'] {
  const { engine, faults, options, storage, store } = world

  return async (given: SubscribeInput, { signal }: Pick<CallOptions, 'signal'> = {}) => {
    signal?.throwIfAborted()
    const input = copyOf(given)
    // Who calls is settled when the call is made, as a cookie is sent with the request.
    const identity = signIn.identity()
    const read = (cursor?: string) => engine.readLive({ instanceId, identity }, { ...input, cursor })

    let isWoken = false
    let goOn = () => {}
    const wake = () => {
      isWoken = true
      goOn()
    }
    const stops = [store.onCommit(wake), signIn.subscribe(wake), storage?.onWritten(wake)]
    signal?.addEventListener('abort', wake)
    const stop = () => {
      for (const each of stops) each?.()
      signal?.removeEventListener('abort', wake)
    }

    async function open(): Promise<LiveReading> {
      await faults.wait('subscribe', options.latencyMs)
      signal?.throwIfAborted()
      faults.throwBefore('subscribe', input)
      checkShape('subscribe', input)
      return read(input.cursor)
    }

    async function* tell(first: LiveReading): AsyncGenerator<LiveMessage> {
      try {
        for (let reading = first, isFirst = true; !signal?.aborted; isFirst = false) {
          const { cursor, events, isReset } = reading
          if (isFirst || isReset || events.length > 0) {
            if (!isFirst) await faults.wait('subscribe', 0)
            if (!isFirst) faults.throwAfter('subscribe', input)
            if (signal?.aborted) return
            yield copyOf({ cursor, events, isReset })
          }
          if (!reading.hasMore && !isWoken) await new Promise<void>((resolve) => (goOn = resolve))
          isWoken = false
          if (signal?.aborted || signIn.identity()?.id !== identity?.id) return
          reading = await read(cursor)
        }
      } catch (error) {
        throw told(error)
      } finally {
        stop()
      }
    }

    try {
      return tell(await open())
    } catch (error) {
      stop()
      if (signal?.aborted) throw signal.reason
      throw told(error)
    }
  }
}

function told(error: unknown): OrgkitError {
  if (isOrgkitError(error)) return error
  return new OrgkitError({ code: 'internal', message: String(error) }, { cause: error })
}
