import { defaultInstanceSettings, type InstanceSettings } from '../model/instance'
import { equal, refusal } from './assert'
import { type ConformanceCase, organizationsOn } from './case'

export const backendSettingsCases: ConformanceCase[] = [
  {
    title: 'the settings of a new application are read with their defaults, and none is hidden (A2, A5, A9)',
    covers: ['backend.getSettings'],
    needs: ['backend'],
    async run(world) {
      const { settings, defaults, hidden } = await world.backend('getSettings', {})
      equal(
        settings,
        defaultInstanceSettings,
        'organizations are off, and everything else is as in a new one (A1)',
      )
      equal(defaults, defaultInstanceSettings, 'personal accounts and slugs are off by default')
      equal(hidden, [], 'all are shown')
    },
  },
  ...(
    [
      ['2025-08-21T23:59:59.999Z', { personalAccounts: true, slugs: true }, ['personalAccounts']],
      ['2025-08-22T00:00:00.000Z', { personalAccounts: false, slugs: true }, []],
      ['2025-10-07T23:59:59.999Z', { personalAccounts: false, slugs: true }, []],
      ['2025-10-08T00:00:00.000Z', { personalAccounts: false, slugs: false }, []],
    ] as const
  ).map(([applicationCreatedAt, expected, hiddenThen]): ConformanceCase => ({
    title: `an application of ${applicationCreatedAt} begins with the settings of its time (A5)`,
    covers: ['backend.getSettings', 'getSession'],
    needs: ['backend', 'applicationCreatedAt'],
    settings: organizationsOn,
    applicationCreatedAt,
    async run(world) {
      const { settings, defaults, hidden } = await world.backend('getSettings', {})
      equal(defaults, { ...defaultInstanceSettings, ...expected }, 'those are the defaults')
      equal(settings, { ...defaults, ...organizationsOn }, 'and what holds')
      equal(hidden, hiddenThen, 'what is not shown')
      const ada = await world.signUp('Ada')
      const { session } = await ada.getSession({})
      equal(session?.status, expected.personalAccounts ? 'active' : 'pending', 'a new user feels it')
    },
  })),
  {
    title: 'settings are changed one by one or together, and what is left out stays',
    covers: ['backend.updateSettings', 'backend.getSettings', 'getSession'],
    needs: ['backend'],
    async run(world) {
      let expected: InstanceSettings = defaultInstanceSettings
      const changes: Partial<Omit<InstanceSettings, 'creatorRoleKey' | 'defaultRoleKey'>>[] = [
        { organizationsEnabled: true },
        { personalAccounts: true, slugs: true },
        { userCreatedOrganizations: false },
        { creationLimit: 7 },
        { creationLimit: null, membershipLimit: 12 },
        { membersMayDeleteOrganizations: false, organizationRoles: true },
        { supportContact: 'help@acme.test' },
        { invitationsPerHour: null, backendRequestsPerTenSeconds: 5000 },
        { domains: true, enrollmentModes: ['automatic_suggestion', 'manual_invitation'] },
        { membershipRequests: false },
        { invitationReminderDays: 7, terms: { version: '2', url: '/terms' } },
        { invitationReminderDays: null, profileFields: [{ key: 'company', label: 'Company' }] },
        {},
        { slugs: undefined },
      ]
      for (const change of changes) {
        if (change.slugs !== undefined || !('slugs' in change)) expected = { ...expected, ...change }
        const { settings, defaults } = await world.backend('updateSettings', change)
        equal([settings, defaults], [expected, defaultInstanceSettings], JSON.stringify(change))
      }
      equal((await world.backend('getSettings', {})).settings, expected, 'they are kept')
      const { invitationsPerHour: _sent, backendRequestsPerTenSeconds: _asked, ...mostly } = expected
      const { invitationReminderDays: _days, terms: _terms, profileFields: _fields, ...shown } = mostly
      equal((await world.signedOut().getSession({})).settings, shown, 'pages read them at their next request')
    },
  },
  {
    title: 'a setting that cannot be is refused with its field and bounds, and nothing is changed',
    covers: [
      'backend.updateSettings:invalid_value',
      'backend.updateSettings:too_long',
      'backend.updateSettings:invalid_characters',
      'backend.getSettings',
    ],
    needs: ['backend'],
    settings: organizationsOn,
    async run(world) {
      const update = (change: object) => world.backend('updateSettings', { slugs: true, ...change })
      const before = await world.backend('getSettings', {})
      for (const [field, value, meta] of [
        ['creationLimit', 101, { minimum: 0, maximum: 100 }],
        ['creationLimit', -1, {}],
        ['creationLimit', 0.5, {}],
        ['membershipLimit', 0, { minimum: 1 }],
        ['invitationsPerHour', -1, { minimum: 0 }],
        ['backendRequestsPerTenSeconds', 0, { minimum: 1 }],
        ['invitationReminderDays', 91, { minimum: 1, maximum: 90 }],
        ['supportContact', 'nowhere', {}],
        ['supportContact', 'javascript:alert(1)', {}],
        ['supportContact', 'https://', {}],
      ] as const) {
        await refusal(update({ [field]: value }), 'invalid_value', { field, meta })
      }
      const terms = { version: '2', url: 'javascript:alert(1)' }
      await refusal(update({ terms }), 'invalid_value', { field: 'terms.url' })
      const fields = [{ key: 'no key', label: 'A label' }]
      await refusal(update({ profileFields: fields }), 'invalid_value', { field: 'profileFields.0.key' })
      const long = `https://acme.test/${'x'.repeat(500)}`
      await refusal(update({ supportContact: long }), 'too_long', { field: 'supportContact' })
      const broken = update({ supportContact: 'https://acme.test/\u0000' })
      await refusal(broken, 'invalid_characters', { field: 'supportContact' })
      equal(await world.backend('getSettings', {}), before, 'also what was sent with it')
    },
  },
]
