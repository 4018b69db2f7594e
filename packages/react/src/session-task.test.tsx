import type { SessionTask } from '@orgkit/core'
import { act } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { useOrgkit } from './context'
import { useSession } from './session'
import { useCompleteSessionTask } from './session-task'
import { fakeBackend } from './testing/fake-adapter'
import { event, session } from './testing/fixtures'
import { renderReady, settle } from './testing/render'

beforeEach(() => sessionStorage.clear())

const terms = (version: string): SessionTask => ({ key: 'accept-terms', terms: { version, url: null } })
const profile: SessionTask = {
  key: 'complete-profile',
  fields: [{ key: 'phone', label: 'Phone', value: null }],
}
const pending = (...tasks: SessionTask[]) => session({ changes: { status: 'pending', tasks } })
const done = (taskKey: string) => event({ type: 'session_task.completed', userId: 'user_ada', taskKey })

function open(...tasks: SessionTask[]) {
  const backend = fakeBackend({ getSession: () => pending(...tasks) })
  const { result } = renderReady(
    backend,
    () => ({ completing: useCompleteSessionTask(), session: useSession(), orgkit: useOrgkit('test') }),
    { initialSession: pending(...tasks) },
  )
  const complete = () =>
    result.current.completing.completeSessionTask({ taskKey: 'accept-terms', termsVersion: '1' })
  return { backend, result, complete }
}

test('the last task opens the session, without asking for it', async () => {
  const { backend, result, complete } = open(terms('1'))
  backend.script.completeSessionTask = () => ({ tasks: [], events: [done('accept-terms')] })
  await act(complete)
  await settle()
  expect(backend.last('completeSessionTask').input).toEqual({ taskKey: 'accept-terms', termsVersion: '1' })
  expect(result.current.session).toMatchObject({ status: 'active', session: { tasks: [] } })
  expect(backend.calls('getSession')).toHaveLength(0)
})

test('those that are left come with the answer, as they are by then', async () => {
  const { backend, result, complete } = open(terms('1'), { key: 'complete-profile' })
  backend.script.completeSessionTask = () => ({ tasks: [profile], events: [done('accept-terms')] })
  await expect(act(complete)).resolves.toEqual([profile])
  expect(result.current.session).toMatchObject({ status: 'pending', session: { tasks: [profile] } })
})

test('a double click is one request', async () => {
  const { backend, complete } = open(terms('1'))
  const both = [complete(), complete()]
  await settle(() => backend.last('completeSessionTask').answer({ tasks: [], events: [] }))
  await Promise.all(both)
  expect(backend.calls('completeSessionTask')).toHaveLength(1)
})

test('after an uncertain end it is the same write', async () => {
  const { backend, complete } = open(terms('1'))
  await settle(() => void complete())
  await settle(() => backend.last('completeSessionTask').fail('unreachable'))
  await settle(() => void complete())
  const [first, second] = backend.calls('completeSessionTask')
  expect(second?.idempotencyKey).toBe(first?.idempotencyKey)
})

test('another version by now is in the session before the refusal is told', async () => {
  const { backend, result, complete } = open(terms('1'))
  backend.script.getSession = () => pending(terms('2'))
  const seen: unknown[] = []
  const completing = complete().catch(() => seen.push(result.current.orgkit.cache.session()?.session?.tasks))
  await settle(() => backend.last('completeSessionTask').fail('conflict'))
  await completing
  expect(seen).toEqual([[terms('2')]])
  expect(result.current.completing.error?.code).toBe('conflict')
})
