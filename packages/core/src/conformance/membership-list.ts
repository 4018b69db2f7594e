import type { ListUserMembershipsInput } from '../contract/app'
import type { UserMembership } from '../model/member'
import { compareKeys, nameKey } from '../name-key'
import { equal, ok, refusal } from './assert'
import { type ConformanceCase, later, personalOn, type TestUser } from './case'

const settings = { ...personalOn, creationLimit: null }
const names = (items: readonly UserMembership[]) => items.map((item) => item.organization.name)
const ids = (items: readonly UserMembership[]) => items.map((item) => item.organization.id)

async function createAll(user: TestUser, wanted: readonly string[]): Promise<void> {
  for (const name of wanted) await user.createOrganization({ name })
}

/** All pages, one behind the other. */
async function readAll(user: TestUser, input: ListUserMembershipsInput): Promise<UserMembership[]> {
  const items: UserMembership[] = []
  for (let cursor: string | undefined; ;) {
    const page = await user.listUserMemberships({ ...input, cursor })
    items.push(...page.items)
    if (page.nextCursor === null) return items
    ok(page.items.length === (input.limit ?? 50), 'every page but the last is full')
    ok(items.length < 1000, 'the pages come to an end')
    cursor = page.nextCursor
  }
}

export const membershipListCases: ConformanceCase[] = [
  {
    title: 'a user of no organization has an empty list',
    covers: ['listUserMemberships'],
    settings,
    async run(world) {
      const ada = await world.signUp()
      equal(
        await ada.listUserMemberships({}),
        { items: [], nextCursor: null, totalCount: 0 },
        'the page is empty',
      )
    },
  },
  {
    title: '120 organizations are read in pages, by cursor and by offset, without gap or double',
    covers: ['listUserMemberships'],
    needs: ['offset'],
    settings,
    async run(world) {
      const ada = await world.signUp()
      const wanted = Array.from(
        { length: 120 },
        (_, index) => `Team ${String((index * 7) % 120).padStart(3, '0')}`,
      )
      await createAll(ada, wanted)
      const all = [...wanted].sort()
      for (const limit of [1, 7, 50, 60, 100]) {
        if (limit > 1) equal(names(await readAll(ada, { limit })), all, `pages of ${limit} hold all of them`)
      }
      equal((await ada.listUserMemberships({})).items.length, 50, 'a page has 50 unless told')
      const byOffset: UserMembership[] = []
      for (let offset = 0; offset < 140; offset += 35) {
        const page = await ada.listUserMemberships({ offset, limit: 35 })
        equal(page.totalCount, 120, 'each page knows how many there are')
        byOffset.push(...page.items)
      }
      equal(names(byOffset), all, 'offsets hold all of them')
      const fromOffset = await ada.listUserMemberships({ offset: 100, limit: 10 })
      const { items } = await ada.listUserMemberships({ cursor: fromOffset.nextCursor ?? '' })
      equal(names(items), all.slice(110), 'a cursor goes on from an offset')
      const exact = await ada.listUserMemberships({ offset: 60, limit: 60 })
      equal(
        [exact.items.length, exact.nextCursor],
        [60, null],
        'a last page that is full knows that it is the last',
      )
      equal(
        await ada.listUserMemberships({ offset: 10_000 }),
        { items: [], nextCursor: null, totalCount: 120 },
        'far behind is nothing',
      )
      const { memberships } = (await ada.getSession({})).session!
      equal(memberships, await ada.listUserMemberships({}), 'the session brings the first page')
      const recent = await readAll(ada, { limit: 50, sort: 'recent' })
      equal(new Set(ids(recent)).size, 120, 'by recent there are as many')
      const times = recent.map(({ lastActiveAt, joinedAt }) => lastActiveAt ?? joinedAt)
      equal(times, [...times].sort().reverse(), 'the latest comes first')
    },
  },
  {
    title: 'lists are sorted by name: case and accents aside, by code point, ties by id',
    covers: ['listUserMemberships'],
    settings,
    async run(world) {
      const ada = await world.signUp()
      const wanted = [
        'zebra',
        'Äpfel',
        'apfel',
        'Zoë',
        'zoe',
        'éclair',
        'Eclair',
        '😀 smile',
        '\uff5e wave',
        '株式会社',
        '\ufb01ne',
        'fin',
        '10',
        '9',
        'Same',
        'Same',
        'Same',
        '_under',
        'a b',
        'ab',
        'İstanbul',
      ]
      await createAll(ada, wanted)
      const { items } = await ada.listUserMemberships({ limit: 100 })
      const expected = [...items].sort(
        (left, right) =>
          compareKeys(nameKey(left.organization.name), nameKey(right.organization.name)) ||
          compareKeys(left.organization.id, right.organization.id),
      )
      equal(items.length, wanted.length, 'all are there')
      equal(ids(items), ids(expected), 'they stand in order')
      const paged = await readAll(ada, { limit: 2 })
      equal(ids(paged), ids(expected), 'and do so page by page')
    },
  },
  {
    title: 'recent begins with the organization used last',
    covers: ['listUserMemberships', 'setLastActiveOrganization'],
    settings,
    async run(world) {
      const ada = await world.signUp()
      for (const name of ['One', 'Two', 'Three']) {
        await ada.createOrganization({ name })
        await later()
      }
      const list = () => readAll(ada, { sort: 'recent', limit: 1 })
      const before = await list()
      equal(names(before), ['Three', 'Two', 'One'], 'the newest comes first')
      await ada.setLastActiveOrganization({ organizationId: before[1]!.organization.id })
      equal(names(await list()), ['Two', 'Three', 'One'], 'then the one used last')
    },
  },
  {
    title: 'a page that shifts while it is read shows no organization twice, and misses none that was there',
    covers: ['listUserMemberships'],
    settings,
    async run(world) {
      const ada = await world.signUp()
      await createAll(ada, ['B', 'D', 'F', 'H'])
      const first = await ada.listUserMemberships({ limit: 2 })
      await createAll(ada, ['A', 'C', 'E'])
      const second = await ada.listUserMemberships({ limit: 50, cursor: first.nextCursor ?? '' })
      equal(names([...first.items, ...second.items]), ['B', 'D', 'E', 'F', 'H'], 'the pages fit together')
      equal(second.totalCount, 7, 'the count is the new one')
    },
  },
  {
    title: 'a list holds the caller’s own organizations alone',
    covers: ['listUserMemberships'],
    settings,
    async run(world) {
      const ada = await world.signUp('Ada')
      await createAll(ada, ['Acme', 'Globex'])
      const grace = await world.signUp('Grace')
      await createAll(grace, ['Initech'])
      const { nextCursor } = await ada.listUserMemberships({ limit: 1 })
      equal(names((await grace.listUserMemberships({})).items), ['Initech'], 'Grace sees hers')
      const foreign = await grace.listUserMemberships({ cursor: nextCursor ?? '' })
      equal(names(foreign.items), ['Initech'], 'and hers alone behind another’s cursor')
    },
  },
  {
    title: 'limits and offsets that no list gives are refused with their field',
    covers: ['listUserMemberships:invalid_value'],
    needs: ['offset'],
    settings,
    async run(world) {
      const ada = await world.signUp()
      await ada.createOrganization({ name: 'Acme' })
      for (const limit of [0, -1, 101, 1.5, 1e9]) {
        await refusal(ada.listUserMemberships({ limit }), 'invalid_value', { field: 'limit' })
      }
      for (const offset of [-1, 10_001, 0.5, 1e12]) {
        await refusal(ada.listUserMemberships({ offset }), 'invalid_value', { field: 'offset' })
      }
      const cursor = 'WyJuYW1lIiwiYSIsImIiXQ'
      await refusal(ada.listUserMemberships({ cursor, offset: 1 }), 'invalid_value', { field: 'offset' })
      await ada.listUserMemberships({ limit: 100, offset: 10_000 })
    },
  },
  {
    title: 'a cursor that no list gave is refused with its field, and a forged one breaks nothing',
    covers: ['listUserMemberships', 'listUserMemberships:invalid_value'],
    settings,
    async run(world) {
      const ada = await world.signUp()
      await createAll(ada, ['Acme', 'Globex'])
      const { nextCursor } = await ada.listUserMemberships({ limit: 1 })
      ok(nextCursor, 'there is a second page')
      for (const cursor of [
        '%%%',
        'null',
        'abc',
        'e30',
        'W10',
        'WzEsMiwzXQ',
        '👻',
        `${nextCursor}${nextCursor}`,
      ]) {
        await refusal(ada.listUserMemberships({ cursor }), 'invalid_value', { field: 'cursor' })
      }
      await refusal(ada.listUserMemberships({ cursor: nextCursor, sort: 'recent' }), 'invalid_value', {
        field: 'cursor',
      })
      const recent = await ada.listUserMemberships({ limit: 1, sort: 'recent' })
      const misplaced = ada.listUserMemberships({ cursor: recent.nextCursor ?? '' })
      await refusal(misplaced, 'invalid_value', { field: 'cursor' })
      for (const parts of [
        ['recent', 'no time', 'x'],
        ['recent', '', ''],
        ['recent', '\u0000', '\u0000'],
        ['recent', "'", '--'],
      ]) {
        const cursor = btoa(JSON.stringify(parts)).replace(/=+$/, '')
        // Whoever forges a cursor gets a page of their own rows or a refusal; the suite itself forbids `internal`.
        await ada.listUserMemberships({ cursor, sort: 'recent' }).catch(() => undefined)
      }
    },
  },
  {
    title: 'an order that no list has is refused',
    covers: [],
    settings,
    async run(world) {
      const ada = await world.signUp()
      const sort = 'size' as 'name'
      await refusal(ada.listUserMemberships({ sort }), ['invalid_value', 'invalid_request'], {
        field: 'sort',
      })
    },
  },
]
