import { defaultAdminRole, defaultMemberRole } from '@orgkit/core'
import { expect, test } from 'vitest'
import { useRoles } from './role'
import { useSwitchOrganization } from './switch'
import { fakeBackend } from './testing/fake-adapter'
import { active, session } from './testing/fixtures'
import { renderReady, settle } from './testing/render'

const items = [defaultAdminRole, defaultMemberRole].map((role) => ({ ...role, isOwn: false, version: 1 }))
const answer = { items, defaultRoleKey: 'org:member' }

test('lists the roles of the active organization, also for those who read no members', async () => {
  const { membership, ...rest } = active('acme')
  const changes = { active: { ...rest, membership: { ...membership, permissions: [] } } }
  const backend = fakeBackend()
  const { result } = renderReady(backend, () => useRoles(), { initialSession: session({ changes }) })
  expect(result.current).toMatchObject({ isLoading: true, data: [], defaultRoleKey: null })
  await settle()
  expect(backend.last('listRoles').input).toEqual({ organizationId: 'org_acme' })
  await settle(() => backend.last('listRoles').answer(answer))
  expect(result.current).toMatchObject({ isLoading: false, defaultRoleKey: 'org:member' })
  expect(result.current.data.map((role) => role.key)).toEqual(['org:admin', 'org:member'])
})

test('the roles of the organization before are never shown under the next one', async () => {
  const backend = fakeBackend({
    setLastActiveOrganization: () => ({ active: active('blue'), events: [] }),
  })
  const { result } = renderReady(backend, () => ({ roles: useRoles(), switching: useSwitchOrganization() }))
  await settle()
  const late = backend.last('listRoles')
  await settle(() => void result.current.switching.switchOrganization('org_blue'))
  await settle(() => late.answer(answer))
  expect(backend.last('listRoles').input).toEqual({ organizationId: 'org_blue' })
  expect(result.current.roles).toMatchObject({ isLoading: true, data: [] })
})

test('a failure is told, and can be tried again', async () => {
  const backend = fakeBackend()
  const { result } = renderReady(backend, () => useRoles())
  await settle()
  await settle(() => backend.last('listRoles').fail('forbidden'))
  expect(result.current).toMatchObject({ isError: true, error: { code: 'forbidden' }, isLoading: false })
  await settle(() => void result.current.revalidate())
  await settle(() => backend.last('listRoles').answer(answer))
  expect(result.current).toMatchObject({ isError: false, error: null })
})

test('asks nothing without an organization, nor where the backend has no roles', async () => {
  const backend = fakeBackend()
  const personal = renderReady(backend, () => useRoles(), { initialSession: session({ active: null }) })
  const without = fakeBackend({}, { members: false })
  const unsupported = renderReady(without, () => useRoles())
  await settle()
  expect(personal.result.current).toMatchObject({ isSupported: true, isLoading: false, data: [] })
  expect(unsupported.result.current).toMatchObject({ isSupported: false, isLoading: false, data: [] })
  expect(backend.calls('listRoles')).toHaveLength(0)
  expect(without.calls('listRoles')).toHaveLength(0)
})
