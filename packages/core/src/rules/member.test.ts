import { describe, expect, test } from 'vitest'
import {
  checkAdministratorsLeft,
  checkBulk,
  checkLeaveOrganization,
  checkOfferAdministration,
  checkRoleChange,
} from './member'

describe('the end of a membership', () => {
  test.each([
    [{ isAdministrator: true, administratorCount: 1, memberCount: 2 }, 'last_administrator'],
    [{ isAdministrator: true, administratorCount: 2, memberCount: 2 }, null],
    [{ isAdministrator: false, administratorCount: 1, memberCount: 2 }, null],
    // A sole member leaves an organization without members.
    [{ isAdministrator: true, administratorCount: 1, memberCount: 1 }, null],
  ])('%j: %j', (facts, code) => {
    expect(checkLeaveOrganization(facts)?.code ?? null).toBe(code)
  })
})

describe('another role', () => {
  test.each([
    [{ isAdministrator: true, becomesAdministrator: false, administratorCount: 1 }, 'last_administrator'],
    [{ isAdministrator: true, becomesAdministrator: true, administratorCount: 1 }, null],
    [{ isAdministrator: true, becomesAdministrator: false, administratorCount: 2 }, null],
    [{ isAdministrator: false, becomesAdministrator: true, administratorCount: 1 }, null],
  ])('%j: %j', (facts, code) => {
    expect(checkRoleChange(facts)?.code ?? null).toBe(code)
  })
})

test('roles may not change so that nobody is left to administrate, unless nobody is there', () => {
  expect(checkAdministratorsLeft({ memberCount: 1, administratorCount: 0 })).toMatchObject({
    code: 'last_administrator',
  })
  expect(checkAdministratorsLeft({ memberCount: 1, administratorCount: 1 })).toBeNull()
  expect(checkAdministratorsLeft({ memberCount: 0, administratorCount: 0 })).toBeNull()
})

test('a hand-over gives something to somebody else', () => {
  const manage = 'org:sys_memberships:manage'
  const giver = { userId: 'ada', role: { key: 'org:admin' }, permissions: [manage] }
  const receiver = { userId: 'grace', role: { key: 'org:member' }, permissions: [] }
  expect(checkOfferAdministration({ giver, receiver })).toBeNull()
  expect(checkOfferAdministration({ giver, receiver: { ...receiver, userId: 'ada' } })).toMatchObject({
    code: 'invalid_value',
    field: 'userId',
  })
  expect(checkOfferAdministration({ giver, receiver: { ...receiver, permissions: [manage] } })).toMatchObject(
    { code: 'already_administrator' },
  )
})

test.each([
  [0, 'required'],
  [1, null],
  [100, null],
  [101, 'too_long'],
])('a bulk change of %i rows: %j', (count, code) => {
  expect(checkBulk('userIds', count)?.code ?? null).toBe(code)
})
