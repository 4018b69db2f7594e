import { act } from '@testing-library/react'
import { QueryClient } from '@tanstack/react-query'
import { beforeEach, expect, test, vi } from 'vitest'
import { applyEvents } from './apply-events'
import { useOrgkit } from './context'
import { type MembersInput, useLeaveOrganization, useMembers } from './member'
import { useOrganization } from './organization'
import { useSession } from './session'
import { useSwitchOrganization } from './switch'
import { fakeBackend } from './testing/fake-adapter'
import { active, counts, leaving, member, pageOf, pendingSession, session } from './testing/fixtures'
import { renderReady, renderWith, settle, wait } from './testing/render'

beforeEach(() => sessionStorage.clear())

const useTeam = (input?: MembersInput) => ({
  members: useMembers(input),
  organization: useOrganization(),
  session: useSession(),
  switching: useSwitchOrganization(),
  leaving: useLeaveOrganization(),
  orgkit: useOrgkit('test'),
})

const names = ({ data }: { data: ReturnType<typeof useMembers>['data'] }) => data.map(({ user }) => user.name)
const answerTo = (slug: string) => ({ active: active(slug), events: [] })

test('lists the members of the active organization', async () => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, () => useMembers())
  expect(result.current).toMatchObject({ isLoading: true, isSupported: true, data: [] })
  await settle()
  expect(backend.last('listMembers').input).toEqual({ organizationId: 'org_acme', limit: 50, sort: 'name' })
  await settle(() => backend.last('listMembers').answer(pageOf([member('ada'), member('grace')])))
  expect(result.current).toMatchObject({ isLoading: false, isFetching: false, count: 2, hasNextPage: false })
  expect(names(result.current)).toEqual(['Ada', 'Grace'])
})

test('asks nothing before it is known who asks', async () => {
  const backend = fakeBackend()
  const { result } = renderWith(backend, () => useMembers())
  await settle()
  expect(result.current).toMatchObject({ isLoading: true, error: null })
  await settle(() => backend.last('getSession').fail('forbidden'))
  expect(result.current).toMatchObject({ isLoading: false, isError: true, error: { code: 'forbidden' } })
  await settle(() => void result.current.revalidate())
  await settle(() => backend.last('getSession').answer(session()))
  expect(result.current).toMatchObject({ isLoading: true, error: null })
  expect(backend.calls('listMembers')).toHaveLength(1)
})

test.each([
  ['without an organization', session({ active: null })],
  ['while a session task is open', pendingSession()],
  [
    'without the permission to read members',
    session({
      changes: {
        active: { ...active('acme'), membership: { ...active('acme').membership, permissions: [] } },
      },
    }),
  ],
])('asks nothing %s', async (_, initialSession) => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, () => useMembers(), { initialSession })
  await settle(() => void result.current.revalidate())
  expect(result.current).toMatchObject({ isLoading: false, isError: false, data: [], count: 0 })
  expect(backend.calls('listMembers')).toHaveLength(0)
})

test('asks nothing where the backend has no members, and says so', async () => {
  const backend = fakeBackend({}, { members: false })
  const { result } = renderReady(backend, () => useMembers())
  await settle(() => void result.current.revalidate())
  expect(result.current).toMatchObject({ isSupported: false, isLoading: false, data: [] })
  expect(backend.calls('listMembers')).toHaveLength(0)
})

test('who loses the permission sees no members any more', async () => {
  const backend = fakeBackend({ listMembers: () => pageOf([member('grace')]) })
  const { result } = renderReady(backend, useTeam)
  await settle()
  expect(names(result.current.members)).toEqual(['Grace'])
  const { membership: own, ...rest } = active('acme')
  backend.script.getSession = () =>
    session({ changes: { active: { ...rest, membership: { ...own, permissions: [] } } } })
  await settle(() => void result.current.session.refetch())
  expect(result.current.members).toMatchObject({ data: [], count: 0, isLoading: false })
})

test('another organization than this tab’s is for the backend to refuse', async () => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, () => useMembers({ organizationId: 'org_blue' }))
  await settle()
  expect(backend.last('listMembers').input).toMatchObject({ organizationId: 'org_blue' })
  await settle(() => backend.last('listMembers').fail('forbidden'))
  expect(result.current).toMatchObject({ isError: true, error: { code: 'forbidden' }, isLoading: false })
})

