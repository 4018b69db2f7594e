import type { SessionTask } from '@orgkit/core'
import type { CompleteSessionTaskInput } from '@orgkit/core/contract/app'
import { applyEvents } from './apply-events'
import { orRenew } from './organization-write'
import type { Orgkit } from './orgkit'
import { updateSessions } from './own-events'
import { sendWrite } from './send-write'
import { useWrite, type WriteState } from './write'

/**
 * Finishes the first open task of the signed-in user, or asks whether the app counts its own as finished. Answers with those that
 * are left, which the session holds by then. What is to be accepted has another version by now: `conflict`, and the session is asked
 * again before that is told.
 *
 * Rejects with `required`, `too_long`, `invalid_value` (with a field such as `fields.phone`), `conflict`, `unauthenticated` or
 * `unreachable`.
 */
export function useCompleteSessionTask(): WriteState & {
  completeSessionTask: (input: CompleteSessionTaskInput) => Promise<readonly SessionTask[]>
} {
  const [completeSessionTask, state] = useWrite('useCompleteSessionTask', runComplete)
  return { completeSessionTask, ...state }
}

async function runComplete(orgkit: Orgkit, input: CompleteSessionTaskInput): Promise<readonly SessionTask[]> {
  const { cache } = orgkit
  const writing = sendWrite(orgkit, 'completeSessionTask', input, async ({ tasks, events }) => {
    await applyEvents(orgkit, events)
    const status = tasks.length > 0 ? 'pending' : 'active'
    updateSessions(cache, ({ session, ...rest }) => ({
      ...rest,
      session: session && { ...session, tasks, status },
    }))
  })
  return (await orRenew(orgkit, 'conflict', writing)).tasks
}
