import { equal, ok, refusal, together } from './assert'
import { type ConformanceCase, later, organizationsOn, slugsOn, type TestWorld } from './case'
import { rolesOf } from './team'

async function createMany(world: TestWorld, names: readonly string[]): Promise<string[]> {
  const ids: string[] = []
  for (const name of names) {
    ids.push((await world.backend('createOrganization', { name })).organization.id)
    await later()
  }
  return ids
}

export const backendOrganizationCases: ConformanceCase[] = [
  {
    title: 'an organization is made for a user, who is its first member with the creator role (B2)',
    covers: ['backend.createOrganization', 'getSession', 'listMembers'],
    needs: ['backend', 'members'],
    settings: { ...organizationsOn, userCreatedOrganizations: false },
    async run(world) {
      const grace = await world.signUp('Grace')
      const userId = grace.user.id
      const { organization, events } = await world.backend('createOrganization', { name: ' Acme ', userId })
      const { id, createdAt, updatedAt } = organization
      const seats = { allowed: true, reason: null, used: 1, maximum: 5 }
      equal(
        organization,
        {
          id,
          name: 'Acme',
          slug: null,
          imageUrl: null,
          memberCount: 1,
          pendingInvitationCount: 0,
          pendingRequestCount: 0,
          membersMayDelete: true,
          createdAt,
          updatedAt,
          version: 1,
          createdByUserId: userId,
          membershipLimit: 'instance',
          limits: { inviteMember: seats, addMember: seats },
        },
        'with her alone, though she could not have made it herself',
      )
      equal(
        events.map(({ type, actorUserId }) => [type, actorUserId]),
        [
          ['organization.created', null],
          ['membership.created', null],
          ['user_membership.created', null],
          ['session_task.completed', null],
        ],
        'the app did it',
      )
      equal(await rolesOf(grace, id), { Grace: 'org:admin' }, 'no administrator of the app’s was added')
      const { session } = await grace.getSession({})
      equal([session?.status, session?.active?.organization.id], ['active', id], 'she works in it')
      equal(session?.memberships.items[0]?.lastActiveAt, null, 'though she never has yet')
    },
  },
  {
    title: 'an organization is made with no member at all, and the first to join it administers it (B2)',
    covers: ['backend.createOrganization', 'backend.inviteMember', 'acceptInvitation'],
    needs: ['backend', 'invitations'],
    settings: organizationsOn,
    async run(world) {
      const { organization } = await world.backend('createOrganization', { name: 'Acme' })
      equal([organization.memberCount, organization.createdByUserId], [0, null], 'nobody is in it')
      const bea = await world.signUp('Bea')
      const emailAddress = bea.user.emails[0]!.address
      const { invitation } = await world.backend('inviteMember', {
        organizationId: organization.id,
        emailAddress,
        roleKey: 'org:member',
      })
      equal(invitation.inviter, null, 'in nobody’s name')
      const joined = await bea.acceptInvitation({ invitationId: invitation.id })
      equal(
        [joined.isFirstMember, joined.active?.membership.role.key],
        [true, 'org:admin'],
        'whatever the invitation says',
      )
    },
  },
  {
    title: 'an organization that cannot be made is refused, and nothing is there',
    covers: [
      'backend.createOrganization:not_found',
      'backend.createOrganization:required',
      'backend.createOrganization:too_long',
      'backend.createOrganization:too_short',
      'backend.createOrganization:invalid_characters',
      'backend.createOrganization:slug_taken',
      'backend.listOrganizations',
    ],
    needs: ['backend', 'slugs'],
    settings: slugsOn,
    async run(world) {
      await world.backend('createOrganization', { name: 'Acme', slug: 'acme' })
      const create = (input: object) => world.backend('createOrganization', { name: 'Other', ...input })
      await refusal(create({ userId: 'nobody' }), 'not_found', { field: 'userId' })
      await refusal(create({ name: ' ' }), 'required', { field: 'name' })
      await refusal(create({ name: 'x'.repeat(101) }), 'too_long', { field: 'name' })
      await refusal(create({ slug: 'a' }), 'too_short', { field: 'slug' })
      await refusal(create({ slug: 'a b' }), 'invalid_characters', { field: 'slug' })
      await refusal(create({ slug: 'acme' }), 'slug_taken', { field: 'slug' })
      equal((await world.backend('listOrganizations', {})).totalCount, 1, 'one is there')
    },
  },
  {
    title: 'where slugs are off the app neither gives nor changes one (A9)',
    covers: ['backend.createOrganization:slugs_disabled', 'backend.updateOrganization:slugs_disabled'],
    needs: ['backend', 'slugs'],
    settings: organizationsOn,
    async run(world) {
      const [organizationId = ''] = await createMany(world, ['Acme'])
      const create = world.backend('createOrganization', { name: 'Other', slug: 'other' })
      await refusal(create, 'slugs_disabled', { field: 'slug' })
      const update = world.backend('updateOrganization', { organizationId, slug: 'acme' })
      await refusal(update, 'slugs_disabled', { field: 'slug' })
    },
  },
  {
    title: 'many are made at once, with a result for each; those that cannot be do not stop the others',
    covers: ['backend.createOrganizations', 'backend.listOrganizations', 'listUserMemberships'],
    needs: ['backend', 'slugs'],
    settings: slugsOn,
    async run(world) {
      const ada = await world.signUp()
      const userId = ada.user.id
      const { results, events } = await world.backend('createOrganizations', {
        organizations: [
          { name: 'Acme', slug: 'acme', userId },
          { name: '' },
          { name: 'Apex', slug: 'acme' },
          { name: 'Other', userId: 'nobody' },
          { name: 'Acme', userId, membershipLimit: 3 },
          { name: 'Acme', membershipLimit: 0 },
        ],
      })
      equal(
        results.map(({ value, error }) => value?.name ?? [error?.code, error?.field]),
        [
          'Acme',
          ['required', 'name'],
          ['slug_taken', 'slug'],
          ['not_found', 'userId'],
          'Acme',
          ['invalid_value', 'membershipLimit'],
        ],
        'in their order, each judged after those before it',
      )
      equal(
        [results[0]?.value?.slug, results[4]?.value?.slug === 'acme'],
        ['acme', false],
        'each has its own slug',
      )
      equal(results[4]?.value?.limits.addMember.maximum, 3, 'each with what was said of it')
      equal(events.filter(({ type }) => type === 'organization.created').length, 2, 'what happened is told')
      equal((await ada.listUserMemberships({})).totalCount, 2, 'both are hers')
      equal((await world.backend('getUser', { userId })).user.createdOrganizationCount, 2, 'and count')
      equal((await world.backend('listOrganizations', {})).totalCount, 2, 'no other is there')
    },
  },
  {
    title: 'a list to make has 1 to 100 rows',
    covers: [
      'backend.createOrganizations',
      'backend.createOrganizations:required',
      'backend.createOrganizations:too_long',
    ],
    needs: ['backend'],
    settings: organizationsOn,
    async run(world) {
      const create = (count: number) => {
        const organizations = Array.from({ length: count }, (_, index) => ({ name: `Number ${index}` }))
        return world.backend('createOrganizations', { organizations })
      }
      await refusal(create(0), 'required', { field: 'organizations' })
      await refusal(create(101), 'too_long', { field: 'organizations', meta: { maximum: 100 } })
      const { results } = await create(100)
      ok(
        results.every(({ error }) => error === null),
        'a hundred are made',
      )
    },
  },
  {
    title: 'organizations are listed the newest first, in pages, each once',
    covers: ['backend.listOrganizations', 'backend.listOrganizations:invalid_value'],
    needs: ['backend'],
    settings: organizationsOn,
    async run(world) {
      const ids = (await createMany(world, ['Zeta', 'Alpha', 'Mu', 'Beta', 'Nu'])).toReversed()
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const page = await world.backend('listOrganizations', { limit: 2, ...(cursor && { cursor }) })
        equal(page.totalCount, 5, 'all are counted on each page')
        seen.push(...page.items.map(({ id }) => id))
        cursor = page.nextCursor ?? undefined
      } while (cursor)
      equal(seen, ids, 'page by page')
      const { items } = await world.backend('listOrganizations', { offset: 3 })
      equal(
        items.map(({ id }) => id),
        ids.slice(3),
        'jumped to',
      )
      for (const input of [{ limit: 101 }, { cursor: 'none' }, { cursor: 'x', offset: 1 }]) {
        await refusal(world.backend('listOrganizations', input), 'invalid_value')
      }
    },
  },
  {
    title: 'one organization is found by id, by slug, or by a slug that it gave up',
    covers: ['backend.getOrganization', 'backend.getOrganization:not_found', 'backend.updateOrganization'],
    needs: ['backend', 'slugs'],
    settings: slugsOn,
    async run(world) {
      const { organization } = await world.backend('createOrganization', { name: 'Acme', slug: 'acme' })
      const organizationId = organization.id
      const updated = await world.backend('updateOrganization', { organizationId, slug: 'apex' })
      for (const wish of [organizationId, 'acme', 'apex']) {
        const found = await world.backend('getOrganization', { organization: wish })
        equal(found.organization, updated.organization, `by ${wish}`)
      }
      const unknown = world.backend('getOrganization', { organization: 'other' })
      await refusal(unknown, 'not_found', { field: 'organization' })
    },
  },
  {
    title: 'the app changes an organization by the rules of names, slugs and versions',
    covers: [
      'backend.updateOrganization',
      'backend.updateOrganization:required',
      'backend.updateOrganization:too_long',
      'backend.updateOrganization:too_short',
      'backend.updateOrganization:invalid_characters',
      'backend.updateOrganization:slug_taken',
      'backend.updateOrganization:conflict',
      'listEvents',
    ],
    needs: ['backend', 'slugs', 'activity'],
    settings: slugsOn,
    async run(world) {
      const ada = await world.signUp()
      const { organization } = await ada.createOrganization({ name: 'Acme', slug: 'acme' })
      await ada.createOrganization({ name: 'Taken', slug: 'taken' })
      const organizationId = organization.id
      const update = (input: object) => world.backend('updateOrganization', { organizationId, ...input })
      await refusal(update({ name: '' }), 'required', { field: 'name' })
      await refusal(update({ name: 'x'.repeat(101) }), 'too_long', { field: 'name' })
      await refusal(update({ slug: 'a' }), 'too_short', { field: 'slug' })
      await refusal(update({ slug: 'a b' }), 'invalid_characters', { field: 'slug' })
      await refusal(update({ name: 'Other', slug: 'taken' }), 'slug_taken', { field: 'slug' })
      await refusal(update({ name: 'Other', version: 9 }), 'conflict', { field: 'version' })
      const change = { name: 'Apex', slug: 'apex', membershipLimit: 9, membersMayDelete: false }
      const { organization: changed, events } = await update({ ...change, version: 1 })
      const { name, slug, membershipLimit, membersMayDelete, version } = changed
      equal({ name, slug, membershipLimit, membersMayDelete }, change, 'all at once')
      equal([version, events.length, events[0]?.actorUserId], [2, 1, null], 'as one change, by nobody')
      const [entry] = (await ada.listEvents({ organizationId })).items
      equal(
        [entry?.before, entry?.after],
        [{ name: 'Acme', slug: 'acme', membershipLimit: 'instance', membersMayDelete: true }, change],
        'the trail has each field',
      )
    },
  },
  {
    title: 'a creation repeated with its key happens once, also sent twice at once (B2)',
    covers: ['backend.createOrganization', 'backend.createOrganization:idempotency_conflict'],
    needs: ['backend', 'idempotency'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      const create = (name: string, idempotencyKey: string) =>
        world.backend('createOrganization', { name, userId: ada.user.id }, { idempotencyKey })
      const { answers, errors } = await together([1, 2, 3].map(() => create('Acme', 'key')))
      equal(errors.map(String), [], 'all are answered')
      for (const answer of answers) equal(answer, answers[0], 'with the same')
      equal(await create('Acme', 'key'), answers[0], 'later too')
      await refusal(create('Other', 'key'), 'idempotency_conflict')
      equal((await ada.listUserMemberships({})).totalCount, 1, 'there is one')
      await create('Acme', 'another')
      equal((await ada.listUserMemberships({})).totalCount, 2, 'another key is another write')
      const own = await ada.createOrganization({ name: 'Own' }, { idempotencyKey: 'key' })
      equal(own.organization.name, 'Own', 'keys of the app and of its users never meet')
    },
  },
]
