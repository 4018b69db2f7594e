import { describe, expect, test } from 'vitest'
import {
  checkCreateOrganization,
  checkOrganizationName,
  checkSeat,
  creationLimit,
  normalizeName,
  seatLimit,
} from './organization'

const settings = {
  organizationsEnabled: true,
  userCreatedOrganizations: true,
  creationLimit: 2 as number | null,
}

describe('a name', () => {
  test('is kept trimmed and in NFC', () => {
    expect(normalizeName(' \u3000Cafe\u0301\n')).toBe('Caf\u00e9')
  })

  test.each([
    ['', 'required'],
    [' \u200b\ufeff', 'required'],
    ['x'.repeat(101), 'too_long'],
    ['🦄'.repeat(101), 'too_long'],
    ['a\u0000', 'invalid_characters'],
    ['\ud800', 'invalid_characters'],
  ])('%j is refused with %s', (name, code) => {
    expect(checkOrganizationName(name)).toMatchObject({ code, field: 'name' })
  })

  test.each(['x', 'x'.repeat(100), '🦄'.repeat(100), '<script>', 'a\u200bb', '.'])('%j is one', (name) => {
    expect(checkOrganizationName(name)).toBeNull()
  })
})

const factsOf = (given: typeof settings, createdCount: number) =>
  ({ settings: given, createdCount, mayCreateOrganizations: 'instance', creationLimit: 'instance' }) as const

describe('creating', () => {
  test.each([
    [
      { ...settings, organizationsEnabled: false, userCreatedOrganizations: false },
      9,
      'organizations_disabled',
    ],
    [{ ...settings, userCreatedOrganizations: false }, 9, 'creation_forbidden'],
    [settings, 2, 'creation_limit_reached'],
    [settings, 3, 'creation_limit_reached'],
    [{ ...settings, creationLimit: 0 }, 0, 'creation_limit_reached'],
  ])('%j with %i is refused with %s, and so says the limit', (given, createdCount, code) => {
    expect(checkCreateOrganization(factsOf(given, createdCount))).toMatchObject({ code })
    expect(creationLimit(factsOf(given, createdCount))).toEqual({
      allowed: false,
      reason: code,
      used: createdCount,
      maximum: given.creationLimit,
    })
  })

  test.each([
    [settings, 1],
    [{ ...settings, creationLimit: null }, 1_000_000],
  ])('%j with %i is allowed', (given, createdCount) => {
    expect(checkCreateOrganization(factsOf(given, createdCount))).toBeNull()
    expect(creationLimit(factsOf(given, createdCount))).toMatchObject({ allowed: true, reason: null })
  })
})

describe('a seat', () => {
  test.each([
    [4, 5, true],
    [5, 5, false],
    [6, 5, false],
    [0, 0, false],
    [1_000_000, null, true],
  ])('with %i of %j used: free is %s', (used, maximum, isFree) => {
    expect(checkSeat(used, maximum) === null).toBe(isFree)
  })

  test('is held by a pending invitation as by a member', () => {
    expect(seatLimit({ memberCount: 3, pendingInvitationCount: 2 }, 5)).toEqual({
      allowed: false,
      reason: 'seat_limit_reached',
      used: 5,
      maximum: 5,
    })
  })
})
