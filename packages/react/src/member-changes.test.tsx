import { OrgkitError } from '@orgkit/core'
import { beforeEach, expect, test } from 'vitest'
import {
  type MembersInput,
  useMembers,
  useRemoveMember,
  useUpdateMemberRole,
  useUpdateMembers,
} from './member'
import { fakeBackend } from './testing/fake-adapter'
import {
  active,
  administrationOffer,
  counts,
  leaving,
  pageOf,
  pendingSession,
  role,
  roleChanged,
} from './testing/fixtures'
import { adaIn, adminRole, memberRole, read, team, useOrganizationPage } from './testing/organization-page'
import { renderReady, settle } from './testing/render'

beforeEach(() => sessionStorage.clear())

async function open({ initialSession = adaIn(adminRole), members = team() } = {}) {
  const backend = fakeBackend({ listMembers: () => pageOf(members) })
  const seen: string[] = []
  const { result } = renderReady(
    backend,
    (input: MembersInput) => {
      const page = useOrganizationPage()
      const { here, role: held, mayManage } = read(page)
      seen.push(`${here} ${held}${mayManage ? ' manages' : ''}`)
      return {
        page,
        filtered: useMembers(input),
        updating: useUpdateMemberRole(),
        removing: useRemoveMember(),
        updatingMany: useUpdateMembers(),
      }
    },
    { initialSession, input: { roleKey: 'org:member' } },
  )
  await settle()
  return { backend, result, seen, shown: () => read(result.current.page) }
}

const editor = role('editor', ['org:sys_memberships:read'])
const answerFor = (userId: string, held = editor) => {
  const row = team().find(({ user }) => user.id === userId)!
  return { member: { ...row, role: { key: held.key, name: held.name } }, events: [roleChanged(userId, held)] }
}

test('the own new role holds in the frame in which it is shown, and its limits are asked for', async () => {
  const { backend, result, seen, shown } = await open()
  const { updateMemberRole } = result.current.updating
  await settle(() => void updateMemberRole({ userId: 'user_ada', roleKey: editor.key }))
  await settle(() => backend.last('updateMemberRole').answer(answerFor('user_ada')))
  expect(shown()).toMatchObject({
    role: 'Editor',
    mayManage: false,
    members: ['Ada Editor', 'Grace Member', 'Linus Member'],
  })
  expect(result.current.page.authorization.permissions).toEqual(editor.permissions)
  expect([...new Set(seen)]).toEqual(['Acme Admin manages', 'Acme Editor'])
  expect(backend.calls('getSession')).toHaveLength(1)
  const { limits } = active('acme')
  const inviteMember = { ...limits.inviteMember, allowed: false, reason: 'forbidden' as const }
  const after = adaIn(editor, { limits: { ...limits, inviteMember } })
  await settle(() => backend.last('getSession').answer(after))
  expect(result.current.page.organization.limits?.inviteMember.reason).toBe('forbidden')
})

test('a list of those with one role is asked again, and gives the member with the answer', async () => {
  const { backend, result } = await open()
  const before = backend.calls('listMembers').length
  const changing = result.current.updating.updateMemberRole({ userId: 'user_grace', roleKey: editor.key })
  await settle()
  await settle(() => backend.last('updateMemberRole').answer(answerFor('user_grace')))
  expect((await changing).role).toEqual({ key: 'org:editor', name: 'Editor' })
  const asked = backend.calls('listMembers').slice(before)
  expect(asked.map(({ input }) => input.roleKey)).toEqual(['org:member'])
})

test('of a bulk change what was refused stands in its result, and only what was done is shown', async () => {
  const { backend, result, shown } = await open()
  const changing = result.current.updatingMany.updateMembers({
    userIds: ['user_ada', 'user_grace'],
    roleKey: editor.key,
  })
  await settle()
  const { member, events } = answerFor('user_grace')
  const error = new OrgkitError({ code: 'last_administrator' }).toJSON()
  const results = [
    { value: null, error },
    { value: member, error: null },
  ]
  await settle(() => backend.last('updateMembers').answer({ results, events }))
  expect(await changing).toEqual(results)
  expect(result.current.updatingMany.error).toBeNull()
  expect(shown()).toMatchObject({ role: 'Admin', members: ['Ada Admin', 'Grace Editor', 'Linus Member'] })
})

