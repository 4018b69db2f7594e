import type { BulkResult } from '../model/backend'
import { equal, ok, refusal } from './assert'
import { type ConformanceCase, organizationsOn, type TestUser } from './case'
import { createTeam, rolesOf, signUpElsewhere } from './team'

const unlimited = { ...organizationsOn, membershipLimit: null }
const ids = (users: readonly TestUser[]) => users.map(({ user }) => user.id)
const outcomes = (results: readonly BulkResult<unknown>[]) =>
  results.map(({ error }) => error?.code ?? 'done')
const numbers = (count: number) => Array.from({ length: count }, (_, index) => `nobody_${index}`)

/** Members changed and removed by the list (F6). */
export const bulkMemberCases: ConformanceCase[] = [
  {
    title: 'many get another role at once, each with a result in the order asked (F6)',
    covers: ['updateMembers', 'listMembers'],
    needs: ['members', 'addMember'],
    settings: unlimited,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, {
        Bea: 'org:member',
        Cleo: 'org:member',
        Dora: 'org:admin',
      })
      const userIds = ids(others).toReversed()
      const { results, events } = await ada.updateMembers({ organizationId, userIds, roleKey: 'org:admin' })
      equal(
        results.map(({ value }) => [value?.user.id, value?.role.key, value?.isAdministrator]),
        userIds.map((id) => [id, 'org:admin', true]),
        'each member as they are now',
      )
      equal(
        events.map((event) => event.type === 'membership.role_changed' && event.userId),
        [ids(others)[1], ids(others)[0]],
        'who had it already is not told again',
      )
      const roles = await rolesOf(ada, organizationId)
      equal(new Set(Object.values(roles)), new Set(['org:admin']), 'all have it')
    },
  },
  {
    title: 'of many who are removed those who cannot be stay, and the others go (F6)',
    covers: ['removeMembers', 'listMembers'],
    needs: ['members', 'addMember'],
    settings: unlimited,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, {
        Bea: 'org:member',
        Cleo: 'org:member',
        Dora: 'org:member',
      })
      const [bea, cleo] = ids(others) as [string, string]
      const { user: grace } = await signUpElsewhere(world, 'Grace')
      const userIds = [bea, 'nobody', grace.user.id, ada.user.id, cleo]
      const { results, events } = await ada.removeMembers({ organizationId, userIds })
      equal(
        outcomes(results),
        ['done', 'not_found', 'not_found', 'last_administrator', 'done'],
        'a result for each',
      )
      equal(
        results.map(({ value }) => value),
        [bea, null, null, null, cleo],
        'the id of who is gone',
      )
      equal(results[1]?.error, results[2]?.error, 'a stranger is nobody')
      equal(
        events.map(
          (event) => event.type === 'membership.deleted' && [event.userId, event.counts.memberCount],
        ),
        [
          [bea, 3],
          [cleo, 2],
        ],
        'only what happened is told, with the count after each',
      )
      equal(await rolesOf(ada, organizationId), { Ada: 'org:admin', Dora: 'org:member' }, 'two are left')
    },
  },
  {
    title: 'behind one’s own row of a list nothing is done that one may not do any more (F6)',
    covers: ['updateMembers', 'removeMembers'],
    needs: ['members', 'addMember'],
    settings: unlimited,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, {
        Bea: 'org:admin',
        Cleo: 'org:admin',
        Dora: 'org:admin',
      })
      const [bea, cleo, dora] = others as [TestUser, TestUser, TestUser]
      const demoted = await ada.updateMembers({
        organizationId,
        userIds: ids([bea, ada, cleo]),
        roleKey: 'org:member',
      })
      equal(outcomes(demoted.results), ['done', 'done', 'forbidden'], 'Ada demoted herself before Cleo')
      equal(
        await rolesOf(dora, organizationId),
        { Ada: 'org:member', Bea: 'org:member', Cleo: 'org:admin', Dora: 'org:admin' },
        'Cleo keeps her role',
      )
      const removed = await dora.removeMembers({ organizationId, userIds: ids([bea, dora, ada]) })
      equal(outcomes(removed.results), ['done', 'done', 'forbidden'], 'Dora removed herself before Ada')
      equal(
        await rolesOf(cleo, organizationId),
        { Ada: 'org:member', Cleo: 'org:admin' },
        'Ada is still a member',
      )
    },
  },
  {
    title: 'a list that demotes or removes all administrators leaves one (F6)',
    covers: ['updateMembers', 'removeMembers'],
    needs: ['members', 'addMember'],
    settings: unlimited,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, {
        Bea: 'org:admin',
        Cleo: 'org:member',
      })
      const [bea, cleo] = others as [TestUser, TestUser]
      const userIds = ids([bea, ada])
      const demoted = await ada.updateMembers({ organizationId, userIds, roleKey: 'org:member' })
      equal(outcomes(demoted.results), ['done', 'last_administrator'], 'Ada stays')
      const all = await ada.removeMembers({ organizationId, userIds: ids([ada, bea, cleo]) })
      equal(
        outcomes(all.results),
        ['last_administrator', 'done', 'done'],
        'each is judged after those before',
      )
      equal(await rolesOf(ada, organizationId), { Ada: 'org:admin' }, 'Ada is there')
      const last = await ada.removeMembers({ organizationId, userIds: ids([ada]) })
      equal(outcomes(last.results), ['done'], 'a sole member may go')
    },
  },
  {
    title: 'a list has 1 to 100 rows, each once, and a role that its caller may give',
    covers: [
      'updateMembers:required',
      'updateMembers:too_long',
      'updateMembers:invalid_value',
      'updateMembers:forbidden',
      'removeMembers:required',
      'removeMembers:too_long',
      'removeMembers:invalid_value',
    ],
    needs: ['members', 'addMember'],
    settings: unlimited,
    roles: [
      {
        key: 'org:admin',
        name: 'Admin',
        description: null,
        permissions: ['org:sys_memberships:manage', 'org:sys_memberships:read', 'org:sys_profile:delete'],
      },
      { key: 'org:member', name: 'Member', description: null, permissions: ['org:sys_memberships:read'] },
      { key: 'org:notes', name: 'Notes', description: null, permissions: ['org:notes:write'] },
    ],
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, { Bea: 'org:member' })
      const update = (userIds: string[], roleKey = 'org:member') =>
        ada.updateMembers({ organizationId, userIds, roleKey })
      const remove = (userIds: string[]) => ada.removeMembers({ organizationId, userIds })
      for (const write of [update, remove]) {
        await refusal(write([]), 'required', { field: 'userIds' })
        await refusal(write(numbers(101)), 'too_long', { field: 'userIds', meta: { maximum: 100 } })
        await refusal(write(['a', 'b', 'a']), 'invalid_value', { field: 'userIds' })
      }
      const bea = ids(others)
      await refusal(update(bea, 'org:nobody'), 'invalid_value', { field: 'roleKey' })
      await refusal(update(bea, 'org:notes'), 'forbidden', { meta: { missing: ['org:notes:write'] } })
      equal(await rolesOf(ada, organizationId), { Ada: 'org:admin', Bea: 'org:member' }, 'nothing happened')
      const { results } = await remove(numbers(100))
      ok(
        results.length === 100 && results.every(({ error }) => error?.code === 'not_found'),
        'a hundred are answered',
      )
    },
  },
]
