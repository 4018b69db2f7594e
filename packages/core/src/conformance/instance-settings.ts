import { equal, ok, refusal } from './assert'
import { type ConformanceCase, organizationsOn, personalOn, slugsOn, type TestUser } from './case'
import { createTeam } from './team'

const limitOf = async (user: TestUser) => (await user.getSession({})).session?.limits.createOrganization

/** What changing a setting does to people who are signed in. */
export const instanceSettingsCases: ConformanceCase[] = [
  {
    title: 'organizations turned off and on again: whoever is signed in finds all as it was (A1)',
    covers: ['getSession', 'listMembers', 'listMembers:organizations_disabled', 'backend.updateSettings'],
    needs: ['backend', 'members', 'addMember'],
    settings: { ...organizationsOn, slugs: true },
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, { Grace: 'org:member' })
      const before = await ada.getSession({ organization: organizationId })
      const members = await ada.listMembers({ organizationId })
      await world.backend('updateSettings', { organizationsEnabled: false })
      const { session, settings } = await others[0]!.getSession({ organization: organizationId })
      equal(
        [settings.organizationsEnabled, session?.status, session?.tasks, session?.invitationCount],
        [false, 'active', [], 0],
        'nobody has a task, and nothing waits',
      )
      await refusal(ada.listMembers({ organizationId }), 'organizations_disabled')
      await world.backend('updateSettings', { organizationsEnabled: true })
      equal(await ada.getSession({ organization: organizationId }), before, 'the session is the same')
      equal(await ada.listMembers({ organizationId }), members, 'and so are the members')
    },
  },
  {
    title:
      'personal accounts turned off: who has no organization gets the task, and is told no more (A2, A4)',
    covers: ['getSession', 'setLastActiveOrganization', 'setLastActiveOrganization:session_pending'],
    needs: ['backend'],
    settings: personalOn,
    async run(world) {
      const grace = await world.signUp('Grace')
      await grace.setLastActiveOrganization({ organizationId: null })
      equal((await grace.getSession({})).session?.status, 'active', 'Grace works in her personal account')
      await world.backend('updateSettings', { personalAccounts: false })
      const { session } = await grace.getSession({ organization: null })
      equal(
        [session?.user.id, session?.status, session?.tasks, session?.active, session?.activeError],
        [grace.user.id, 'pending', [{ key: 'choose-organization' }], null, null],
        'she is the same person, with a task',
      )
      await refusal(grace.setLastActiveOrganization({ organizationId: null }), 'session_pending')
      await grace.createOrganization({ name: 'Globex' })
      equal((await grace.getSession({})).session?.status, 'active', 'an organization is what it asks for')
    },
  },
  {
    title: 'personal accounts turned off: who worked in theirs and has an organization goes on in that (A4)',
    covers: [
      'getSession',
      'setLastActiveOrganization',
      'setLastActiveOrganization:personal_accounts_disabled',
    ],
    needs: ['backend'],
    settings: personalOn,
    async run(world) {
      const ada = await world.signUp('Ada')
      const { organization } = await ada.createOrganization({ name: 'Acme' })
      await ada.setLastActiveOrganization({ organizationId: null })
      equal((await ada.getSession({})).session?.active, null, 'Ada works in her personal account')
      await world.backend('updateSettings', { personalAccounts: false })
      const { session } = await ada.getSession({ organization: null })
      equal(
        [session?.status, session?.active?.organization.id],
        ['active', organization.id],
        'no task, and the organization is active',
      )
      await refusal(ada.setLastActiveOrganization({ organizationId: null }), 'personal_accounts_disabled')
    },
  },
  {
    title:
      'personal accounts turned on: an open task is gone at the next request, and nothing else changed (A3, A4)',
    covers: ['getSession', 'setLastActiveOrganization'],
    needs: ['backend'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp('Ada')
      const { organization } = await ada.createOrganization({ name: 'Acme' })
      const grace = await world.signUp('Grace')
      equal((await grace.getSession({})).session?.status, 'pending', 'Grace has to choose an organization')
      await world.backend('updateSettings', { personalAccounts: true })
      const { session } = await grace.getSession({})
      equal(
        [session?.user.id, session?.status, session?.tasks, session?.active],
        [grace.user.id, 'active', [], null],
        'Grace is in her personal account',
      )
      equal(
        (await ada.getSession({})).session?.active?.organization.id,
        organization.id,
        'Ada stays where she worked',
      )
      await ada.setLastActiveOrganization({ organizationId: null })
      equal((await ada.getSession({})).session?.active, null, 'and may leave it for her personal account')
    },
  },
  {
    title: 'slugs turned on: an organization from before has none until it is given one (A9)',
    covers: ['createOrganization', 'updateOrganization', 'getOrganization', 'getOrganization:not_found'],
    needs: ['backend', 'slugs'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      const { organization } = await ada.createOrganization({ name: 'Acme' })
      await world.backend('updateSettings', { slugs: true })
      equal(
        (await ada.getOrganization({ organization: organization.id })).organization.slug,
        null,
        'it is still reached by its id',
      )
      await refusal(ada.getOrganization({ organization: 'acme' }), 'not_found')
      await ada.updateOrganization({ organizationId: organization.id, slug: 'acme' })
      const found = await ada.getOrganization({ organization: 'acme' })
      equal(
        [found.organization.id, found.organization.slug],
        [organization.id, 'acme'],
        'now by its slug too',
      )
    },
  },
  {
    title: 'slugs turned off: a name stays the organization’s, and none is changed meanwhile (A9)',
    covers: ['updateOrganization', 'updateOrganization:slugs_disabled', 'createOrganization:slug_taken'],
    needs: ['backend', 'slugs'],
    settings: slugsOn,
    async run(world) {
      const ada = await world.signUp()
      const { organization } = await ada.createOrganization({ name: 'Acme', slug: 'acme' })
      await world.backend('updateSettings', { slugs: false })
      for (const slug of ['acme', 'other']) {
        await refusal(ada.updateOrganization({ organizationId: organization.id, slug }), 'slugs_disabled', {
          field: 'slug',
        })
      }
      const renamed = await ada.updateOrganization({ organizationId: organization.id, name: 'Acme Inc.' })
      equal(renamed.organization.slug, null, 'a name can be changed, and shows no slug')
      await world.backend('updateSettings', { slugs: true })
      await refusal(ada.createOrganization({ name: 'Other', slug: 'acme' }), 'slug_taken')
      equal((await ada.getOrganization({ organization: 'acme' })).organization.slug, 'acme', 'it is back')
    },
  },
  {
    title: 'one user is allowed or forbidden to create organizations, against the setting (A10)',
    covers: ['createOrganization', 'createOrganization:creation_forbidden', 'backend.updateUser'],
    needs: ['backend'],
    settings: { ...organizationsOn, userCreatedOrganizations: false },
    async run(world) {
      const [ada, grace] = [await world.signUp('Ada'), await world.signUp('Grace')]
      const permit = (user: TestUser, mayCreateOrganizations: boolean | 'instance') =>
        world.backend('updateUser', { userId: user.user.id, mayCreateOrganizations })
      const { user } = await permit(ada, true)
      equal(user.mayCreateOrganizations, true, 'it is told')
      equal(await limitOf(ada), { allowed: true, reason: null, used: 0, maximum: 100 }, 'Ada may')
      await ada.createOrganization({ name: 'Acme' })
      await refusal(grace.createOrganization({ name: 'Globex' }), 'creation_forbidden')
      await world.backend('updateSettings', { userCreatedOrganizations: true })
      await permit(grace, false)
      await refusal(grace.createOrganization({ name: 'Globex' }), 'creation_forbidden')
      equal((await limitOf(grace))?.reason, 'creation_forbidden', 'Grace sees no way to')
      await permit(grace, 'instance')
      await grace.createOrganization({ name: 'Globex' })
    },
  },
  {
    title: 'one user has a creation limit of their own, above, below, none at all, or zero (A11)',
    covers: ['createOrganization', 'createOrganization:creation_limit_reached', 'backend.updateUser'],
    needs: ['backend'],
    settings: { ...organizationsOn, creationLimit: 1 },
    async run(world) {
      const ada = await world.signUp()
      const userId = ada.user.id
      await ada.createOrganization({ name: 'First' })
      const refused = (used: number, maximum: number) =>
        refusal(ada.createOrganization({ name: 'Next' }), 'creation_limit_reached', {
          meta: { used, maximum },
        })
      await refused(1, 1)
      const { user } = await world.backend('updateUser', { userId, creationLimit: 2 })
      equal(
        [user.creationLimit, user.createdOrganizationCount, user.limits.createOrganization],
        [2, 1, { allowed: true, reason: null, used: 1, maximum: 2 }],
        'one more is allowed',
      )
      await ada.createOrganization({ name: 'Second' })
      await refused(2, 2)
      await world.backend('updateUser', { userId, creationLimit: 0 })
      await refused(2, 0)
      equal((await ada.listUserMemberships({})).totalCount, 2, 'those that exist stay')
      await world.backend('updateUser', { userId, creationLimit: null })
      equal(await limitOf(ada), { allowed: true, reason: null, used: 2, maximum: null }, 'without a limit')
      await ada.createOrganization({ name: 'Third' })
      await world.backend('updateUser', { userId, creationLimit: 'instance' })
      await refused(3, 1)
    },
  },
  {
    title: 'organizations created for a user count, deleted ones do not (A11, B2)',
    covers: ['backend.createOrganization', 'createOrganization:creation_limit_reached', 'deleteOrganization'],
    needs: ['backend'],
    settings: { ...organizationsOn, creationLimit: 1 },
    async run(world) {
      const ada = await world.signUp()
      const userId = ada.user.id
      const { organization } = await world.backend('createOrganization', { name: 'For Ada', userId })
      await refusal(ada.createOrganization({ name: 'Acme' }), 'creation_limit_reached')
      await world.backend('createOrganization', { name: 'Past the limit', userId })
      equal((await limitOf(ada))?.used, 2, 'the app itself is not stopped by it, and it counts')
      await ada.deleteOrganization({ organizationId: organization.id })
      equal(
        await limitOf(ada),
        { allowed: false, reason: 'creation_limit_reached', used: 1, maximum: 1 },
        'one',
      )
      await world.backend('updateSettings', { creationLimit: 2 })
      await ada.createOrganization({ name: 'Acme' })
    },
  },
  {
    title: 'whom to ask at a limit is told to every page (A11)',
    covers: ['getSession', 'backend.updateSettings'],
    needs: ['backend'],
    settings: organizationsOn,
    async run(world) {
      for (const supportContact of ['help@acme.test', 'https://acme.test/help', null]) {
        await world.backend('updateSettings', { supportContact })
        const { settings } = await world.signedOut().getSession({})
        equal(settings.supportContact, supportContact, 'as it was set')
        ok(!('invitationsPerHour' in settings), 'what concerns servers alone stays with them')
      }
    },
  },
  {
    title: 'whether members may delete an organization is changed for one by the app alone (A14)',
    covers: ['backend.updateOrganization', 'deleteOrganization', 'deleteOrganization:deletion_disabled'],
    needs: ['backend'],
    settings: { ...organizationsOn, membersMayDeleteOrganizations: false },
    async run(world) {
      const ada = await world.signUp()
      const organizationId = (await ada.createOrganization({ name: 'Acme' })).organization.id
      await ada.createOrganization({ name: 'Other' })
      await world.backend('updateSettings', { membersMayDeleteOrganizations: true })
      await refusal(ada.deleteOrganization({ organizationId }), 'deletion_disabled')
      const { organization } = await world.backend('updateOrganization', {
        organizationId,
        membersMayDelete: true,
      })
      equal(organization.membersMayDelete, true, 'it is told')
      await ada.deleteOrganization({ organizationId })
    },
  },
  {
    title: 'an instance sends only so many invitations in an hour, from both doors, sent again or new',
    covers: [
      'inviteMember',
      'inviteMember:rate_limited',
      'resendInvitation:rate_limited',
      'backend.inviteMember:rate_limited',
    ],
    needs: ['backend', 'invitations'],
    settings: { ...organizationsOn, invitationsPerHour: 2 },
    async run(world) {
      const ada = await world.signUp()
      const organizationId = (await ada.createOrganization({ name: 'Acme' })).organization.id
      const invite = (name: string) =>
        ada.inviteMember({ organizationId, emailAddress: `${name}@conformance.test` })
      const { invitation } = await invite('one')
      const which = { organizationId, invitationId: invitation.id }
      await ada.resendInvitation(which)
      const { retryAfterSeconds = 0 } = await refusal(invite('two'), 'rate_limited', { meta: { maximum: 2 } })
      ok(retryAfterSeconds > 0 && retryAfterSeconds <= 3600, 'it says how long to wait')
      await refusal(ada.resendInvitation(which), 'rate_limited')
      const byApp = world.backend('inviteMember', { organizationId, emailAddress: 'two@conformance.test' })
      await refusal(byApp, 'rate_limited')
      const { organization } = await ada.getOrganization({ organization: organizationId })
      equal(organization.pendingInvitationCount, 1, 'what was refused has left nothing behind')
      await world.backend('updateSettings', { invitationsPerHour: null })
      await invite('two')
    },
  },
]
