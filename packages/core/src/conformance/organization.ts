import { type Permission, systemPermissions } from '../model/role'
import { bodyOf, equal, ok, refusal } from './assert'
import { type ConformanceCase, later, organizationsOn } from './case'

/** What a creator role must hold, and one of an app's own. */
const ownerPermissions: readonly Permission[] = [
  'org:sys_memberships:manage',
  'org:sys_memberships:read',
  'org:sys_profile:delete',
  'org:notes:write',
]
const unknownId = 'org_01jd0000000000000000000000'
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

export const organizationCases: ConformanceCase[] = [
  {
    title: 'whoever creates an organization is its first member, with the creator role (A13)',
    covers: ['createOrganization', 'getOrganization', 'listUserMemberships'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      const { organization, membership, active } = await ada.createOrganization({ name: 'Acme' })
      const { id, createdAt, updatedAt } = organization
      ok(time.test(createdAt), 'it knows when it was created, in UTC with milliseconds')
      equal(updatedAt, createdAt, 'nothing has changed since')
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
        },
        'the organization has its creator alone',
      )
      const role = { key: 'org:admin', name: 'Admin' }
      const summary = { id, name: 'Acme', slug: null, imageUrl: null }
      equal(
        membership,
        { organization: summary, role, joinedAt: createdAt, lastActiveAt: createdAt },
        'the row of the switcher',
      )
      equal(
        active.membership,
        { role, permissions: systemPermissions, joinedAt: createdAt },
        'the creator holds everything',
      )
      equal(
        active.limits.inviteMember,
        { allowed: true, reason: null, used: 1, maximum: 5 },
        'one of five seats is used',
      )
      equal(
        active,
        await ada.getOrganization({ organization: id }),
        'what is read afterwards is what was answered',
      )
      equal((await ada.listUserMemberships({})).items, [membership], 'and so is the list')
    },
  },
  {
    title: 'what happened is told in events, numbered without gap in each stream',
    covers: ['createOrganization', 'setOrganizationLogo'],
    needs: ['logos'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      const created = await ada.createOrganization({ name: 'Acme' })
      const organizationId = created.organization.id
      const removed = await ada.setOrganizationLogo({ organizationId, logo: null })
      const events = [...created.events, ...removed.events]
      const own = events.filter((event) => 'organizationId' in event)
      equal(
        own.map(({ type }) => type),
        ['organization.created', 'membership.created', 'organization.updated'],
        'all is told in order',
      )
      equal(
        own.map(({ sequence }) => sequence),
        [1, 2, 3],
        'the organization’s stream has no gap',
      )
      equal(
        events.filter((event) => !('organizationId' in event)).map(({ sequence }) => sequence),
        [1, 2],
        'the user’s stream begins with 1',
      )
      equal(new Set(events.map(({ id }) => id)).size, events.length, 'each event has an id of its own')
      for (const event of events) {
        equal(event.actorUserId, ada.user.id, 'Ada did it')
        ok(time.test(event.at), 'the event knows when')
      }
      const [first, second] = own
      ok(
        first?.type === 'organization.created' && second?.type === 'membership.created',
        'both carry what they tell',
      )
      equal(first.organization, created.organization, 'the organization stands in the event')
      equal(
        [second.userId, second.membership],
        [ada.user.id, created.membership],
        'and so does the membership',
      )
    },
  },
  {
    title: 'the creator gets the role that the instance names (A13)',
    covers: ['createOrganization'],
    settings: { ...organizationsOn, creatorRoleKey: 'org:owner' },
    roles: [
      { key: 'org:owner', name: 'Owner', description: null, permissions: ownerPermissions },
      { key: 'org:member', name: 'Member', description: null, permissions: [] },
    ],
    async run(world) {
      const { active } = await (await world.signUp()).createOrganization({ name: 'Acme' })
      equal(active.membership.role, { key: 'org:owner', name: 'Owner' }, 'the creator is the owner')
      equal(active.membership.permissions, ownerPermissions, 'with the permissions of that role alone')
    },
  },
  {
    title: 'whether members may delete it is written onto each organization when it is created (A14)',
    covers: ['createOrganization', 'getOrganization'],
    needs: ['updateSettings'],
    settings: { ...organizationsOn, membersMayDeleteOrganizations: false },
    async run(world) {
      const ada = await world.signUp()
      const first = (await ada.createOrganization({ name: 'First' })).organization
      equal(first.membersMayDelete, false, 'it may not be deleted')
      await world.updateSettings({ membersMayDeleteOrganizations: true })
      equal(
        (await ada.createOrganization({ name: 'Second' })).organization.membersMayDelete,
        true,
        'a later one may',
      )
      const again = (await ada.getOrganization({ organization: first.id })).organization
      equal(again.membersMayDelete, false, 'the first one still may not')
    },
  },
  {
    title: 'the seats of an organization follow the membership limit (A6)',
    covers: ['createOrganization'],
    settings: { ...organizationsOn, membershipLimit: 1 },
    async run(world) {
      const { active } = await (await world.signUp()).createOrganization({ name: 'Acme' })
      equal(
        active.limits.inviteMember,
        { allowed: false, reason: 'seat_limit_reached', used: 1, maximum: 1 },
        'the only seat is taken',
      )
    },
  },
  {
    title: 'without a membership limit there is always a seat (A6)',
    covers: ['createOrganization'],
    settings: { ...organizationsOn, membershipLimit: null },
    async run(world) {
      const { active } = await (await world.signUp()).createOrganization({ name: 'Acme' })
      equal(
        active.limits.inviteMember,
        { allowed: true, reason: null, used: 1, maximum: null },
        'seats are unlimited',
      )
    },
  },
  {
    title: 'ids sort by creation',
    covers: ['createOrganization'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      const ids: string[] = []
      for (const name of ['Zeta', 'Alpha', 'Mu', 'Alpha']) {
        ids.push((await ada.createOrganization({ name })).organization.id)
        await later()
      }
      equal([...ids].sort(), ids, 'sorting leaves them in their order')
    },
  },
  {
    title: 'another’s organization answers like one that does not exist',
    covers: ['getOrganization:not_found'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp('Ada')
      const { organization } = await ada.createOrganization({ name: 'Acme' })
      const grace = await world.signUp('Grace')
      await grace.createOrganization({ name: 'Globex' })
      const foreign = await refusal(grace.getOrganization({ organization: organization.id }), 'not_found')
      const unknown = await refusal(grace.getOrganization({ organization: unknownId }), 'not_found')
      equal(bodyOf(foreign), bodyOf(unknown), 'both refusals are the same')
    },
  },
  {
    title: 'hostile names of an organization are just unknown',
    covers: ['getOrganization:not_found'],
    settings: { ...organizationsOn, slugs: true },
    async run(world) {
      const ada = await world.signUp()
      const { organization } = await ada.createOrganization({ name: 'Acme' })
      const hostile = [
        `${organization.id}/logo`,
        `${organization.id}?x=1`,
        `${organization.id} `,
        organization.id.toUpperCase(),
        '../organizations',
        '%2e%2e',
        "' or 1=1 --",
        'org_%',
        'constructor',
        '__proto__',
        'org_' + 'x'.repeat(500),
        'org_👻',
      ]
      for (const wish of hostile) await refusal(ada.getOrganization({ organization: wish }), 'not_found')
      // What no address and no database can carry may also be refused as a request.
      for (const wish of ['', '.', '..', 'org_\u0000', 'org_\ud800']) {
        await refusal(ada.getOrganization({ organization: wish }), ['not_found', 'invalid_request'])
      }
      const { session } = await ada
        .getSession({ organization: 'org_\u0000' })
        .catch(() => ({ session: null }))
      equal(session?.active ?? null, null, 'the session does not fall back to another organization')
    },
  },
]
