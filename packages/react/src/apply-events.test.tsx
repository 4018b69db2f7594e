import type { Member, OrgkitEvent } from '@orgkit/core'
import { beforeEach, expect, test } from 'vitest'
import { applyEvents } from './apply-events'
import { useOrgkit } from './context'
import { useInvitations } from './invitation'
import { useMembers } from './member'
import { useOrganization } from './organization'
import { useOrganizationList } from './organization-list'
import { useRoles } from './role'
import { fakeBackend } from './testing/fake-adapter'
import {
  active,
  event,
  handOver,
  invitation,
  member,
  organization,
  page,
  pageOf,
  role,
  roleChanged,
  session,
} from './testing/fixtures'
import { renderReady, settle } from './testing/render'

beforeEach(() => sessionStorage.clear())

const organizationId = 'org_acme'
const useEverything = (input?: { roleKey?: string }) => ({
  orgkit: useOrgkit('test'),
  organization: useOrganization(),
  list: useOrganizationList(),
  members: useMembers(input),
  invitations: useInvitations(),
  roles: useRoles(),
})

const editor = (key: string): Member => ({ ...member(key), role: { key: 'org:editor', name: 'Editor' } })

/** Ada's page with everything loaded; what is asked after that is counted. */
async function open(
  input?: { roleKey?: string },
  members: readonly Member[] = [member('ada'), editor('grace')],
) {
  const backend = fakeBackend({
    getSession: () => session(),
    listMembers: () => pageOf(members),
    listInvitations: () => pageOf([invitation('linus')]),
    listRoles: () => ({ items: [role('editor')], defaultRoleKey: 'org:member' }),
    listUserMemberships: () => page(['blue', 'coop']),
  })
  const { result } = renderReady(backend, useEverything, { input })
  await settle()
  const names = ['getSession', 'listMembers', 'listInvitations', 'listRoles'] as const
  const before = names.map((name) => backend.calls(name).length)
  return {
    backend,
    result,
    apply: (...events: OrgkitEvent[]) => settle(() => applyEvents(result.current.orgkit, events)),
    asked: () => names.filter((name, index) => backend.calls(name).length > before[index]!),
    rows: () =>
      result.current.members.data.map(
        ({ user, role: held, isAdministrator }) =>
          `${user.name} ${held.name}${isAdministrator ? ' administers' : ''}`,
      ),
  }
}

test('a member’s new role stands in the list without a request', async () => {
  const { apply, asked, rows } = await open()
  await apply(roleChanged('user_grace', role('owner', ['org:sys_memberships:manage'])))
  expect(rows()).toEqual(['Ada Member', 'Grace Owner administers'])
  expect(asked()).toEqual([])
})

test('a list of those with one role is asked again', async () => {
  const { apply, asked } = await open({ roleKey: 'org:editor' })
  await apply(roleChanged('user_grace', role('owner')))
  expect(asked()).toEqual(['listMembers'])
})

test('the user’s own new role makes the session be asked again, for the limits that come with it', async () => {
  const { apply, asked, backend, result } = await open()
  backend.script.getSession = undefined
  await apply(roleChanged('user_ada', role('editor', ['org:sys_memberships:read'])))
  expect(asked()).toEqual(['getSession'])
  expect(result.current.list.userMemberships.data[0]?.role.name).toBe('Editor')
  expect(result.current.organization.membership?.role.name).toBe('Editor')
})

test('an overtaken change of a role is not believed, and everything that it may touch is asked again', async () => {
  const { apply, asked, rows } = await open()
  const earlier = roleChanged('user_grace', role('owner'))
  const later = roleChanged('user_grace', role('guest'))
  await apply(later, earlier)
  expect(rows()).toEqual(['Ada Member', 'Grace Editor'])
  expect(asked()).toEqual(['getSession', 'listMembers'])
})

