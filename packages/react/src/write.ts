import type { OrgkitError } from '@orgkit/core'
import { notifyManager } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import { useOrgkit } from './context'
import type { Orgkit } from './orgkit'
import { idOf, isUncertain, toOrgkitError } from './query'
import { useUserId } from './session'

export interface WriteState {
  isPending: boolean
  /** Why the last one failed; `null` again once the next one starts. */
  error: OrgkitError | null
  /** Forgets the error. */
  reset: () => void
}

interface Kept<Input> {
  isPending: boolean
  error: OrgkitError | null
  /** What is being written. */
  input?: Input
  /** Whose write it was: another user sees nothing of it. */
  userId: string | null
}

const idle: Kept<never> = { isPending: false, error: null, userId: null }

/**
 * A write as a function and its state. `run` stands outside of components. The promise may be left alone: the error stands
 * in the state, and an unawaited rejection is not reported as unhandled. The newest call counts.
 */
export function useWrite<Input, Output>(
  name: string,
  run: (orgkit: Orgkit, input: Input) => Promise<Output>,
): [write: (input: Input) => Promise<Output>, state: WriteState, input: Input | undefined] {
  const orgkit = useOrgkit(name)
  const userId = useUserId()
  const [kept, keep] = useState<Kept<Input>>(idle)
  const newest = useRef<unknown>(null)
  const write = useCallback(
    (input: Input) => {
      const writing = run(orgkit, input).catch((thrown: unknown) => {
        throw toOrgkitError(thrown)
      })
      newest.current = writing
      const writerId = orgkit.cache.userId()
      // Scheduled like what the write did to the cache, hence after it: no frame shows neither the wait nor the result.
      const end = (error: OrgkitError | null) =>
        notifyManager.schedule(() => {
          if (newest.current === writing) keep({ isPending: false, error, userId: writerId })
        })
      keep({ isPending: true, error: null, input, userId: writerId })
      writing.then(() => end(null), end)
      return writing
    },
    [orgkit, run],
  )
  const reset = useCallback(() => keep(idle), [])
  const { isPending, error, input } = kept.userId === userId ? kept : (idle as Kept<Input>)
  return [write, { isPending, error, reset }, input]
}

/** A write that was sent and has no certain answer yet. */
export interface OpenWrite {
  idempotencyKey: string
  running: Promise<unknown> | null
}

/**
 * Sends a write once: the same input while one is under way joins it, so that a double click is one request; and until
 * there is a certain answer (done, or refused) a repetition carries the same idempotency key.
 */
export function writeOnce<Output>(
  { openWrites }: Orgkit,
  name: string,
  input: object,
  send: (idempotencyKey: string) => Promise<Output>,
): Promise<Output> {
  const fingerprint = JSON.stringify([name, input], (_, value: unknown) =>
    value instanceof Blob ? idOf(value) : value,
  )
  const open = openWrites.get(fingerprint) ?? { idempotencyKey: randomKey(), running: null }
  openWrites.set(fingerprint, open)
  if (open.running) return open.running as Promise<Output>
  const running = send(open.idempotencyKey).then(
    (output) => {
      openWrites.delete(fingerprint)
      return output
    },
    (thrown: unknown) => {
      const error = toOrgkitError(thrown)
      open.running = null
      if (!isUncertain(error)) openWrites.delete(fingerprint)
      throw error
    },
  )
  open.running = running
  return running
}

/** `crypto.randomUUID` is missing on pages without TLS. */
function randomKey(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-')
}
