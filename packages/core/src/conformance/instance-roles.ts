import { defaultAdminRole, defaultMemberRole, type Role } from '../model/role'
import { equal, ok, refusal, together } from './assert'
import { type ConformanceCase, organizationsOn, type TestWorld } from './case'
import { createTeam, permissionsOf, rolesOf } from './team'

const read = 'org:sys_memberships:read'
const manage = 'org:sys_memberships:manage'
const removal = 'org:sys_profile:delete'
const owner: Role = {
  key: 'org:owner',
  name: 'Owner',
  description: null,
  permissions: [manage, read, removal],
}

const createEditor = (world: TestWorld, input: object = {}) =>
  world.backend('createRole', { key: 'org:editor', name: 'Editor', permissions: [read], ...input })

/** Roles of the instance (A15). */
export const instanceRoleCases: ConformanceCase[] = [
  {
    title: 'a role of the instance is made, and members of every organization can hold it (A15)',
    covers: ['backend.createRole', 'backend.listRoles', 'listRoles', 'updateMemberRole'],
    needs: ['backend', 'members', 'addMember'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, { Grace: 'org:member' })
      const { role } = await createEditor(world, { name: ' Editor ', permissions: [read, read] })
      const expected = { key: 'org:editor', name: 'Editor', description: null, permissions: [read] }
      equal(role, { ...expected, isOwn: false, version: 1 }, 'each permission once')
      const { items, defaultRoleKey } = await world.backend('listRoles', {})
      equal(
        [items.map(({ key }) => key), defaultRoleKey],
        [['org:admin', 'org:member', 'org:editor'], 'org:member'],
        'last',
      )
      equal(await ada.listRoles({ organizationId }), { items, defaultRoleKey }, 'members read the same')
      const userId = others[0]!.user.id
      await ada.updateMemberRole({ organizationId, userId, roleKey: role.key })
      equal(await permissionsOf(others[0]!, organizationId), [read], 'and hold it')
    },
  },
  {
    title: 'a role needs a key and a name of its own, and holds only what there is',
    covers: [
      'backend.createRole:required',
      'backend.createRole:too_long',
      'backend.createRole:invalid_characters',
      'backend.createRole:invalid_value',
      'backend.createRole:role_taken',
      'backend.updateRole:required',
      'backend.updateRole:too_long',
      'backend.updateRole:invalid_characters',
      'backend.updateRole:invalid_value',
      'backend.updateRole:not_found',
    ],
    needs: ['backend'],
    settings: organizationsOn,
    async run(world) {
      const create = (input: object) => createEditor(world, { key: 'org:author', name: 'Author', ...input })
      const update = (input: object) => world.backend('updateRole', { roleKey: 'org:editor', ...input })
      const { role } = await createEditor(world)
      await refusal(create({ key: '' }), 'required', { field: 'key' })
      await refusal(create({ key: `org:${'x'.repeat(100)}` }), 'too_long', { field: 'key' })
      for (const key of ['editor', 'org:', 'org:Editor', 'org:a b', 'role_1', 'org:a:b']) {
        await refusal(create({ key }), 'invalid_characters', { field: 'key' })
      }
      await refusal(create({ key: 'org:editor' }), 'role_taken', { field: 'key' })
      for (const write of [create, update]) {
        await refusal(write({ name: ' ' }), 'required', { field: 'name' })
        await refusal(write({ name: 'x'.repeat(101) }), 'too_long', { field: 'name' })
        await refusal(write({ name: 'a\u0000b' }), 'invalid_characters', { field: 'name' })
        await refusal(write({ description: 'x'.repeat(501) }), 'too_long', { field: 'description' })
        await refusal(write({ permissions: ['org:notes:write'] }), 'invalid_value', {
          field: 'permissions',
          meta: { unknown: ['org:notes:write'] },
        })
      }
      await refusal(create({ name: 'EDITOR' }), 'role_taken', { field: 'name' })
      const unknown = world.backend('updateRole', { roleKey: 'org:nobody', name: 'Nobody' })
      await refusal(unknown, 'not_found', { field: 'roleKey' })
      const { items } = await world.backend('listRoles', {})
      equal([items.length, items.at(-1)], [3, role], 'nothing was made, nothing changed')
    },
  },
  {
    title: 'an instance has ten roles beside the first two (A15)',
    covers: ['backend.createRole', 'backend.createRole:role_limit_reached', 'backend.deleteRole'],
    needs: ['backend'],
    settings: organizationsOn,
    async run(world) {
      const create = (number: number) =>
        createEditor(world, { key: `org:role_${number}`, name: `Role ${number}` })
      for (let number = 1; number <= 9; number++) await create(number)
      const { answers, errors } = await together([10, 11, 12].map(create))
      equal([answers.length, errors.length], [1, 2], 'of three at once one is the tenth')
      for (const error of errors) {
        await refusal(Promise.reject(error), 'role_limit_reached', { meta: { used: 10, maximum: 10 } })
      }
      await world.backend('deleteRole', { roleKey: 'org:role_1' })
      await create(13)
      equal((await world.backend('listRoles', {})).items.length, 12, 'with the first two')
    },
  },
  {
    title: 'a changed role acts on its holders at their next request, and raises its version (A15)',
    covers: ['backend.updateRole', 'backend.updateRole:conflict', 'listMembers', 'listMembers:forbidden'],
    needs: ['backend', 'members', 'addMember'],
    settings: organizationsOn,
    async run(world) {
      await createEditor(world)
      const { organizationId, others } = await createTeam(world, { Grace: 'org:editor' })
      const grace = others[0]!
      await grace.listMembers({ organizationId })
      const update = (input: object) => world.backend('updateRole', { roleKey: 'org:editor', ...input })
      const { role } = await update({ permissions: [], name: 'Author', version: 1 })
      equal([role.name, role.permissions, role.version], ['Author', [], 2], 'as it is now')
      await refusal(grace.listMembers({ organizationId }), 'forbidden')
      await refusal(update({ permissions: [read], version: 1 }), 'conflict', { field: 'version' })
      await refusal(grace.listMembers({ organizationId }), 'forbidden')
      await update({ permissions: [read] })
      const { items } = await grace.listMembers({ organizationId })
      equal(items.find(({ user }) => user.name === 'Grace')?.role.name, 'Author', 'and is called')
    },
  },
  {
    title:
      'a role that is held is deleted only with another one for its holders and those invited with it (A15)',
    covers: [
      'backend.deleteRole',
      'backend.deleteRole:required',
      'backend.deleteRole:invalid_value',
      'backend.deleteRole:not_found',
      'listInvitations',
    ],
    needs: ['backend', 'members', 'invitations', 'addMember'],
    settings: organizationsOn,
    async run(world) {
      await createEditor(world)
      const roleKey = 'org:editor'
      const { ada, organizationId } = await createTeam(world, { Grace: roleKey })
      const other = (await ada.createOrganization({ name: 'Other' })).organization.id
      await ada.inviteMember({ organizationId: other, emailAddress: 'new@elsewhere.test', roleKey })
      const field = 'replacementRoleKey'
      const remove = (replacementRoleKey?: string) =>
        world.backend('deleteRole', { roleKey, ...(replacementRoleKey && { replacementRoleKey }) })
      await refusal(remove(), 'required', { field })
      for (const key of [roleKey, 'org:nobody']) await refusal(remove(key), 'invalid_value', { field })
      equal(await remove('org:member'), { deleted: true }, 'it is gone')
      await refusal(remove('org:member'), 'not_found', { field: 'roleKey' })
      equal((await rolesOf(ada, organizationId)).Grace, 'org:member', 'Grace holds the other one')
      const { items } = await ada.listInvitations({ organizationId: other })
      equal(items[0]?.role.key, 'org:member', 'and so will whoever was invited, in every organization')
      equal((await world.backend('listRoles', {})).items.length, 2, 'it is listed nowhere')
    },
  },
  {
    title: 'a role that was changed while members are moved to it and from it is whole',
    covers: ['backend.listRoles'],
    needs: ['backend', 'members', 'addMember'],
    settings: organizationsOn,
    roles: [defaultAdminRole, defaultMemberRole, owner],
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, { Grace: owner.key })
      const userId = others[0]!.user.id
      const { errors } = await together<unknown>([
        world.backend('deleteRole', { roleKey: owner.key, replacementRoleKey: 'org:member' }),
        ada.updateMemberRole({ organizationId, userId, roleKey: 'org:member' }),
        ada.updateMemberRole({ organizationId, userId, roleKey: owner.key }),
        ada.inviteMember({ organizationId, emailAddress: 'new@elsewhere.test', roleKey: owner.key }),
      ])
      for (const error of errors) await refusal(Promise.reject(error), 'invalid_value')
      const roles = (await world.backend('listRoles', {})).items.map(({ key }) => key)
      equal(roles, ['org:admin', 'org:member'], 'the role is gone')
      equal((await rolesOf(ada, organizationId)).Grace, 'org:member', 'nobody holds what is gone')
      const { items } = await ada.listInvitations({ organizationId })
      ok(
        items.every(({ role }) => role.key === 'org:member'),
        'nor will',
      )
    },
  },
]
