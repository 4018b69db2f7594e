import { equal, ok, refusal, together } from './assert'
import { type ConformanceCase, organizationsOn, slugsOn, type TestUser } from './case'
import { createTeam } from './team'

export const organizationDeletionCases: ConformanceCase[] = [
  {
    title: 'a deleted organization is gone for all of its members, in every list',
    covers: [
      'deleteOrganization',
      'getOrganization:not_found',
      'getOrganization:session_pending',
      'listUserMemberships',
      'getSession',
    ],
    needs: ['addMember'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, {
        Grace: 'org:member',
        Linus: 'org:admin',
      })
      const [grace, linus] = others as [TestUser, TestUser]
      const other = (await ada.createOrganization({ name: 'Other' })).organization.id
      await ada.setLastActiveOrganization({ organizationId })
      const { events } = await ada.deleteOrganization({ organizationId })
      const [told, own] = events
      ok(told?.type === 'organization.deleted', 'the event says so')
      ok(own?.type === 'user_membership.deleted' && events.length === 2, 'and, of the members, Ada’s own')
      equal([own.userId, own.organization.id], [ada.user.id, organizationId], 'what she was a member of')
      equal([told.organizationId, told.actorUserId], [organizationId, ada.user.id], 'which, and by whom')
      await refusal(ada.getOrganization({ organization: organizationId }), 'not_found')
      await refusal(ada.deleteOrganization({ organizationId }), 'not_found')
      equal((await ada.listUserMemberships({})).totalCount, 1, 'it left the list')
      const { session } = await ada.getSession({})
      equal(session?.active?.organization.id, other, 'Ada works in the other one')
      for (const user of [grace, linus]) {
        await refusal(user.getOrganization({ organization: organizationId }), 'session_pending')
        const answer = await user.getSession({ organization: organizationId })
        equal(
          [answer.session?.tasks, answer.session?.memberships.totalCount, answer.session?.activeError?.code],
          [[{ key: 'choose-organization' }], 0, 'not_found'],
          'who has no other one must choose (A2)',
        )
        await user.createOrganization({ name: 'Mine' })
        equal((await user.getSession({})).session?.memberships.totalCount, 1, 'and counts anew')
      }
    },
  },
  {
    title: 'a deleted organization takes its invitations with it',
    covers: [
      'deleteOrganization',
      'acceptInvitation:not_found',
      'listUserInvitations',
      'previewInvitation:not_found',
    ],
    needs: ['invitations'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const grace = await world.signUp('Grace')
      const emailAddress = grace.user.emails[0]!.address
      const { invitation } = await ada.inviteMember({ organizationId, emailAddress })
      const invitationId = invitation.id
      const { url } = await ada.getInvitationLink({ organizationId, invitationId })
      equal((await grace.getSession({})).session?.invitationCount, 1, 'one waits')
      await ada.deleteOrganization({ organizationId })
      equal((await grace.getSession({})).session?.invitationCount, 0, 'none waits')
      equal((await grace.listUserInvitations({})).items, [], 'it is in no list')
      const token = url.split('/').at(-1)!
      await refusal(grace.previewInvitation({ token }), 'not_found')
      for (const which of [{ token }, { invitationId }]) {
        await refusal(grace.acceptInvitation(which), 'not_found')
      }
    },
  },
  {
    title: 'the slug of a deleted organization is free at once, one that it gave up before is not (A9)',
    covers: [
      'deleteOrganization',
      'createOrganization',
      'createOrganization:slug_taken',
      'getOrganization:not_found',
    ],
    needs: ['slugs'],
    settings: slugsOn,
    async run(world) {
      const ada = await world.signUp('Ada')
      const { organization } = await ada.createOrganization({ name: 'Old', slug: 'old' })
      const organizationId = organization.id
      await ada.createOrganization({ name: 'Other' })
      await ada.updateOrganization({ organizationId, slug: 'new' })
      await ada.deleteOrganization({ organizationId })
      for (const slug of ['new', 'old']) {
        await refusal(ada.getOrganization({ organization: slug }), 'not_found')
      }
      const created = await ada.createOrganization({ name: 'Next', slug: 'new' })
      equal(created.organization.slug, 'new', 'the one in use')
      await refusal(ada.createOrganization({ name: 'Next', slug: 'old' }), 'slug_taken')
      equal(
        (await ada.checkSlug({ slug: 'old' })).refusal?.code,
        'slug_taken',
        'a link to it leads nowhere else',
      )
    },
  },
  {
    title: 'where its members may not delete it nobody does but the app itself (A14, B8)',
    covers: ['deleteOrganization:deletion_disabled', 'backend.deleteOrganization', 'getOrganization'],
    needs: ['backend'],
    settings: { ...organizationsOn, membersMayDeleteOrganizations: false },
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      await refusal(ada.deleteOrganization({ organizationId }), 'deletion_disabled')
      await ada.getOrganization({ organization: organizationId })
      const { events } = await world.backend('deleteOrganization', { organizationId })
      ok(events[0]?.type === 'organization.deleted', 'the event says so')
      equal(events[0].actorUserId, null, 'and that nobody of its members did it')
      equal((await ada.listUserMemberships({})).totalCount, 0, 'it is gone')
    },
  },
  {
    title: 'roles of a deleted organization go with it, and nobody else’s',
    covers: ['deleteOrganization', 'listRoles'],
    needs: ['roles'],
    settings: { ...organizationsOn, organizationRoles: true },
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const other = (await ada.createOrganization({ name: 'Other' })).organization.id
      for (const id of [organizationId, other]) {
        await ada.createOrganizationRole({ organizationId: id, name: 'Editor', permissions: [] })
      }
      await ada.deleteOrganization({ organizationId })
      const { items } = await ada.listRoles({ organizationId: other })
      equal(
        items.map(({ name }) => name),
        ['Admin', 'Member', 'Editor'],
        'the other one has its own',
      )
    },
  },
  {
    title: 'deleted while people join, change and leave, it is gone, and everybody’s counts are right',
    covers: ['deleteOrganization', 'backend.getUser'],
    needs: ['backend', 'members', 'addMember'],
    settings: { ...organizationsOn, personalAccounts: true, membershipLimit: null },
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, {
        Grace: 'org:member',
        Linus: 'org:member',
      })
      const [grace, linus] = others as [TestUser, TestUser]
      const bea = await world.signUp('Bea')
      const { errors } = await together<unknown>([
        world.backend('addMember', { organizationId, userId: bea.user.id }),
        grace.leaveOrganization({ organizationId }),
        ada.deleteOrganization({ organizationId }),
        ada.updateMemberRole({ organizationId, userId: linus.user.id, roleKey: 'org:admin' }),
        ada.updateOrganization({ organizationId, name: 'Renamed' }),
      ])
      for (const error of errors) await refusal(Promise.reject(error), 'not_found')
      for (const { user } of [ada, grace, linus, bea]) {
        const found = (await world.backend('getUser', { userId: user.id })).user
        equal([found.organizationCount, found.createdOrganizationCount], [0, 0], `${user.name} has none`)
      }
    },
  },
  {
    title: 'a deletion repeated with its key is answered the same',
    covers: ['deleteOrganization', 'deleteOrganization:not_found'],
    needs: ['idempotency'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      await ada.createOrganization({ name: 'Other' })
      const remove = (idempotencyKey: string) =>
        ada.deleteOrganization({ organizationId }, { idempotencyKey })
      const { answers, errors } = await together([remove('key'), remove('key')])
      equal(errors, [], 'both are answered')
      equal(answers[0], answers[1], 'with the same')
      await refusal(remove('another'), 'not_found')
    },
  },
]
