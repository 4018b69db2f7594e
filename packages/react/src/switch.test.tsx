import { act, fireEvent } from '@testing-library/react'
import { QueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { beforeEach, expect, test, vi } from 'vitest'
import { useOrganization } from './organization'
import { useCreateOrganization } from './organization-writes'
import { useOrganizationList } from './organization-list'
import { useSession } from './session'
import { useSwitchOrganization } from './switch'
import { fakeBackend } from './testing/fake-adapter'
import { active, created, creationEvents, page, session } from './testing/fixtures'
import { renderApp, renderReady, renderWith, settle } from './testing/render'

beforeEach(() => sessionStorage.clear())

const useTab = () => ({
  session: useSession(),
  organization: useOrganization(),
  switching: useSwitchOrganization(),
  creating: useCreateOrganization(),
})

const answerTo = (slug: string | null) => ({ active: slug === null ? null : active(slug), events: [] })

test('a switch is one request, and shows nothing of it before the answer', async () => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, useTab)
  await settle(() => void result.current.switching.switchOrganization('org_blue'))
  expect(result.current.switching).toMatchObject({ isPending: true, target: 'org_blue' })
  expect(result.current.organization.organization?.name).toBe('Acme')
  await settle(() => backend.last('setLastActiveOrganization').answer(answerTo('blue')))
  expect(result.current.switching).toMatchObject({ isPending: false, target: undefined, error: null })
  expect(result.current.organization.organization?.name).toBe('Blue')
  expect(backend.calls('setLastActiveOrganization')).toHaveLength(1)
  expect(backend.calls('getSession')).toHaveLength(0)
})

test('what the answer tells beside the organization is shown with it, without another request', async () => {
  const backend = fakeBackend({
    setLastActiveOrganization: () => ({ ...answerTo('dune'), events: creationEvents('dune') }),
  })
  const { result } = renderReady(backend, useTab)
  await act(() => result.current.switching.switchOrganization('org_dune'))
  await settle()
  const names = result.current.session.session?.memberships.items.map((row) => row.organization.name)
  expect(names).toContain('Dune')
  expect(result.current.organization.organization?.name).toBe('Dune')
  expect(backend.calls('getSession')).toHaveLength(0)
})

test('switches to the personal account', async () => {
  const backend = fakeBackend({ setLastActiveOrganization: () => answerTo(null) })
  const { result } = renderReady(backend, useTab)
  await settle(() => void result.current.switching.switchOrganization(null))
  expect(backend.last('setLastActiveOrganization').input).toEqual({ organizationId: null })
  expect(result.current.organization).toMatchObject({ isLoaded: true, organization: null, error: null })
})

test('the organization that is there already costs no request', async () => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, useTab)
  await expect(act(() => result.current.switching.switchOrganization('org_acme'))).resolves.toBe('unchanged')
  expect(backend.calls('setLastActiveOrganization')).toHaveLength(0)
})

test('before may veto, and then nothing happens', async () => {
  const backend = fakeBackend()
  const onBeforeSwitch = vi.fn(async () => false)
  const onAfterSwitch = vi.fn()
  const { result } = renderReady(backend, useTab, { onBeforeSwitch, onAfterSwitch })
  await expect(act(() => result.current.switching.switchOrganization('org_blue'))).resolves.toBe('vetoed')
  expect(onBeforeSwitch).toHaveBeenCalledWith({
    from: expect.objectContaining({ id: 'org_acme' }),
    organizationId: 'org_blue',
  })
  expect(backend.calls('setLastActiveOrganization')).toHaveLength(0)
  expect(onAfterSwitch).not.toHaveBeenCalled()
  expect(result.current.organization.organization?.name).toBe('Acme')
})

test('a question that is answered after a newer wish is no longer of interest', async () => {
  const backend = fakeBackend({
    setLastActiveOrganization: ({ organizationId }) => answerTo(organizationId!.slice(4)),
  })
  let allow = (_: boolean) => {}
  const onBeforeSwitch = vi
    .fn<() => Promise<boolean> | boolean>(() => true)
    .mockImplementationOnce(() => new Promise<boolean>((resolve) => (allow = resolve)))
  const { result } = renderReady(backend, useTab, { onBeforeSwitch })
  const first = result.current.switching.switchOrganization('org_blue')
  await act(() => result.current.switching.switchOrganization('org_coop'))
  allow(true)
  await expect(act(() => first)).resolves.toBe('superseded')
  expect(result.current.organization.organization?.name).toBe('Coop')
  expect(backend.calls('setLastActiveOrganization')).toHaveLength(1)
})

