import type { Adapter } from '@orgkit/core'
import { act, render } from '@testing-library/react'
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Show, useAuthorization } from './authorization'
import { useIdentity, useSignOut } from './identity'
import { useOrganization } from './organization'
import { useSetOrganizationLogo } from './organization-logo'
import { useCreateOrganization } from './organization-writes'
import { useOrganizationList } from './organization-list'
import { useOrganizationWindow } from './organization-window'
import { OrgkitProvider, useLocale, type OrgkitProviderProps } from './provider'
import { useSession, useSessionTasks } from './session'
import { useSlugAvailability } from './slug'
import { useSwitchOrganization } from './switch'
import { fakeBackend } from './testing/fake-adapter'
import { active, session } from './testing/fixtures'
import { renderReady, settle } from './testing/render'

beforeEach(() => sessionStorage.clear())
afterEach(() => void vi.unstubAllGlobals())

function Everything() {
  useSessionTasks()
  useOrganizationList()
  useOrganizationWindow()
  useSwitchOrganization()
  useCreateOrganization()
  useSetOrganizationLogo()
  useSlugAvailability('acme')
  useAuthorization()
  useSignOut()
  useIdentity()
  return (
    <p lang={useLocale()}>
      {useSession().status} {useOrganization().organization?.name}
      <Show when="signed-in"> in</Show>
    </p>
  )
}

const app = (props: OrgkitProviderProps) => (
  <OrgkitProvider {...props}>
    <Everything />
  </OrgkitProvider>
)

/** As on a server: neither window nor storage. */
function renderOnServer(props: OrgkitProviderProps): string {
  for (const name of [
    'window',
    'document',
    'sessionStorage',
    'localStorage',
    'location',
    'BroadcastChannel',
  ]) {
    vi.stubGlobal(name, undefined)
  }
  try {
    return renderToString(app(props))
  } finally {
    vi.unstubAllGlobals()
  }
}

test.each(['tab', 'browser'] as const)('renders on a server with scope %s, and asks nothing', (scope) => {
  const backend = fakeBackend()
  expect(renderOnServer({ adapter: backend.adapter, scope })).toContain('loading')
  expect(renderOnServer({ adapter: backend.adapter, scope, initialSession: session() })).toMatch(
    /active.*Acme.*in/,
  )
  expect(backend.calls('getSession')).toHaveLength(0)
})

test('the first render in the browser equals the server’s, and nothing is asked', async () => {
  const backend = fakeBackend()
  const props = { adapter: backend.adapter, initialSession: session(), locale: 'de' }
  const container = document.createElement('div')
  container.innerHTML = renderOnServer(props)
  const before = container.innerHTML
  const onRecoverableError = vi.fn()
  const root = await act(async () => hydrateRoot(container, app(props), { onRecoverableError }))
  await settle()
  expect(onRecoverableError).not.toHaveBeenCalled()
  expect(container.innerHTML).toBe(before)
  expect(backend.calls('getSession')).toHaveLength(0)
  act(() => root.unmount())
})

test('a tab that works elsewhere than the server thought follows its own wish', async () => {
  sessionStorage.setItem('orgkit_organization', JSON.stringify(['user_ada', 'org_blue']))
  const backend = fakeBackend({ getSession: () => session({ active: 'blue' }) })
  const { result } = renderReady(backend, () => useOrganization())
  expect(result.current.organization?.slug).toBe('acme')
  await settle()
  expect(backend.last('getSession').input).toEqual({ organization: 'org_blue' })
  expect(result.current.organization?.slug).toBe('blue')
})

test('two requests in one process do not meet', () => {
  const backend = fakeBackend()
  const grace = session({ userId: 'user_grace', active: 'coop' })
  expect(renderOnServer({ adapter: backend.adapter, initialSession: session() })).toContain('Acme')
  expect(renderOnServer({ adapter: backend.adapter, initialSession: grace })).toContain('Coop')
  expect(renderOnServer({ adapter: backend.adapter })).not.toMatch(/Acme|Coop/)
})

test('a host’s own queries and ours do not meet', async () => {
  const host = new QueryClient()
  const backend = fakeBackend({ getSession: () => session() })
  const Notes = () => <i>{useQuery({ queryKey: ['notes'], queryFn: () => 'notes' }).data}</i>
  const { container } = render(
    <QueryClientProvider client={host}>
      <Notes />
      {app({ adapter: backend.adapter })}
    </QueryClientProvider>,
  )
  await settle()
  expect(container.textContent).toContain('notes')
  expect(container.textContent).toContain('Acme')
  expect(
    host
      .getQueryCache()
      .getAll()
      .map((query) => query.queryKey),
  ).toEqual([['notes']])
})

