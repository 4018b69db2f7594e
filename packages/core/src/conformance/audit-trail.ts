import type { OrganizationEvent } from '../model/event'
import { equal, ok, refusal } from './assert'
import { type ConformanceCase, organizationsOn, slugsOn, type TestUser, type TestWorld } from './case'
import { createTeam, signUpElsewhere } from './team'

const settings = { ...slugsOn, organizationRoles: true, personalAccounts: true }

/** Ada's organization, and Grace, who joined it by invitation. */
async function createTogether(world: TestWorld) {
  const ada = await world.signUp('Ada')
  const { organization } = await ada.createOrganization({ name: 'Acme', slug: 'acme' })
  const organizationId = organization.id
  const grace = await world.signUp('Grace')
  const emailAddress = grace.user.emails[0]!.address
  const { invitation } = await ada.inviteMember({ organizationId, emailAddress })
  await grace.acceptInvitation({ invitationId: invitation.id })
  return { ada, grace, organizationId, invitation }
}

const typesOf = (items: readonly { type: OrganizationEvent['type'] }[]) => items.map(({ type }) => type)
const personOf = ({ user }: TestUser) => ({ id: user.id, name: user.name })
const targetOf = (user: TestUser) => ({ kind: 'user', ...personOf(user) })

/** Who did what in an organization. */
export const auditTrailCases: ConformanceCase[] = [
  {
    title: 'the trail tells who did what to whom, with what it was and what it is, the newest first',
    covers: ['listEvents'],
    needs: ['activity', 'invitations', 'members', 'slugs'],
    settings,
    async run(world) {
      const { ada, grace, organizationId, invitation } = await createTogether(world)
      await ada.updateOrganization({ organizationId, name: 'Apex', slug: 'apex' })
      const of = { organizationId, userId: grace.user.id }
      await ada.updateMemberRole({ ...of, roleKey: 'org:admin' })
      await grace.removeMember({ organizationId, userId: ada.user.id })
      const { items, totalCount, nextCursor } = await grace.listEvents({ organizationId })
      const acme = (name: string) => ({ kind: 'organization', id: organizationId, name })
      const invited = { kind: 'invitation', id: invitation.id, name: invitation.emailAddress }
      equal(
        items.map(({ type, actor, target, before, after }) => [type, actor, target, before, after]),
        [
          ['membership.deleted', personOf(grace), targetOf(ada), { role: 'Admin' }, null],
          ['membership.role_changed', personOf(ada), targetOf(grace), { role: 'Member' }, { role: 'Admin' }],
          [
            'organization.updated',
            personOf(ada),
            acme('Apex'),
            { name: 'Acme', slug: 'acme' },
            { name: 'Apex', slug: 'apex' },
          ],
          ['membership.created', personOf(grace), targetOf(grace), null, { role: 'Member' }],
          ['invitation.accepted', personOf(grace), invited, { status: 'pending' }, { status: 'accepted' }],
          [
            'invitation.created',
            personOf(ada),
            invited,
            null,
            { role: 'Member', expiresAt: invitation.expiresAt },
          ],
          ['membership.created', personOf(ada), targetOf(ada), null, { role: 'Admin' }],
          ['organization.created', personOf(ada), acme('Acme'), null, { name: 'Acme', slug: 'acme' }],
        ],
        'each with its target, by the name that it had then',
      )
      equal(
        items.map(({ sequence }) => sequence),
        [8, 7, 6, 5, 4, 3, 2, 1],
        'numbered without a gap',
      )
      equal([totalCount, nextCursor], [8, null], 'all are counted')
      const times = items.map(({ at }) => at)
      equal(times, times.toSorted().toReversed(), 'in the order of time')
    },
  },
  {
    title: 'roles, invitations taken back and hand-overs are in the trail',
    covers: ['listEvents'],
    needs: ['activity', 'roles', 'invitations', 'members'],
    settings,
    async run(world) {
      const { ada, grace, organizationId } = await createTogether(world)
      const { totalCount: earlier } = await ada.listEvents({ organizationId })
      const create = { organizationId, name: 'Editor', permissions: [] }
      const { role } = await ada.createOrganizationRole(create)
      const roleKey = role.key
      await ada.updateOrganizationRole({ organizationId, roleKey, name: 'Author' })
      await ada.updateMemberRole({ organizationId, userId: grace.user.id, roleKey })
      await ada.deleteOrganizationRole({ organizationId, roleKey, replacementRoleKey: 'org:member' })
      const sent = await ada.inviteMember({ organizationId, emailAddress: 'new@elsewhere.test' })
      await ada.revokeInvitation({ organizationId, invitationId: sent.invitation.id })
      await ada.offerAdministration({ organizationId, userId: grace.user.id })
      await grace.acceptAdministration({ organizationId, fromUserId: ada.user.id })
      const { items } = await grace.listEvents({ organizationId, limit: 100 })
      const told = items.slice(0, items.length - earlier).toReversed()
      equal(
        typesOf(told),
        [
          'role.created',
          'role.updated',
          'membership.role_changed',
          'role.deleted',
          'invitation.created',
          'invitation.revoked',
          'administration.offered',
          'membership.role_changed',
          'membership.role_changed',
          'administration.accepted',
        ],
        'in their order',
      )
      const entry = (type: OrganizationEvent['type']) => told.find((each) => each.type === type)
      const ofRole = (name: string) => ({ kind: 'role', id: roleKey, name })
      const facts = (name: string) => ({ name, description: null, permissions: [] })
      equal(
        [entry('role.created')?.target, entry('role.created')?.before, entry('role.created')?.after],
        [ofRole('Editor'), null, facts('Editor')],
        'a role that was made',
      )
      equal(
        [entry('role.updated')?.target, entry('role.updated')?.before, entry('role.updated')?.after],
        [ofRole('Author'), facts('Editor'), facts('Author')],
        'one that was changed',
      )
      equal(
        [entry('role.deleted')?.target, entry('role.deleted')?.after],
        [ofRole('Author'), { name: 'Member' }],
        'one that is gone, and what came in its place',
      )
      equal(
        [entry('administration.offered')?.target, entry('administration.offered')?.after],
        [targetOf(grace), { from: 'Ada', role: 'Admin', nextRole: 'Member' }],
        'a hand-over',
      )
    },
  },
  {
    title: 'the trail is read by type and by who did it, in pages, each entry once',
    covers: ['listEvents'],
    needs: ['activity', 'offset', 'invitations'],
    settings,
    async run(world) {
      const { ada, grace, organizationId } = await createTogether(world)
      await grace.leaveOrganization({ organizationId })
      const all = (await ada.listEvents({ organizationId })).items
      const created = await ada.listEvents({ organizationId, type: 'membership.created' })
      equal([created.items.length, created.totalCount], [2, 2], 'of one type, and counted')
      const hers = await ada.listEvents({ organizationId, actorUserId: grace.user.id })
      equal(
        typesOf(hers.items),
        ['membership.deleted', 'membership.created', 'invitation.accepted'],
        'what Grace did',
      )
      const both = { type: 'membership.created', actorUserId: grace.user.id } as const
      equal((await ada.listEvents({ organizationId, ...both })).totalCount, 1, 'both at once')
      equal((await ada.listEvents({ organizationId, actorUserId: 'nobody' })).items, [], 'nobody did nothing')
      const paged = []
      let cursor: string | undefined
      do {
        const page = await ada.listEvents({ organizationId, limit: 2, ...(cursor && { cursor }) })
        equal(page.totalCount, all.length, 'all are counted on each page')
        paged.push(...page.items)
        cursor = page.nextCursor ?? undefined
      } while (cursor)
      equal(paged, all, 'page by page')
      const jumped = await ada.listEvents({ organizationId, limit: 2, offset: 3 })
      equal(jumped.items, all.slice(3, 5), 'and jumped to')
    },
  },
  {
    title: 'a trail refuses what no list gives',
    covers: ['listEvents:invalid_value'],
    needs: ['activity'],
    settings,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      for (const limit of [0, 101, 1.5]) {
        await refusal(ada.listEvents({ organizationId, limit }), 'invalid_value', { field: 'limit' })
      }
      for (const cursor of ['none', '', 'W10', 'WyJhIl0']) {
        await refusal(ada.listEvents({ organizationId, cursor }), 'invalid_value', { field: 'cursor' })
      }
      const unknown = ada.listEvents({ organizationId, type: 'session.created' as never })
      await refusal(unknown, ['invalid_value', 'invalid_request'], { field: 'type' })
    },
  },
  {
    title: 'what the app did itself has no actor, and neither has what was done by who is gone',
    covers: ['listEvents', 'backend.deleteUser'],
    needs: ['activity', 'backend'],
    settings,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const grace = await world.signUp('Grace')
      const userId = grace.user.id
      await world.backend('addMember', { organizationId, userId, roleKey: 'org:admin' })
      await grace.updateOrganization({ organizationId, name: 'Apex' })
      const last = async () => (await ada.listEvents({ organizationId })).items
      const [renamed, joined] = await last()
      equal([renamed?.actor, joined?.actor], [personOf(grace), null], 'Grace, and the app')
      equal(joined?.target, targetOf(grace), 'whom it made a member')
      await world.backend('upsertUser', { userId, name: 'Grace Hopper', emails: [] })
      equal((await last())[0]?.actor?.name, 'Grace Hopper', 'by today’s name')
      await world.backend('deleteUser', { userId })
      const [left, before] = await last()
      equal(
        [left?.type, left?.actor, left?.target.name],
        ['membership.deleted', null, 'Grace Hopper'],
        'who left',
      )
      equal([before?.type, before?.actor], ['organization.updated', null], 'somebody who is gone did it')
    },
  },
  {
    title:
      'the app reads the trail too, also of an organization that is gone; of one that never was there is none',
    covers: ['backend.listEvents', 'backend.listEvents:not_found', 'backend.listEvents:invalid_value'],
    needs: ['activity', 'backend'],
    settings,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const byApp = (input: object = {}) => world.backend('listEvents', { organizationId, ...input })
      equal(await byApp(), await ada.listEvents({ organizationId }), 'as a member reads it')
      await refusal(byApp({ limit: 0 }), 'invalid_value', { field: 'limit' })
      await ada.deleteOrganization({ organizationId })
      const { items, totalCount } = await byApp()
      const [deleted] = items
      equal(
        [deleted?.type, deleted?.actor, deleted?.before],
        ['organization.deleted', personOf(ada), { name: 'Acme', slug: 'acme', memberCount: 1 }],
        'its end is in it',
      )
      equal(
        [totalCount, (await byApp({ type: 'organization.created' })).totalCount],
        [3, 1],
        'and all before',
      )
      const never = world.backend('listEvents', { organizationId: 'org_01jd0000000000000000000000' })
      await refusal(never, 'not_found', { field: 'organizationId' })
    },
  },
  {
    title:
      'a trail holds its own organization’s entries alone, and what a refused write would have told is not in it',
    covers: ['listEvents'],
    needs: ['activity'],
    settings,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const before = await ada.listEvents({ organizationId })
      const { user: grace, organizationId: hers } = await signUpElsewhere(world, 'Grace')
      await grace.updateOrganization({ organizationId: hers, name: 'Renamed' })
      await refusal(ada.updateOrganization({ organizationId, name: '' }), 'required')
      await refusal(grace.updateOrganization({ organizationId, name: 'Mine' }), 'not_found')
      equal(await ada.listEvents({ organizationId }), before, 'Ada’s is as it was')
    },
  },
  {
    title: 'events in answers tell nothing of the trail’s facts',
    covers: ['updateOrganization'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const { events } = await ada.updateOrganization({ organizationId, name: 'Apex' })
      equal(
        Object.keys(events[0]!).sort(),
        ['actorUserId', 'at', 'id', 'organization', 'organizationId', 'sequence', 'type'],
        'what everybody may know',
      )
      ok(!JSON.stringify(events).includes('Acme'), 'and not what it was called')
    },
  },
]
