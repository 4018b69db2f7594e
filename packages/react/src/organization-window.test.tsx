import { act } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Capabilities, UserMembership } from '@orgkit/core'
import type { ListUserMembershipsInput } from '@orgkit/core/contract/app'
import { useOrganizationWindow, type OrganizationWindowInput } from './organization-window'
import { fakeBackend } from './testing/fake-adapter'
import { membership, session } from './testing/fixtures'
import { renderReady, wait } from './testing/render'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const total = 12_000
const all = Array.from({ length: total }, (_, index) => membership(`n${String(index).padStart(5, '0')}`))

function list({ query = '', offset = 0, cursor, limit = 50 }: ListUserMembershipsInput) {
  const found = all.filter((row) => row.organization.name.toLowerCase().startsWith(query.toLowerCase()))
  const from = cursor === undefined ? offset : Number(cursor)
  const end = from + limit
  return {
    items: found.slice(from, end),
    nextCursor: end < found.length ? String(end) : null,
    totalCount: found.length,
  }
}

function open(input: OrganizationWindowInput = {}, capabilities: Partial<Capabilities> = {}, count = total) {
  const backend = fakeBackend({ listUserMemberships: list }, capabilities)
  const first = { ...list({}), totalCount: count }
  const initialSession = session({
    memberships: count === total ? first : { ...first, items: first.items.slice(0, count) },
  })
  const view = renderReady(backend, (shown: OrganizationWindowInput) => useOrganizationWindow(shown), {
    input,
    initialSession,
  })
  return { backend, ...view }
}

const nameOf = (row: UserMembership | undefined) => row?.organization.name

test('opens without a request', async () => {
  const { backend, result } = open({ first: 0, last: 12 })
  await wait(500)
  expect(result.current).toMatchObject({ isLoading: false, isFetching: false, totalCount: total })
  expect(nameOf(result.current.itemAt(12))).toBe('N00012')
  expect(backend.calls('listUserMemberships')).toHaveLength(0)
})

test('a jump into the middle asks for the pages of the window after a rest, each once', async () => {
  const { backend, result, rerender } = open()
  rerender({ first: 5990, last: 6005 })
  expect(result.current.itemAt(5990)).toBeUndefined()
  await wait(59)
  expect(backend.calls('listUserMemberships')).toHaveLength(0)
  await wait(10)
  expect(backend.calls('listUserMemberships').map((call) => call.input)).toEqual([
    { limit: 50, offset: 5950 },
    { limit: 50, offset: 6000 },
  ])
  expect(nameOf(result.current.itemAt(5990))).toBe('N05990')
  expect(nameOf(result.current.itemAt(6005))).toBe('N06005')
  rerender({ first: 0, last: 10 })
  rerender({ first: 5990, last: 6005 })
  expect(nameOf(result.current.itemAt(6005))).toBe('N06005')
  await wait(500)
  expect(backend.calls('listUserMemberships')).toHaveLength(2)
})

test('a window inside one page asks once', async () => {
  const { backend, rerender } = open()
  rerender({ first: 110, last: 120 })
  await wait(100)
  expect(backend.calls('listUserMemberships')).toHaveLength(1)
})

test('dragging through everything asks for the last place alone', async () => {
  const { backend, rerender } = open()
  for (let row = 0; row <= 9000; row += 100) {
    rerender({ first: row, last: row + 10 })
    await wait(16)
  }
  await wait(100)
  expect(backend.calls('listUserMemberships').map((call) => call.input)).toEqual([
    { limit: 50, offset: 9000 },
  ])
})

test('nothing beyond the furthest offset is asked for or can be scrolled to', async () => {
  const { backend, result, rerender } = open()
  expect(result.current).toMatchObject({ count: 10_050, totalCount: total, isCapped: true })
  rerender({ first: 11_990, last: 11_999 })
  await wait(100)
  expect(backend.calls('listUserMemberships').map((call) => call.input)).toEqual([
    { limit: 50, offset: 10_000 },
  ])
})

