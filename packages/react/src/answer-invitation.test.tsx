import { act } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import {
  type AcceptInvitationOptions,
  useAcceptInvitation,
  useDeclineInvitation,
  useInvitationPreview,
} from './answer-invitation'
import { useIdentity } from './identity'
import { useOrganization } from './organization'
import { useSession } from './session'
import { useSwitchOrganization } from './switch'
import { fakeBackend } from './testing/fake-adapter'
import {
  active,
  event,
  joined,
  joiningEvents,
  pendingSession,
  preview,
  session,
  signedOut,
} from './testing/fixtures'
import { renderReady, renderWith, settle } from './testing/render'

beforeEach(() => sessionStorage.clear())

const useAnswering = (token: string | null = 'token') => ({
  preview: useInvitationPreview(token),
  accepting: useAcceptInvitation(),
  declining: useDeclineInvitation(),
  organization: useOrganization(),
  session: useSession(),
  switching: useSwitchOrganization(),
  identity: useIdentity(),
})

const useAccepting = () => useAnswering(null)

test('shows what a link offers to somebody who is signed out', async () => {
  const backend = fakeBackend({ getSession: () => signedOut })
  const { result } = renderWith(backend, () => useAnswering())
  expect(result.current.preview).toMatchObject({ isLoading: true, invitation: null, refusal: null })
  await settle()
  expect(backend.last('previewInvitation').input).toEqual({ token: 'token' })
  await settle(() => backend.last('previewInvitation').answer(preview({ code: 'unauthenticated' })))
  expect(result.current.preview).toMatchObject({
    isLoading: false,
    invitation: { organizationName: 'Zeta' },
    refusal: { code: 'unauthenticated' },
    error: null,
  })
})

test('is asked again after sign-in, and shows no one the answer to another', async () => {
  const backend = fakeBackend({ getSession: () => signedOut })
  let tell = () => {}
  const identity = { signOut() {}, subscribe: (listener: () => void) => ((tell = listener), () => {}) }
  const seen: string[] = []
  const { result } = renderWith(
    backend,
    () => {
      const all = useAnswering()
      seen.push(`${all.session.user?.name} ${all.preview.refusal?.code}`)
      return all
    },
    { identity },
  )
  await settle()
  await settle(() => backend.last('previewInvitation').answer(preview({ code: 'unauthenticated' })))
  backend.script.getSession = () => session()
  await settle(tell)
  await settle()
  expect(backend.calls('previewInvitation')).toHaveLength(2)
  expect(result.current.preview).toMatchObject({ isLoading: true, refusal: null })
  await settle(() => backend.last('previewInvitation').answer(preview({ code: 'wrong_account' })))
  expect(result.current.preview.refusal).toEqual({ code: 'wrong_account' })
  expect([...new Set(seen)]).toEqual([
    'undefined undefined',
    'undefined unauthenticated',
    'Ada undefined',
    'Ada wrong_account',
  ])
})

test('an unknown link is an error', async () => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, () => useAnswering())
  await settle()
  await settle(() => backend.last('previewInvitation').fail('not_found'))
  expect(result.current.preview).toMatchObject({
    isLoading: false,
    isError: true,
    error: { code: 'not_found' },
    invitation: null,
  })
})

test('asks nothing without a link, nor where the backend has no invitations', async () => {
  const backend = fakeBackend({}, { invitations: false })
  const without = renderReady(backend, () => useAnswering())
  const noLink = renderReady(fakeBackend(), () => useAnswering(null))
  await settle()
  expect(without.result.current.preview).toMatchObject({ isSupported: false, isLoading: false })
  expect(without.result.current.accepting.isSupported).toBe(false)
  expect(noLink.result.current.preview).toMatchObject({ isSupported: true, isLoading: false })
  expect(backend.calls('previewInvitation')).toHaveLength(0)
})