test('after is told once all is in place', async () => {
  const backend = fakeBackend({ setLastActiveOrganization: () => answerTo('blue') })
  const kept: unknown[] = []
  const scope = { read: () => undefined, write: (organization: unknown) => void kept.push(organization) }
  const onAfterSwitch = vi.fn(() => expect(kept).toHaveLength(1))
  const own = vi.fn()
  const { result } = renderReady(backend, useTab, { onAfterSwitch, scope })
  await act(() => result.current.switching.switchOrganization('org_blue', { onAfterSwitch: own }))
  const change = {
    from: expect.objectContaining({ id: 'org_acme' }),
    to: expect.objectContaining({ id: 'org_blue' }),
  }
  expect(onAfterSwitch).toHaveBeenCalledExactlyOnceWith(change)
  expect(own).toHaveBeenCalledExactlyOnceWith(change)
})

test('a failure changes nothing and is told; another try is free to succeed', async () => {
  const backend = fakeBackend()
  const onAfterSwitch = vi.fn()
  const { result } = renderReady(backend, useTab, { onAfterSwitch })
  const before = result.current.session.session
  const storedBefore = sessionStorage.getItem('orgkit_organization')
  await settle(() => void result.current.switching.switchOrganization('org_blue'))
  await settle(() => backend.last('setLastActiveOrganization').fail('not_found'))
  expect(result.current.switching).toMatchObject({ isPending: false, error: { code: 'not_found' } })
  expect(result.current.session.session).toBe(before)
  expect(sessionStorage.getItem('orgkit_organization')).toBe(storedBefore)
  expect(onAfterSwitch).not.toHaveBeenCalled()
  await settle(() => void result.current.switching.switchOrganization('org_blue'))
  expect(result.current.switching.error).toBeNull()
  await settle(() => backend.last('setLastActiveOrganization').answer(answerTo('blue')))
  expect(result.current.organization.organization?.name).toBe('Blue')
})

test('the promise rejects with the error for whoever waits for it', async () => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, useTab)
  const switching = result.current.switching.switchOrganization('org_blue')
  await settle()
  backend.last('setLastActiveOrganization').fail('unreachable')
  await expect(switching).rejects.toMatchObject({ code: 'unreachable' })
  await settle()
  act(() => result.current.switching.reset())
  expect(result.current.switching.error).toBeNull()
})

// A → B → A, and A → B → C → A: the wishes are made in this order, the answers come in every other.
const permutations = (items: number[]): number[][] =>
  items.length < 2
    ? [items]
    : items.flatMap((item) =>
        permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
      )

const races = [
  { wishes: ['blue', 'acme'] },
  { wishes: ['blue', 'coop', 'acme'] },
  { wishes: ['blue', 'acme', 'blue', 'coop'] },
].flatMap(({ wishes }) =>
  permutations(wishes.map((_, index) => index)).flatMap((order) => [
    { wishes, order, failing: -1 },
    // Whatever becomes of an overtaken one.
    ...wishes.slice(0, -1).map((_, failing) => ({ wishes, order, failing })),
  ]),
)

test.each(races)(
  'the last of the wishes $wishes wins, answered in the order $order, $failing failing',
  async ({ wishes, order, failing }) => {
    const backend = fakeBackend()
    const onAfterSwitch = vi.fn()
    const seen: (string | undefined)[] = []
    const { result } = renderReady(
      backend,
      () => {
        const tab = useTab()
        seen.push(tab.organization.organization?.slug ?? undefined)
        return tab
      },
      { onAfterSwitch },
    )
    for (const slug of wishes)
      await settle(() => void result.current.switching.switchOrganization(`org_${slug}`))
    const calls = backend.calls('setLastActiveOrganization')
    expect(calls).toHaveLength(wishes.length)
    expect(calls.map((call) => call.signal?.aborted)).toEqual(
      wishes.map((_, index) => index < wishes.length - 1),
    )
    for (const index of order) {
      await settle(() =>
        index === failing ? calls[index]?.fail('internal') : calls[index]?.answer(answerTo(wishes[index]!)),
      )
    }
    const last = wishes.at(-1)!
    expect(result.current.organization.organization?.slug).toBe(last)
    expect(result.current.switching).toMatchObject({ isPending: false, target: undefined, error: null })
    expect(onAfterSwitch).toHaveBeenCalledTimes(1)
    expect(JSON.parse(sessionStorage.getItem('orgkit_organization')!)).toEqual(['user_ada', `org_${last}`])
    // Nothing that was only passed through was ever shown.
    expect(new Set(seen)).toEqual(new Set(['acme', last]))
  },
)

