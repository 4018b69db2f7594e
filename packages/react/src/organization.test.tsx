import { act, render } from '@testing-library/react'
import { QueryClient } from '@tanstack/react-query'
import { Profiler, useEffect } from 'react'
import { beforeEach, expect, test, vi } from 'vitest'
import { applyEvents } from './apply-events'
import { useOrgkit } from './context'
import { useOrganization } from './organization'
import { useSetOrganizationLogo } from './organization-logo'
import { useCreateOrganization } from './organization-writes'
import { OrgkitProvider } from './provider'
import { useSession } from './session'
import { fakeBackend } from './testing/fake-adapter'
import { created, creationEvents, event, organization, pendingSession, session } from './testing/fixtures'
import { renderApp, renderReady, settle } from './testing/render'

beforeEach(() => sessionStorage.clear())

const useCreating = () => ({
  session: useSession(),
  organization: useOrganization(),
  creating: useCreateOrganization(),
  logo: useSetOrganizationLogo(),
})

test('comes with permissions and limits', () => {
  const { result } = renderReady(fakeBackend(), () => useOrganization())
  expect(result.current).toMatchObject({
    isLoaded: true,
    organization: { name: 'Acme' },
    membership: { role: { key: 'org:admin' } },
    limits: { inviteMember: { maximum: 5 } },
  })
  expect(result.current.permissions).toContain('org:notes:write')
})

test('a created organization becomes the one of this tab, without another request', async () => {
  const backend = fakeBackend({ createOrganization: () => created('zeta') })
  const onAfterSwitch = vi.fn()
  const { result } = renderReady(backend, useCreating, { onAfterSwitch })
  await act(() => result.current.creating.createOrganization({ name: 'Zeta' }))
  expect(result.current.organization.organization?.slug).toBe('zeta')
  expect(result.current.session.session?.memberships.items.map((item) => item.organization.slug)).toContain(
    'zeta',
  )
  expect(result.current.session.session?.limits.createOrganization.used).toBe(2)
  expect(onAfterSwitch).toHaveBeenCalledTimes(1)
  expect(backend.calls('getSession')).toHaveLength(0)
  expect(backend.calls('setLastActiveOrganization')).toHaveLength(0)
})

test('the first organization opens a pending session, in one commit', async () => {
  const done = event({ type: 'session_task.completed', userId: 'user_ada', taskKey: 'choose-organization' })
  const backend = fakeBackend({
    createOrganization: () => created('zeta', [...creationEvents('zeta'), done]),
  })
  const seen: string[] = []
  const { result } = renderReady(
    backend,
    () => {
      const all = useCreating()
      seen.push(`${all.session.status} ${all.organization.organization?.slug}`)
      return all
    },
    { initialSession: pendingSession() },
  )
  await act(() => result.current.creating.createOrganization({ name: 'Zeta' }))
  await settle()
  expect([...new Set(seen)]).toEqual(['pending undefined', 'active zeta'])
})

test('with activate off the tab stays where it is', async () => {
  const backend = fakeBackend({ createOrganization: () => created('zeta') })
  const { result } = renderReady(backend, useCreating)
  await act(() => result.current.creating.createOrganization({ name: 'Zeta' }, { activate: false }))
  await settle()
  expect(result.current.organization.organization?.slug).toBe('acme')
  expect(result.current.session.session?.memberships.totalCount).toBe(4)
})

test('a veto keeps the tab where it is; the organization is there', async () => {
  const backend = fakeBackend({ createOrganization: () => created('zeta') })
  const { result } = renderReady(backend, useCreating, { onBeforeSwitch: () => false })
  await act(() => result.current.creating.createOrganization({ name: 'Zeta' }))
  await settle()
  expect(result.current.organization.organization?.slug).toBe('acme')
  expect(result.current.session.session?.memberships.totalCount).toBe(4)
})

