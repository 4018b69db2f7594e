import { expect, test } from 'vitest'
import { createId } from './id'

test('an id is its kind, the time and chance', () => {
  expect(createId('org', new Date('2026-01-01T00:00:00Z'))).toMatch(/^org_[0-9a-hjkmnp-tv-z]{26}$/)
})

test('ids sort by time, to the millisecond, over centuries', () => {
  const times = [0, 1, 31, 32, 1023, 1024, 1_767_225_600_000, 1_767_225_600_001, 2 ** 45 - 1, 2 ** 48 - 1]
  const ids = times.map((time) => createId('evt', new Date(time)))
  expect([...ids].sort()).toEqual(ids)
})

test('ids of one millisecond differ', () => {
  const now = new Date()
  expect(new Set(Array.from({ length: 2000 }, () => createId('org', now))).size).toBe(2000)
})
