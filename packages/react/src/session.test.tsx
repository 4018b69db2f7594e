import { render, waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { useOrganization } from './organization'
import { useOrganizationList } from './organization-list'
import { useSession, useSessionTasks } from './session'
import { fakeBackend } from './testing/fake-adapter'
import { pendingSession, session, signedOut } from './testing/fixtures'
import { renderApp, renderReady, renderWith, settle } from './testing/render'

test('is loading until the backend answers, and then active', async () => {
  const backend = fakeBackend()
  const { result } = renderWith(backend, () => useSession())
  expect(result.current).toMatchObject({
    status: 'loading',
    isLoaded: false,
    isSignedIn: false,
    session: null,
  })
  await settle(() => backend.last('getSession').answer(session()))
  expect(result.current).toMatchObject({
    status: 'active',
    isLoaded: true,
    isSignedIn: true,
    user: { name: 'Ada' },
  })
})

test('all hooks of the first paint share one request', async () => {
  const backend = fakeBackend({ getSession: () => session() })
  const { result } = renderWith(backend, () => ({
    session: useSession(),
    tasks: useSessionTasks(),
    organization: useOrganization(),
    list: useOrganizationList(),
  }))
  await settle()
  expect(result.current.organization.organization?.name).toBe('Acme')
  expect(result.current.list.userMemberships.count).toBe(3)
  expect(backend.calls('getSession')).toHaveLength(1)
  expect(backend.calls('listUserMemberships')).toHaveLength(0)
})

test('strict mode gives up the request of the mount that it throws away', async () => {
  const backend = fakeBackend({ getSession: () => session() })
  const { result } = renderWith(backend, () => useSession(), { strict: true })
  await settle()
  expect(result.current.status).toBe('active')
  expect(backend.calls('getSession').filter((call) => !call.signal?.aborted)).toHaveLength(1)
})

test('nobody is signed in', async () => {
  const backend = fakeBackend({ getSession: () => signedOut })
  const { result } = renderWith(backend, () => useSession())
  await settle()
  expect(result.current).toMatchObject({
    status: 'signed-out',
    isLoaded: true,
    isSignedIn: false,
    user: null,
  })
})

test('an open task makes the session pending, and the tasks tell the next one', async () => {
  const backend = fakeBackend({ getSession: () => pendingSession() })
  const { result } = renderWith(backend, () => ({ session: useSession(), tasks: useSessionTasks() }))
  await settle()
  expect(result.current.session.status).toBe('pending')
  expect(result.current.tasks).toMatchObject({ isLoaded: true, current: { key: 'choose-organization' } })
})

test('a refusal is not repeated, and refetch tries again', async () => {
  const backend = fakeBackend()
  const { result } = renderWith(backend, () => useSession())
  await settle(() => backend.last('getSession').fail('unknown_instance'))
  expect(result.current).toMatchObject({ status: 'failed', error: { code: 'unknown_instance' } })
  expect(backend.calls('getSession')).toHaveLength(1)
  await settle(() => void result.current.refetch())
  expect(result.current.status).toBe('loading')
  await settle(() => backend.last('getSession').answer(session()))
  expect(result.current.status).toBe('active')
})

test('an unreachable backend is asked three times in all', async () => {
  vi.useFakeTimers()
  const backend = fakeBackend()
  const { result } = renderWith(backend, () => useSession())
  for (const count of [1, 2, 3]) {
    expect(backend.calls('getSession')).toHaveLength(count)
    backend.last('getSession').fail('unreachable')
    await vi.advanceTimersByTimeAsync(6000)
  }
  expect(backend.calls('getSession')).toHaveLength(3)
  vi.useRealTimers()
  await waitFor(() => expect(result.current.status).toBe('failed'))
})

test('a failing refetch keeps the session and tells the error', async () => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, () => useSession())
  await settle(() => void result.current.refetch())
  await settle(() => backend.last('getSession').fail('forbidden'))
  expect(result.current).toMatchObject({
    status: 'active',
    user: { name: 'Ada' },
    error: { code: 'forbidden' },
  })
})

test('an adapter’s own failure is internal', async () => {
  const backend = fakeBackend({
    getSession: () => {
      throw new TypeError('undefined is not a function')
    },
  })
  vi.useFakeTimers()
  const { result } = renderWith(backend, () => useSession())
  await vi.advanceTimersByTimeAsync(6000)
  vi.useRealTimers()
  await waitFor(() => expect(result.current.error).toMatchObject({ code: 'internal' }))
})

test('unmounting in flight gives the request up', async () => {
  const backend = fakeBackend()
  const { unmount } = renderWith(backend, () => useSession())
  unmount()
  await settle()
  expect(backend.last('getSession').signal?.aborted).toBe(true)
})

test('a component that mounts on a failure does not start the load again', async () => {
  const backend = fakeBackend({
    getSession: () => {
      throw Object.assign(new Error('no'), { code: 'forbidden', [Symbol.for('orgkit.error')]: true })
    },
  })
  const Failure = () => <p>{useSession().status}</p>
  const App = () => (useSession().status === 'failed' ? <Failure /> : null)
  const { findByText } = renderApp(backend, <App />)
  await findByText('failed')
  await settle()
  expect(backend.calls('getSession')).toHaveLength(1)
})

test('without a provider it says what is missing', () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const Lost = () => <p>{useSession().status}</p>
  expect(() => render(<Lost />)).toThrow(/useSession: no OrgkitProvider above this component/)
})

test('select renders again for what it selects alone', async () => {
  const backend = fakeBackend()
  let renders = 0
  const { result } = renderReady(backend, () => {
    renders++
    return useSession((state) => state.user?.name)
  })
  expect(result.current).toBe('Ada')
  const before = renders
  await settle(() => window.dispatchEvent(new Event('visibilitychange')))
  expect(renders).toBe(before)
})
