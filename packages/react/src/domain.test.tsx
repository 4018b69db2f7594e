import type { Domain } from '@orgkit/core'
import { act } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { applyEvents } from './apply-events'
import { useOrgkit } from './context'
import {
  useAddDomain,
  useDomains,
  useFinishDomainVerification,
  useRemoveDomain,
  useStartDomainVerification,
  useUpdateDomain,
} from './domain'
import { fakeBackend } from './testing/fake-adapter'
import {
  active,
  domain,
  domainEvent,
  pageOf,
  requestEvent,
  membershipRequest,
  session,
} from './testing/fixtures'
import { renderReady, settle } from './testing/render'

beforeEach(() => sessionStorage.clear())

const useEverything = () => ({
  domains: useDomains(),
  adding: useAddDomain(),
  starting: useStartDomainVerification(),
  finishing: useFinishDomainVerification(),
  updating: useUpdateDomain(),
  removing: useRemoveDomain(),
  orgkit: useOrgkit('test'),
})

const organizationId = 'org_acme'
const unverified = (name: string) => domain(name, { status: 'unverified', verifiedAt: null })
const initialSession = () => session({ settings: { domains: true } })

async function open(rows: readonly Domain[] = [domain('acme.test')]) {
  const backend = fakeBackend({ getSession: initialSession, listDomains: () => pageOf(rows) })
  const { result } = renderReady(backend, useEverything, { initialSession: initialSession() })
  await settle()
  return {
    backend,
    result,
    shown: () => result.current.domains.data.map(({ name, status }) => `${name} ${status}`),
  }
}

test('lists the domains of the active organization', async () => {
  const { backend, shown } = await open()
  expect(backend.last('listDomains').input).toEqual({ organizationId, limit: 50 })
  expect(shown()).toEqual(['acme.test verified'])
})

test('asks nothing without the permission to read them', async () => {
  const { membership, ...rest } = active('acme')
  const changes = { active: { ...rest, membership: { ...membership, permissions: [] } } }
  const backend = fakeBackend()
  const { result } = renderReady(backend, useEverything, {
    initialSession: session({ settings: { domains: true }, changes }),
  })
  await settle()
  expect(result.current.domains).toMatchObject({ isLoading: false, isSupported: true, data: [] })
  expect(backend.calls('listDomains')).toHaveLength(0)
})

test('where the instance has domains turned off it is as if there were none', async () => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, useEverything, { initialSession: session() })
  await settle()
  expect(result.current.domains).toMatchObject({ isLoading: false, isSupported: false })
  expect(backend.calls('listDomains')).toHaveLength(0)
})

test('an added domain makes the shown list be asked again, since it is by name', async () => {
  const { backend, result, shown } = await open()
  const added = unverified('acme.example')
  backend.script.listDomains = () => pageOf([added, domain('acme.test')])
  backend.script.addDomain = () => ({ domain: added, events: [domainEvent('domain.created', added)] })
  const output = await act(() => result.current.adding.addDomain({ name: 'acme.example' }))
  await settle()
  expect(backend.last('addDomain').input).toEqual({ organizationId, name: 'acme.example' })
  expect(output).toEqual(added)
  expect(shown()).toEqual(['acme.example unverified', 'acme.test verified'])
  expect(backend.calls('listDomains')).toHaveLength(2)
})

test('a double click adds once', async () => {
  const { backend, result } = await open()
  const added = unverified('acme.example')
  const both = [1, 2].map(() => result.current.adding.addDomain({ name: 'acme.example' }))
  await settle(() => backend.last('addDomain').answer({ domain: added, events: [] }))
  expect(await Promise.all(both)).toEqual([added, added])
  expect(backend.calls('addDomain')).toHaveLength(1)
})

test('a begun proof, the proof itself, and another mode change the row in place', async () => {
  const { backend, result } = await open([unverified('acme.test')])
  const row = () => result.current.domains.data[0]
  const begun = unverified('acme.test')
  begun.verification = { method: 'dns_txt', recordName: '_orgkit.acme.test', recordValue: 'x' }
  begun.version = 2
  backend.script.startDomainVerification = () => ({
    domain: begun,
    events: [domainEvent('domain.verification_started', begun)],
  })
  await act(() => result.current.starting.startDomainVerification({ domainId: begun.id, method: 'dns_txt' }))
  expect(row()).toEqual(begun)
  const verified = domain('acme.test', { version: 3 })
  backend.script.finishDomainVerification = () => ({
    domain: verified,
    events: [domainEvent('domain.verified', verified)],
  })
  await act(() =>
    result.current.finishing.finishDomainVerification({ domainId: begun.id, method: 'dns_txt' }),
  )
  expect(row()).toEqual(verified)
  const manual = domain('acme.test', { enrollmentMode: 'manual_invitation', version: 4 })
  backend.script.updateDomain = () => ({ domain: manual, events: [domainEvent('domain.updated', manual)] })
  await act(() =>
    result.current.updating.updateDomain({ domainId: begun.id, enrollmentMode: 'manual_invitation' }),
  )
  expect(row()).toEqual(manual)
  // An event that took longer than a later one.
  await settle(() => void applyEvents(result.current.orgkit, [domainEvent('domain.verified', verified)]))
  expect(row()).toEqual(manual)
  expect(backend.calls('listDomains')).toHaveLength(1)
})

test('a removed domain leaves the list', async () => {
  const { backend, result, shown } = await open([domain('acme.example'), domain('acme.test')])
  const events = [domainEvent('domain.deleted', domain('acme.example'))]
  backend.script.removeDomain = () => ({ events })
  await act(() => result.current.removing.removeDomain('dom_acme.example'))
  expect(shown()).toEqual(['acme.test verified'])
  expect(result.current.domains.count).toBe(1)
})

test('a wrong code used a try up: the list is asked for what is left', async () => {
  const { backend, result } = await open([unverified('acme.test')])
  await settle(
    () =>
      void result.current.finishing.finishDomainVerification({
        domainId: 'dom_acme.test',
        method: 'email_code',
        code: '000000',
      }),
  )
  await settle(() => backend.last('finishDomainVerification').fail('code_wrong'))
  expect(result.current.finishing.error?.code).toBe('code_wrong')
  expect(backend.calls('listDomains')).toHaveLength(2)
})

test('a request is counted at its domain', async () => {
  const { backend, result } = await open([domain('acme.example'), domain('acme.test')])
  const apply = (...events: Parameters<typeof applyEvents>[1]) =>
    settle(() => void applyEvents(result.current.orgkit, events))
  const counts = () => result.current.domains.data.map(({ pendingRequestCount }) => pendingRequestCount)
  await apply(requestEvent('membership_request.created', membershipRequest('grace'), 1))
  expect(counts()).toEqual([0, 1])
  await apply(requestEvent('membership_request.withdrawn', membershipRequest('grace'), 0))
  expect(counts()).toEqual([0, 0])
  expect(backend.calls('listDomains')).toHaveLength(1)
})