test('a host’s client is used as given, and its defaults do not count for us', async () => {
  const error = vi.fn()
  const host = new QueryClient({
    defaultOptions: {
      queries: {
        throwOnError: true,
        retry: 5,
        gcTime: 0,
        staleTime: 0,
        networkMode: 'online',
        refetchInterval: 10,
        structuralSharing: false,
        placeholderData: () => session({ userId: 'nobody' }),
      },
      mutations: { onError: error, throwOnError: true },
    },
  })
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
  const backend = fakeBackend({ getSession: () => session() })
  const { container } = render(app({ adapter: backend.adapter, queryClient: host }))
  expect(container.textContent).toContain('loading')
  await settle()
  await act(() => new Promise((resolve) => setTimeout(resolve, 50)))
  expect(container.textContent).toContain('Acme')
  expect(backend.calls('getSession')).toHaveLength(1)
  expect(
    host
      .getQueryCache()
      .getAll()
      .every((query) => query.queryKey[0] === 'orgkit'),
  ).toBe(true)

  const failing = fakeBackend()
  const { container: failed } = render(app({ adapter: failing.adapter, queryClient: host }))
  await settle(() => failing.last('getSession').fail('forbidden'))
  expect(failed.textContent).toContain('failed')
  expect(failing.calls('getSession')).toHaveLength(1)
  expect(error).not.toHaveBeenCalled()
})

test('initialSession outlives a host’s gcTime of 0', async () => {
  const host = new QueryClient({ defaultOptions: { queries: { gcTime: 0 } } })
  const backend = fakeBackend()
  const props = { adapter: backend.adapter, queryClient: host, initialSession: session() }
  const { rerender, container } = render(<OrgkitProvider {...props} />)
  await act(() => new Promise((resolve) => setTimeout(resolve, 20)))
  rerender(app(props))
  expect(container.textContent).toContain('Acme')
  expect(backend.calls('getSession')).toHaveLength(0)
})

test('our own client hears of a window that gets the focus, a host’s is not mounted by us', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const backend = fakeBackend({ getSession: () => session() })
  const host = new QueryClient()
  const mount = vi.spyOn(host, 'mount')
  render(app({ adapter: fakeBackend().adapter, queryClient: host }))
  render(app({ adapter: backend.adapter }))
  await settle()
  vi.setSystemTime(Date.now() + 60_000)
  await settle(() => document.dispatchEvent(new Event('visibilitychange')))
  await settle(() => window.dispatchEvent(new Event('visibilitychange')))
  vi.useRealTimers()
  expect(backend.calls('getSession')).toHaveLength(2)
  expect(mount).not.toHaveBeenCalled()
})

test('an adapter that is made anew at each render costs nothing; another key is another backend', async () => {
  const one = fakeBackend({ getSession: () => session() })
  const two = fakeBackend({ getSession: () => session({ userId: 'user_grace', active: 'coop' }) })
  const view = (key: string, adapter: Adapter) => <div key={key}>{app({ adapter })}</div>
  const { rerender, container } = render(view('one', one.adapter))
  await settle()
  rerender(view('one', { ...one.adapter }))
  await settle()
  expect(one.calls('getSession')).toHaveLength(1)
  sessionStorage.clear()
  rerender(view('two', two.adapter))
  expect(container.textContent).toContain('loading')
  await settle()
  expect(container.textContent).toContain('Coop')
})

test('a session that opens without a wish is kept, so that another tab’s switch cannot move this one', async () => {
  const backend = fakeBackend({ getSession: () => session() })
  render(app({ adapter: backend.adapter }))
  await settle()
  expect(backend.last('getSession').input).toEqual({})
  expect(JSON.parse(sessionStorage.getItem('orgkit_organization')!)).toEqual(['user_ada', 'org_acme'])
})

test('a scope that something else moves is followed, and late answers of before are not', async () => {
  let listener = () => {}
  let wish = 'acme'
  const scope = {
    read: () => wish,
    write: () => {},
    subscribe: (tell: () => void) => ((listener = tell), () => {}),
  }
  const backend = fakeBackend()
  const { result } = renderReady(
    backend,
    () => ({ session: useSession(), organization: useOrganization() }),
    { scope },
  )
  await settle()
  expect(backend.calls('getSession')).toHaveLength(0)
  await settle(() => void result.current.session.refetch())
  const late = backend.last('getSession')
  wish = 'blue'
  await settle(listener)
  expect(backend.last('getSession').input).toEqual({ organization: 'blue' })
  await settle(() => backend.last('getSession').answer(session({ active: 'blue' })))
  await settle(() => late.answer(session({ active: 'acme' })))
  expect(result.current.organization.organization?.slug).toBe('blue')
})

test('callbacks that change at each render are the newest ones when they are called', async () => {
  const backend = fakeBackend({ setLastActiveOrganization: () => ({ active: active('blue'), events: [] }) })
  const [old, newest] = [vi.fn(), vi.fn()]
  let choose = () => {}
  const Choose = () => {
    const { switchOrganization } = useSwitchOrganization()
    useEffect(() => {
      choose = () => void switchOrganization('org_blue')
    })
    return null
  }
  const view = (onAfterSwitch: () => void) => (
    <OrgkitProvider adapter={backend.adapter} initialSession={session()} onAfterSwitch={onAfterSwitch}>
      <Choose />
    </OrgkitProvider>
  )
  const { rerender } = render(view(old))
  rerender(view(newest))
  await settle(() => choose())
  expect(old).not.toHaveBeenCalled()
  expect(newest).toHaveBeenCalledTimes(1)
})