test('a late list of the organization before is never shown under the next one', async () => {
  const backend = fakeBackend({ setLastActiveOrganization: () => answerTo('blue') })
  const seen: string[] = []
  const { result } = renderReady(backend, () => {
    const team = useTeam()
    seen.push([team.organization.organization?.slug, ...names(team.members)].join(' '))
    return team
  })
  await settle()
  const late = backend.last('listMembers')
  await act(() => result.current.switching.switchOrganization('org_blue'))
  await settle()
  expect(late.signal?.aborted).toBe(true)
  await settle(() => late.answer(pageOf([member('ada')])))
  await settle(() => backend.last('listMembers').answer(pageOf([member('grace')])))
  expect(backend.last('listMembers').input).toMatchObject({ organizationId: 'org_blue' })
  expect([...new Set(seen)]).toEqual(['acme', 'blue', 'blue Grace'])
})

test('a switch takes the rows away in the frame in which it shows the next organization', async () => {
  const backend = fakeBackend({
    setLastActiveOrganization: () => answerTo('blue'),
    listMembers: ({ organizationId }) => pageOf([member(organizationId === 'org_acme' ? 'ada' : 'grace')]),
  })
  const seen: string[] = []
  const { result } = renderReady(backend, () => {
    const team = useTeam()
    seen.push([team.organization.organization?.slug, ...names(team.members)].join(' '))
    return team
  })
  await settle()
  await settle(() => void result.current.switching.switchOrganization('org_blue'))
  await settle()
  expect([...new Set(seen)]).toEqual(['acme', 'acme Ada', 'blue', 'blue Grace'])
})

test('rows of the organization that was named before never stand under the one that is named now', async () => {
  const backend = fakeBackend()
  const { result, rerender } = renderReady(
    backend,
    (organizationId: string) => useMembers({ organizationId }),
    {
      input: 'org_blue',
    },
  )
  await settle()
  await settle(() => backend.last('listMembers').answer(pageOf([member('grace')])))
  expect(names(result.current)).toEqual(['Grace'])
  rerender('org_coop')
  await settle()
  expect(backend.last('listMembers').input).toMatchObject({ organizationId: 'org_coop' })
  expect(result.current).toMatchObject({ data: [], count: 0, isLoading: true })
})

test('adds page to page, and tries a failed one again with the rows standing', async () => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, () => useMembers({ pageSize: 2 }))
  await settle()
  const answer = (keys: string[], nextCursor: string | null) =>
    settle(() => backend.last('listMembers').answer(pageOf(keys.map(member), { nextCursor, totalCount: 6 })))
  await answer(['ada', 'bob'], '2')
  expect(result.current).toMatchObject({ hasNextPage: true, count: 6, page: 1, pageCount: 3 })
  await settle(() => {
    result.current.fetchNext()
    result.current.fetchNext()
  })
  expect(backend.calls('listMembers')).toHaveLength(2)
  expect(backend.last('listMembers').input).toMatchObject({ cursor: '2', limit: 2 })
  expect(names(result.current)).toEqual(['Ada', 'Bob'])
  await answer(['bob', 'cyd'], '4')
  expect(names(result.current)).toEqual(['Ada', 'Bob', 'Cyd'])
  await settle(() => result.current.fetchNext())
  await settle(() => backend.last('listMembers').fail('rate_limited'))
  expect(result.current).toMatchObject({ isError: true, error: { code: 'rate_limited' } })
  expect(names(result.current)).toEqual(['Ada', 'Bob', 'Cyd'])
  await settle(() => result.current.fetchNext())
  expect(backend.last('listMembers').input).toMatchObject({ cursor: '4' })
  await answer(['dee'], null)
  expect(result.current).toMatchObject({ hasNextPage: false, error: null })
  expect(names(result.current)).toEqual(['Ada', 'Bob', 'Cyd', 'Dee'])
  expect(backend.calls('listMembers')).toHaveLength(4)
})