test('a failing last wish leaves the tab where it was', async () => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, useTab)
  for (const id of ['org_blue', 'org_coop'])
    await settle(() => void result.current.switching.switchOrganization(id))
  const [blue, coop] = backend.calls('setLastActiveOrganization')
  await settle(() => coop?.fail('not_found'))
  await settle(() => blue?.answer(answerTo('blue')))
  expect(result.current.organization.organization?.slug).toBe('acme')
  expect(result.current.switching.error).toMatchObject({ code: 'not_found' })
})

test('a session answer from before the switch never shows the old organization again', async () => {
  const backend = fakeBackend()
  const seen: (string | null | undefined)[] = []
  const { result } = renderReady(backend, () => {
    const tab = useTab()
    seen.push(tab.organization.organization?.slug)
    return tab
  })
  await settle(() => void result.current.session.refetch())
  const late = backend.last('getSession')
  expect(late.input).toEqual({ organization: 'org_acme' })
  await settle(() => void result.current.switching.switchOrganization('org_blue'))
  await settle(() => backend.last('setLastActiveOrganization').answer(answerTo('blue')))
  expect(late.signal?.aborted).toBe(true)
  await settle(() => late.answer(session({ active: 'acme' })))
  expect(result.current.organization.organization?.slug).toBe('blue')
  expect(seen.lastIndexOf('acme')).toBeLessThan(seen.indexOf('blue'))
  await settle(() => void result.current.session.refetch())
  expect(backend.last('getSession').input).toEqual({ organization: 'org_blue' })
})

test('a refetch after the switch asks for the new organization', async () => {
  const backend = fakeBackend({ setLastActiveOrganization: () => answerTo('blue') })
  const { result } = renderReady(backend, useTab)
  await act(() => result.current.switching.switchOrganization('org_blue'))
  await settle(() => void result.current.session.refetch())
  expect(backend.last('getSession').input).toEqual({ organization: 'org_blue' })
})

test('the old organization’s data is dropped and its requests are given up', async () => {
  const backend = fakeBackend({ setLastActiveOrganization: () => answerTo('blue') })
  const queryClient = new QueryClient()
  const { result } = renderReady(backend, useTab, { queryClient })
  // As the hooks of members and invitations will: a key that carries user and organization.
  const root = queryClient.getQueryCache().getAll()[0]!.queryKey.slice(0, 2)
  const ofAcme = [...root, 'user', 'user_ada', 'org_acme', 'members']
  const ofUser = [...root, 'user', 'user_ada', null, 'memberships', { offset: 50 }]
  queryClient.setQueryData(ofUser, page(['blue']))
  let signal: AbortSignal | undefined
  void queryClient
    .fetchQuery({ queryKey: ofAcme, queryFn: (context) => new Promise(() => (signal = context.signal)) })
    .catch(() => {})
  await act(() => result.current.switching.switchOrganization('org_blue'))
  expect(signal?.aborted).toBe(true)
  expect(queryClient.getQueryCache().find({ queryKey: ofAcme })).toBeUndefined()
  expect(queryClient.getQueryData(ofUser)).toEqual(page(['blue']))
})

test('the switch finishes although the panel that began it is gone', async () => {
  const backend = fakeBackend()
  let choose = () => {}
  const Panel = () => {
    const { switchOrganization } = useSwitchOrganization()
    useEffect(() => {
      choose = () => void switchOrganization('org_blue')
    })
    return null
  }
  const Switcher = () => {
    const [isOpen, setOpen] = useState(true)
    return (
      <>
        <button type="button" onClick={() => setOpen(false)}>
          {useOrganization((state) => state.organization?.name)}
        </button>
        {isOpen && <Panel />}
      </>
    )
  }
  const { getByRole } = renderApp(backend, <Switcher />, { initialSession: session() })
  await settle(() => {
    choose()
    fireEvent.click(getByRole('button'))
  })
  expect(getByRole('button').textContent).toBe('Acme')
  await settle(() => backend.last('setLastActiveOrganization').answer(answerTo('blue')))
  expect(getByRole('button').textContent).toBe('Blue')
})

