import { OrgkitError } from '@orgkit/core'
import { beforeEach, expect, test } from 'vitest'
import { useDeleteOrganization, useUpdateOrganization } from './organization-changes'
import { fakeBackend } from './testing/fake-adapter'
import { active, event, organization, pageOf, session } from './testing/fixtures'
import { adaIn, adminRole, read, team, useOrganizationPage } from './testing/organization-page'
import { renderReady, settle } from './testing/render'

beforeEach(() => sessionStorage.clear())

async function open(organizationId?: string) {
  const backend = fakeBackend({ listMembers: () => pageOf(team()) })
  const { result } = renderReady(
    backend,
    () => ({
      page: useOrganizationPage(),
      updating: useUpdateOrganization({ organizationId }),
      deleting: useDeleteOrganization({ organizationId }),
    }),
    { initialSession: adaIn(adminRole) },
  )
  await settle()
  return { backend, result, shown: () => read(result.current.page) }
}

const updated = (changes: Parameters<typeof organization>[1], slug = 'acme') => {
  const after = organization(slug, { version: 2, memberCount: 3, ...changes })
  return {
    organization: after,
    events: [event({ type: 'organization.updated', organizationId: after.id, organization: after })],
  }
}

test('the new name and address stand wherever the organization is shown, without another request', async () => {
  const { backend, result, shown } = await open()
  const updating = result.current.updating.updateOrganization({ name: 'Zeta', slug: 'zeta' })
  await settle()
  await settle(() => backend.last('updateOrganization').answer(updated({ name: 'Zeta', slug: 'zeta' })))
  expect(await updating).toMatchObject({ name: 'Zeta', slug: 'zeta', version: 2 })
  expect(result.current.page.organization.organization).toMatchObject({
    name: 'Zeta',
    slug: 'zeta',
    version: 2,
  })
  expect(shown().organizations).toEqual(['Zeta', 'Blue', 'Coop'])
  expect(result.current.page.list.userMemberships.data[0]?.organization.slug).toBe('zeta')
  expect(backend.calls('getSession')).toHaveLength(0)
})

test('another organization’s new name stands in the list alone', async () => {
  const { backend, result, shown } = await open('org_coop')
  await settle(() => void result.current.updating.updateOrganization({ name: 'Zeta' }))
  await settle(() => backend.last('updateOrganization').answer(updated({ name: 'Zeta' }, 'coop')))
  expect(shown()).toMatchObject({ here: 'Acme', organizations: ['Acme', 'Blue', 'Zeta'] })
})

test('a refused field is named, and the name is what it was', async () => {
  const { backend, result, shown } = await open()
  await settle(() => void result.current.updating.updateOrganization({ slug: 'blue' }))
  const taken = new OrgkitError({ code: 'slug_taken', field: 'slug' })
  await settle(() => backend.last('updateOrganization').fail(taken))
  expect(result.current.updating.error).toMatchObject({ code: 'slug_taken', field: 'slug' })
  expect(shown().here).toBe('Acme')
})

test('overtaken by somebody else, what they made of it is shown by the time that the conflict is', async () => {
  const { backend, result } = await open()
  await settle(() => void result.current.updating.updateOrganization({ name: 'Zeta', version: 1 }))
  const conflict = new OrgkitError({ code: 'conflict', field: 'version' })
  await settle(() => backend.last('updateOrganization').fail(conflict))
  expect(result.current.updating).toMatchObject({ isPending: true, error: null })
  const theirs = organization('acme', { name: 'Theirs', version: 2 })
  await settle(() => backend.last('getSession').answer(adaIn(adminRole, { organization: theirs })))
  expect(result.current.updating).toMatchObject({ isPending: false, error: { code: 'conflict' } })
  expect(result.current.page.organization.organization).toMatchObject({ name: 'Theirs', version: 2 })
})

test('a conflict is told also where the session does not answer', async () => {
  const { backend, result } = await open()
  await settle(() => void result.current.updating.updateOrganization({ name: 'Zeta', version: 1 }))
  await settle(() => backend.last('updateOrganization').fail('conflict'))
  await settle(() => backend.last('getSession').fail('forbidden'))
  expect(result.current.updating).toMatchObject({ isPending: false, error: { code: 'conflict' } })
})

test('after deleting, the tab works where the session says, as after leaving', async () => {
  const { backend, result, shown } = await open()
  const deleting = result.current.deleting.deleteOrganization()
  await settle()
  const gone = event({ type: 'organization.deleted', organizationId: 'org_acme' })
  await settle(() => backend.last('deleteOrganization').answer({ events: [gone] }))
  await expect(deleting).resolves.toBeUndefined()
  expect(shown()).toMatchObject({ here: null, members: [], organizations: ['Blue', 'Coop'] })
  expect(backend.last('getSession').input).toEqual({ organization: null })
  expect(JSON.parse(sessionStorage.getItem('orgkit_organization')!)).toEqual(['user_ada', null])
  const next = session({ slugs: ['blue', 'coop'], changes: { active: active('blue') } })
  await settle(() => backend.last('getSession').answer(next))
  expect(shown()).toMatchObject({ here: 'Blue', organizations: ['Blue', 'Coop'] })
})

test('another organization that is deleted moves no tab', async () => {
  const { backend, result, shown } = await open('org_coop')
  await settle(() => void result.current.deleting.deleteOrganization())
  const gone = event({ type: 'organization.deleted', organizationId: 'org_coop' })
  await settle(() => backend.last('deleteOrganization').answer({ events: [gone] }))
  expect(shown()).toMatchObject({ here: 'Acme', organizations: ['Acme', 'Blue'] })
  expect(backend.last('getSession').input).toEqual({ organization: 'org_acme' })
})

test('where it may not be deleted, the reason stands and everything is there', async () => {
  const { backend, result, shown } = await open()
  await settle(() => void result.current.deleting.deleteOrganization())
  await settle(() => backend.last('deleteOrganization').fail('deletion_disabled'))
  expect(result.current.deleting.error).toMatchObject({ code: 'deletion_disabled' })
  expect(shown()).toMatchObject({ here: 'Acme', members: ['Ada Admin', 'Grace Member', 'Linus Member'] })
})
