import { describe, expect, test } from 'vitest'
import {
  checkCreationLimit,
  checkMembershipLimit,
  checkSettings,
  defaultSettings,
  hiddenSettings,
  membershipLimitOf,
} from './settings'

describe('defaults are dated by the creation of the application (A5)', () => {
  test.each([
    ['2025-08-21T23:59:59.999Z', { personalAccounts: true, slugs: true }, ['personalAccounts']],
    ['2025-08-22T00:00:00.000Z', { personalAccounts: false, slugs: true }, []],
    ['2025-10-07T23:59:59.999Z', { personalAccounts: false, slugs: true }, []],
    ['2025-10-08T00:00:00.000Z', { personalAccounts: false, slugs: false }, []],
    ['2026-11-24T12:00:00.000Z', { personalAccounts: false, slugs: false }, []],
    // The same moment in another zone.
    ['2025-08-22T01:59:59+02:00', { personalAccounts: true, slugs: true }, ['personalAccounts']],
  ])('%s', (createdAt, settings, hidden) => {
    expect(defaultSettings({ createdAt }, 'development')).toMatchObject(settings)
    expect(defaultSettings({ createdAt }, 'production')).toMatchObject(settings)
    expect(hiddenSettings({ createdAt })).toEqual(hidden)
  })

  test('organizations are off in every new instance (A1), and the API takes more in production (B7)', () => {
    const application = { createdAt: '2024-01-01T00:00:00.000Z' }
    expect(defaultSettings(application, 'development')).toMatchObject({
      organizationsEnabled: false,
      backendRequestsPerTenSeconds: 100,
    })
    expect(defaultSettings(application, 'production')).toMatchObject({
      organizationsEnabled: false,
      backendRequestsPerTenSeconds: 1000,
    })
  })
})

describe('the membership limit of an organization (A6)', () => {
  const limit = (plan: 'free' | 'pro', membershipLimit: number | null, own: number | null | 'instance') =>
    membershipLimitOf(
      { membershipLimit: own },
      {
        settings: {
          ...defaultSettings({ createdAt: '2026-01-01T00:00:00Z' }, 'production'),
          membershipLimit,
        },
        application: { id: 'app', plan, createdAt: '2026-01-01T00:00:00Z' },
      },
    )

  test.each([
    ['pro', 5, 'instance', 5],
    ['pro', 5, 20, 20],
    ['pro', 50, 2, 2],
    ['pro', 5, null, null],
    ['pro', null, 'instance', null],
    ['pro', null, 3, 3],
    ['free', 5, 'instance', 5],
    ['free', 3, 'instance', 3],
    ['free', 3, 4, 4],
    // Set while the application was on pro.
    ['free', 50, 'instance', 5],
    ['free', 3, 50, 5],
    ['free', null, 'instance', 5],
    ['free', 5, null, 5],
  ] as const)('on %s with %j for the instance and %j of its own is %j', (plan, instance, own, expected) => {
    expect(limit(plan, instance, own)).toBe(expected)
  })

  test.each([
    ['free', 5, null],
    ['free', 6, 'invalid_value'],
    ['free', null, 'invalid_value'],
    ['free', 'instance', null],
    ['pro', 1_000_000, null],
    ['pro', null, null],
    ['pro', 0, 'invalid_value'],
    ['pro', 2.5, 'invalid_value'],
    ['pro', -1, 'invalid_value'],
    ['pro', Number.NaN, 'invalid_value'],
    ['pro', 2 ** 31, 'invalid_value'],
  ] as const)('on %s may be set to %j: %j', (plan, value, code) => {
    expect(checkMembershipLimit(value, { plan })?.code ?? null).toBe(code)
  })
})

describe('the creation limit (A11)', () => {
  test.each([
    [0, null],
    [100, null],
    [101, 'invalid_value'],
    [null, null],
    ['instance', null],
    [-1, 'invalid_value'],
    [1.5, 'invalid_value'],
  ] as const)('may be set to %j where whoever runs the server lets it be 100: %j', (value, code) => {
    expect(checkCreationLimit(value, 100)?.code ?? null).toBe(code)
  })

  test('may be higher where whoever runs the server says so', () => {
    expect(checkCreationLimit(500, 500)).toBeNull()
    expect(checkCreationLimit(501, 500)).toMatchObject({ field: 'creationLimit', meta: { maximum: 500 } })
  })
})

describe('a change of settings', () => {
  const facts = { application: { plan: 'pro' }, maximumCreationLimit: 100 } as const

  test.each([
    [{}, null],
    [{ supportContact: 'help@acme.test' }, null],
    [{ supportContact: 'https://acme.test/help' }, null],
    [{ supportContact: 'mailto:help@acme.test' }, null],
    [{ supportContact: null }, null],
    [{ supportContact: 'javascript:alert(1)' }, 'supportContact'],
    [{ supportContact: 'https://acme.test/ now' }, 'supportContact'],
    [{ supportContact: 'ask Bob' }, 'supportContact'],
    [{ supportContact: `https://acme.test/${'x'.repeat(500)}` }, 'supportContact'],
    [{ invitationsPerHour: 0 }, null],
    [{ invitationsPerHour: null }, null],
    [{ invitationsPerHour: -1 }, 'invitationsPerHour'],
    [{ backendRequestsPerTenSeconds: 0 }, 'backendRequestsPerTenSeconds'],
    [{ creationLimit: 101 }, 'creationLimit'],
    [{ membershipLimit: 0 }, 'membershipLimit'],
    [{ slugs: true, personalAccounts: true }, null],
    [{ domains: true, membershipRequests: false }, null],
    [{ enrollmentModes: ['automatic_suggestion', 'manual_invitation'] }, null],
    [{ enrollmentModes: [] }, 'enrollmentModes'],
    [{ enrollmentModes: ['manual_invitation', 'manual_invitation'] }, 'enrollmentModes'],
    [{ enrollmentModes: ['automatic' as 'automatic_invitation'] }, 'enrollmentModes'],
  ] as const)('%j is refused at %j', (change, field) => {
    expect(checkSettings(change, facts)?.field ?? null).toBe(field)
  })
})