test('after the address is verified the session and the preview are asked again', async () => {
  const backend = fakeBackend({ previewInvitation: () => preview({ code: 'address_unverified' }) })
  const verifyAddress = vi.fn()
  const sendVerificationCode = vi.fn()
  const identity = { signOut() {}, sendVerificationCode, verifyAddress }
  const { result } = renderReady(backend, () => useAnswering(), { identity })
  await settle()
  await act(async () => result.current.identity.sendVerificationCode?.('ada@acme.test'))
  expect(sendVerificationCode).toHaveBeenCalledWith('ada@acme.test')
  expect(backend.calls('previewInvitation')).toHaveLength(1)
  backend.script.previewInvitation = () => preview()
  let isDone = false
  await settle(() => {
    void Promise.resolve(result.current.identity.verifyAddress?.('ada@acme.test', '123456')).then(
      () => (isDone = true),
    )
  })
  expect(verifyAddress).toHaveBeenCalledWith('ada@acme.test', '123456')
  expect(result.current.preview.refusal).toBeNull()
  expect(backend.calls('previewInvitation')).toHaveLength(2)
  expect(isDone).toBe(false)
  const emails = [{ address: 'ada@acme.test', verified: true }]
  const user = { id: 'user_ada', name: 'Ada', imageUrl: null, emails }
  await settle(() => backend.last('getSession').answer(session({ changes: { user } })))
  expect(result.current.session.user?.emails).toEqual(emails)
  expect(isDone).toBe(true)
})

test('a wrong code asks nothing again, and what the port does not offer is undefined', async () => {
  const backend = fakeBackend({ previewInvitation: () => preview({ code: 'address_unverified' }) })
  const verifyAddress = vi.fn().mockRejectedValue(new Error('wrong code'))
  const { result } = renderReady(backend, () => useAnswering(), { identity: { signOut() {}, verifyAddress } })
  await settle()
  expect(result.current.identity.sendVerificationCode).toBeUndefined()
  await act(() =>
    expect(result.current.identity.verifyAddress?.('ada@acme.test', '0')).rejects.toThrow('wrong code'),
  )
  expect(backend.calls('previewInvitation')).toHaveLength(1)
  expect(backend.calls('getSession')).toHaveLength(0)
})

test('whoever accepts goes on in the organization, without another request', async () => {
  const backend = fakeBackend({ acceptInvitation: () => ({ ...joined('zeta'), isFirstMember: true }) })
  const onAfterSwitch = vi.fn()
  const { result } = renderReady(backend, useAccepting, { onAfterSwitch })
  const output = await act(() => result.current.accepting.acceptInvitation({ token: 'token' }))
  await settle()
  expect(backend.last('acceptInvitation').input).toEqual({ token: 'token' })
  expect(output.isFirstMember).toBe(true)
  expect(result.current.organization.organization).toMatchObject({ slug: 'zeta', memberCount: 2 })
  expect(result.current.session.session?.memberships.totalCount).toBe(4)
  expect(onAfterSwitch).toHaveBeenCalledExactlyOnceWith({
    from: expect.objectContaining({ slug: 'acme' }),
    to: expect.objectContaining({ slug: 'zeta' }),
  })
  expect(JSON.parse(sessionStorage.getItem('orgkit_organization')!)).toEqual(['user_ada', 'org_zeta'])
  expect(backend.calls('getSession')).toHaveLength(0)
  expect(backend.calls('setLastActiveOrganization')).toHaveLength(0)
})

test('the first organization opens a pending session, in one commit', async () => {
  const done = event({ type: 'session_task.completed', userId: 'user_ada', taskKey: 'choose-organization' })
  const backend = fakeBackend({ acceptInvitation: () => joined('zeta', [...joiningEvents('zeta'), done]) })
  const seen: string[] = []
  const { result } = renderReady(
    backend,
    () => {
      const all = useAccepting()
      seen.push(`${all.session.status} ${all.organization.organization?.slug}`)
      return all
    },
    { initialSession: pendingSession() },
  )
  await act(() => result.current.accepting.acceptInvitation({ token: 'token' }))
  await settle()
  expect([...new Set(seen)]).toEqual(['pending undefined', 'active zeta'])
})

test.each<[string, AcceptInvitationOptions, (() => boolean) | undefined]>([
  ['with activate off', { activate: false }, undefined],
  ['with a veto', {}, () => false],
])('%s the tab stays where it is; the organization is in the list', async (_, options, onBeforeSwitch) => {
  const backend = fakeBackend({ acceptInvitation: () => joined('zeta') })
  const { result } = renderReady(backend, useAccepting, { onBeforeSwitch })
  await act(() => result.current.accepting.acceptInvitation({ invitationId: 'inv_zeta' }, options))
  await settle()
  expect(result.current.organization.organization?.slug).toBe('acme')
  expect(result.current.session.session?.memberships.totalCount).toBe(4)
})

