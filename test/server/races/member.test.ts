import { expect, test } from 'vitest'
import { describeRaces, rounds, together } from './race-world'

const admin = 'org:admin'
const member = 'org:member'

describeRaces('members', (world) => {
  test('two administrators leave at once: one stays', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, createOrganization, rolesIn } = await world()
      const organizationId = await createOrganization({ ada: admin, grace: admin, linus: member })
      const outcomes = await together(
        as('ada')('leaveOrganization', { organizationId }),
        as('grace')('leaveOrganization', { organizationId }),
      )
      expect(outcomes.sort()).toEqual(['done', 'last_administrator'])
      expect(Object.values(await rolesIn(organizationId)).sort()).toEqual([admin, member])
    }
  })

  test('two administrators take the role from each other: one is taken, and the other keeps theirs', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, createOrganization, rolesIn } = await world()
      const organizationId = await createOrganization({ ada: admin, grace: admin })
      const demote = (by: string, userId: string) =>
        as(by)('updateMemberRole', { organizationId, userId, roleKey: member })
      const outcomes = await together(demote('ada', 'grace'), demote('grace', 'ada'))
      expect(outcomes.sort()).toEqual(['done', 'forbidden'])
      expect(Object.values(await rolesIn(organizationId)).sort()).toEqual([admin, member])
    }
  })

  test('an administrator leaves while the other one is removed: one of both stays', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, backend, createOrganization, rolesIn } = await world()
      const organizationId = await createOrganization({ ada: admin, grace: admin, linus: member })
      const outcomes = await together(
        as('ada')('leaveOrganization', { organizationId }),
        backend('removeMember', { organizationId, userId: 'grace' }),
      )
      expect(outcomes.sort()).toEqual(['done', 'last_administrator'])
      expect(Object.values(await rolesIn(organizationId)).sort()).toEqual([admin, member])
    }
  })

  test('a user is deleted while the other administrator loses the role: one of both happens', async () => {
    for (let round = 0; round < rounds; round++) {
      const { backend, createOrganization, rolesIn } = await world()
      const organizationId = await createOrganization({ ada: admin, grace: admin, linus: member })
      const outcomes = await together(
        backend('deleteUser', { userId: 'ada' }),
        backend('updateMemberRole', { organizationId, userId: 'grace', roleKey: member }),
      )
      expect(outcomes.toSorted()).toEqual(['done', 'last_administrator'])
      const roles = await rolesIn(organizationId)
      expect(roles).toEqual(
        outcomes[0] === 'done'
          ? { grace: admin, linus: member }
          : { ada: admin, grace: member, linus: member },
      )
    }
  })

  test('two hand-overs are accepted at once, and both happen', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, createOrganization, rolesIn, rows } = await world()
      const people = { ada: admin, grace: admin, linus: member, tim: member }
      const organizationId = await createOrganization(people)
      await as('ada')('offerAdministration', { organizationId, userId: 'linus' })
      await as('grace')('offerAdministration', { organizationId, userId: 'tim' })
      const outcomes = await together(
        as('linus')('acceptAdministration', { organizationId, fromUserId: 'ada' }),
        as('tim')('acceptAdministration', { organizationId, fromUserId: 'grace' }),
      )
      expect(outcomes).toEqual(['done', 'done'])
      expect(await rolesIn(organizationId)).toEqual({ ada: member, grace: member, linus: admin, tim: admin })
      expect((await rows()).administrationOffers).toEqual([])
    }
  })

  test('two administrators offer each other’s place to the same member: both hand-overs end with an administrator', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, createOrganization, rolesIn } = await world()
      const organizationId = await createOrganization({ ada: admin, grace: admin, linus: member })
      for (const from of ['ada', 'grace'])
        await as(from)('offerAdministration', { organizationId, userId: 'linus' })
      const accept = (fromUserId: string) =>
        as('linus')('acceptAdministration', { organizationId, fromUserId })
      const outcomes = await together(accept('ada'), accept('grace'))
      expect(outcomes).toContain('done')
      expect((await rolesIn(organizationId)).linus).toBe(admin)
    }
  })

  test('a hand-over is accepted twice while it is withdrawn: one of the three happens', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, createOrganization, rolesIn } = await world()
      const organizationId = await createOrganization({ ada: admin, grace: member })
      await as('ada')('offerAdministration', { organizationId, userId: 'grace' })
      const accept = () => as('grace')('acceptAdministration', { organizationId, fromUserId: 'ada' })
      const outcomes = await together(
        accept(),
        as('ada')('withdrawAdministration', { organizationId }),
        accept(),
      )
      expect(outcomes.toSorted()).toEqual(['done', 'not_found', 'not_found'])
      const isTaken = outcomes[1] !== 'done'
      expect(await rolesIn(organizationId)).toEqual(
        isTaken ? { ada: member, grace: admin } : { ada: admin, grace: member },
      )
    }
  })

  test('the limit goes down to the last seat while two join: at least one gets in, and the second only before', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, backend, createOrganization, invite, rolesIn } = await world()
      const organizationId = await createOrganization({ ada: admin })
      const invitations = [await invite(organizationId, 'grace'), await invite(organizationId, 'linus')]
      const [settings, ...joins] = await together(
        backend('updateSettings', { membershipLimit: 2 }),
        as('grace')('acceptInvitation', { invitationId: invitations[0] }),
        as('linus')('acceptInvitation', { invitationId: invitations[1] }),
      )
      expect(settings).toBe('done')
      expect([
        ['done', 'done'],
        ['done', 'seat_limit_reached'],
      ]).toContainEqual(joins.toSorted())
      const joined = joins.filter((outcome) => outcome === 'done').length
      expect(Object.keys(await rolesIn(organizationId))).toHaveLength(1 + joined)
    }
  })
})
