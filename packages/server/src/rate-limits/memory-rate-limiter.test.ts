import { expect, test } from 'vitest'
import { memoryRateLimiter } from './memory-rate-limiter'
import type { RateLimitAnswer } from './rate-limiter'

/** A limiter whose time stands still until it is told. */
function world({ maximumKeys }: { maximumKeys?: number } = {}) {
  let now = Date.parse('2026-03-01T12:00:00Z')
  const limiter = memoryRateLimiter({ clock: { now: () => new Date(now) }, maximumKeys })
  const take = (key = 'a', { limit = 3, cost = 1 } = {}) =>
    limiter.take(key, { limit, windowSeconds: 10, cost }) as RateLimitAnswer
  const pass = (seconds: number) => {
    now += seconds * 1000
  }
  return { take, pass }
}

test('so many are allowed in the window, and each answer tells how many are left', () => {
  const { take } = world()
  expect([take(), take(), take(), take()].map(({ allowed, remaining }) => [allowed, remaining])).toEqual([
    [true, 2],
    [true, 1],
    [true, 0],
    [false, 0],
  ])
})

test('whoever waits as told is allowed, and no sooner', () => {
  const { take, pass } = world()
  take()
  pass(4)
  take()
  take()
  expect(take()).toMatchObject({ allowed: false, retryAfterSeconds: 6, resetAfterSeconds: 10 })
  pass(5.999)
  expect(take()).toMatchObject({ allowed: false })
  pass(0.001)
  expect(take()).toMatchObject({ allowed: true, remaining: 0, retryAfterSeconds: 0 })
})

test('the window slides: no ten seconds hold more than the limit', () => {
  const { take, pass } = world()
  const allowedAt: number[] = []
  for (let second = 0; second < 100; second += 0.1) {
    if (take('a', { limit: 30 }).allowed) allowedAt.push(second)
    pass(0.1)
  }
  for (const start of allowedAt) {
    const inWindow = allowedAt.filter((at) => at >= start && at < start + 9.999)
    expect(inWindow.length).toBeLessThanOrEqual(30)
  }
  // And it does not hold back much more than it must.
  expect(allowedAt.length).toBeGreaterThan(250)
})

test('what was refused counts for nothing', () => {
  const { take, pass } = world()
  for (let count = 0; count < 3; count++) take()
  pass(9)
  for (let count = 0; count < 50; count++) take()
  pass(1)
  expect(take()).toMatchObject({ allowed: true, remaining: 2 })
})

test('keys do not share', () => {
  const { take } = world()
  for (let count = 0; count < 4; count++) take('a')
  expect(take('b')).toMatchObject({ allowed: true, remaining: 2 })
})

test('a cost above one takes as much, and waits until as much is free', () => {
  const { take, pass } = world()
  take()
  pass(1)
  expect(take('a', { cost: 2 })).toMatchObject({ allowed: true, remaining: 0 })
  expect(take('a', { cost: 2 })).toMatchObject({ allowed: false, retryAfterSeconds: 10 })
  expect(take('a', { cost: 1 })).toMatchObject({ allowed: false, retryAfterSeconds: 9 })
})

test('a limit of none refuses everything, a window at a time', () => {
  const { take } = world()
  expect(take('a', { limit: 0 })).toEqual({
    allowed: false,
    retryAfterSeconds: 10,
    remaining: 0,
    resetAfterSeconds: 0,
  })
})

test('a limit that is changed holds at once', () => {
  const { take } = world()
  take('a', { limit: 1 })
  expect(take('a', { limit: 1 })).toMatchObject({ allowed: false })
  expect(take('a', { limit: 5 })).toMatchObject({ allowed: true, remaining: 3 })
})

test('a clock that is set back refuses nobody for longer than the window', () => {
  const { take, pass } = world()
  for (let count = 0; count < 3; count++) take()
  pass(-3600)
  expect(take()).toMatchObject({ allowed: true })
})

test('the key that was asked for the longest ago is forgotten where there are too many', () => {
  const { take } = world({ maximumKeys: 2 })
  take('a')
  take('b')
  take('a')
  take('c')
  expect(take('a')).toMatchObject({ remaining: 0 })
  expect(take('b')).toMatchObject({ remaining: 2 })
})
