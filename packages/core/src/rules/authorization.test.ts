import { describe, expect, test } from 'vitest'
import { has } from './authorization'

const member = { role: { key: 'org:member' }, permissions: ['org:notes:read', 'org:sys_memberships:read'] }

describe('has', () => {
  test.each([
    [{}, true],
    [{ role: 'org:member' }, true],
    [{ role: 'org:admin' }, false],
    [{ permission: 'org:notes:read' }, true],
    [{ permission: 'org:notes:write' }, false],
    [{ permission: 'org:notes' }, false],
    [{ role: 'org:member', permission: 'org:notes:read' }, true],
    [{ role: 'org:admin', permission: 'org:notes:read' }, false],
    [{ role: 'org:member', permission: 'org:notes:write' }, false],
    [{ role: '' }, false],
    [{ permission: '' }, false],
  ])('a member covers %j: %s', (query, covers) => {
    expect(has(member, query)).toBe(covers)
  })

  test('without an organization nothing is held, not even membership', () => {
    expect([has(null, {}), has(undefined, {}), has(null, { permission: 'org:notes:read' })]).toEqual([
      false,
      false,
      false,
    ])
  })
})