test('asked again, all pages are', async () => {
  const backend = fakeBackend({
    listMembers: ({ cursor }) =>
      pageOf([member(cursor ?? 'a')], { nextCursor: cursor === 'b' ? null : 'b', totalCount: 2 }),
  })
  const { result } = renderReady(backend, () => useMembers({ pageSize: 1 }))
  await settle()
  await settle(() => result.current.fetchNext())
  await settle()
  expect(names(result.current)).toEqual(['A', 'B'])
  backend.script.listMembers = ({ cursor }) =>
    pageOf([member(cursor ? 'new' : 'first')], { nextCursor: cursor ? null : 'b', totalCount: 2 })
  await settle(() => void result.current.revalidate())
  expect(names(result.current)).toEqual(['First', 'New'])
})

const rows = Array.from({ length: 45 }, (_, index) => member(`m${String(index).padStart(2, '0')}`))
const paged = ({ offset = 0, limit = 50, cursor }: { offset?: number; limit?: number; cursor?: string }) => {
  const from = cursor === undefined ? offset : Number(cursor)
  const end = from + limit
  return pageOf(rows.slice(from, end), {
    nextCursor: end < rows.length ? String(end) : null,
    totalCount: rows.length,
  })
}

test('page by page a jump is one request', async () => {
  const backend = fakeBackend({ listMembers: paged })
  const { result } = renderReady(backend, () => useMembers({ infinite: false, pageSize: 10 }))
  await settle()
  expect(result.current).toMatchObject({ page: 1, pageCount: 5, hasPreviousPage: false, hasNextPage: true })
  await settle(() => result.current.fetchPage(4))
  await settle()
  expect(backend.calls('listMembers').map(({ input }) => input.offset)).toEqual([undefined, 30])
  expect(names(result.current)[0]).toBe('M30')
  expect(result.current.data).toHaveLength(10)
  await settle(() => result.current.fetchNext())
  await settle()
  expect(names(result.current)).toEqual(['M40', 'M41', 'M42', 'M43', 'M44'])
  expect(result.current).toMatchObject({ page: 5, hasNextPage: false, hasPreviousPage: true })
  await settle(() => result.current.fetchPrevious())
  expect(result.current.page).toBe(4)
  expect(backend.calls('listMembers')).toHaveLength(3)
  await settle(() => result.current.fetchPage(99))
  expect(result.current.page).toBe(5)
})

test('without an offset a page far down is read in order', async () => {
  const backend = fakeBackend({ listMembers: paged }, { offset: false })
  const { result } = renderReady(backend, () => useMembers({ infinite: false, pageSize: 10 }))
  await settle()
  await settle(() => result.current.fetchPage(3))
  await settle()
  expect(names(result.current)[0]).toBe('M20')
  const [, ...later] = backend.calls('listMembers').map(({ input }) => input.cursor)
  expect(later).toEqual([undefined, '10', '20'])
  await settle(() => result.current.fetchNext())
  await settle()
  expect(backend.last('listMembers').input).toMatchObject({ cursor: '30' })
  expect(backend.calls('listMembers')).toHaveLength(5)
  expect(names(result.current)[0]).toBe('M30')
})

test('who stands on a page that became empty stands on the one before it', async () => {
  const backend = fakeBackend({ listMembers: paged })
  const { result } = renderReady(backend, () => useMembers({ infinite: false, pageSize: 44 }))
  await settle()
  await settle(() => result.current.fetchNext())
  await settle()
  expect(names(result.current)).toEqual(['M44'])
  backend.script.listMembers = ({ offset = 0 }) => pageOf(rows.slice(offset, 44), { totalCount: 44 })
  await settle(() => void result.current.revalidate())
  await settle()
  expect(result.current).toMatchObject({ page: 1, pageCount: 1, hasPreviousPage: false })
  expect(result.current.data).toHaveLength(44)
})

test('a search is asked 150 ms after the last key, the rows before staying, and begins at its first page', async () => {
  vi.useFakeTimers()
  const backend = fakeBackend({
    listMembers: ({ query, ...input }) => (query ? pageOf([member('grace')]) : paged(input)),
  })
  const { result, rerender } = renderReady(backend, (input: MembersInput) => useMembers(input), {
    input: { pageSize: 10 } as MembersInput,
  })
  await wait(10)
  act(() => result.current.fetchNext())
  await wait(10)
  expect(result.current.data).toHaveLength(20)
  rerender({ pageSize: 10, query: 'g' })
  await wait(100)
  rerender({ pageSize: 10, query: 'gr', roleKey: 'org:member', sort: 'joined' })
  expect(result.current).toMatchObject({ isFetching: true })
  await wait(140)
  expect(backend.calls('listMembers').some(({ input }) => input.query)).toBe(false)
  await wait(20)
  expect(backend.last('listMembers').input).toEqual({
    organizationId: 'org_acme',
    limit: 10,
    query: 'gr',
    roleKey: 'org:member',
    sort: 'joined',
  })
  expect(names(result.current)).toEqual(['Grace'])
  expect(result.current).toMatchObject({ page: 1, isFetching: false })
  vi.useRealTimers()
})

