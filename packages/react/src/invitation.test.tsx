import { act } from '@testing-library/react'
import { QueryClient } from '@tanstack/react-query'
import type { InvitationStatus } from '@orgkit/core'
import { beforeEach, expect, test } from 'vitest'
import { applyEvents } from './apply-events'
import { useOrgkit } from './context'
import {
  type InvitationsInput,
  useInvitationLink,
  useInvitations,
  useInviteMember,
  useInviteMembers,
  useResendInvitation,
  useRevokeInvitation,
} from './invitation'
import { useOrganization } from './organization'
import { useSwitchOrganization } from './switch'
import { fakeBackend } from './testing/fake-adapter'
import { active, counts, invitation, invitationEvent, pageOf, session } from './testing/fixtures'
import { renderReady, settle } from './testing/render'

beforeEach(() => sessionStorage.clear())

const useInviting = (input?: InvitationsInput) => ({
  invitations: useInvitations(input),
  inviting: useInviteMember(),
  invitingMany: useInviteMembers(),
  resending: useResendInvitation(),
  revoking: useRevokeInvitation(),
  link: useInvitationLink(),
  organization: useOrganization(),
  switching: useSwitchOrganization(),
  orgkit: useOrgkit('test'),
})

type Result = { current: ReturnType<typeof useInviting> }

const shown = ({ current }: Result) => current.invitations.data.map(({ id, status }) => `${id} ${status}`)
const pendingCount = ({ current }: Result) => current.organization.organization?.pendingInvitationCount

const sent = (key: string, after = counts(1, 1)) => ({
  invitation: invitation(key),
  events: [invitationEvent('invitation.created', invitation(key), after)],
})
const withStatus = (key: string, status: InvitationStatus, after = counts(1, 0)) => {
  const row = invitation(key, { status })
  const type = status === 'revoked' ? 'invitation.revoked' : 'invitation.resent'
  return { invitation: row, events: [invitationEvent(type, row, after)] }
}

test('lists the invitations of the active organization', async () => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, () => useInviting({ status: 'pending' }))
  await settle()
  expect(backend.last('listInvitations').input).toEqual({
    organizationId: 'org_acme',
    limit: 50,
    status: 'pending',
  })
  await settle(() => backend.last('listInvitations').answer(pageOf([invitation('grace')])))
  expect(shown(result)).toEqual(['inv_grace pending'])
})

test('asks nothing without the permission to manage members, though with that to read them', async () => {
  const { membership, ...rest } = active('acme')
  const permissions = ['org:sys_memberships:read']
  const changes = { active: { ...rest, membership: { ...membership, permissions } } }
  const backend = fakeBackend()
  const { result } = renderReady(backend, () => useInviting(), { initialSession: session({ changes }) })
  await settle(() => void result.current.invitations.revalidate())
  expect(result.current.invitations).toMatchObject({ isLoading: false, data: [], isError: false })
  expect(backend.calls('listInvitations')).toHaveLength(0)
})

test('asks nothing where the backend has no invitations, and says so', async () => {
  const backend = fakeBackend({}, { invitations: false })
  const { result } = renderReady(backend, () => useInviting())
  await settle()
  expect(result.current.invitations).toMatchObject({ isSupported: false, isLoading: false })
  expect(result.current.inviting.isSupported).toBe(false)
  expect(backend.calls('listInvitations')).toHaveLength(0)
})

test('a late list of the organization before is never shown under the next one', async () => {
  const backend = fakeBackend({
    setLastActiveOrganization: () => ({ active: active('blue'), events: [] }),
  })
  const seen: string[] = []
  const { result } = renderReady(backend, () => {
    const all = useInviting()
    seen.push([all.organization.organization?.slug, ...shown({ current: all })].join(' '))
    return all
  })
  await settle()
  const late = backend.last('listInvitations')
  await settle(() => void result.current.switching.switchOrganization('org_blue'))
  await settle(() => late.answer(pageOf([invitation('grace')])))
  expect(late.signal?.aborted).toBe(true)
  expect([...new Set(seen)]).toEqual(['acme', 'blue'])
})

test('inviting counts the seat, and makes the shown list be asked again', async () => {
  const backend = fakeBackend({ listInvitations: () => pageOf([]), inviteMember: () => sent('grace') })
  const { result } = renderReady(backend, () => useInviting())
  await settle()
  backend.script.listInvitations = () => pageOf([invitation('grace')])
  const input = { emailAddress: 'grace@acme.test', roleKey: 'org:member', expiresInDays: 7 }
  const output = await act(() => result.current.inviting.inviteMember(input))
  await settle()
  expect(backend.last('inviteMember').input).toEqual({ organizationId: 'org_acme', ...input })
  expect(output).toEqual(invitation('grace'))
  expect(pendingCount(result)).toBe(1)
  expect(result.current.organization.limits?.inviteMember.used).toBe(2)
  expect(shown(result)).toEqual(['inv_grace pending'])
  expect(backend.calls('listInvitations')).toHaveLength(2)
  expect(backend.calls('getSession')).toHaveLength(0)
})