test('a removed member is gone at once, counted out, and stays gone while the list is asked again', async () => {
  const { backend, result, shown } = await open()
  backend.script.listMembers = undefined
  await settle(() => void result.current.removing.removeMember('user_grace'))
  const events = [leaving('acme', 'user_grace', counts(2, 0))]
  await settle(() => backend.last('removeMember').answer({ events }))
  expect(shown().members).toEqual(['Ada Admin', 'Linus Member'])
  expect(result.current.page.members).toMatchObject({ count: 2, isFetching: true })
  expect(result.current.page.organization.organization?.memberCount).toBe(2)
  await settle(() => backend.last('listMembers').fail('unreachable'))
  expect(shown().members).toEqual(['Ada Admin', 'Linus Member'])
})

test('who removes themself leaves: nothing of the organization is shown, and the session says where to go on', async () => {
  const { backend, result, seen, shown } = await open()
  await settle(() => void result.current.removing.removeMember('user_ada'))
  await settle(() => backend.last('removeMember').answer({ events: [leaving('acme')] }))
  expect(shown()).toEqual({
    here: null,
    role: null,
    mayManage: false,
    members: [],
    offers: [],
    organizations: ['Blue', 'Coop'],
  })
  expect(backend.calls('getSession')).toHaveLength(1)
  expect(backend.last('getSession').input).toEqual({ organization: null })
  await settle(() => backend.last('getSession').answer(pendingSession()))
  expect(result.current.page.session.status).toBe('pending')
  expect([...new Set(seen)]).toEqual(['Acme Admin manages', 'null null'])
})

test('with whoever is removed their hand-overs go, made or received', async () => {
  const administrationOffers = [administrationOffer('ada', 'grace'), administrationOffer('linus', 'ada')]
  const { backend, result, shown } = await open({
    initialSession: adaIn(adminRole, { administrationOffers }),
  })
  await settle(() => void result.current.removing.removeMember('user_grace'))
  const events = [leaving('acme', 'user_grace', counts(2, 0))]
  await settle(() => backend.last('removeMember').answer({ events }))
  expect(shown().offers).toEqual(['linus → ada'])
})

test('whoever gets another role hands over no more what they offered', async () => {
  for (const held of [memberRole, role('owner', adminRole.permissions)]) {
    const administrationOffers = [administrationOffer('grace', 'ada')]
    const { backend, result } = await open({ initialSession: adaIn(adminRole, { administrationOffers }) })
    const { updateMemberRole } = result.current.updating
    await settle(() => void updateMemberRole({ userId: 'user_grace', roleKey: held.key }))
    await settle(() => backend.last('updateMemberRole').answer(answerFor('user_grace', held)))
    expect(result.current.page.organization.administrationOffers).toEqual([])
  }
})

test.each([
  ['a member no more', { code: 'not_found', field: 'organizationId' }, 1],
  ['without the permission', { code: 'forbidden' }, 1],
  ['with a role that holds more', { code: 'forbidden', field: 'roleKey' }, 0],
  ['about somebody who is gone', { code: 'not_found', field: 'userId' }, 0],
] as const)(
  'refused as %s, the session is asked again where it is what is old',
  async (_, refusal, asked) => {
    const { backend, result } = await open()
    const { updateMemberRole } = result.current.updating
    await settle(() => void updateMemberRole({ userId: 'user_grace', roleKey: 'org:admin' }))
    await settle(() => backend.last('updateMemberRole').fail(new OrgkitError(refusal)))
    expect(result.current.updating.error).toMatchObject(refusal)
    expect(backend.calls('getSession')).toHaveLength(asked)
  },
)

test('whose list is refused because they were removed is shown the organization no more', async () => {
  const { backend, result, shown } = await open()
  backend.script.listMembers = undefined
  await settle(() => void result.current.page.members.revalidate())
  const gone = new OrgkitError({ code: 'not_found', field: 'organizationId' })
  for (const call of backend.calls('listMembers').slice(-2)) await settle(() => call.fail(gone))
  expect(backend.calls('getSession')).toHaveLength(1)
  const error = { code: 'not_found', message: 'Unknown.', meta: { organization: 'org_acme' } } as const
  const { session: ada, ...rest } = adaIn(memberRole)
  await settle(() =>
    backend.last('getSession').answer({ ...rest, session: { ...ada!, active: null, activeError: error } }),
  )
  expect(shown()).toMatchObject({ here: null, members: [] })
  expect(result.current.page.organization.error).toMatchObject({ code: 'not_found' })
  expect(backend.calls('getSession')).toHaveLength(1)
})