test('accepting twice is one request, and both get its answer', async () => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, useAccepting)
  const both = [1, 2].map(() => result.current.accepting.acceptInvitation({ token: 'token' }))
  await settle()
  expect(backend.calls('acceptInvitation')).toHaveLength(1)
  expect(result.current.accepting.isPending).toBe(true)
  await settle(() => backend.last('acceptInvitation').answer(joined('zeta')))
  const [one, two] = await Promise.all(both)
  expect(one).toBe(two)
  expect(result.current.accepting.isPending).toBe(false)
  expect(result.current.session.session?.memberships.totalCount).toBe(4)
})

test('being a member already is an error for the caller to show', async () => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, useAccepting)
  const accepting = result.current.accepting.acceptInvitation({ token: 'token' })
  await settle()
  backend.last('acceptInvitation').fail('already_member')
  await expect(accepting).rejects.toMatchObject({ code: 'already_member' })
  await settle()
  expect(result.current.accepting).toMatchObject({ isPending: false, error: { code: 'already_member' } })
  expect(result.current.organization.organization?.slug).toBe('acme')
})

test('accepting during a switch does not pull the tab away from the newer wish', async () => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, useAccepting)
  await settle(() => void result.current.accepting.acceptInvitation({ token: 'token' }))
  await settle(() => void result.current.switching.switchOrganization('org_blue'))
  await settle(() => backend.last('acceptInvitation').answer(joined('zeta')))
  await settle(() => backend.last('setLastActiveOrganization').answer({ active: active('blue'), events: [] }))
  expect(result.current.organization.organization?.slug).toBe('blue')
  expect(result.current.session.session?.memberships.totalCount).toBe(4)
})

test('an answer that comes after another user signed in is not theirs', async () => {
  const backend = fakeBackend({ getSession: () => session({ userId: 'user_grace', active: 'coop' }) })
  let tell = () => {}
  const identity = { signOut() {}, subscribe: (listener: () => void) => ((tell = listener), () => {}) }
  const { result } = renderReady(backend, useAccepting, { identity })
  await settle(() => void result.current.accepting.acceptInvitation({ token: 'token' }))
  await settle(tell)
  await settle(() => backend.last('acceptInvitation').answer(joined('zeta')))
  expect(result.current.session.user?.name).toBe('Grace')
  expect(result.current.organization.organization?.slug).toBe('coop')
  expect(result.current.session.session?.memberships.totalCount).toBe(3)
})

test('an answer does not move the tab of a user whom only the next look at the session found', async () => {
  const backend = fakeBackend({ getSession: () => session({ userId: 'user_grace', active: 'coop' }) })
  const { result } = renderReady(backend, useAccepting)
  await settle(() => void result.current.accepting.acceptInvitation({ token: 'token' }))
  await settle(() => void result.current.session.refetch())
  await settle(() => backend.last('acceptInvitation').answer(joined('zeta')))
  expect(result.current.session.user?.name).toBe('Grace')
  expect(result.current.organization.organization?.slug).toBe('coop')
})

test('an invitation to the app joins no organization', async () => {
  const output = { active: null, isFirstMember: false, events: [] }
  const backend = fakeBackend({ acceptInvitation: () => output })
  const { result } = renderReady(backend, useAccepting)
  await expect(act(() => result.current.accepting.acceptInvitation({ token: 'token' }))).resolves.toEqual(
    output,
  )
  await settle()
  expect(result.current.organization.organization?.slug).toBe('acme')
})

test('whoever opens the link again after accepting is told how things stand', async () => {
  const backend = fakeBackend({ previewInvitation: () => preview(), acceptInvitation: () => joined('zeta') })
  const { result, rerender } = renderReady(backend, (token: string | null) => useAnswering(token), {
    input: 'token' as string | null,
  })
  await settle()
  await settle(() => void result.current.accepting.acceptInvitation({ token: 'token' }))
  expect(result.current.preview.refusal).toBeNull()
  expect(backend.calls('previewInvitation')).toHaveLength(1)
  rerender(null)
  backend.script.previewInvitation = () => preview({ code: 'already_member' })
  rerender('token')
  await settle()
  expect(result.current.preview.refusal).toEqual({ code: 'already_member' })
})

test('declining shows in the preview', async () => {
  const backend = fakeBackend({
    previewInvitation: () => preview(),
    declineInvitation: () => ({ events: [] }),
  })
  const { result } = renderReady(backend, () => useAnswering())
  await settle()
  backend.script.previewInvitation = () => preview({ code: 'invitation_declined' })
  await act(() => result.current.declining.declineInvitation({ token: 'token' }))
  await settle()
  expect(result.current.preview.refusal).toEqual({ code: 'invitation_declined' })
})