test('a double click sends one write, and both calls get its answer', async () => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, useCreating)
  const both = [1, 2].map(() => result.current.creating.createOrganization({ name: 'Zeta' }))
  await settle()
  expect(backend.calls('createOrganization')).toHaveLength(1)
  await settle(() => backend.last('createOrganization').answer(created('zeta')))
  const [one, two] = await Promise.all(both)
  expect(one).toBe(two)
  expect(result.current.session.session?.memberships.totalCount).toBe(4)
  expect(result.current.creating.isPending).toBe(false)
})

test('after an uncertain end the same input is the same write, also from another component', async () => {
  const backend = fakeBackend()
  const queryClient = new QueryClient()
  const { result } = renderReady(backend, () => [useCreateOrganization(), useCreateOrganization()] as const, {
    queryClient,
  })
  const [dialog, reopened] = result.current
  await settle(() => void dialog.createOrganization({ name: 'Zeta' }))
  await settle(() => backend.last('createOrganization').fail('unreachable'))
  expect(result.current[0]).toMatchObject({ isPending: false, error: { code: 'unreachable' } })
  await settle(() => void reopened.createOrganization({ name: 'Zeta' }))
  const [first, second] = backend.calls('createOrganization')
  expect(first?.idempotencyKey).toMatch(/^\d+-\d+-\d+-\d+$/)
  expect(second?.idempotencyKey).toBe(first?.idempotencyKey)
})

test('another input, an earlier success and a refusal each mean a new write', async () => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, useCreating)
  const create = (name: string) => settle(() => void result.current.creating.createOrganization({ name }))
  await create('Zeta')
  await settle(() => backend.last('createOrganization').fail('slug_taken'))
  await create('Zeta')
  await settle(() => backend.last('createOrganization').answer(created('zeta')))
  await create('Zeta')
  await settle(() => backend.last('createOrganization').fail('unreachable'))
  await create('Other')
  const keys = backend.calls('createOrganization').map((call) => call.idempotencyKey)
  expect(new Set(keys).size).toBe(4)
})

test('a refusal names its field and keeps what was there', async () => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, useCreating)
  await settle(() => void result.current.creating.createOrganization({ name: 'Zeta', slug: 'acme' }))
  const refusal = Object.assign(new Error('slug_taken'), { code: 'slug_taken', field: 'slug' })
  Object.defineProperty(refusal, Symbol.for('orgkit.error'), { value: true })
  await settle(() => backend.last('createOrganization').fail(refusal))
  expect(result.current.creating.error).toMatchObject({ code: 'slug_taken', field: 'slug' })
  expect(result.current.organization.organization?.slug).toBe('acme')
})

test('an answer that comes after another user signed in does not move their tab', async () => {
  const backend = fakeBackend({ getSession: () => session({ userId: 'user_grace', active: 'coop' }) })
  let tell = () => {}
  const identity = { signOut() {}, subscribe: (listener: () => void) => ((tell = listener), () => {}) }
  const { result } = renderReady(backend, useCreating, { identity })
  await settle(() => void result.current.creating.createOrganization({ name: 'Zeta' }))
  await settle(tell)
  await settle(() => backend.last('createOrganization').answer(created('zeta')))
  expect(result.current.session.user?.name).toBe('Grace')
  expect(result.current.organization.organization?.slug).toBe('coop')
  expect(result.current.creating).toMatchObject({ isPending: false, error: null })
})

test('a new logo shows in the organization and in the list', async () => {
  const imageUrl = 'https://example.com/logo.png'
  const changed = organization('acme', { imageUrl, version: 2 })
  const events = [event({ type: 'organization.updated', organizationId: changed.id, organization: changed })]
  const backend = fakeBackend({ setOrganizationLogo: () => ({ organization: changed, events }) })
  const { result } = renderReady(backend, useCreating)
  const logo = new Blob(['x'], { type: 'image/png' })
  await act(() => result.current.logo.setOrganizationLogo('org_acme', logo))
  await settle()
  expect(backend.last('setOrganizationLogo').input).toEqual({ organizationId: 'org_acme', logo })
  expect(result.current.organization.organization?.imageUrl).toBe(imageUrl)
  expect(result.current.session.session?.memberships.items[0]?.organization.imageUrl).toBe(imageUrl)
})

