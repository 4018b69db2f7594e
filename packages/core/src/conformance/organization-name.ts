import { equal, refusal } from './assert'
import { type ConformanceCase, organizationsOn, slugsOn } from './case'

export const organizationNameCases: ConformanceCase[] = [
  {
    title: 'white space at the ends of a name is dropped, inside it stays',
    covers: ['createOrganization'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      const { organization } = await ada.createOrganization({ name: ' \t\u00a0Acme  &  Sons\u3000\n' })
      equal(organization.name, 'Acme  &  Sons', 'the name is trimmed')
    },
  },
  {
    title: 'markup, quotes and templates in a name are text',
    covers: ['createOrganization', 'listUserMemberships'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      const names = [
        '<script>alert(1)</script>',
        '&lt;b&gt; & "quotes" \'s',
        '${7*7} {{7*7}} %s',
        "'; drop table organization; --",
      ]
      for (const name of names)
        equal((await ada.createOrganization({ name })).organization.name, name, 'the name is kept')
      const { items } = await ada.listUserMemberships({})
      equal(
        items.map((item) => item.organization.name).sort(),
        [...names].sort(),
        'the list shows them unchanged',
      )
    },
  },
  {
    title: 'names of every script, with emoji, are kept, in the composed form (NFC)',
    covers: ['createOrganization', 'getOrganization'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      for (const name of ['株式会社', 'مؤسسة الخوارزمي', '👩‍👩‍👧 Family 🏳️‍🌈', 'שלום', 'ﬁne']) {
        const { organization } = await ada.createOrganization({ name })
        equal(
          (await ada.getOrganization({ organization: organization.id })).organization.name,
          name,
          'the name is kept',
        )
      }
      const { organization } = await ada.createOrganization({ name: 'Cafe\u0301' })
      equal(organization.name, 'Caf\u00e9', 'letter and accent become one character')
    },
  },
  {
    title: 'a name has at most 100 characters, and an emoji counts once',
    covers: ['createOrganization', 'createOrganization:too_long'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      await ada.createOrganization({ name: 'x'.repeat(100) })
      await ada.createOrganization({ name: '🦄'.repeat(100) })
      await ada.createOrganization({ name: `   ${'x'.repeat(100)}   ` })
      for (const name of ['x'.repeat(101), '🦄'.repeat(101), 'x'.repeat(5000)]) {
        await refusal(ada.createOrganization({ name }), 'too_long', { field: 'name', meta: { maximum: 100 } })
      }
    },
  },
  {
    title: 'a name in which nothing would be seen is no name',
    covers: ['createOrganization:required'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      for (const name of [
        '',
        '   ',
        '\n\t',
        '\u200b\u200b',
        '\u200f\ufeff\u2060',
        '\u3164',
        '\u00ad',
        '\u202e\u202c',
      ]) {
        await refusal(ada.createOrganization({ name }), 'required', { field: 'name' })
      }
      equal((await ada.listUserMemberships({})).totalCount, 0, 'nothing was created')
    },
  },
  {
    title: 'a name that no database keeps is refused: control characters and halves of characters',
    covers: ['createOrganization:invalid_characters'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      for (const name of ['Ac\u0000me', 'Ac\u0007me', 'Acme \ud83d', '\udc00 Acme']) {
        await refusal(ada.createOrganization({ name }), 'invalid_characters', { field: 'name' })
      }
      equal((await ada.listUserMemberships({})).totalCount, 0, 'nothing was created')
    },
  },
  {
    title: 'a name of another type is refused with its field',
    covers: [],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      for (const name of [42, null, ['Acme'], { toString: 'Acme' }, true]) {
        const input = { name } as unknown as { name: string }
        await refusal(ada.createOrganization(input), ['invalid_request', 'required'], { field: 'name' })
      }
      equal((await ada.listUserMemberships({})).totalCount, 0, 'nothing was created')
    },
  },
  {
    title: 'fields that the contract does not know change nothing',
    covers: [],
    settings: slugsOn,
    async run(world) {
      const ada = await world.signUp()
      const input = {
        name: 'Acme',
        id: 'org_mine',
        memberCount: 9,
        createdByUserId: 'somebody',
        imageUrl: 'javascript:1',
      }
      // Refusing them is as right as overlooking them.
      const answer = await ada.createOrganization(input).catch(() => null)
      if (!answer) return
      const { id, memberCount, imageUrl } = answer.organization
      equal(
        [id === 'org_mine', memberCount, imageUrl],
        [false, 1, null],
        'the organization is an ordinary one',
      )
    },
  },
]
