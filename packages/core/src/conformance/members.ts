import { defaultAdminRole, defaultMemberRole, type Role } from '../model/role'
import { equal, ok, refusal, together } from './assert'
import { type ConformanceCase, organizationsOn } from './case'
import { createTeam } from './team'

const unlimited = { ...organizationsOn, membershipLimit: null }
const guest: Role = { key: 'org:guest', name: 'Guest', description: 'Sees nothing.', permissions: [] }

export const memberCases: ConformanceCase[] = [
  {
    title: 'members are listed by name with their role and address',
    covers: ['listMembers'],
    needs: ['members', 'addMember'],
    settings: unlimited,
    async run(world) {
      const team = await createTeam(world, {
        Émile: 'org:member',
        'de Vries': 'org:member',
        Zoë: 'org:admin',
      })
      const { items, totalCount, nextCursor } = await team.ada.listMembers({
        organizationId: team.organizationId,
      })
      equal(
        items.map(({ user }) => user.name),
        ['Ada', 'de Vries', 'Émile', 'Zoë'],
        'by name, whatever its case and accents',
      )
      equal([totalCount, nextCursor], [4, null], 'it is one page')
      const [ada] = items
      const { id, name, imageUrl, emails } = team.ada.user
      equal(
        ada,
        {
          user: { id, name, imageUrl, emailAddress: emails[0]?.address },
          role: { key: 'org:admin', name: 'Admin' },
          isAdministrator: true,
          joinedAt: ada?.joinedAt,
        },
        'a member as the others see them',
      )
      equal(
        items.map(({ isAdministrator }) => isAdministrator),
        [true, false, false, true],
        'whoever holds org:sys_memberships:manage is an administrator',
      )
      equal(
        items.map(({ role }) => role.name),
        ['Admin', 'Member', 'Member', 'Admin'],
        'each with the role that they hold',
      )
      const byMember = await team.others[0]!.listMembers({ organizationId: team.organizationId })
      equal(byMember.items, items, 'every member may read the list')
    },
  },
  {
    title: 'members are found by the beginnings of words in name and address, and by role',
    covers: ['listMembers'],
    needs: ['members', 'search', 'addMember'],
    settings: unlimited,
    async run(world) {
      const { ada, organizationId } = await createTeam(world, {
        'Grace Hopper': 'org:member',
        'Graham Bell': 'org:admin',
      })
      const names = async (input: object) => {
        const { items, totalCount } = await ada.listMembers({ organizationId, ...input })
        equal(totalCount, items.length, 'what is found is counted')
        return items.map(({ user }) => user.name)
      }
      equal(await names({ query: 'gra' }), ['Grace Hopper', 'Graham Bell'], 'the beginning of a word')
      equal(await names({ query: 'hop GRA' }), ['Grace Hopper'], 'every word, in any order and case')
      equal(await names({ query: 'user2' }), ['Grace Hopper'], 'the address is searched too')
      equal(await names({ query: 'opper' }), [], 'the middle of a word is not')
      equal(await names({ query: '%' }), [], 'punctuation alone finds nobody')
      equal(await names({ roleKey: 'org:member' }), ['Grace Hopper'], 'a role')
      equal(await names({ roleKey: 'org:admin', query: 'gra' }), ['Graham Bell'], 'a role and a word')
      equal(await names({ roleKey: 'org:nobody' }), [], 'a role that there is not')
    },
  },
  {
    title: 'members come in pages, by name or the latest first, each once',
    covers: ['listMembers'],
    needs: ['members', 'addMember'],
    settings: unlimited,
    async run(world) {
      const { ada, organizationId } = await createTeam(world, {
        Bea: 'org:member',
        Cleo: 'org:member',
        Dora: 'org:member',
      })
      for (const [sort, expected] of [
        ['name', ['Ada', 'Bea', 'Cleo', 'Dora']],
        ['joined', ['Dora', 'Cleo', 'Bea', 'Ada']],
      ] as const) {
        const names: string[] = []
        let cursor: string | undefined
        for (let count = 0; count < 5; count++) {
          const page = await ada.listMembers({ organizationId, sort, limit: 1, ...(cursor && { cursor }) })
          equal(page.totalCount, 4, 'all are counted on each page')
          names.push(...page.items.map(({ user }) => user.name))
          if (page.nextCursor === null) break
          cursor = page.nextCursor
        }
        equal(names, expected, `sorted by ${sort}`)
      }
    },
  },
  {
    title: 'pages of members can be jumped to',
    covers: ['listMembers'],
    needs: ['members', 'offset', 'addMember'],
    settings: unlimited,
    async run(world) {
      const { ada, organizationId } = await createTeam(world, { Bea: 'org:member', Cleo: 'org:member' })
      const { items } = await ada.listMembers({ organizationId, offset: 1, limit: 1 })
      equal(
        items.map(({ user }) => user.name),
        ['Bea'],
        'the second',
      )
    },
  },
  {
    title: 'a list of members refuses what no list gives',
    covers: ['listMembers:invalid_value', 'listMembers:too_long'],
    needs: ['members'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world, {})
      await refusal(ada.listMembers({ organizationId, limit: 0 }), 'invalid_value', { field: 'limit' })
      await refusal(ada.listMembers({ organizationId, cursor: 'none' }), 'invalid_value', { field: 'cursor' })
      await refusal(ada.listMembers({ organizationId, query: 'x'.repeat(101) }), 'too_long', {
        field: 'query',
      })
      await refusal(
        ada.listMembers({ organizationId, sort: 'age' as never }),
        ['invalid_value', 'invalid_request'],
        {
          field: 'sort',
        },
      )
    },
  },
  {
    title: 'every member reads the roles, in the order of the instance',
    covers: ['listRoles'],
    needs: ['members', 'addMember'],
    settings: organizationsOn,
    roles: [defaultAdminRole, defaultMemberRole, guest],
    async run(world) {
      const { organizationId, others } = await createTeam(world, { Grace: guest.key })
      const { items, defaultRoleKey } = await others[0]!.listRoles({ organizationId })
      const roles = [defaultAdminRole, defaultMemberRole, guest]
      equal(
        items,
        roles.map((role) => ({ ...role, isOwn: false, version: 1 })),
        'with all that they hold',
      )
      equal(defaultRoleKey, 'org:member', 'and which is the default')
    },
  },
  {
    title: 'a member leaves, and is a stranger from then on',
    covers: ['leaveOrganization', 'getOrganization:not_found'],
    needs: ['addMember'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, { Grace: 'org:member' })
      const grace = others[0]!
      const { events } = await grace.leaveOrganization({ organizationId })
      const [left] = events
      ok(left?.type === 'membership.deleted', 'the event says so')
      equal(
        [left.userId, left.organizationId, left.counts],
        [grace.user.id, organizationId, { memberCount: 1, pendingInvitationCount: 0 }],
        'who left what, and how many are there now',
      )
      await refusal(grace.getOrganization({ organization: organizationId }), ['not_found', 'session_pending'])
      await grace.createOrganization({ name: 'Globex' })
      await refusal(grace.getOrganization({ organization: organizationId }), 'not_found')
      equal((await grace.listUserMemberships({})).totalCount, 1, 'it left the list')
      const { organization } = await ada.getOrganization({ organization: organizationId })
      equal(organization.memberCount, 1, 'the seat is free')
    },
  },
  {
    title: 'whoever leaves their last organization must choose one again (A2)',
    covers: ['leaveOrganization', 'getSession'],
    needs: ['addMember'],
    settings: organizationsOn,
    async run(world) {
      const { organizationId, others } = await createTeam(world, { Grace: 'org:member' })
      const grace = others[0]!
      await grace.leaveOrganization({ organizationId })
      const { session } = await grace.getSession({})
      equal(
        [session?.status, session?.tasks, session?.active],
        ['pending', [{ key: 'choose-organization' }], null],
        'the session is pending',
      )
    },
  },
  {
    title: 'the last administrator among others may not leave, one of two may',
    covers: ['leaveOrganization', 'leaveOrganization:last_administrator'],
    needs: ['addMember'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, { Grace: 'org:member' })
      await refusal(ada.leaveOrganization({ organizationId }), 'last_administrator')
      equal(
        (await ada.getOrganization({ organization: organizationId })).organization.memberCount,
        2,
        'nobody left',
      )
      const linus = await world.signUp('Linus')
      await world.addMember(organizationId, linus, 'org:admin')
      await ada.leaveOrganization({ organizationId })
      await refusal(linus.leaveOrganization({ organizationId }), 'last_administrator')
      await others[0]!.leaveOrganization({ organizationId })
      await linus.leaveOrganization({ organizationId })
      equal((await linus.getSession({})).session?.memberships.totalCount, 0, 'a sole member leaves it empty')
    },
  },
  {
    title: 'two administrators leave at once: one of them stays',
    covers: ['leaveOrganization', 'leaveOrganization:last_administrator'],
    needs: ['addMember'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, {
        Grace: 'org:admin',
        Linus: 'org:member',
      })
      const { answers, errors } = await together(
        [ada, others[0]!].map((user) => user.leaveOrganization({ organizationId })),
      )
      equal([answers.length, errors.length], [1, 1], 'one leaves')
      await refusal(Promise.reject(errors[0]), 'last_administrator')
    },
  },
]
