import { bodyOf, equal, ok, refusal } from './assert'
import { type ConformanceCase, later, organizationsOn, personalOn, slugsOn, type TestUser } from './case'

const unknownId = 'org_01jd0000000000000000000000'

const activeIdOf = async (user: TestUser, organization?: string | null) =>
  (await user.getSession(organization === undefined ? {} : { organization })).session?.active?.organization
    .id ?? null

export const activeOrganizationCases: ConformanceCase[] = [
  {
    title:
      'the organization that is asked for is the active one, by id and by slug, as getOrganization answers it',
    covers: ['getSession', 'getOrganization'],
    needs: ['slugs'],
    settings: slugsOn,
    async run(world) {
      const ada = await world.signUp()
      const { organization } = await ada.createOrganization({ name: 'Acme', slug: 'acme' })
      await ada.createOrganization({ name: 'Globex' })
      const active = await ada.getOrganization({ organization: organization.id })
      for (const wish of [organization.id, 'acme']) {
        const { session } = await ada.getSession({ organization: wish })
        equal(session?.active, active, `${wish} is the active one`)
        equal(session?.activeError, null, 'there is no error')
      }
    },
  },
  {
    title:
      'an organization that is not there, or is not the caller’s, is an error that names it, and never another one (F3)',
    covers: ['getSession'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp('Ada')
      const { organization } = await ada.createOrganization({ name: 'Acme' })
      const grace = await world.signUp('Grace')
      await grace.createOrganization({ name: 'Globex' })
      const bodies: unknown[] = []
      for (const wish of [organization.id, unknownId, 'no-such-slug']) {
        const { session } = await grace.getSession({ organization: wish })
        equal(session?.active, null, 'no organization is active')
        equal(session?.status, 'active', 'the session itself is fine')
        ok(session?.activeError, 'there is an error')
        equal(
          [session.activeError.code, session.activeError.meta?.organization],
          ['not_found', wish],
          'the error names it',
        )
        bodies.push({ ...session.activeError, meta: { ...session.activeError.meta, organization: '' } })
      }
      equal(bodies[0], bodies[1], 'another’s organization answers like one that does not exist')
      equal(bodies[1], bodies[2], 'and so does an unknown slug')
    },
  },
  {
    title: 'the organization used last is the active one of the next session, in another page too',
    covers: ['setLastActiveOrganization', 'getSession'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      const acme = (await ada.createOrganization({ name: 'Acme' })).organization.id
      const globex = (await ada.createOrganization({ name: 'Globex' })).organization.id
      equal(await activeIdOf(ada), globex, 'it is the one that was created last')
      await ada.setLastActiveOrganization({ organizationId: acme })
      equal(await activeIdOf(ada), acme, 'it is the one that was chosen last')
      equal(await activeIdOf(ada, globex), globex, 'a page that asks for another one works in that')
      equal(await activeIdOf(ada), acme, 'and asking changes no hint')
    },
  },
  {
    title:
      'setLastActiveOrganization answers with that organization, as getOrganization does, and sorts it first in recent',
    covers: ['setLastActiveOrganization', 'listUserMemberships'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      const { organization } = await ada.createOrganization({ name: 'Acme' })
      await later()
      await ada.createOrganization({ name: 'Globex' })
      await later()
      const before = (await ada.listUserMemberships({ sort: 'recent' })).items
      equal(
        before.map((item) => item.organization.name),
        ['Globex', 'Acme'],
        'the newest comes first',
      )
      const { active, events } = await ada.setLastActiveOrganization({ organizationId: organization.id })
      equal(
        active,
        await ada.getOrganization({ organization: organization.id }),
        'the answer is the organization',
      )
      ok(Array.isArray(events), 'the answer holds events')
      const { items } = await ada.listUserMemberships({ sort: 'recent' })
      equal(
        items.map((item) => item.organization.name),
        ['Acme', 'Globex'],
        'the one used last comes first',
      )
      ok((items[0]?.lastActiveAt ?? '') > (before[1]?.lastActiveAt ?? ''), 'it knows when it was used last')
    },
  },
  {
    title:
      'another’s organization cannot become the last active one, and answers like one that does not exist',
    covers: ['setLastActiveOrganization:not_found'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp('Ada')
      const { organization } = await ada.createOrganization({ name: 'Acme' })
      const grace = await world.signUp('Grace')
      const own = (await grace.createOrganization({ name: 'Globex' })).organization.id
      const set = (organizationId: string) => grace.setLastActiveOrganization({ organizationId })
      const foreign = await refusal(set(organization.id), 'not_found')
      const unknown = await refusal(set(unknownId), 'not_found')
      equal(bodyOf(foreign), bodyOf(unknown), 'both refusals are the same')
      equal(await activeIdOf(grace), own, 'the hint is the old one')
    },
  },
  {
    title: 'where personal accounts are on, null is the personal account, asked for or remembered (A3)',
    covers: ['getSession', 'setLastActiveOrganization'],
    settings: personalOn,
    async run(world) {
      const ada = await world.signUp()
      const { organization } = await ada.createOrganization({ name: 'Acme' })
      equal(await activeIdOf(ada), organization.id, 'the new organization is active')
      equal(await activeIdOf(ada, null), null, 'the personal account can be asked for')
      const { active } = await ada.setLastActiveOrganization({ organizationId: null })
      equal(active, null, 'the answer is the personal account')
      equal(await activeIdOf(ada), null, 'it is remembered')
      equal(
        await activeIdOf(ada, organization.id),
        organization.id,
        'the organization can still be asked for',
      )
    },
  },
  {
    title:
      'where personal accounts are off, null cannot be remembered, and asks for the organization used last (A2)',
    covers: ['getSession', 'setLastActiveOrganization:personal_accounts_disabled'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      const { organization } = await ada.createOrganization({ name: 'Acme' })
      await refusal(ada.setLastActiveOrganization({ organizationId: null }), 'personal_accounts_disabled')
      equal(await activeIdOf(ada, null), organization.id, 'the organization is active')
    },
  },
  {
    title: 'where personal accounts are off, a member who never chose works in the organization joined last',
    covers: ['getSession'],
    needs: ['addMember'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp('Ada')
      const acme = (await ada.createOrganization({ name: 'Acme' })).organization.id
      const globex = (await ada.createOrganization({ name: 'Globex' })).organization.id
      const grace = await world.signUp('Grace')
      await world.addMember(globex, grace, 'org:member')
      await later()
      await world.addMember(acme, grace, 'org:member')
      equal(await activeIdOf(grace), acme, 'it is the one that was joined last')
      const { session } = await grace.getSession({})
      equal(
        session?.active?.membership.role,
        { key: 'org:member', name: 'Member' },
        'Grace is a member there',
      )
      equal(session?.active?.organization.memberCount, 2, 'it has two members')
      equal(session?.active?.limits.inviteMember.used, 2, 'two seats are used')
      equal(
        (await ada.getOrganization({ organization: acme })).organization.memberCount,
        2,
        'Ada sees the same',
      )
    },
  },
]