test('inviting many counts their seats, and tells what became of each', async () => {
  const backend = fakeBackend({ listInvitations: () => pageOf([]) })
  const { result } = renderReady(backend, () => useInviting())
  await settle()
  backend.script.inviteMembers = () => ({
    results: [
      { value: invitation('grace'), error: null },
      { value: null, error: { code: 'already_member', message: 'Is a member.' } },
    ],
    events: [invitationEvent('invitation.created', invitation('grace'), counts(1, 1))],
  })
  const input = {
    invitations: [{ emailAddress: 'grace@acme.test' }, { emailAddress: 'ada@acme.test' }],
    roleKey: 'org:member',
  }
  const results = await act(() => result.current.invitingMany.inviteMembers(input))
  await settle()
  expect(backend.last('inviteMembers').input).toEqual({ organizationId: 'org_acme', ...input })
  expect(results.map(({ error }) => error?.code)).toEqual([undefined, 'already_member'])
  expect(pendingCount(result)).toBe(1)
  expect(backend.calls('listInvitations')).toHaveLength(2)
})

test('a double click invites once', async () => {
  const backend = fakeBackend({ listInvitations: () => pageOf([]) })
  const { result } = renderReady(backend, () => useInviting())
  const both = [1, 2].map(() => result.current.inviting.inviteMember({ emailAddress: 'grace@acme.test' }))
  await settle()
  expect(result.current.inviting.isPending).toBe(true)
  await settle(() => backend.last('inviteMember').answer(sent('grace')))
  expect(await Promise.all(both)).toEqual([invitation('grace'), invitation('grace')])
  expect(backend.calls('inviteMember')).toHaveLength(1)
  expect(pendingCount(result)).toBe(1)
})

test('after an uncertain end it is the same invitation', async () => {
  const backend = fakeBackend({ listInvitations: () => pageOf([]) })
  const { result } = renderReady(backend, () => useInviting())
  const invite = () =>
    settle(() => void result.current.inviting.inviteMember({ emailAddress: 'grace@acme.test' }))
  await invite()
  await settle(() => backend.last('inviteMember').fail('unreachable'))
  await invite()
  const [first, second] = backend.calls('inviteMember')
  expect(first?.idempotencyKey).toMatch(/^\d+-/)
  expect(second?.idempotencyKey).toBe(first?.idempotencyKey)
})

test('a refusal is told, changes nothing, and is not shown under another organization', async () => {
  const backend = fakeBackend({
    listInvitations: () => pageOf([]),
    setLastActiveOrganization: () => ({ active: active('blue'), events: [] }),
  })
  const { result } = renderReady(backend, () => useInviting())
  await settle(() => void result.current.inviting.inviteMember({ emailAddress: 'ada@acme.test' }))
  await settle(() => backend.last('inviteMember').fail('already_member'))
  expect(result.current.inviting).toMatchObject({ isPending: false, error: { code: 'already_member' } })
  expect(pendingCount(result)).toBe(0)
  await settle(() => void result.current.switching.switchOrganization('org_blue'))
  expect(result.current.inviting.error).toBeNull()
})

test('a handler that is late by a switch invites where it was made', async () => {
  const backend = fakeBackend({
    listInvitations: () => pageOf([]),
    setLastActiveOrganization: () => ({ active: active('blue'), events: [] }),
  })
  const { result } = renderReady(backend, () => useInviting())
  const { inviteMember } = result.current.inviting
  await settle(() => void result.current.switching.switchOrganization('org_blue'))
  await settle(() => void inviteMember({ emailAddress: 'grace@acme.test' }))
  expect(backend.last('inviteMember').input.organizationId).toBe('org_acme')
  await settle(() => backend.last('inviteMember').answer(sent('grace')))
  expect(result.current.organization.organization).toMatchObject({ slug: 'blue', pendingInvitationCount: 0 })
})

test('in no organization it says what is missing, and sends nothing', async () => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, () => useInviteMember(), {
    initialSession: session({ active: null }),
  })
  const inviting = result.current.inviteMember({ emailAddress: 'grace@acme.test' })
  await expect(inviting).rejects.toThrow(/useInviteMember: this tab works in no organization/)
  expect(backend.calls('inviteMember')).toHaveLength(0)
})