test('a search is asked after a rest, the rows before standing until it comes', async () => {
  const { backend, result, rerender } = open()
  for (const query of ['n', 'n0', 'n001']) {
    rerender({ query })
    await wait(100)
  }
  expect(backend.calls('listUserMemberships')).toHaveLength(0)
  expect(result.current.isFetching).toBe(true)
  expect(nameOf(result.current.itemAt(0))).toBe('N00000')
  backend.script.listUserMemberships = undefined
  await wait(51)
  expect(backend.last('listUserMemberships').input).toEqual({ limit: 50, offset: 0, query: 'n001' })
  expect(nameOf(result.current.itemAt(0))).toBe('N00000')
  backend.last('listUserMemberships').answer(list({ query: 'n001' }))
  await wait(1)
  expect(result.current).toMatchObject({ count: 100, isFetching: false })
  expect(nameOf(result.current.itemAt(0))).toBe('N00100')
  rerender({ query: '' })
  expect(nameOf(result.current.itemAt(0))).toBe('N00000')
  expect(result.current.totalCount).toBe(total)
})

test('of two searches the newer one shows, in whatever order they are answered', async () => {
  const { backend, result, rerender } = open()
  backend.script.listUserMemberships = undefined
  rerender({ query: 'n001' })
  await wait(160)
  rerender({ query: 'n002' })
  await wait(160)
  const [older, newer] = backend.calls('listUserMemberships')
  expect(older?.signal?.aborted).toBe(true)
  newer?.answer(list({ query: 'n002' }))
  await wait(1)
  older?.answer(list({ query: 'n001' }))
  await wait(1)
  expect(nameOf(result.current.itemAt(0))).toBe('N00200')
})

test('a search can be scrolled', async () => {
  const { backend, result, rerender } = open()
  rerender({ query: 'n00' })
  await wait(200)
  rerender({ query: 'n00', first: 700, last: 710 })
  await wait(100)
  expect(backend.last('listUserMemberships').input).toEqual({ limit: 50, offset: 700, query: 'n00' })
  expect(nameOf(result.current.itemAt(700))).toBe('N00700')
})

test('a failed page is told and can be asked again', async () => {
  const { backend, result, rerender } = open()
  backend.script.listUserMemberships = undefined
  rerender({ first: 500, last: 510 })
  await wait(100)
  backend.last('listUserMemberships').fail('rate_limited')
  await wait(1)
  expect(result.current).toMatchObject({ error: { code: 'rate_limited' }, isLoading: false })
  expect(nameOf(result.current.itemAt(0))).toBe('N00000')
  act(() => result.current.refetch())
  backend.last('listUserMemberships').answer(list({ offset: 500 }))
  await wait(1)
  expect(nameOf(result.current.itemAt(500))).toBe('N00500')
  expect(result.current.error).toBeNull()
})

test('a search that finds nothing is empty and loaded', async () => {
  const { result, rerender } = open()
  rerender({ query: 'zzz' })
  await wait(200)
  expect(result.current).toMatchObject({ count: 0, isLoading: false, isFetching: false })
})

test('where a session carries fewer rows than a page, the page is asked for', async () => {
  const backend = fakeBackend({ listUserMemberships: list })
  const memberships = { ...list({ limit: 10 }), totalCount: total }
  const { result } = renderReady(backend, () => useOrganizationWindow({ first: 0, last: 20 }), {
    initialSession: session({ memberships }),
  })
  expect(nameOf(result.current.itemAt(5))).toBe('N00005')
  await wait(100)
  expect(nameOf(result.current.itemAt(20))).toBe('N00020')
})

test('without offset the pages are loaded in order, as far as is shown', async () => {
  const { backend, result, rerender } = open({}, { offset: false })
  rerender({ first: 120, last: 130 })
  expect(result.current.itemAt(130)).toBeUndefined()
  await wait(500)
  expect(nameOf(result.current.itemAt(130))).toBe('N00130')
  expect(backend.calls('listUserMemberships').map((call) => call.input)).toEqual([
    { limit: 50, cursor: '50' },
    { limit: 50, cursor: '100' },
  ])
})

test('without search what is loaded is filtered, and it says so', async () => {
  const { backend, result } = open({ query: 'n0001' }, { search: false })
  await wait(500)
  expect(result.current).toMatchObject({ count: 10, isPartial: true })
  expect(nameOf(result.current.itemAt(0))).toBe('N00010')
  expect(backend.calls('listUserMemberships')).toHaveLength(0)
})
