import { beforeEach, expect, test } from 'vitest'
import { useAcceptInvitation, useDeclineInvitation } from './answer-invitation'
import { useSession } from './session'
import { fakeBackend } from './testing/fake-adapter'
import { event, joined, pageOf, session, signedOut, userInvitation } from './testing/fixtures'
import { renderReady, settle } from './testing/render'
import { useUserInvitations } from './user-invitation'

beforeEach(() => sessionStorage.clear())

const emails = [{ address: 'ada@acme.test', verified: true }]
const user = { id: 'user_ada', name: 'Ada', imageUrl: null, emails }
const invited = (invitationCount: number) => session({ changes: { invitationCount, user } })

const useWaiting = () => ({
  invitations: useUserInvitations(),
  accepting: useAcceptInvitation(),
  declining: useDeclineInvitation(),
  session: useSession(),
})

const shown = ({ current }: { current: ReturnType<typeof useWaiting> }) =>
  current.invitations.data.map(({ id }) => id)

const declined = (slug: string) => ({
  events: [event({ type: 'user_invitation.declined', userId: 'user_ada', invitationId: `inv_${slug}` })],
})

test('is not asked while the session counts none, nor signed out', async () => {
  const backend = fakeBackend()
  const none = renderReady(backend, useWaiting, { initialSession: invited(0) })
  const out = renderReady(backend, useWaiting, { initialSession: signedOut })
  await settle()
  for (const { result } of [none, out]) {
    expect(result.current.invitations).toMatchObject({ isLoading: false, data: [], count: 0 })
  }
  expect(backend.calls('listUserInvitations')).toHaveLength(0)
})

test('is not asked where the backend has no invitations', async () => {
  const backend = fakeBackend({}, { invitations: false })
  const { result } = renderReady(backend, useWaiting, { initialSession: invited(2) })
  await settle()
  expect(result.current.invitations).toMatchObject({ isSupported: false, isLoading: false })
  expect(backend.calls('listUserInvitations')).toHaveLength(0)
})

test('lists what waits, also while a session task is open', async () => {
  const backend = fakeBackend()
  const pending = session({
    active: null,
    slugs: [],
    changes: { status: 'pending', tasks: [{ key: 'choose-organization' }], invitationCount: 1, user },
  })
  const { result } = renderReady(backend, useWaiting, { initialSession: pending })
  expect(result.current.invitations.isLoading).toBe(true)
  await settle()
  await settle(() => backend.last('listUserInvitations').answer(pageOf([userInvitation('zeta')])))
  expect(shown(result)).toEqual(['inv_zeta'])
})

test('a declined invitation is gone from the list and the badge', async () => {
  const both = pageOf([userInvitation('zeta'), userInvitation('yarn')])
  const backend = fakeBackend({ listUserInvitations: () => both })
  const { result } = renderReady(backend, useWaiting, { initialSession: invited(2) })
  await settle()
  backend.script.listUserInvitations = undefined
  await settle(() => void result.current.declining.declineInvitation({ invitationId: 'inv_zeta' }))
  expect(shown(result)).toEqual(['inv_zeta', 'inv_yarn'])
  await settle(() => backend.last('declineInvitation').answer(declined('zeta')))
  expect(backend.last('declineInvitation').input).toEqual({ invitationId: 'inv_zeta' })
  expect(shown(result)).toEqual(['inv_yarn'])
  expect(result.current.invitations.count).toBe(1)
  expect(result.current.session.session?.invitationCount).toBe(1)
  expect(backend.calls('listUserInvitations')).toHaveLength(1)
  expect(backend.calls('getSession')).toHaveLength(0)
})

test('after the last one is accepted nothing is asked any more', async () => {
  const backend = fakeBackend({ listUserInvitations: () => pageOf([userInvitation('zeta')]) })
  const { result } = renderReady(backend, useWaiting, { initialSession: invited(1) })
  await settle()
  await settle(() => void result.current.accepting.acceptInvitation({ invitationId: 'inv_zeta' }))
  await settle(() => backend.last('acceptInvitation').answer(joined('zeta')))
  expect(result.current.session.session).toMatchObject({
    invitationCount: 0,
    active: { organization: { slug: 'zeta' } },
  })
  expect(shown(result)).toEqual([])
  expect(backend.calls('listUserInvitations')).toHaveLength(1)
})

test('a refusal keeps the invitation and its count', async () => {
  const backend = fakeBackend({ listUserInvitations: () => pageOf([userInvitation('zeta')]) })
  const { result } = renderReady(backend, useWaiting, { initialSession: invited(1) })
  await settle()
  await settle(() => void result.current.declining.declineInvitation({ invitationId: 'inv_zeta' }))
  await settle(() => backend.last('declineInvitation').fail('invitation_revoked'))
  expect(result.current.declining.error).toMatchObject({ code: 'invitation_revoked' })
  expect(shown(result)).toEqual(['inv_zeta'])
  expect(result.current.session.session?.invitationCount).toBe(1)
})
