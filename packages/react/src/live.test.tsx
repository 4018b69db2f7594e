import type { ErrorCode, OrgkitEvent, SessionAnswer } from '@orgkit/core'
import { beforeEach, expect, test, vi } from 'vitest'
import { useInvitations } from './invitation'
import { useMembers } from './member'
import { useOrganization } from './organization'
import { useOrganizationList } from './organization-list'
import { useSession } from './session'
import { useSwitchOrganization } from './switch'
import { fakeBackend } from './testing/fake-adapter'
import {
  active,
  event,
  invitation,
  member,
  membership,
  organization,
  pageOf,
  pendingSession,
  session,
  signedOut,
} from './testing/fixtures'
import { renderWith, settle } from './testing/render'
import { useUpdateOrganization } from './organization-changes'

beforeEach(() => sessionStorage.clear())

const organizationId = 'org_acme'
const usePage = () => ({
  session: useSession(),
  organization: useOrganization(),
  list: useOrganizationList(),
  members: useMembers(),
  invitations: useInvitations(),
  switching: useSwitchOrganization(),
  updating: useUpdateOrganization(),
})

/** A page of Ada's that hears live events from `first` on. */
async function open(
  first: SessionAnswer = { ...session(), liveCursor: 'c0' },
  props: { live?: boolean } = {},
) {
  const backend = fakeBackend(
    {
      getSession: () => first,
      listMembers: () => pageOf([member('ada'), member('grace')]),
      listInvitations: () => pageOf([invitation('linus')]),
      listUserMemberships: () => pageOf([]),
    },
    { live: true },
  )
  const view = renderWith(backend, usePage, props)
  await loaded()
  const stream = () => backend.streams.at(-1)!
  return {
    ...view,
    backend,
    stream,
    /** The session that is answered from now on. */
    becomes: (answer: SessionAnswer) => void (backend.script.getSession = () => answer),
    tell: (...events: OrgkitEvent[]) => settle(() => stream().tell({ events })),
    asked: (name: 'getSession' | 'listMembers' | 'listInvitations') => backend.calls(name).length,
  }
}

/** Waits for chunks that come late. */
async function loaded() {
  await settle()
  await vi.dynamicImportSettled()
  await settle()
}

const renamed = (name: string, version = 2) =>
  event(
    { type: 'organization.updated', organizationId, organization: organization('acme', { name, version }) },
    'user_grace',
  )

test('hears the organization that the tab works in from the session’s cursor on, and shows what changes', async () => {
  const { result, stream, tell, asked, backend } = await open()
  expect(backend.streams).toHaveLength(1)
  expect(stream().input).toEqual({ organizationId, cursor: 'c0' })
  await tell(renamed('Zeta'))
  expect(result.current.organization.organization?.name).toBe('Zeta')
  expect(asked('getSession')).toBe(1)
})

test('an event that comes by the answer of a write and live is applied once', async () => {
  const { result, stream, tell, backend } = await open()
  backend.script.updateOrganization = undefined
  await settle(() => void result.current.updating.updateOrganization({ name: 'Zeta' }))
  const told = renamed('Zeta')
  await settle(() => stream().tell({ events: [told] }))
  expect(result.current.organization.organization?.name).toBe('Acme')
  await settle(() =>
    backend
      .last('updateOrganization')
      .answer({ organization: organization('acme', { name: 'Zeta', version: 2 }), events: [told] }),
  )
  expect(result.current.organization.organization?.name).toBe('Zeta')
  await tell(told)
  expect(result.current.organization.organization?.name).toBe('Zeta')
})

test('nothing is heard while signed out, with live turned off, and where the backend has none', async () => {
  expect((await open(signedOut)).backend.streams).toEqual([])
  expect((await open(undefined, { live: false })).backend.streams).toEqual([])
  const without = fakeBackend({ getSession: () => session() }, { live: false })
  renderWith(without, usePage)
  await loaded()
  expect(without.streams).toEqual([])
})

test('a switch hears the other organization from the answer’s cursor on, and the old one no more', async () => {
  const { result, backend, stream } = await open()
  backend.script.setLastActiveOrganization = () => ({ active: active('blue'), liveCursor: 'c1', events: [] })
  const old = stream()
  await settle(() => void result.current.switching.switchOrganization('org_blue'))
  expect(old.signal?.aborted).toBe(true)
  expect(backend.streams).toHaveLength(2)
  expect(stream().input).toEqual({ organizationId: 'org_blue', cursor: 'c1' })
})

