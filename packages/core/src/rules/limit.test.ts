import { expect, test } from 'vitest'
import { recount } from './limit'
import { seatLimit } from './organization'

const limit = { allowed: true, reason: null, used: 4, maximum: 5 }

test('a limit counted anew is what its rule says of the new count', () => {
  for (const used of [0, 4, 5, 6]) {
    const counted = seatLimit({ memberCount: used, pendingInvitationCount: 0 }, 5)
    expect(recount(limit, used, 'seat_limit_reached')).toEqual(counted)
    expect(recount(counted, 4, 'seat_limit_reached')).toEqual(limit)
  }
})

test('without a maximum it is never reached', () => {
  const unlimited = { ...limit, maximum: null }
  expect(recount(unlimited, 1_000_000, 'seat_limit_reached')).toEqual({ ...unlimited, used: 1_000_000 })
})

test('what else stands against it stays, above and below the maximum', () => {
  const forbidden = { ...limit, allowed: false, reason: 'forbidden' as const }
  expect(recount(forbidden, 0, 'seat_limit_reached')).toEqual({ ...forbidden, used: 0 })
  expect(recount(forbidden, 9, 'seat_limit_reached')).toEqual({ ...forbidden, used: 9 })
})
