import { describe, expect, test } from 'vitest'
import { defaultAdminRole, defaultMemberRole } from '../model/role'
import {
  checkAnotherRole,
  checkCreatorRole,
  checkDeleteRole,
  checkGrantRole,
  checkPermissionKey,
  checkPermissions,
  checkRoleKey,
  checkRoleNameFree,
} from './role'

const holderOf = (...permissions: string[]) => ({ role: { key: 'org:x' }, permissions })

test('nobody gives a role that holds more than they do, and is told what is missing', () => {
  const manager = holderOf('org:sys_memberships:manage', 'org:sys_memberships:read')
  expect(checkGrantRole(defaultAdminRole, holderOf(...defaultAdminRole.permissions))).toBeNull()
  expect(checkGrantRole(defaultMemberRole, manager)).toMatchObject({
    code: 'forbidden',
    field: 'roleKey',
    meta: { missing: ['org:sys_domains:read', 'org:sys_billing:read'] },
  })
  expect(checkGrantRole({ key: 'org:none', permissions: [] }, manager)).toBeNull()
})

test('the app itself gives any role that there is', () => {
  expect(checkGrantRole(defaultAdminRole, null)).toBeNull()
  expect(checkGrantRole(null, null)).toMatchObject({ code: 'invalid_value', field: 'roleKey' })
})

test('a role holds only what is known, and what its maker holds', () => {
  const known = [{ key: 'org:notes:write', name: 'Write notes', description: null }]
  const giver = holderOf('org:notes:write')
  expect(checkPermissions(['org:notes:write'], { known, giver })).toBeNull()
  expect(checkPermissions(['org:notes:burn'], { known, giver: null })).toMatchObject({
    code: 'invalid_value',
    meta: { unknown: ['org:notes:burn'] },
  })
  expect(checkPermissions(['org:sys_audit:read'], { known, giver })).toMatchObject({
    code: 'forbidden',
    meta: { missing: ['org:sys_audit:read'] },
  })
})

describe('the creator role (A13)', () => {
  test('holds what a creator needs, and the missing ones are named', () => {
    expect(checkCreatorRole(defaultAdminRole)).toBeNull()
    expect(checkCreatorRole(defaultMemberRole)).toMatchObject({
      code: 'creator_permissions_missing',
      meta: { missing: ['org:sys_memberships:manage', 'org:sys_profile:delete'] },
    })
  })
})

describe('deleting a role', () => {
  const facts = {
    roleKey: 'org:old',
    defaultRoleKey: 'org:member',
    creatorRoleKey: 'org:admin',
    isUsed: false,
    replacement: undefined,
  }

  test.each([
    [{}, null],
    [{ roleKey: 'org:member' }, 'role_is_default'],
    [{ roleKey: 'org:admin' }, 'role_is_creator'],
    [{ isUsed: true }, 'required'],
    [{ isUsed: true, replacement: null }, 'invalid_value'],
    [{ isUsed: true, replacement: { key: 'org:old' } }, 'invalid_value'],
    [{ isUsed: true, replacement: { key: 'org:member' } }, null],
  ])('with %j is refused with %j', (change, code) => {
    expect(checkDeleteRole({ ...facts, ...change })?.code ?? null).toBe(code)
  })
})

test('ten roles may be made beside the first two', () => {
  const roles = Array.from({ length: 10 }, (_, index) => ({
    key: `org:role_${index}`,
    name: `Role ${index}`,
  }))
  expect(checkAnotherRole([defaultAdminRole, defaultMemberRole, ...roles.slice(1)])).toBeNull()
  expect(checkAnotherRole([defaultAdminRole, defaultMemberRole, ...roles])).toMatchObject({
    code: 'role_limit_reached',
    meta: { used: 10, maximum: 10 },
  })
})

test('names of roles are told apart without case and accents', () => {
  expect(checkRoleNameFree('ADMÍN', [defaultAdminRole])).toMatchObject({ code: 'role_taken', field: 'name' })
  expect(checkRoleNameFree('Owner', [defaultAdminRole])).toBeNull()
})

test.each([
  ['org:editor', null],
  ['org:editor_2', null],
  ['', 'required'],
  ['editor', 'invalid_characters'],
  ['org:', 'invalid_characters'],
  ['org:Editor', 'invalid_characters'],
  ['org:a:b', 'invalid_characters'],
  ['role_01jd0000000000000000000000', 'invalid_characters'],
  [`org:${'x'.repeat(100)}`, 'too_long'],
])('%j as the key of a role: %j', (key, code) => {
  expect(checkRoleKey(key)?.code ?? null).toBe(code)
})

test.each([
  ['org:notes:write', null],
  ['org:sys_notes:write', 'invalid_value'],
  ['org:notes', 'invalid_characters'],
  ['notes:write', 'invalid_characters'],
  ['', 'required'],
])('%j as the key of a permission: %j', (key, code) => {
  expect(checkPermissionKey(key)?.code ?? null).toBe(code)
})
