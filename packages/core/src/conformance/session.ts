import { defaultInstanceSettings } from '../model/instance'
import { equal, ok, refusal } from './assert'
import { type ConformanceCase, organizationsOn, personalOn } from './case'

export const sessionCases: ConformanceCase[] = [
  {
    title: 'the signed-out have no session, and read the settings',
    covers: ['getSession'],
    settings: personalOn,
    async run(world) {
      const answer = await world.signedOut().getSession({})
      const {
        invitationsPerHour: _sent,
        backendRequestsPerTenSeconds: _asked,
        invitationReminderDays: _days,
        terms: _terms,
        profileFields: _fields,
        ...settings
      } = defaultInstanceSettings
      equal(
        answer,
        { session: null, settings: { ...settings, ...personalOn } },
        'the answer holds only the settings that a browser needs',
      )
    },
  },
  {
    title: 'the settings of the instance are answered as they are set',
    covers: ['getSession'],
    settings: {
      ...personalOn,
      slugs: true,
      creationLimit: null,
      membershipLimit: 3,
      supportContact: 'help@app.test',
    },
    async run(world) {
      const { settings } = await (await world.signUp()).getSession({})
      equal(settings.slugs, true, 'slugs are on')
      equal(settings.creationLimit, null, 'the creation limit is lifted')
      equal(settings.membershipLimit, 3, 'the membership limit is 3')
      equal(settings.supportContact, 'help@app.test', 'the support contact is known')
    },
  },
  {
    title: 'a session shows the user as the host tells it',
    covers: ['getSession'],
    settings: organizationsOn,
    async run(world) {
      const { user } = await world.signUp('Ada <b>Łovelace</b> 👩‍🔬', { verified: false })
      equal(user.name, 'Ada <b>Łovelace</b> 👩‍🔬', 'the name is kept as it is')
      equal(
        user.emails,
        [{ address: 'user1@conformance.test', verified: false }],
        'the address is not verified',
      )
      equal(user.imageUrl, null, 'there is no picture')
      ok(user.id.length > 0, 'the user has an id')
    },
  },
  {
    title: 'where organizations are off nobody is stopped, and nothing of them is shown (A1)',
    covers: ['getSession'],
    async run(world) {
      const ada = await world.signUp()
      const { session } = await ada.getSession({ organization: 'org_of_nobody' })
      equal(
        session,
        {
          status: 'active',
          user: ada.user,
          tasks: [],
          active: null,
          activeError: null,
          memberships: { items: [], nextCursor: null, totalCount: 0 },
          invitationCount: 0,
          suggestionCount: 0,
          limits: {
            createOrganization: { allowed: false, reason: 'organizations_disabled', used: 0, maximum: 100 },
          },
        },
        'the session is active and empty',
      )
    },
  },
  {
    title:
      'where personal accounts are off a new user has the task choose-organization, until the first organization (A2)',
    covers: ['getSession', 'createOrganization'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      const before = (await ada.getSession({})).session
      equal(before?.status, 'pending', 'the session is pending')
      equal(before?.tasks, [{ key: 'choose-organization' }], 'the task is choose-organization')
      equal(before?.active, null, 'there is no active organization')
      const { events } = await ada.createOrganization({ name: 'Acme' })
      const done = events.filter((event) => event.type === 'session_task.completed')
      equal(
        done.map((event) => [event.userId, event.taskKey]),
        [[ada.user.id, 'choose-organization']],
        'the task is told to be done',
      )
      const after = (await ada.getSession({})).session
      equal(after?.status, 'active', 'the session is active')
      equal(after?.tasks, [], 'no task is left')
      const second = await ada.createOrganization({ name: 'Globex' })
      equal(
        second.events.some((event) => event.type === 'session_task.completed'),
        false,
        'the task is done only once',
      )
    },
  },
  {
    title: 'an unverified address is no obstacle to the first organization',
    covers: ['createOrganization'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp('Ada', { verified: false })
      await ada.createOrganization({ name: 'Acme' })
      equal((await ada.getSession({})).session?.status, 'active', 'the session is active')
    },
  },
  {
    title: 'where personal accounts are on a new user starts in the personal account, with no task (A3)',
    covers: ['getSession', 'createOrganization', 'listUserMemberships'],
    settings: personalOn,
    async run(world) {
      const ada = await world.signUp()
      const { session } = await ada.getSession({})
      equal(
        [session?.status, session?.tasks, session?.active],
        ['active', [], null],
        'the session is active in the personal account',
      )
      equal((await ada.listUserMemberships({})).totalCount, 0, 'there is no organization')
      const { events } = await ada.createOrganization({ name: 'Acme' })
      equal(
        events.map(({ type }) => type),
        ['organization.created', 'membership.created', 'user_membership.created'],
        'no task is told to be done',
      )
    },
  },
  {
    title:
      'turning personal accounts off stops those without an organization at their next request; turning them on frees them (A4)',
    covers: ['getOrganization', 'getOrganization:session_pending'],
    needs: ['updateSettings'],
    settings: personalOn,
    async run(world) {
      const ada = await world.signUp('Ada')
      const { organization } = await ada.createOrganization({ name: 'Acme' })
      const grace = await world.signUp('Grace')
      await world.updateSettings({ personalAccounts: false })
      await refusal(grace.getOrganization({ organization: organization.id }), 'session_pending')
      equal(
        (await grace.getSession({})).session?.tasks,
        [{ key: 'choose-organization' }],
        'Grace has the task',
      )
      equal((await ada.getSession({})).session?.status, 'active', 'Ada, who has an organization, has not')
      await world.updateSettings({ personalAccounts: true })
      equal((await grace.getSession({})).session?.status, 'active', 'Grace is free')
      await ada.getOrganization({ organization: organization.id })
    },
  },
  {
    title: 'turning organizations off hides them, and loses nothing (A1)',
    covers: ['getOrganization', 'getOrganization:organizations_disabled'],
    needs: ['updateSettings'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      const { organization } = await ada.createOrganization({ name: 'Acme' })
      await world.updateSettings({ organizationsEnabled: false })
      const { session } = await ada.getSession({ organization: organization.id })
      equal(
        [session?.active, session?.memberships.totalCount],
        [null, 0],
        'the session shows no organization',
      )
      await refusal(ada.getOrganization({ organization: organization.id }), 'organizations_disabled')
      await world.updateSettings({ organizationsEnabled: true })
      equal(
        (await ada.getOrganization({ organization: organization.id })).organization,
        organization,
        'it is back',
      )
    },
  },
]
