import { equal, refusal, together } from './assert'
import { type ConformanceCase, organizationsOn, type TestUser, type TestWorld } from './case'
import { createTeam } from './team'

const full = { allowed: false, reason: 'seat_limit_reached' } as const

const seatsOf = async (user: TestUser, organization: string) =>
  (await user.getOrganization({ organization })).limits.addMember

async function addPeople(world: TestWorld, organizationId: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const { user } = await world.signUp(name)
    await world.backend('addMember', { organizationId, userId: user.id })
  }
}

export const membershipLimitCases: ConformanceCase[] = [
  {
    title: 'an organization has five seats where nothing else is said (A6)',
    covers: ['backend.addMember', 'backend.addMember:seat_limit_reached', 'getOrganization'],
    needs: ['backend'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      await addPeople(world, organizationId, ['Bea', 'Cleo', 'Dora', 'Emmy'])
      const late = await world.signUp('Late')
      const add = world.backend('addMember', { organizationId, userId: late.user.id })
      await refusal(add, 'seat_limit_reached', { meta: { used: 5, maximum: 5 } })
      equal(await seatsOf(ada, organizationId), { ...full, used: 5, maximum: 5 }, 'all are taken')
    },
  },
  {
    title: 'an organization’s own limit, above or below the instance’s, holds for it alone (A6)',
    covers: ['backend.updateOrganization', 'backend.createOrganization', 'getOrganization'],
    needs: ['backend'],
    settings: { ...organizationsOn, membershipLimit: 2 },
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const other = (await ada.createOrganization({ name: 'Other' })).organization.id
      const set = async (membershipLimit: number | null | 'instance') =>
        (await world.backend('updateOrganization', { organizationId, membershipLimit })).organization
      for (const [limit, maximum] of [
        [7, 7],
        [1, 1],
        [null, null],
        ['instance', 2],
      ] as const) {
        equal((await set(limit)).membershipLimit, limit, 'it is told')
        equal((await seatsOf(ada, organizationId)).maximum, maximum, 'it holds')
        equal((await seatsOf(ada, other)).maximum, 2, 'another organization has the instance’s')
      }
      await set(3)
      await world.backend('updateSettings', { membershipLimit: 4 })
      equal((await seatsOf(ada, organizationId)).maximum, 3, 'the instance’s changes, its own stays')
      equal((await seatsOf(ada, other)).maximum, 4, 'the other follows')
      const made = await world.backend('createOrganization', { name: 'Made', membershipLimit: 9 })
      equal(made.organization.limits.addMember.maximum, 9, 'it can have one from the start')
    },
  },
  {
    title: 'lowering a limit removes nobody, it stops new ones (A6)',
    covers: ['backend.updateSettings', 'inviteMember', 'inviteMember:seat_limit_reached', 'listMembers'],
    needs: ['backend', 'members', 'invitations'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      await addPeople(world, organizationId, ['Bea', 'Cleo'])
      await world.backend('updateSettings', { membershipLimit: 1 })
      equal((await ada.listMembers({ organizationId })).totalCount, 3, 'three are there')
      equal(await seatsOf(ada, organizationId), { ...full, used: 3, maximum: 1 }, 'more than the limit')
      const invite = () => ada.inviteMember({ organizationId, emailAddress: 'new@elsewhere.test' })
      await refusal(invite(), 'seat_limit_reached', { meta: { used: 3, maximum: 1 } })
      await world.backend('updateSettings', { membershipLimit: 4 })
      await invite()
    },
  },
  {
    title: 'on the free plan five is the highest limit that can be set (A6)',
    covers: [
      'backend.updateSettings',
      'backend.updateSettings:invalid_value',
      'backend.updateOrganization:invalid_value',
      'backend.createOrganization:invalid_value',
    ],
    needs: ['backend', 'plan'],
    settings: organizationsOn,
    plan: 'free',
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const facts = { field: 'membershipLimit', meta: { minimum: 1, maximum: 5 } }
      for (const membershipLimit of [6, 1000, null, 0, -1, 2.5]) {
        await refusal(world.backend('updateSettings', { membershipLimit }), 'invalid_value', facts)
        const update = world.backend('updateOrganization', { organizationId, membershipLimit })
        await refusal(update, 'invalid_value', facts)
        const create = world.backend('createOrganization', { name: 'Other', membershipLimit })
        await refusal(create, 'invalid_value', facts)
      }
      equal((await seatsOf(ada, organizationId)).maximum, 5, 'it is as before')
      await world.backend('updateSettings', { membershipLimit: 3 })
      equal((await seatsOf(ada, organizationId)).maximum, 3, 'a lower one holds')
      await world.backend('updateOrganization', { organizationId, membershipLimit: 5 })
      equal((await seatsOf(ada, organizationId)).maximum, 5, 'and five for one of them')
    },
  },
  {
    title: 'on the free plan nobody has more than five seats, whatever was set before (A6)',
    covers: ['createOrganization', 'getSession'],
    needs: ['plan'],
    settings: { ...organizationsOn, membershipLimit: null },
    plan: 'free',
    async run(world) {
      const { active } = await (await world.signUp()).createOrganization({ name: 'Acme' })
      equal(active.limits.addMember.maximum, 5, 'five')
    },
  },
  {
    title: 'on the pro plan any number can be set, or none (A6)',
    covers: ['backend.updateSettings', 'backend.updateSettings:invalid_value', 'backend.updateOrganization'],
    needs: ['backend', 'plan'],
    settings: organizationsOn,
    plan: 'pro',
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      for (const membershipLimit of [1, 6, 100_000, null]) {
        const { settings } = await world.backend('updateSettings', { membershipLimit })
        equal(settings.membershipLimit, membershipLimit, 'it is told')
        equal((await seatsOf(ada, organizationId)).maximum, membershipLimit, 'it holds')
      }
      for (const membershipLimit of [0, -1, 1.5, Number.MAX_SAFE_INTEGER]) {
        await refusal(world.backend('updateSettings', { membershipLimit }), 'invalid_value', {
          field: 'membershipLimit',
        })
      }
      await world.backend('updateOrganization', { organizationId, membershipLimit: 250 })
      equal((await seatsOf(ada, organizationId)).maximum, 250, 'for one organization too')
    },
  },
  {
    title: 'of several who are given the last seat at once, exactly one gets it (A6)',
    covers: ['backend.addMember', 'backend.addMember:seat_limit_reached'],
    needs: ['backend'],
    settings: { ...organizationsOn, membershipLimit: 2 },
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const people: TestUser[] = []
      for (const name of ['Bea', 'Cleo', 'Dora']) people.push(await world.signUp(name))
      const { answers, errors } = await together(
        people.map(({ user }) => world.backend('addMember', { organizationId, userId: user.id })),
      )
      equal([answers.length, errors.length], [1, 2], 'one of three')
      for (const error of errors) await refusal(Promise.reject(error), 'seat_limit_reached')
      equal(await seatsOf(ada, organizationId), { ...full, used: 2, maximum: 2 }, 'no seat too many')
    },
  },
  {
    title: 'an invitation and an addition that want the last seat at once: one of them gets it (A6)',
    covers: ['getOrganization'],
    needs: ['backend', 'invitations'],
    settings: { ...organizationsOn, membershipLimit: 2 },
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const { user } = await world.signUp('Bea')
      const { answers, errors } = await together<unknown>([
        world.backend('addMember', { organizationId, userId: user.id }),
        ada.inviteMember({ organizationId, emailAddress: 'new@elsewhere.test' }),
      ])
      equal([answers.length, errors.length], [1, 1], 'one of two')
      await refusal(Promise.reject(errors[0]), 'seat_limit_reached')
      const { organization } = await ada.getOrganization({ organization: organizationId })
      equal(organization.memberCount + organization.pendingInvitationCount, 2, 'two seats are held')
    },
  },
  {
    title: 'a user is a member of any number of organizations (A7)',
    covers: ['backend.addMember', 'listUserMemberships'],
    needs: ['backend'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      const organizations = Array.from({ length: 12 }, (_, index) => ({ name: `Number ${index}` }))
      const { results } = await world.backend('createOrganizations', { organizations })
      for (const { value } of results) {
        await world.backend('addMember', { organizationId: value!.id, userId: ada.user.id })
      }
      equal((await ada.listUserMemberships({})).totalCount, 12, 'twelve')
    },
  },
]
