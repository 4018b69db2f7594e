import { systemPermissions } from '../model/role'
import { equal, ok, refusal } from './assert'
import { type ConformanceCase, organizationsOn } from './case'
import { createTeam, permissionsOf } from './team'

const read = 'org:sys_memberships:read'

/** Permissions of the app's own (A15). */
export const permissionCases: ConformanceCase[] = [
  {
    title:
      'a permission of the app’s own is made, given, asked for, renamed and deleted from every role (A15)',
    covers: [
      'backend.createPermission',
      'backend.updatePermission',
      'backend.deletePermission',
      'backend.listPermissions',
      'backend.updateRole',
      'createOrganizationRole',
    ],
    needs: ['backend', 'roles'],
    settings: { ...organizationsOn, organizationRoles: true },
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const key = 'org:notes:write'
      const { permission } = await world.backend('createPermission', { key, name: ' Write notes ' })
      equal(permission, { key, name: 'Write notes', description: null }, 'without white space')
      await world.backend('updateRole', { roleKey: 'org:admin', permissions: [...systemPermissions, key] })
      ok((await permissionsOf(ada, organizationId)).includes(key), 'Ada holds it')
      const own = await ada.createOrganizationRole({
        organizationId,
        name: 'Writer',
        permissions: [key, read],
      })
      const renamed = await world.backend('updatePermission', { permission: key, description: 'All notes.' })
      equal(renamed.permission, { key, name: 'Write notes', description: 'All notes.' }, 'what was sent')
      const { items } = await world.backend('listPermissions', {})
      equal(items.length, systemPermissions.length + 1, 'it is listed behind the system’s')
      equal(items.at(-1), { ...renamed.permission, isSystem: false }, 'as the app’s own')
      equal(await world.backend('deletePermission', { permission: key }), { deleted: true }, 'it is gone')
      ok(!(await permissionsOf(ada, organizationId)).includes(key), 'from the instance’s roles')
      const roles = (await ada.listRoles({ organizationId })).items
      equal(
        roles.find((role) => role.key === own.role.key)?.permissions,
        [read],
        'and from the organization’s',
      )
      equal(
        (await world.backend('listPermissions', {})).items.length,
        systemPermissions.length,
        'and the list',
      )
    },
  },
  {
    title: 'a permission needs a key of two words and a name; the system’s are not the app’s to change',
    covers: [
      'backend.createPermission:required',
      'backend.createPermission:too_long',
      'backend.createPermission:invalid_characters',
      'backend.createPermission:invalid_value',
      'backend.createPermission:permission_taken',
      'backend.updatePermission:required',
      'backend.updatePermission:too_long',
      'backend.updatePermission:invalid_characters',
      'backend.updatePermission:not_found',
      'backend.deletePermission:not_found',
    ],
    needs: ['backend'],
    settings: organizationsOn,
    async run(world) {
      const key = 'org:notes:write'
      const create = (input: object) => world.backend('createPermission', { key, name: 'Notes', ...input })
      const update = (input: object) => world.backend('updatePermission', { permission: key, ...input })
      await refusal(create({ key: '' }), 'required', { field: 'key' })
      await refusal(create({ key: `org:notes:${'x'.repeat(100)}` }), 'too_long', { field: 'key' })
      for (const wrong of [
        'notes:write',
        'org:notes',
        'org:Notes:write',
        'org:a:b:c',
        'org::',
        'org:a:b c',
      ]) {
        await refusal(create({ key: wrong }), 'invalid_characters', { field: 'key' })
      }
      for (const wrong of ['org:sys_profile:manage', 'org:sys_other:read']) {
        await refusal(create({ key: wrong }), 'invalid_value', { field: 'key' })
      }
      await create({})
      await refusal(create({}), 'permission_taken', { field: 'key' })
      for (const write of [(input: object) => create({ key: 'org:notes:read', ...input }), update]) {
        await refusal(write({ name: '' }), 'required', { field: 'name' })
        await refusal(write({ name: 'x'.repeat(101) }), 'too_long', { field: 'name' })
        await refusal(write({ name: 'a\u0000b' }), 'invalid_characters', { field: 'name' })
        await refusal(write({ description: 'x'.repeat(501) }), 'too_long', { field: 'description' })
      }
      for (const permission of ['org:notes:read', 'org:sys_profile:manage']) {
        const rename = world.backend('updatePermission', { permission, name: 'Mine' })
        await refusal(rename, 'not_found', { field: 'permission' })
        await refusal(world.backend('deletePermission', { permission }), 'not_found', { field: 'permission' })
      }
    },
  },
]
