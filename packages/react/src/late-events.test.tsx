import { beforeEach, expect, test, vi } from 'vitest'
import { useOrganization } from './organization'
import { useCreateOrganization } from './organization-writes'
import { useSwitchOrganization } from './switch'
import { fakeBackend } from './testing/fake-adapter'
import { active, created, creationEvents, session } from './testing/fixtures'
import { renderReady, settle } from './testing/render'

// A chunk that does not come: the network is gone, or a deployment has taken its place.
vi.mock('./own-events', () => {
  throw new Error('no such chunk')
})

beforeEach(() => sessionStorage.clear())

const useTab = () => ({
  organization: useOrganization(),
  switching: useSwitchOrganization(),
  creating: useCreateOrganization(),
})

test('without what applies events a switch is done, and the session is asked again once', async () => {
  const backend = fakeBackend({
    getSession: () => session({ active: 'dune' }),
    setLastActiveOrganization: () => ({ active: active('dune'), events: creationEvents('dune') }),
  })
  const { result } = renderReady(backend, useTab)
  await settle(() => void result.current.switching.switchOrganization('org_dune'))
  await vi.waitFor(() => expect(result.current.switching.isPending).toBe(false))
  expect(result.current.switching.error).toBeNull()
  expect(result.current.organization.organization?.name).toBe('Dune')
  expect(backend.calls('getSession')).toHaveLength(1)
})

test('without what applies events an organization is created and opened, and the session is asked again once', async () => {
  const backend = fakeBackend({
    getSession: () => session({ active: 'dune' }),
    createOrganization: () => created('dune', creationEvents('dune')),
  })
  const { result } = renderReady(backend, useTab)
  await settle(() => void result.current.creating.createOrganization({ name: 'Dune' }))
  await vi.waitFor(() => expect(result.current.creating.isPending).toBe(false))
  expect(result.current.creating.error).toBeNull()
  expect(result.current.organization.organization?.name).toBe('Dune')
  expect(backend.calls('getSession')).toHaveLength(1)
})