test('who joins or goes makes the shown members be asked again', async () => {
  const backend = fakeBackend({ listMembers: () => pageOf([member('ada')]) })
  const { result } = renderReady(backend, useTeam)
  await settle()
  await settle(() => applyEvents(result.current.orgkit, [leaving('acme', 'user_grace')]))
  expect(backend.calls('listMembers')).toHaveLength(2)
  await settle(() => applyEvents(result.current.orgkit, [leaving('blue', 'user_grace')]))
  expect(backend.calls('listMembers')).toHaveLength(2)
  expect(backend.calls('getSession')).toHaveLength(0)
})

test('leaving drops the organization in one frame, and asks the session where to go on', async () => {
  const backend = fakeBackend({ listMembers: () => pageOf([member('grace')]) })
  const queryClient = new QueryClient()
  const seen: string[] = []
  const { result } = renderReady(
    backend,
    () => {
      const team = useTeam()
      const { organization } = team.organization
      seen.push([team.session.status, organization?.slug ?? '-', ...names(team.members)].join(' '))
      return team
    },
    { queryClient },
  )
  await settle()
  let left: Promise<void> | undefined
  await settle(() => void (left = result.current.leaving.leaveOrganization('org_acme')))
  expect(backend.last('leaveOrganization').input).toEqual({ organizationId: 'org_acme' })
  expect(result.current.leaving.isPending).toBe(true)
  await settle(() => backend.last('leaveOrganization').answer({ events: [leaving('acme')] }))
  await expect(left).resolves.toBeUndefined()
  expect(result.current.leaving).toMatchObject({ isPending: false, error: null })
  expect(result.current.organization).toMatchObject({ organization: null, error: null })
  expect(result.current.session.session?.memberships.items).toHaveLength(2)
  expect(backend.calls('getSession')).toHaveLength(1)
  expect(backend.last('getSession').input).toEqual({ organization: null })
  expect(JSON.parse(sessionStorage.getItem('orgkit_organization')!)).toEqual(['user_ada', null])
  await settle(() => backend.last('getSession').answer(pendingSession()))
  expect(result.current.session.status).toBe('pending')
  expect([...new Set(seen)]).toEqual(['active acme', 'active acme Grace', 'active -', 'pending -'])
  expect(backend.calls('listMembers')).toHaveLength(1)
  const kept = queryClient.getQueryCache().getAll()
  expect(JSON.stringify(kept.map(({ queryKey, state }) => [queryKey, state.data]))).not.toMatch(/acme|Grace/)
})

test('leaving gives up what is under way for the organization, and hears no earlier session', async () => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, useTeam)
  await settle(() => void result.current.session.refetch())
  const late = backend.last('getSession')
  const listing = backend.last('listMembers')
  await settle(() => void result.current.leaving.leaveOrganization('org_acme'))
  await settle(() => backend.last('leaveOrganization').answer({ events: [leaving('acme')] }))
  expect(listing.signal?.aborted).toBe(true)
  await settle(() => late.answer(session()))
  await settle(() => listing.answer(pageOf([member('grace')])))
  expect(result.current.organization.organization).toBeNull()
  expect(result.current.members.data).toEqual([])
  await settle(() => backend.last('getSession').answer(session({ active: null, slugs: ['blue'] })))
  expect(result.current.session.session?.memberships.items.map((item) => item.organization.slug)).toEqual([
    'blue',
  ])
})

test('an earlier session answer does not make the tab ask for the organization that was left', async () => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, useTeam)
  await settle(() => void result.current.session.refetch())
  const late = backend.last('getSession')
  await settle(() => applyEvents(result.current.orgkit, [leaving('acme')]))
  await settle(() => late.answer(session()))
  await settle(() => backend.last('getSession').fail('forbidden'))
  await settle(() => void result.current.session.refetch())
  expect(backend.last('getSession').input).toEqual({ organization: null })
})