test('another picture is another write', async () => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, useCreating)
  for (const text of ['x', 'y']) {
    const logo = new Blob([text], { type: 'image/png' })
    await settle(() => void result.current.logo.setOrganizationLogo('org_acme', logo))
  }
  const [one, two] = backend.calls('setOrganizationLogo')
  expect(two?.idempotencyKey).not.toBe(one?.idempotencyKey)
})

test('who shows the name alone commits twice on mount, and not when something else changes', async () => {
  const backend = fakeBackend({ getSession: () => session() })
  const commits = { name: 0 }
  let apply = (_: ReturnType<typeof event>) => {}
  const Name = () => <b>{useOrganization((state) => state.organization?.name)}</b>
  const Grab = () => {
    const orgkit = useOrgkit('Grab')
    useEffect(() => {
      apply = (change) => applyEvents(orgkit, [change])
    })
    return null
  }
  const { container } = render(
    <OrgkitProvider adapter={backend.adapter}>
      <Profiler id="name" onRender={() => void commits.name++}>
        <Name />
      </Profiler>
      <Grab />
    </OrgkitProvider>,
  )
  await settle()
  expect(container.textContent).toBe('Acme')
  expect(commits.name).toBe(2)
  const fuller = organization('acme', { memberCount: 3, version: 2 })
  await settle(() =>
    apply(event({ type: 'organization.updated', organizationId: fuller.id, organization: fuller })),
  )
  for (const change of creationEvents('zeta')) await settle(() => apply(change))
  expect(commits.name).toBe(2)
  const renamed = organization('acme', { name: 'Acme II', version: 3 })
  await settle(() =>
    apply(event({ type: 'organization.updated', organizationId: renamed.id, organization: renamed })),
  )
  expect(container.textContent).toBe('Acme II')
  expect(commits.name).toBe(3)
})

test('a reader of the whole organization does not commit when the list changes or an equal answer comes', async () => {
  const backend = fakeBackend({ getSession: () => session() })
  let commits = 0
  const { result } = renderReady(backend, () => ({
    organization: useOrganization(),
    orgkit: useOrgkit('test'),
    at: ++commits,
  }))
  await settle()
  const before = commits
  await settle(() => applyEvents(result.current.orgkit, creationEvents('zeta').slice(0, 1)))
  await settle(() => void result.current.orgkit.refetchSession())
  expect(backend.calls('getSession')).toHaveLength(1)
  expect(commits).toBe(before)
})

test('an event that comes twice counts once', async () => {
  const { result } = renderReady(fakeBackend(), () => ({ session: useSession(), orgkit: useOrgkit('test') }))
  const events = creationEvents('zeta')
  await settle(() => applyEvents(result.current.orgkit, events))
  await settle(() => applyEvents(result.current.orgkit, events))
  expect(result.current.session.session?.limits.createOrganization.used).toBe(2)
  expect(result.current.session.session?.memberships.totalCount).toBe(4)
})

test('what happens between the first render and its effects is not missed', async () => {
  const renamed = organization('acme', { name: 'Acme II', version: 2 })
  const change = event({ type: 'organization.updated', organizationId: renamed.id, organization: renamed })
  const Early = () => {
    const orgkit = useOrgkit('Early')
    useEffect(() => void applyEvents(orgkit, [change]), [orgkit])
    return null
  }
  const Name = () => <b>{useOrganization((state) => state.organization?.name)}</b>
  const view = (
    <>
      <Early />
      <Name />
    </>
  )
  const { container } = renderApp(fakeBackend(), view, { initialSession: session() })
  await settle()
  expect(container.textContent).toBe('Acme II')
})
