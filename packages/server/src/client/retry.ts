import { type CallOptions, isOrgkitError, type OrgkitError } from '@orgkit/core'
import { createLine } from './line'

export interface RetryOptions {
  /** How often a call is sent again that got no answer of the server (`unreachable`). 0: never. @default 3 */
  maximumRetries?: number
  /**
   * Seconds that one call waits in all, where the server says that requests are too many (`rate_limited`). A call that would have
   * to wait longer rejects with that, without waiting. Not counted is how long it stands behind other calls of this client that
   * were refused before; a signal ends that. 0: never waits. @default 300
   */
  maximumWaitSeconds?: number
  /** Waits, and rejects with the signal's reason once that is aborted. For tests. @default a timer */
  sleep?: (seconds: number, signal?: AbortSignal) => Promise<void>
}

export type Send = (options: CallOptions) => Promise<unknown>

/** Of those that were refused for their number: so many ask at a time whether there is room again. */
const atOnce = 20
/** Before the first repetition of what got no answer; each further one waits twice as long. */
const firstBackoffSeconds = 0.5
/** Nobody stands in the same second as all the others. */
const jitterSeconds = 0.5

/**
 * Sends until there is an answer. It may send twice what the server did already: a write needs an idempotency key. Of many calls at
 * once those that the server refuses for their number wait in a line, so that each comes to its turn.
 */
export function createRetry({ maximumRetries = 3, maximumWaitSeconds = 300, sleep = wait }: RetryOptions) {
  const line = createLine(atOnce)

  return async (send: Send, options: CallOptions): Promise<unknown> => {
    const { signal } = options
    let retries = 0
    let refusals = 0
    let waitedSeconds = 0
    let isInLine = false
    const join = async () => {
      const isFirst = await line.join(signal)
      isInLine = true
      return isFirst
    }

    try {
      if (line.isFormed) await join()
      for (;;) {
        const { answer, error } = await outcomeOf(send(options))
        if (!error) return answer
        if (error.code === 'rate_limited') {
          const seconds = Math.max(error.retryAfterSeconds ?? backoffSeconds(refusals++), firstBackoffSeconds)
          waitedSeconds += seconds
          if (waitedSeconds > maximumWaitSeconds) throw error
          // Who had to wait for its turn comes after somebody for whom there was room: the time is over.
          // A limit of one operation, such as so many invitations an hour, keeps no others waiting.
          const isOfRequests = error.meta?.maximum === undefined
          const mustWait = isInLine || !isOfRequests || (await join())
          if (mustWait) await sleep(seconds + Math.random() * jitterSeconds, signal)
        } else if (error.code === 'unreachable' && retries < maximumRetries) {
          await sleep(backoffSeconds(retries++) * (0.5 + Math.random() / 2), signal)
        } else throw error
      }
    } finally {
      if (isInLine) line.leave()
    }
  }
}

/** An `OrgkitError` as a value; anything else, such as an aborted signal's reason, is thrown. */
async function outcomeOf(sent: Promise<unknown>): Promise<{ answer?: unknown; error?: OrgkitError }> {
  try {
    return { answer: await sent }
  } catch (error) {
    if (isOrgkitError(error)) return { error }
    throw error
  }
}

function backoffSeconds(count: number): number {
  return Math.min(firstBackoffSeconds * 2 ** count, 30)
}

function wait(seconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, seconds * 1000)
    signal?.addEventListener('abort', stop, { once: true })
  })
}
