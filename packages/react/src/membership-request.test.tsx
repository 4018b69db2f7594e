import { act } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { applyEvents } from './apply-events'
import { useOrgkit } from './context'
import { useMembers } from './member'
import {
  useApproveMembershipRequest,
  useApproveMembershipRequests,
  useDeclineMembershipRequest,
  useDeclineMembershipRequests,
  useMembershipRequests,
} from './membership-request'
import { useOrganization } from './organization'
import { fakeBackend } from './testing/fake-adapter'
import {
  counts,
  event,
  member,
  membership,
  membershipRequest,
  pageOf,
  requestEvent,
  session,
} from './testing/fixtures'
import { renderReady, settle } from './testing/render'

beforeEach(() => sessionStorage.clear())

const useEverything = () => ({
  requests: useMembershipRequests(),
  members: useMembers(),
  organization: useOrganization(),
  approving: useApproveMembershipRequest(),
  declining: useDeclineMembershipRequest(),
  approvingMany: useApproveMembershipRequests(),
  decliningMany: useDeclineMembershipRequests(),
  orgkit: useOrgkit('test'),
})

const organizationId = 'org_acme'

async function open(keys: readonly string[] = ['grace', 'linus']) {
  const backend = fakeBackend({
    getSession: () => session(),
    listMembers: () => pageOf([member('ada')]),
    listMembershipRequests: () => pageOf(keys.map((key) => membershipRequest(key))),
  })
  const { result } = renderReady(backend, useEverything)
  await settle()
  return {
    backend,
    result,
    shown: () => result.current.requests.data.map(({ user }) => user.name),
    pendingCount: () => result.current.organization.organization?.pendingRequestCount,
  }
}

const joining = (key: string, left: number) => [
  requestEvent('membership_request.approved', membershipRequest(key, { status: 'approved' }), left),
  event({
    type: 'membership.created',
    organizationId,
    userId: `user_${key}`,
    membership: membership('acme'),
    counts: counts(2, 0),
  }),
]
const declining = (key: string, left: number) => [
  requestEvent('membership_request.declined', membershipRequest(key, { status: 'declined' }), left),
]

test('lists who asks to join the active organization', async () => {
  const { backend, shown } = await open()
  expect(backend.last('listMembershipRequests').input).toEqual({ organizationId, limit: 50 })
  expect(shown()).toEqual(['grace', 'linus'])
})

test('where requests are turned off it is as if there were none', async () => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, () => useMembershipRequests(), {
    initialSession: session({ settings: { membershipRequests: false } }),
  })
  await settle()
  expect(result.current).toMatchObject({ isSupported: false, isLoading: false })
  expect(backend.calls('listMembershipRequests')).toHaveLength(0)
})

test('an approved request leaves the list, and the members are asked again', async () => {
  const { backend, result, shown, pendingCount } = await open()
  backend.script.approveMembershipRequest = () => ({ member: member('grace'), events: joining('grace', 1) })
  const approval = { userId: 'user_grace', roleKey: 'org:member' }
  const output = await act(() => result.current.approving.approveMembershipRequest(approval))
  await settle()
  expect(backend.last('approveMembershipRequest').input).toEqual({ organizationId, ...approval })
  expect(output).toEqual(member('grace'))
  expect(shown()).toEqual(['linus'])
  expect(pendingCount()).toBe(1)
  expect(result.current.organization.organization?.memberCount).toBe(2)
  expect(backend.calls('listMembers')).toHaveLength(2)
  expect(backend.calls('listMembershipRequests')).toHaveLength(1)
})

test('a declined request leaves the list', async () => {
  const { backend, result, shown, pendingCount } = await open()
  const request = membershipRequest('grace', { status: 'declined' })
  backend.script.declineMembershipRequest = () => ({ request, events: declining('grace', 1) })
  await act(() => result.current.declining.declineMembershipRequest('user_grace'))
  expect(shown()).toEqual(['linus'])
  expect(pendingCount()).toBe(1)
})

