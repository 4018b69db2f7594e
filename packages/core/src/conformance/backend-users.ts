import { equal, ok, refusal } from './assert'
import { type ConformanceCase, organizationsOn, type TestWorld } from './case'
import { createTeam, rolesOf } from './team'

const told = { userId: 'bea', name: 'Bea', emails: [{ address: 'Bea@Elsewhere.test', verified: true }] }

/** Users whom only the app's server has spoken of, by their ids. */
async function upsertMany(world: TestWorld, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, index) => `bulk_${index}`)
  for (const userId of ids) await world.backend('upsertUser', { userId, name: userId, emails: [] })
  return ids
}

export const backendUserCases: ConformanceCase[] = [
  {
    title: 'the app tells of a user before their first request, and again when something changed',
    covers: ['backend.upsertUser', 'backend.getUser'],
    needs: ['backend'],
    settings: organizationsOn,
    async run(world) {
      const { user } = await world.backend('upsertUser', told)
      const created = {
        id: 'bea',
        name: 'Bea',
        imageUrl: null,
        emails: told.emails,
        organizationCount: 0,
        createdOrganizationCount: 0,
        mayCreateOrganizations: 'instance',
        creationLimit: 'instance',
        metadata: {},
        acceptedTermsVersion: null,
        acceptedTermsAt: null,
        limits: { createOrganization: { allowed: true, reason: null, used: 0, maximum: 100 } },
      }
      equal(user, created, 'with what they may do')
      await world.backend('createOrganization', { name: 'Acme', userId: 'bea' })
      await world.backend('updateUser', { userId: 'bea', creationLimit: 7 })
      const imageUrl = 'https://elsewhere.test/bea.png'
      await world.backend('upsertUser', { ...told, name: 'Beatrice', imageUrl })
      const again = await world.backend('getUser', { userId: 'bea' })
      equal(
        again.user,
        {
          ...created,
          name: 'Beatrice',
          imageUrl,
          organizationCount: 1,
          createdOrganizationCount: 1,
          creationLimit: 7,
          limits: { createOrganization: { allowed: true, reason: null, used: 1, maximum: 7 } },
        },
        'who they are is another, what they have stays',
      )
    },
  },
  {
    title: 'a user needs an id, and has bounds',
    covers: [
      'backend.upsertUser:required',
      'backend.upsertUser:too_long',
      'backend.upsertUser:invalid_characters',
      'backend.getUser:not_found',
    ],
    needs: ['backend'],
    settings: organizationsOn,
    async run(world) {
      const upsert = (input: object) => world.backend('upsertUser', { ...told, ...input })
      await refusal(upsert({ userId: ' ' }), 'required', { field: 'userId' })
      await refusal(upsert({ userId: 'x'.repeat(201) }), 'too_long', { field: 'userId' })
      await refusal(upsert({ name: 'x'.repeat(501) }), 'too_long', { field: 'name' })
      const emails = Array.from({ length: 51 }, (_, index) => ({
        address: `${index}@a.test`,
        verified: true,
      }))
      await refusal(upsert({ emails }), 'too_long', { field: 'emails' })
      await refusal(upsert({ userId: 'a\u0000b' }), 'invalid_characters', { field: 'userId' })
      await refusal(world.backend('getUser', { userId: 'bea' }), 'not_found', { field: 'userId' })
    },
  },
  {
    title: 'users are listed by id, in pages, and found by address, verified or not',
    covers: ['backend.listUsers', 'backend.listUsers:invalid_value'],
    needs: ['backend'],
    settings: organizationsOn,
    async run(world) {
      const ids = (await upsertMany(world, 5)).sort()
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const page = await world.backend('listUsers', { limit: 2, ...(cursor && { cursor }) })
        equal(page.totalCount, 5, 'all are counted on each page')
        seen.push(...page.items.map(({ id }) => id))
        cursor = page.nextCursor ?? undefined
      } while (cursor)
      equal(seen, ids, 'each once')
      const { items } = await world.backend('listUsers', { offset: 3 })
      equal(
        items.map(({ id }) => id),
        ids.slice(3),
        'jumped to',
      )
      await world.backend('upsertUser', told)
      await world.backend('upsertUser', {
        ...told,
        userId: 'cleo',
        emails: [{ address: 'bea@elsewhere.test', verified: false }],
      })
      const found = await world.backend('listUsers', { emailAddress: 'BEA@elsewhere.test' })
      equal([found.items.map(({ id }) => id), found.totalCount], [['bea', 'cleo'], 2], 'in any letter case')
      equal((await world.backend('listUsers', { emailAddress: 'a@b.test' })).items, [], 'nobody has that one')
      await refusal(world.backend('listUsers', { limit: 0 }), 'invalid_value', { field: 'limit' })
      await refusal(world.backend('listUsers', { cursor: 'none' }), 'invalid_value', { field: 'cursor' })
    },
  },
  {
    title: 'a user’s own limit has bounds, and of an unknown user nothing is set (A11)',
    covers: ['backend.updateUser:invalid_value', 'backend.updateUser:not_found', 'backend.updateUser'],
    needs: ['backend'],
    settings: organizationsOn,
    async run(world) {
      await world.backend('upsertUser', told)
      for (const creationLimit of [-1, 1.5, 101, 1_000_000]) {
        await refusal(world.backend('updateUser', { userId: 'bea', creationLimit }), 'invalid_value', {
          field: 'creationLimit',
        })
      }
      const { user } = await world.backend('updateUser', { userId: 'bea' })
      equal([user.creationLimit, user.mayCreateOrganizations], ['instance', 'instance'], 'nothing was set')
      const same = { userId: 'bea', creationLimit: undefined, mayCreateOrganizations: undefined }
      equal((await world.backend('updateUser', same)).user, user, 'undefined is as left out')
      await refusal(world.backend('updateUser', { userId: 'nobody', creationLimit: 5 }), 'not_found')
    },
  },
  {
    title: 'the organizations of a user are read as they read them',
    covers: [
      'backend.listUserMemberships',
      'backend.listUserMemberships:invalid_value',
      'backend.listUserMemberships:too_long',
    ],
    needs: ['backend', 'search'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      for (const name of ['Zeta', 'Alpha', 'Mu']) await ada.createOrganization({ name })
      const list = (input: object = {}) =>
        world.backend('listUserMemberships', { userId: ada.user.id, ...input })
      equal(await list(), await ada.listUserMemberships({}), 'all')
      const part = { query: 'al', sort: 'recent', limit: 1 } as const
      equal(await list(part), await ada.listUserMemberships(part), 'or a part')
      await refusal(list({ limit: 0 }), 'invalid_value', { field: 'limit' })
      await refusal(list({ query: 'x'.repeat(101) }), 'too_long', { field: 'query' })
    },
  },
  {
    title: 'a deleted user leaves all organizations, and what they sent and offered ends',
    covers: ['backend.deleteUser', 'backend.getUser:not_found', 'listMembers', 'listInvitations'],
    needs: ['backend', 'members', 'invitations', 'addMember'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, { Grace: 'org:admin' })
      const grace = others[0]!
      const userId = grace.user.id
      const hers = (await grace.createOrganization({ name: 'Hers' })).organization.id
      await grace.inviteMember({ organizationId, emailAddress: 'new@elsewhere.test' })
      const { events } = await world.backend('deleteUser', { userId })
      equal(
        events.flatMap((event) => ('organizationId' in event ? [event.type] : [])).sort(),
        ['invitation.revoked', 'membership.deleted', 'membership.deleted'],
        'all of it is told',
      )
      await refusal(world.backend('getUser', { userId }), 'not_found', { field: 'userId' })
      equal(await rolesOf(ada, organizationId), { Ada: 'org:admin' }, 'she is no member')
      const { items } = await ada.listInvitations({ organizationId })
      equal(items[0]?.status, 'revoked', 'nobody joins by her invitation')
      const left = await world.backend('getOrganization', { organization: hers })
      equal([left.organization.memberCount, left.organization.createdByUserId], [0, null], 'hers is empty')
      const { session } = await grace.getSession({})
      equal(
        [session?.user.id, session?.memberships.totalCount],
        [userId, 0],
        'the host may still sign her in, anew',
      )
      await grace.createOrganization({ name: 'Anew' })
      await world.backend('deleteOrganization', { organizationId: hers })
      const again = (await world.backend('getUser', { userId })).user
      equal(again.createdOrganizationCount, 1, 'what she created before does not count any more')
    },
  },
  {
    title: 'whoever comes back after they were deleted is answered anew, with a key of before',
    covers: ['backend.deleteUser', 'createOrganization'],
    needs: ['backend'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      const create = () => ada.createOrganization({ name: 'Acme' }, { idempotencyKey: 'key' })
      const { organization } = await create()
      await world.backend('deleteUser', { userId: ada.user.id })
      const anew = await create()
      ok(anew.organization.id !== organization.id, 'it is another organization')
      equal((await ada.listUserMemberships({})).totalCount, 1, 'and she is in it')
      equal((await create()).organization, anew.organization, 'once')
    },
  },
  {
    title:
      'a user who is the last administrator anywhere is not deleted, and leaves nothing (one rule above all)',
    covers: ['backend.deleteUser:last_administrator', 'listUserMemberships'],
    needs: ['backend', 'addMember'],
    settings: organizationsOn,
    async run(world) {
      const { ada } = await createTeam(world, { Grace: 'org:member' })
      await ada.createOrganization({ name: 'Alone' })
      await refusal(world.backend('deleteUser', { userId: ada.user.id }), 'last_administrator')
      equal((await ada.listUserMemberships({})).totalCount, 2, 'she is still in both')
      ok((await world.backend('getUser', { userId: ada.user.id })).user, 'and known')
    },
  },
]
