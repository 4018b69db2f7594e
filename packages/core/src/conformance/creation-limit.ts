import { isOrgkitError } from '../errors'
import { equal, refusal, together } from './assert'
import { type ConformanceCase, organizationsOn } from './case'

const limitOf = async (user: {
  getSession(input: object): Promise<{ session: null | { limits: { createOrganization: unknown } } }>
}) => (await user.getSession({})).session?.limits.createOrganization

export const creationLimitCases: ConformanceCase[] = [
  {
    title: 'at the creation limit the next organization is refused, with used and maximum (A11)',
    covers: ['createOrganization', 'createOrganization:creation_limit_reached'],
    settings: { ...organizationsOn, creationLimit: 2 },
    async run(world) {
      const ada = await world.signUp('Ada')
      equal(await limitOf(ada), { allowed: true, reason: null, used: 0, maximum: 2 }, 'two are left')
      await ada.createOrganization({ name: 'First' })
      await ada.createOrganization({ name: 'Second' })
      await refusal(ada.createOrganization({ name: 'Third' }), 'creation_limit_reached', {
        meta: { used: 2, maximum: 2 },
      })
      equal(
        await limitOf(ada),
        { allowed: false, reason: 'creation_limit_reached', used: 2, maximum: 2 },
        'none is left',
      )
      equal((await ada.listUserMemberships({})).totalCount, 2, 'the third was not created')
      const grace = await world.signUp('Grace')
      await grace.createOrganization({ name: 'Hers' })
    },
  },
  {
    title: 'of many organizations created at once, exactly as many succeed as the limit lets',
    covers: ['createOrganization', 'createOrganization:creation_limit_reached'],
    settings: { ...organizationsOn, creationLimit: 3 },
    async run(world) {
      const ada = await world.signUp()
      const calls = Array.from({ length: 8 }, (_, index) =>
        ada.createOrganization({ name: `Number ${index}` }),
      )
      const { answers, errors } = await together(calls)
      equal(answers.length, 3, 'three succeed')
      const codes = errors.map((error) => (isOrgkitError(error) ? error.code : String(error)))
      equal(codes, Array(5).fill('creation_limit_reached'), 'the others are at the limit')
      equal((await ada.listUserMemberships({})).totalCount, 3, 'there are three')
      const tasks = answers.flatMap(({ events }) =>
        events.filter(({ type }) => type === 'session_task.completed'),
      )
      equal(tasks.length, 1, 'only the first of them completes the task')
    },
  },
  {
    title: 'organizations that somebody else created do not count (A11)',
    covers: ['createOrganization'],
    needs: ['addMember'],
    settings: { ...organizationsOn, creationLimit: 1 },
    async run(world) {
      const ada = await world.signUp('Ada')
      const { organization } = await ada.createOrganization({ name: 'Acme' })
      const grace = await world.signUp('Grace')
      await world.addMember(organization.id, grace, 'org:admin')
      await grace.createOrganization({ name: 'Hers' })
    },
  },
  {
    title: 'without a creation limit nobody is stopped (A11)',
    covers: ['createOrganization'],
    settings: { ...organizationsOn, creationLimit: null },
    async run(world) {
      const ada = await world.signUp()
      await ada.createOrganization({ name: 'First' })
      equal(await limitOf(ada), { allowed: true, reason: null, used: 1, maximum: null }, 'it is unlimited')
    },
  },
  {
    title: 'where users may not create organizations none is created, and the session says why (A10)',
    covers: ['createOrganization:creation_forbidden'],
    settings: { ...organizationsOn, userCreatedOrganizations: false },
    async run(world) {
      const ada = await world.signUp()
      await refusal(ada.createOrganization({ name: 'Acme' }), 'creation_forbidden')
      equal(
        await limitOf(ada),
        { allowed: false, reason: 'creation_forbidden', used: 0, maximum: 100 },
        'the reason is named',
      )
      equal((await ada.listUserMemberships({})).totalCount, 0, 'nothing was created')
    },
  },
]