test('setActive of the list is the same switch', async () => {
  const backend = fakeBackend({ setLastActiveOrganization: () => answerTo('blue') })
  const { result } = renderReady(backend, () => ({
    list: useOrganizationList(),
    organization: useOrganization(),
  }))
  await act(() => result.current.list.setActive({ organization: 'org_blue' }))
  await settle()
  expect(result.current.organization.organization?.slug).toBe('blue')
})

test('an organization that is created during a switch does not pull the tab away from the newer wish', async () => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, useTab)
  await settle(() => void result.current.creating.createOrganization({ name: 'Zeta' }))
  await settle(() => void result.current.switching.switchOrganization('org_blue'))
  await settle(() => backend.last('createOrganization').answer(created('zeta')))
  await settle(() => backend.last('setLastActiveOrganization').answer(answerTo('blue')))
  expect(result.current.organization.organization?.slug).toBe('blue')
  expect(result.current.session.session?.memberships.totalCount).toBe(4)
})

test('two tabs work in two organizations', async () => {
  const backend = fakeBackend({
    setLastActiveOrganization: ({ organizationId }) => answerTo(organizationId!.slice(4)),
  })
  const queryClient = new QueryClient()
  const scope = () => ({ read: () => undefined, write: () => {} })
  const one = renderReady(backend, useTab, { queryClient, scope: scope() })
  const two = renderReady(backend, useTab, { queryClient, scope: scope() })
  await act(() => one.result.current.switching.switchOrganization('org_blue'))
  await act(() => two.result.current.switching.switchOrganization('org_coop'))
  expect(one.result.current.organization.organization?.slug).toBe('blue')
  expect(two.result.current.organization.organization?.slug).toBe('coop')
  await settle(() => void one.result.current.session.refetch())
  expect(backend.last('getSession').input).toEqual({ organization: 'org_blue' })
})

test('an unknown organization is an error that names it, and can be left', async () => {
  const activeError = {
    code: 'not_found',
    message: 'not_found',
    field: 'organization',
    meta: { organization: 'gone' },
  } as const
  const backend = fakeBackend({
    getSession: () => session({ active: null, changes: { activeError } }),
    setLastActiveOrganization: () => answerTo(null),
  })
  const scope = { read: () => 'gone', write: () => {} }
  const { result } = renderWith(backend, useTab, { scope })
  await settle()
  expect(backend.last('getSession').input).toEqual({ organization: 'gone' })
  expect(result.current.session.status).toBe('active')
  expect(result.current.organization).toMatchObject({
    isLoaded: true,
    organization: null,
    error: activeError,
  })
  await settle(() => void result.current.session.refetch())
  expect(backend.last('getSession').input).toEqual({ organization: 'gone' })
  await act(() => result.current.switching.switchOrganization(null))
  expect(result.current.organization).toMatchObject({ organization: null, error: null })
})

test('an expired session is noticed by a switch', async () => {
  const backend = fakeBackend({ getSession: () => ({ ...session(), session: null }) })
  const { result } = renderReady(backend, useTab)
  await settle(() => void result.current.switching.switchOrganization('org_blue'))
  await settle(() => backend.last('setLastActiveOrganization').fail('unauthenticated'))
  expect(result.current.session.status).toBe('signed-out')
})

test('an app’s mistake after the switch is reported, and does not undo it', async () => {
  const backend = fakeBackend({ setLastActiveOrganization: () => answerTo('blue') })
  // The test runner's own listeners would fail the test for what it is about.
  const emitter = (globalThis as unknown as Record<string, Emitter>)['process']!
  const listeners = emitter.listeners('unhandledRejection')
  emitter.removeAllListeners('unhandledRejection')
  const reported = vi.fn()
  emitter.on('unhandledRejection', reported)
  const mistake = new Error('no such route')
  const onAfterSwitch = () => {
    throw mistake
  }
  const { result } = renderReady(backend, useTab, { onAfterSwitch })
  await settle(() => void result.current.switching.switchOrganization('org_blue'))
  await settle()
  emitter.removeAllListeners('unhandledRejection')
  for (const listener of listeners) emitter.on('unhandledRejection', listener)
  expect(reported).toHaveBeenCalledWith(mistake, expect.anything())
  expect(result.current.organization.organization?.slug).toBe('blue')
  expect(result.current.switching.error).toBeNull()
})

interface Emitter {
  listeners(name: string): ((...facts: unknown[]) => void)[]
  on(name: string, listener: (...facts: unknown[]) => void): void
  removeAllListeners(name: string): void
}