test('a lost stream comes back with the last cursor, at once when the network is there again', async () => {
  const { backend, stream, tell, asked } = await open()
  await settle(() => stream().tell({ cursor: 'c5' }))
  await settle(() => stream().fail('unreachable'))
  expect(backend.streams).toHaveLength(1)
  await settle(() => window.dispatchEvent(new Event('online')))
  expect(backend.streams).toHaveLength(2)
  expect(stream().input.cursor).toBe('c5')
  await tell(renamed('Zeta'))
  await settle(() => stream().end())
  await settle(() => document.dispatchEvent(new Event('visibilitychange')))
  expect(backend.streams).toHaveLength(3)
  expect(asked('getSession')).toBe(1)
})

test('whoever is refused tries again later and later, with chance in it', async () => {
  const waits: number[] = []
  const { backend, stream } = await open()
  const original = globalThis.setTimeout
  const spy = vi.spyOn(globalThis, 'setTimeout').mockImplementation(((run: () => void, ms = 0) => {
    if (ms < 400) return original(run, ms)
    waits.push(ms)
    return original(run, 0)
  }) as never)
  backend.refuseStreams = 'unreachable'
  await settle(() => stream().fail('unreachable'))
  await vi.waitFor(() => expect(backend.streams.length).toBeGreaterThan(7))
  backend.refuseStreams = null
  await settle()
  spy.mockRestore()
  waits.slice(0, 7).forEach((ms, index) => {
    const longest = Math.min(1000 * 2 ** index, 30_000)
    expect(ms).toBeGreaterThanOrEqual(longest / 2)
    expect(ms).toBeLessThanOrEqual(longest)
  })
})

test.each<[ErrorCode, number]>([
  ['unsupported', 1],
  ['unauthenticated', 2],
])('a stream that is refused with %s asks for the session %i times in all', async (code, count) => {
  const { backend, stream, asked } = await open()
  backend.refuseStreams = code
  await settle(() => stream().end())
  await settle(() => window.dispatchEvent(new Event('online')))
  expect(asked('getSession')).toBe(count)
})

test('a message that begins anew makes everything that is shown be asked again', async () => {
  const { stream, asked } = await open()
  await settle(() => stream().tell({ isReset: true }))
  expect([asked('getSession'), asked('listMembers'), asked('listInvitations')]).toEqual([2, 2, 2])
})

test('without a cursor of the session it is asked again after the first message, and not after the second', async () => {
  const { stream, asked } = await open(session())
  expect(stream().input).toEqual({ organizationId })
  await settle(() => stream().tell({}))
  await settle(() => stream().tell({}))
  expect(asked('getSession')).toBe(2)
})

test('a page that waits opens by itself once somebody takes its user in, by one request', async () => {
  const { result, stream, tell, becomes, asked, backend } = await open({
    ...pendingSession(),
    liveCursor: 'c0',
  })
  expect(result.current.session.status).toBe('pending')
  expect(stream().input).toEqual({ cursor: 'c0' })
  becomes({ ...session({ slugs: ['acme'] }), liveCursor: 'c1' })
  await tell(
    event(
      { type: 'user_membership.created', userId: 'user_ada', membership: membership('acme') },
      'user_grace',
    ),
    event(
      { type: 'session_task.completed', userId: 'user_ada', taskKey: 'choose-organization' },
      'user_grace',
    ),
  )
  expect(result.current.session.status).toBe('active')
  expect(result.current.organization.organization?.slug).toBe('acme')
  expect(asked('getSession')).toBe(2)
  await loaded()
  expect(backend.streams.at(-1)?.input).toEqual({ organizationId, cursor: 'c1' })
})

test('whoever is removed sees nothing more of the organization at once, and the session is asked once', async () => {
  const { result, tell, backend, asked } = await open()
  backend.script.getSession = undefined
  const { id, name, slug, imageUrl } = organization('acme')
  await tell(
    event(
      { type: 'user_membership.deleted', userId: 'user_ada', organization: { id, name, slug, imageUrl } },
      'user_grace',
    ),
    event({ type: 'session_task.opened', userId: 'user_ada', taskKey: 'choose-organization' }, 'user_grace'),
  )
  expect(result.current.organization.organization).toBeNull()
  expect(result.current.members.data).toEqual([])
  expect(asked('getSession')).toBe(2)
  expect(backend.last('getSession').input).toEqual({ organization: null })
})

test('what an own write has brought already asks for nothing when it is heard', async () => {
  const { tell, asked } = await open()
  await tell(
    event({ type: 'user_membership.created', userId: 'user_ada', membership: membership('acme') }),
    event({ type: 'user_membership.role_changed', userId: 'user_ada', membership: membership('blue') }),
    event({ type: 'session_task.completed', userId: 'user_ada', taskKey: 'choose-organization' }),
  )
  expect(asked('getSession')).toBe(1)
})

test('a page that is left stops listening', async () => {
  const { stream, unmount } = await open()
  unmount()
  expect(stream().signal?.aborted).toBe(true)
})
