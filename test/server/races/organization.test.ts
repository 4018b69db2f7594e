import { expect, test } from 'vitest'
import { describeRaces, rounds, together } from './race-world'

describeRaces('organizations', (world) => {
  test('the same slug is wished for by two: one gets it', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, backend, createOrganization, rows } = await world()
      const organizationId = await createOrganization({ ada: 'org:admin' })
      const outcomes = await together(
        as('ada')('updateOrganization', { organizationId, slug: 'wanted' }),
        as('grace')('createOrganization', { name: 'Acme', slug: 'wanted' }),
        backend('createOrganization', { name: 'Acme', slug: 'wanted' }),
      )
      expect(outcomes.sort()).toEqual(['done', 'slug_taken', 'slug_taken'])
      const { organizations } = await rows()
      expect(organizations.filter(({ slug }) => slug === 'wanted')).toHaveLength(1)
    }
  })

  test('the same name is given twice without a slug: each gets one of its own', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, rows } = await world()
      const create = (id: string) => as(id)('createOrganization', { name: 'Acme' })
      expect(await together(create('ada'), create('grace'))).toEqual(['done', 'done'])
      const slugs = (await rows()).organizations.map(({ slug }) => slug)
      expect(new Set(slugs).size).toBe(2)
      expect(slugs).not.toContain(null)
    }
  })

  test('the last organization that somebody may create is created once', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, rows } = await world({ creationLimit: 2 })
      const create = () => as('ada')('createOrganization', { name: 'Acme' })
      await create()
      expect((await together(create(), create(), create())).sort()).toEqual([
        'creation_limit_reached',
        'creation_limit_reached',
        'done',
      ])
      expect((await rows()).organizations).toHaveLength(2)
    }
  })

  test('an organization is deleted while two join: it is gone, and nobody is left in it', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, createOrganization, invite, backend, rows } = await world()
      const organizationId = await createOrganization({ ada: 'org:admin' })
      const invitationId = await invite(organizationId, 'grace')
      await backend('upsertUser', { userId: 'linus', name: 'linus', emails: [] })
      const [deleted, ...joins] = await together(
        as('ada')('deleteOrganization', { organizationId }),
        as('grace')('acceptInvitation', { invitationId }),
        backend('addMember', { organizationId, userId: 'linus' }),
      )
      expect(deleted).toBe('done')
      for (const outcome of joins) expect(['done', 'not_found']).toContain(outcome)
      const { organizations, memberships, invitations, users } = await rows()
      expect({ organizations, memberships, invitations }).toEqual({
        organizations: [],
        memberships: [],
        invitations: [],
      })
      for (const { organizationCount } of users) expect(organizationCount).toBe(0)
    }
  })

  test('the backend creates with the same key at once: one organization, and the same answer to all', async () => {
    for (let round = 0; round < rounds; round++) {
      const { backend, rows } = await world()
      const create = () => backend('createOrganization', { name: 'Acme' }, { idempotencyKey: 'again' })
      const answers = await Promise.all([create(), create(), create()])
      const { organizations } = await rows()
      expect(organizations).toHaveLength(1)
      for (const { organization } of answers) expect(organization.id).toBe(organizations[0]!.id)
    }
  })
})
