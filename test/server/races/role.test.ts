import { expect, test } from 'vitest'
import { describeRaces, rounds, together } from './race-world'

const manage = ['org:sys_memberships:manage', 'org:sys_memberships:read']

describeRaces('roles', (world) => {
  test('a role of the instance is deleted while it is given: nobody holds it afterwards', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, backend, createOrganization, rolesIn } = await world()
      const organizationId = await createOrganization({ ada: 'org:admin', grace: 'org:member' })
      await backend('createRole', { key: 'org:editor', name: 'Editor', permissions: [] })
      const outcomes = await together(
        backend('deleteRole', { roleKey: 'org:editor', replacementRoleKey: 'org:member' }),
        as('ada')('updateMemberRole', { organizationId, userId: 'grace', roleKey: 'org:editor' }),
      )
      expect([
        ['done', 'done'],
        ['done', 'invalid_value'],
      ]).toContainEqual(outcomes)
      expect(await rolesIn(organizationId)).toEqual({ ada: 'org:admin', grace: 'org:member' })
    }
  })

  test('a role of the instance is deleted with no other named while it is given: one of both happens', async () => {
    for (let round = 0; round < rounds; round++) {
      const { backend, createOrganization, rows } = await world()
      const organizationId = await createOrganization({ ada: 'org:admin' })
      await backend('createRole', { key: 'org:editor', name: 'Editor', permissions: [] })
      const outcomes = await together(
        backend('deleteRole', { roleKey: 'org:editor' }),
        backend('inviteMember', { organizationId, emailAddress: 'grace@race.test', roleKey: 'org:editor' }),
      )
      expect([
        ['done', 'invalid_value'],
        ['required', 'done'],
      ]).toContainEqual(outcomes)
      await rows()
    }
  })

  test('an organization’s own role is deleted while it is given: one of both happens', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, createOrganization, rolesIn } = await world({ organizationRoles: true })
      const organizationId = await createOrganization({ ada: 'org:admin', grace: 'org:member' })
      const { role } = await as('ada')('createOrganizationRole', {
        organizationId,
        name: 'Own',
        permissions: [],
      })
      const outcomes = await together(
        as('ada')('deleteOrganizationRole', { organizationId, roleKey: role.key }),
        as('ada')('updateMemberRole', { organizationId, userId: 'grace', roleKey: role.key }),
      )
      expect([
        ['done', 'invalid_value'],
        ['required', 'done'],
      ]).toContainEqual(outcomes)
      const { grace } = await rolesIn(organizationId)
      expect(grace).toBe(outcomes[1] === 'done' ? role.key : 'org:member')
    }
  })

  test('a role loses what makes an administrator while the other administrator loses theirs: one of both happens', async () => {
    for (let round = 0; round < rounds; round++) {
      const { backend, createOrganization, rows, rolesIn } = await world()
      await backend('createRole', { key: 'org:lead', name: 'Lead', permissions: manage })
      const organizationId = await createOrganization({ ada: 'org:admin', grace: 'org:lead' })
      const outcomes = await together(
        backend('updateRole', { roleKey: 'org:lead', permissions: ['org:sys_memberships:read'] }),
        backend('updateMemberRole', { organizationId, userId: 'ada', roleKey: 'org:member' }),
      )
      expect(outcomes.toSorted()).toEqual(['done', 'last_administrator'])
      await rows()
      const { ada } = await rolesIn(organizationId)
      expect(ada).toBe(outcomes[1] === 'done' ? 'org:member' : 'org:admin')
    }
  })

  test('an own role loses what makes an administrator while the other administrator leaves: one of both happens', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, backend, createOrganization, rows } = await world({ organizationRoles: true })
      const organizationId = await createOrganization({
        ada: 'org:admin',
        grace: 'org:member',
        tim: 'org:member',
      })
      const input = { organizationId, name: 'Lead', permissions: manage }
      const { role } = await as('ada')('createOrganizationRole', input)
      await backend('updateMemberRole', { organizationId, userId: 'grace', roleKey: role.key })
      const outcomes = await together(
        as('ada')('updateOrganizationRole', { organizationId, roleKey: role.key, permissions: [] }),
        as('ada')('leaveOrganization', { organizationId }),
      )
      expect([
        ['done', 'last_administrator'],
        // A stranger by then.
        ['not_found', 'done'],
      ]).toContainEqual(outcomes)
      await rows()
    }
  })
})
