import type { EmbeddedAdapter } from '@orgkit/adapters/embedded'
import { OrgkitError, type SessionTask } from '@orgkit/core'

export const terms = (version = '2026-11', url: string | null = 'https://notes.test/terms'): SessionTask => ({
  key: 'accept-terms',
  terms: { version, url },
})

export const profile = (answers: Record<string, string> = {}): SessionTask => ({
  key: 'complete-profile',
  fields: [
    { key: 'jobTitle', label: 'What do you do?', value: answers.jobTitle ?? null },
    { key: 'phone', label: 'Phone number', value: answers.phone ?? null },
  ],
})

/**
 * Puts tasks before those that the backend finds, and finishes them one after the other. For what a backend finds only by the app's
 * own settings, and for what changes while a page is open.
 */
export function withTasks(adapter: EmbeddedAdapter, tasks: readonly SessionTask[]) {
  const { getSession, completeSessionTask } = adapter
  const state = { tasks }
  adapter.getSession = async (...call) => {
    const answer = await getSession(...call)
    const { session } = answer
    if (!session || state.tasks.length === 0) return answer
    const all = [...state.tasks, ...session.tasks]
    return { ...answer, session: { ...session, status: 'pending', tasks: all } }
  }
  adapter.completeSessionTask = async (input, options) => {
    const [task, ...rest] = state.tasks
    if (task?.key !== input.taskKey) return completeSessionTask(input, options)
    if (task.terms && task.terms.version !== input.termsVersion) throw new OrgkitError({ code: 'conflict' })
    if (input.fields?.phone === '1') throw new OrgkitError({ code: 'invalid_value', field: 'fields.phone' })
    state.tasks = rest
    const { session } = await adapter.getSession({})
    return { tasks: session?.tasks ?? [], events: [] }
  }
  return state
}
