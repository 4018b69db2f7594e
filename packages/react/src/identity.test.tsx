import { act } from '@testing-library/react'
import { QueryClient } from '@tanstack/react-query'
import { beforeEach, expect, test, vi } from 'vitest'
import { useIdentity, useSignOut } from './identity'
import { useOrganization } from './organization'
import { useOrganizationList } from './organization-list'
import { useSession } from './session'
import { useSwitchOrganization } from './switch'
import { fakeBackend } from './testing/fake-adapter'
import { active, page, session, signedOut } from './testing/fixtures'
import { renderReady, renderWith, settle } from './testing/render'

beforeEach(() => sessionStorage.clear())

const useUser = () => ({
  session: useSession(),
  organization: useOrganization(),
  list: useOrganizationList(),
  signingOut: useSignOut(),
  switching: useSwitchOrganization(),
  identity: useIdentity(),
})

test('signing out ends the session without a flash, and leaves nothing of the user', async () => {
  const memberships = page(['acme'], { nextCursor: 'more', totalCount: 2 })
  const backend = fakeBackend({ listUserMemberships: () => page(['blue']), getSession: () => signedOut })
  const queryClient = new QueryClient()
  queryClient.setQueryData(['of the host'], 'kept')
  const seen: string[] = []
  const { result } = renderReady(
    backend,
    () => {
      const user = useUser()
      seen.push(user.session.status)
      return user
    },
    { queryClient, identity: { signOut: async () => {} }, initialSession: session({ memberships }) },
  )
  await settle(() => result.current.list.userMemberships.fetchNext())
  expect(
    JSON.stringify(
      queryClient
        .getQueryCache()
        .getAll()
        .map((query) => query.state.data),
    ),
  ).toContain('Blue')
  await act(() => result.current.signingOut.signOut())
  await settle()
  expect([...new Set(seen)]).toEqual(['active', 'signed-out'])
  expect(result.current.organization.organization).toBeNull()
  expect(result.current.list.userMemberships).toMatchObject({ data: [], count: 0 })
  const left = queryClient.getQueryCache().getAll()
  expect(JSON.stringify(left.map((query) => [query.queryKey, query.state.data]))).not.toMatch(
    /ada|acme|blue/i,
  )
  expect(queryClient.getMutationCache().getAll()).toEqual([])
  expect(queryClient.getQueryData(['of the host'])).toBe('kept')
  expect(sessionStorage.getItem('orgkit_organization') ?? 'null').toBe('null')
})

test('a session answer from before signing out does not bring the user back', async () => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, useUser, { identity: { signOut() {} } })
  await settle(() => void result.current.session.refetch())
  const late = backend.last('getSession')
  await act(() => result.current.signingOut.signOut())
  await settle(() => late.answer(session()))
  expect(result.current.session.status).toBe('signed-out')
})

test('a switch under way when signing out comes to nothing', async () => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, useUser, { identity: { signOut() {} } })
  await settle(() => void result.current.switching.switchOrganization('org_blue'))
  await act(() => result.current.signingOut.signOut())
  await settle(() => backend.last('setLastActiveOrganization').answer({ active: active('blue'), events: [] }))
  expect(result.current.session.status).toBe('signed-out')
  expect(result.current.organization.organization).toBeNull()
  expect(result.current.switching).toMatchObject({ isPending: false, target: undefined })
})

test('when signing out fails nothing has changed', async () => {
  const signOut = vi.fn().mockRejectedValue(new Error('no network'))
  const { result } = renderReady(fakeBackend(), useUser, { identity: { signOut } })
  await act(async () => {
    await expect(result.current.signingOut.signOut()).rejects.toMatchObject({ code: 'internal' })
  })
  await settle()
  expect(result.current.session.status).toBe('active')
  expect(result.current.signingOut.error).toMatchObject({
    code: 'internal',
    cause: { message: 'no network' },
  })
})

test('without an identity port signing out is not available', async () => {
  const { result } = renderReady(fakeBackend(), useUser)
  expect(result.current.signingOut.isAvailable).toBe(false)
  await act(() => expect(result.current.signingOut.signOut()).rejects.toThrow(/has no `identity`/))
})

test('another user’s session replaces everything of the one before', async () => {
  const backend = fakeBackend()
  let tell = () => {}
  const stop = vi.fn()
  const identity = { signOut() {}, subscribe: (listener: () => void) => ((tell = listener), stop) }
  const seen: string[] = []
  const { result, unmount } = renderReady(
    backend,
    () => {
      const user = useUser()
      seen.push(`${user.session.status} ${user.session.user?.name} ${user.organization.organization?.name}`)
      return user
    },
    { identity },
  )
  await settle(tell)
  await settle(() => backend.last('getSession').answer(session({ userId: 'user_grace', active: 'coop' })))
  expect([...new Set(seen)]).toEqual(['active Ada Acme', 'loading undefined undefined', 'active Grace Coop'])
  expect(result.current.session.user?.name).toBe('Grace')
  unmount()
  expect(stop).toHaveBeenCalled()
})

test('a wish of the user before is not an error of the next one', async () => {
  sessionStorage.setItem('orgkit_organization', JSON.stringify(['user_ada', 'org_acme']))
  const activeError = { code: 'not_found', message: 'not_found', meta: { organization: 'org_acme' } } as const
  const backend = fakeBackend({
    getSession: ({ organization }) =>
      session({
        userId: 'user_grace',
        active: organization ? null : 'coop',
        changes: organization ? { activeError } : {},
      }),
  })
  const { result } = renderWith(backend, useUser)
  await settle()
  expect(backend.calls('getSession').map((call) => call.input)).toEqual([{ organization: 'org_acme' }, {}])
  expect(result.current.organization).toMatchObject({ organization: { slug: 'coop' }, error: null })
  expect(JSON.parse(sessionStorage.getItem('orgkit_organization')!)).toEqual(['user_grace', 'org_coop'])
})

test('the own wish that leads nowhere stays an error', async () => {
  sessionStorage.setItem('orgkit_organization', JSON.stringify(['user_ada', 'org_gone']))
  const activeError = { code: 'not_found', message: 'not_found', meta: { organization: 'org_gone' } } as const
  const backend = fakeBackend({ getSession: () => session({ active: null, changes: { activeError } }) })
  const { result } = renderWith(backend, useUser)
  await settle()
  expect(backend.calls('getSession')).toHaveLength(1)
  expect(result.current.organization.error).toMatchObject({
    code: 'not_found',
    meta: { organization: 'org_gone' },
  })
})

test('what the port does not offer is undefined, and a switched account starts anew', async () => {
  const backend = fakeBackend({ getSession: () => session({ userId: 'user_grace' }) })
  const switchAccount = vi.fn()
  const { result } = renderReady(backend, useUser, { identity: { signOut() {}, switchAccount } })
  expect(result.current.identity.addAccount).toBeUndefined()
  await act(async () => result.current.identity.switchAccount?.('grace'))
  await settle()
  expect(switchAccount).toHaveBeenCalledWith('grace')
  expect(result.current.session.user?.name).toBe('Grace')
})