test('without personal accounts the tab goes on where the backend says, and keeps it', async () => {
  const backend = fakeBackend()
  const off = { personalAccounts: false }
  const { result } = renderReady(backend, useTeam, { initialSession: session({ settings: off }) })
  await settle(() => applyEvents(result.current.orgkit, [leaving('acme')]))
  await settle(() =>
    backend.last('getSession').answer(session({ active: 'blue', slugs: ['blue'], settings: off })),
  )
  expect(result.current.organization.organization?.slug).toBe('blue')
  expect(JSON.parse(sessionStorage.getItem('orgkit_organization')!)).toEqual(['user_ada', 'org_blue'])
})

test('a switch that is under way while the organization is left still arrives', async () => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, useTeam)
  await settle(() => void result.current.switching.switchOrganization('org_blue'))
  await settle(() => applyEvents(result.current.orgkit, [leaving('acme')]))
  const asked = backend.last('getSession')
  await settle(() => backend.last('setLastActiveOrganization').answer(answerTo('blue')))
  await settle(() => asked.answer(session({ active: null, slugs: ['blue', 'coop'] })))
  expect(result.current.organization.organization?.slug).toBe('blue')
})

test('leaving another organization empties what shows it, and moves no tab', async () => {
  const backend = fakeBackend({ listMembers: () => pageOf([member('grace')]) })
  const { result } = renderReady(backend, () => useTeam({ organizationId: 'org_blue' }))
  await settle()
  expect(names(result.current.members)).toEqual(['Grace'])
  backend.script.listMembers = undefined
  await settle(() => applyEvents(result.current.orgkit, [leaving('blue')]))
  expect(result.current.members.data).toEqual([])
  expect(result.current.organization.organization?.slug).toBe('acme')
  expect(backend.last('getSession').input).toEqual({ organization: 'org_acme' })
})

test('a refusal to leave is told and changes nothing; a double click is one request', async () => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, useTeam)
  await settle(() => {
    void result.current.leaving.leaveOrganization('org_acme')
    void result.current.leaving.leaveOrganization('org_acme')
  })
  expect(backend.calls('leaveOrganization')).toHaveLength(1)
  await settle(() => backend.last('leaveOrganization').fail('last_administrator'))
  expect(result.current.leaving).toMatchObject({ isPending: false, error: { code: 'last_administrator' } })
  expect(result.current.organization.organization?.slug).toBe('acme')
  expect(backend.calls('getSession')).toHaveLength(0)
  act(() => result.current.leaving.reset())
  expect(result.current.leaving.error).toBeNull()
})

test('counts do not go back when an earlier event comes later', async () => {
  const { result } = renderReady(fakeBackend(), useTeam)
  const earlier = leaving('acme', 'user_grace', counts(9, 0))
  const later = leaving('acme', 'user_linus', counts(8, 0))
  await settle(() => applyEvents(result.current.orgkit, [later]))
  await settle(() => applyEvents(result.current.orgkit, [earlier]))
  expect(result.current.organization).toMatchObject({
    organization: { memberCount: 8 },
    limits: { inviteMember: { used: 8 } },
  })
})

test('numbers of another organization’s events do not make this one’s late', async () => {
  const { result } = renderReady(fakeBackend(), useTeam)
  const here = leaving('acme', 'user_grace', counts(7, 0))
  await settle(() => applyEvents(result.current.orgkit, [leaving('blue', 'user_linus'), here]))
  expect(result.current.organization.organization?.memberCount).toBe(7)
  const last = { ...leaving('acme', 'user_hal', counts(6, 0)), sequence: here.sequence + 1 }
  await settle(() => applyEvents(result.current.orgkit, [last]))
  expect(result.current.organization.organization?.memberCount).toBe(6)
})

test('a session answer that set out before an event does not take its counts back', async () => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, useTeam)
  await settle(() => void result.current.session.refetch())
  const late = backend.last('getSession')
  await settle(() => applyEvents(result.current.orgkit, [leaving('acme', 'user_grace', counts(4, 0))]))
  await settle(() => late.answer(session()))
  expect(result.current.organization.organization?.memberCount).toBe(4)
  expect(backend.calls('getSession')).toHaveLength(2)
})
