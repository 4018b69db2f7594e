import { equal, ok, refusal } from './assert'
import { type ConformanceCase, personalOn, type TestUser } from './case'

const settings = { ...personalOn, creationLimit: null }

const find = async (user: TestUser, query: string) => {
  const { items, totalCount, nextCursor } = await user.listUserMemberships({ query, limit: 100 })
  equal([totalCount, nextCursor], [items.length, null], 'the count is that of the search')
  return items.map((item) => item.organization.name)
}

export const membershipSearchCases: ConformanceCase[] = [
  {
    title: 'a search finds beginnings of words, case and accents aside, all of them in any order',
    covers: ['listUserMemberships'],
    needs: ['search'],
    settings,
    async run(world) {
      const ada = await world.signUp()
      for (const name of [
        'Acme Labs',
        'Ácme Söhne',
        'Macmillan',
        'Ada’s Café',
        'C++ Club',
        '株式会社 東京',
        'ΟΔΟΣ Books',
        'l’Oréal',
      ]) {
        await ada.createOrganization({ name })
      }
      const found = {
        acme: ['Acme Labs', 'Ácme Söhne'],
        ACM: ['Acme Labs', 'Ácme Söhne'],
        'labs acme': ['Acme Labs'],
      }
      for (const [query, expected] of Object.entries(found))
        equal(await find(ada, query), expected, `${query} is found`)
      equal(await find(ada, 'sohne'), ['Ácme Söhne'], 'an accent is not needed')
      equal(await find(ada, '  Söhne   ÁCME '), ['Ácme Söhne'], 'nor in the way')
      equal(await find(ada, 'c++'), ['C++ Club'], 'signs are part of a word')
      equal(await find(ada, '東'), ['株式会社 東京'], 'every script is searched')
      equal(
        await find(ada, 'οδοσ'),
        ['ΟΔΟΣ Books'],
        'the form of a letter at the end of a word does not matter',
      )
      equal(await find(ada, 'ore'), ['l’Oréal'], 'a word begins behind an apostrophe')
      equal(await find(ada, 'millan'), [], 'the middle of a word is not found')
      equal(await find(ada, 'acme globex'), [], 'all words must be there')
      equal((await find(ada, '')).length, 8, 'an empty query finds everything')
      equal((await find(ada, '   ')).length, 8, 'and so does white space')
    },
  },
  {
    title: 'signs of databases mean nothing in a search',
    covers: ['listUserMemberships'],
    needs: ['search'],
    settings,
    async run(world) {
      const ada = await world.signUp()
      for (const name of ['Acme', '100% Wool', 'under_score']) await ada.createOrganization({ name })
      for (const query of ['%', '_', '_cme', 'A_me', '*', "'", '"', '\\', '.', '(', "' or 1=1 --"]) {
        equal(await find(ada, query), [], `${query} finds nothing`)
      }
      equal(await find(ada, '100'), ['100% Wool'], 'the words beside them are found')
    },
  },
  {
    title: 'a search is read in pages too',
    covers: ['listUserMemberships'],
    needs: ['search', 'offset'],
    settings,
    async run(world) {
      const ada = await world.signUp()
      for (const name of ['Blue 1', 'Red 1', 'Blue 2', 'Red 2', 'Blue 3'])
        await ada.createOrganization({ name })
      const first = await ada.listUserMemberships({ query: 'blue', limit: 2 })
      equal([first.items.length, first.totalCount], [2, 3], 'two of three')
      ok(first.nextCursor, 'there is another page')
      const second = await ada.listUserMemberships({ query: 'blue', limit: 2, cursor: first.nextCursor })
      equal(
        second.items.map((item) => item.organization.name),
        ['Blue 3'],
        'the third',
      )
      equal([second.totalCount, second.nextCursor], [3, null], 'that was all')
      const jumped = await ada.listUserMemberships({ query: 'blue', limit: 2, offset: 1 })
      equal(
        jumped.items.map((item) => item.organization.name),
        ['Blue 2', 'Blue 3'],
        'an offset counts what is found',
      )
    },
  },
  {
    title: 'a search finds slugs',
    covers: ['listUserMemberships'],
    needs: ['search', 'slugs'],
    settings: { ...settings, slugs: true },
    async run(world) {
      const ada = await world.signUp()
      await ada.createOrganization({ name: '株式会社', slug: 'tokyo-design' })
      equal(await find(ada, 'tokyo'), ['株式会社'], 'by its beginning')
      equal(await find(ada, 'desi'), ['株式会社'], 'by each of its words')
    },
  },
  {
    title: 'a query of more than 100 characters is refused with its field',
    covers: ['listUserMemberships', 'listUserMemberships:too_long'],
    needs: ['search'],
    settings,
    async run(world) {
      const ada = await world.signUp()
      await ada.listUserMemberships({ query: '🦄'.repeat(100) })
      for (const query of ['x'.repeat(101), 'x'.repeat(5000)]) {
        await refusal(ada.listUserMemberships({ query }), 'too_long', {
          field: 'query',
          meta: { maximum: 100 },
        })
      }
    },
  },
  {
    title: 'what no name can hold is found nowhere, and breaks nothing',
    covers: ['listUserMemberships'],
    needs: ['search'],
    settings,
    async run(world) {
      const ada = await world.signUp()
      await ada.createOrganization({ name: 'Acme' })
      for (const query of ['\u0000', 'ac\u0000', '\u0007', 'zz\u0000me']) {
        const { items } = await ada.listUserMemberships({ query }).catch(() => ({ items: [] }))
        ok(items.length <= 1, 'there is an answer or a refusal')
      }
      equal(await find(ada, 'acme'), ['Acme'], 'the list works as before')
    },
  },
]