test('a new role is asked for, and nothing else', async () => {
  const { apply, asked } = await open()
  await apply(event({ type: 'role.created', organizationId, role: role('guest') }))
  expect(asked()).toEqual(['listRoles'])
})

test('holders of a changed role show its new name and what it makes of them', async () => {
  const { apply, asked, rows } = await open()
  const changed = { ...role('editor', ['org:sys_memberships:manage']), name: 'Lead' }
  await apply(event({ type: 'role.updated', organizationId, role: changed }))
  expect(rows()).toEqual(['Ada Member', 'Grace Lead administers'])
  expect(asked()).toEqual(['listInvitations', 'listRoles'])
})

test('holders of a deleted role show the one that they got', async () => {
  const { apply, asked, rows } = await open()
  const replacement = role('guest')
  await apply(event({ type: 'role.deleted', organizationId, roleKey: 'org:editor', replacement }))
  expect(rows()).toEqual(['Ada Member', 'Grace Guest'])
  expect(asked()).toEqual(['listInvitations', 'listRoles'])
})

test('a role that nobody held goes from the lists of roles alone', async () => {
  const { apply, asked, rows } = await open()
  await apply(event({ type: 'role.deleted', organizationId, roleKey: 'org:guest', replacement: null }))
  expect(rows()).toEqual(['Ada Member', 'Grace Editor'])
  expect(asked()).toEqual(['listInvitations', 'listRoles'])
})

test('the user’s own role, changed or deleted, makes the session be asked again', async () => {
  for (const draft of [
    { type: 'role.updated', organizationId, role: role('admin') },
    { type: 'role.deleted', organizationId, roleKey: 'org:admin', replacement: role('guest') },
  ] as const) {
    const { apply, asked } = await open()
    await apply(event(draft))
    expect(asked()).toContain('getSession')
  }
})

test('of a deleted organization nothing is kept: the tab works nowhere until the session says where', async () => {
  const { apply, asked, backend, result } = await open()
  backend.script.getSession = undefined
  await apply(event({ type: 'organization.deleted', organizationId }, 'user_grace'))
  expect(result.current.organization.organization).toBeNull()
  expect(result.current).toMatchObject({
    members: { data: [] },
    invitations: { data: [] },
    roles: { data: [] },
  })
  expect(result.current.list.userMemberships.data.map((row) => row.organization.slug)).toEqual([
    'blue',
    'coop',
  ])
  expect(asked()).toEqual(['getSession'])
  const after = active('blue')
  await settle(() =>
    backend.last('getSession').answer(session({ slugs: ['blue', 'coop'], changes: { active: after } })),
  )
  expect(result.current.organization.organization?.slug).toBe('blue')
})

test('another organization that is deleted leaves this one as it is', async () => {
  const { apply, result, rows } = await open()
  await apply(event({ type: 'organization.deleted', organizationId: 'org_coop' }, 'user_grace'))
  expect(result.current.organization.organization?.slug).toBe('acme')
  expect(rows()).toEqual(['Ada Member', 'Grace Editor'])
})

test('an accepted hand-over makes the session be asked again, an offered or declined one does not', async () => {
  const { apply, asked } = await open()
  await apply(handOver('administration.offered', 'grace', 'ada'))
  await apply(handOver('administration.declined', 'grace', 'ada'))
  expect(asked()).toEqual([])
  await apply(handOver('administration.accepted', 'grace', 'ada'))
  expect(asked()).toEqual(['getSession'])
})

test('whether members may delete it decides a limit, so the session is asked again', async () => {
  const { apply, asked } = await open()
  const renamed = organization('acme', { version: 2, name: 'Zeta' })
  await apply(event({ type: 'organization.updated', organizationId, organization: renamed }))
  expect(asked()).toEqual([])
  const locked = { ...renamed, version: 3, membersMayDelete: false }
  await apply(event({ type: 'organization.updated', organizationId, organization: locked }))
  expect(asked()).toEqual(['getSession'])
})