test('a double click answers once', async () => {
  const { backend, result } = await open()
  const both = [1, 2].map(() => result.current.approving.approveMembershipRequest({ userId: 'user_grace' }))
  await settle(() =>
    backend.last('approveMembershipRequest').answer({ member: member('grace'), events: joining('grace', 1) }),
  )
  await Promise.all(both)
  expect(backend.calls('approveMembershipRequest')).toHaveLength(1)
})

test('many are answered at once, and no list is asked for each of them', async () => {
  const keys = Array.from({ length: 100 }, (_, index) => `person${index}`)
  const { backend, result, shown, pendingCount } = await open(keys)
  const userIds = keys.map((key) => `user_${key}`)
  backend.script.approveMembershipRequests = () => ({
    results: keys.map((key) => ({ value: member(key), error: null })),
    events: keys.flatMap((key, index) => joining(key, 99 - index)),
  })
  const results = await act(() => result.current.approvingMany.approveMembershipRequests({ userIds }))
  await settle()
  expect(results).toHaveLength(100)
  expect(shown()).toEqual([])
  expect(pendingCount()).toBe(0)
  expect(backend.calls('listMembershipRequests')).toHaveLength(1)
  expect(backend.calls('listMembers')).toHaveLength(2)
})

test('many are declined at once', async () => {
  const { backend, result, shown } = await open()
  backend.script.declineMembershipRequests = () => ({
    results: [],
    events: [...declining('grace', 1), ...declining('linus', 0)],
  })
  await act(() => result.current.decliningMany.declineMembershipRequests(['user_grace', 'user_linus']))
  expect(backend.last('declineMembershipRequests').input).toEqual({
    organizationId,
    userIds: ['user_grace', 'user_linus'],
  })
  expect(shown()).toEqual([])
})

test('a new request is counted, and the shown list asked for it', async () => {
  const { backend, result, shown, pendingCount } = await open(['grace'])
  backend.script.listMembershipRequests = () =>
    pageOf([membershipRequest('grace'), membershipRequest('linus')])
  const created = requestEvent('membership_request.created', membershipRequest('linus'), 2)
  await settle(() => void applyEvents(result.current.orgkit, [created]))
  expect(shown()).toEqual(['grace', 'linus'])
  expect(pendingCount()).toBe(2)
})

test('an event that was overtaken changes no number; the list is asked', async () => {
  const { backend, result, pendingCount } = await open()
  const earlier = requestEvent('membership_request.created', membershipRequest('linus'), 2)
  const [later] = declining('linus', 1)
  await settle(() => void applyEvents(result.current.orgkit, [later!]))
  await settle(() => void applyEvents(result.current.orgkit, [earlier]))
  expect(pendingCount()).toBe(1)
  expect(backend.calls('listMembershipRequests')).toHaveLength(2)
})

test('a request that was taken back meanwhile is told, and the list is asked again', async () => {
  const { backend, result, shown } = await open()
  await settle(() => void result.current.approving.approveMembershipRequest({ userId: 'user_grace' }))
  backend.script.listMembershipRequests = () => pageOf([membershipRequest('linus')])
  await settle(() => backend.last('approveMembershipRequest').fail('not_found'))
  expect(result.current.approving.error?.code).toBe('not_found')
  expect(shown()).toEqual(['linus'])
})

test('a full organization is told, and changes nothing', async () => {
  const { backend, result, shown } = await open()
  await settle(() => void result.current.approving.approveMembershipRequest({ userId: 'user_grace' }))
  await settle(() => backend.last('approveMembershipRequest').fail('seat_limit_reached'))
  expect(result.current.approving.error?.code).toBe('seat_limit_reached')
  expect(shown()).toEqual(['grace', 'linus'])
  expect(backend.calls('listMembershipRequests')).toHaveLength(1)
})