test('a revoked invitation changes in its row, without another request', async () => {
  const backend = fakeBackend({
    listInvitations: () => pageOf([invitation('grace'), invitation('linus')]),
    revokeInvitation: () => withStatus('grace', 'revoked'),
  })
  const { result } = renderReady(backend, () => useInviting())
  await settle()
  await act(() => result.current.revoking.revokeInvitation('inv_grace'))
  await settle()
  expect(backend.last('revokeInvitation').input).toEqual({
    organizationId: 'org_acme',
    invitationId: 'inv_grace',
  })
  expect(shown(result)).toEqual(['inv_grace revoked', 'inv_linus pending'])
  expect(backend.calls('listInvitations')).toHaveLength(1)
})

test('a revoked invitation leaves a list of pending ones', async () => {
  const backend = fakeBackend({
    listInvitations: () => pageOf([invitation('grace'), invitation('linus')]),
    revokeInvitation: () => withStatus('grace', 'revoked'),
  })
  const { result } = renderReady(backend, () => useInviting({ status: 'pending' }))
  await settle()
  backend.script.listInvitations = () => pageOf([invitation('linus')])
  await act(() => result.current.revoking.revokeInvitation('inv_grace'))
  await settle()
  expect(shown(result)).toEqual(['inv_linus pending'])
})

test('a list that set out before an event is asked again', async () => {
  const backend = fakeBackend({ revokeInvitation: () => withStatus('grace', 'revoked') })
  const { result } = renderReady(backend, () => useInviting())
  await settle()
  const late = backend.last('listInvitations')
  await settle(() => void result.current.revoking.revokeInvitation('inv_grace'))
  await settle(() => late.answer(pageOf([invitation('grace')])))
  await settle(() =>
    backend.last('listInvitations').answer(pageOf([invitation('grace', { status: 'revoked' })])),
  )
  expect(shown(result)).toEqual(['inv_grace revoked'])
})

test('a resent invitation shows its new time on a later page', async () => {
  const expired = invitation('linus', { status: 'expired' })
  const resent = invitation('linus', { expiresAt: '2026-03-01T00:00:00.000Z' })
  const backend = fakeBackend({
    listInvitations: ({ cursor }) =>
      cursor
        ? pageOf([expired], { totalCount: 2 })
        : pageOf([invitation('grace')], { nextCursor: 'more', totalCount: 2 }),
    resendInvitation: () => ({
      invitation: resent,
      events: [invitationEvent('invitation.resent', resent, counts(1, 2))],
    }),
  })
  const { result } = renderReady(backend, () => useInviting({ pageSize: 1 }))
  await settle()
  await settle(() => result.current.invitations.fetchNext())
  await settle()
  expect(shown(result)).toEqual(['inv_grace pending', 'inv_linus expired'])
  await act(() => result.current.resending.resendInvitation('inv_linus'))
  await settle()
  expect(result.current.invitations.data[1]).toEqual(resent)
  expect(pendingCount(result)).toBe(2)
  expect(backend.calls('listInvitations')).toHaveLength(2)
})

test('an event that was overtaken changes neither row nor number; the list is asked', async () => {
  const backend = fakeBackend({ listInvitations: () => pageOf([invitation('grace')]) })
  const { result } = renderReady(backend, () => useInviting())
  await settle()
  const [earlier] = withStatus('grace', 'pending', counts(1, 1)).events
  const [later] = withStatus('grace', 'revoked', counts(1, 0)).events
  backend.script.listInvitations = undefined
  await settle(() => applyEvents(result.current.orgkit, [later!]))
  await settle(() => applyEvents(result.current.orgkit, [earlier!]))
  expect(shown(result)).toEqual(['inv_grace revoked'])
  expect(pendingCount(result)).toBe(0)
  expect(backend.calls('listInvitations')).toHaveLength(2)
})

test('the link is asked for when it is wanted, and kept nowhere', async () => {
  const url = 'https://app.test/invite/secret-token'
  const backend = fakeBackend({ listInvitations: () => pageOf([]) })
  const queryClient = new QueryClient()
  const { result } = renderReady(backend, () => useInviting(), { queryClient })
  await settle()
  expect(backend.calls('getInvitationLink')).toHaveLength(0)
  const asking = result.current.link.getLink('inv_grace')
  await settle()
  expect(result.current.link.isPending).toBe(true)
  const output = { url, expiresAt: '2026-01-31T00:00:00.000Z' }
  await settle(() => backend.last('getInvitationLink').answer(output))
  await expect(asking).resolves.toEqual(output)
  expect(result.current.link).toMatchObject({ isPending: false, error: null })
  const kept = queryClient.getQueryCache().getAll()
  expect(JSON.stringify(kept.map(({ queryKey, state }) => [queryKey, state.data]))).not.toContain('secret')
})
