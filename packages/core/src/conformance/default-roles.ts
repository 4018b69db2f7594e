import type { Role } from '../model/role'
import { equal, refusal } from './assert'
import { type ConformanceCase, organizationsOn, type TestWorld } from './case'
import { createTeam } from './team'

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

/** Default and creator role (A12, A13). */
export const defaultRoleCases: ConformanceCase[] = [
  {
    title:
      'another role is the default: who joins without one of their own gets it; it cannot be deleted (A12)',
    covers: [
      'backend.setDefaultRole',
      'backend.setDefaultRole:not_found',
      'backend.deleteRole:role_is_default',
      'backend.deleteRole',
      'inviteMember',
      'listRoles',
    ],
    needs: ['backend', 'members', 'invitations'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      await createEditor(world)
      const set = (roleKey: string) => world.backend('setDefaultRole', { roleKey })
      await refusal(set('org:nobody'), 'not_found', { field: 'roleKey' })
      const { settings } = await set('org:editor')
      equal(settings.defaultRoleKey, 'org:editor', 'it is told')
      equal((await ada.listRoles({ organizationId })).defaultRoleKey, 'org:editor', 'to members too')
      const invited = await ada.inviteMember({ organizationId, emailAddress: 'new@elsewhere.test' })
      equal(invited.invitation.role.key, 'org:editor', 'who is invited gets it')
      const bea = await world.signUp('Bea')
      const added = await world.backend('addMember', { organizationId, userId: bea.user.id })
      equal(added.member.role.key, 'org:editor', 'who is added gets it')
      const remove = (roleKey: string) =>
        world.backend('deleteRole', { roleKey, replacementRoleKey: 'org:admin' })
      await refusal(remove('org:editor'), 'role_is_default')
      await remove('org:member')
      const roles = (await ada.listRoles({ organizationId })).items.map(({ key }) => key)
      equal(roles, ['org:admin', 'org:editor'], 'the one before it can be')
    },
  },
  {
    title:
      'another role that holds enough is the creator role; it cannot be deleted, nor lose what it needs (A13)',
    covers: [
      'backend.setCreatorRole',
      'backend.setCreatorRole:not_found',
      'backend.setCreatorRole:creator_permissions_missing',
      'backend.updateRole:creator_permissions_missing',
      'backend.deleteRole:role_is_creator',
      'createOrganization',
    ],
    needs: ['backend'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      const before = await ada.createOrganization({ name: 'Before' })
      await createEditor(world, { key: owner.key, name: owner.name, permissions: [read] })
      const set = (roleKey: string) => world.backend('setCreatorRole', { roleKey })
      const update = (permissions: string[]) =>
        world.backend('updateRole', { roleKey: owner.key, permissions })
      await refusal(set('org:nobody'), 'not_found', { field: 'roleKey' })
      await refusal(set(owner.key), 'creator_permissions_missing', { meta: { missing: [manage, removal] } })
      await update([...owner.permissions])
      equal((await set(owner.key)).settings.creatorRoleKey, owner.key, 'now it can be')
      const { active } = await ada.createOrganization({ name: 'After' })
      equal(active.membership.role.key, owner.key, 'who creates an organization gets it')
      const again = await ada.getOrganization({ organization: before.organization.id })
      equal(again.membership.role.key, 'org:admin', 'who did before keeps what they have')
      for (const missing of owner.permissions) {
        const rest = owner.permissions.filter((permission) => permission !== missing)
        await refusal(update(rest), 'creator_permissions_missing', { meta: { missing: [missing] } })
      }
      await update([...owner.permissions, 'org:sys_audit:read'])
      const remove = world.backend('deleteRole', { roleKey: owner.key, replacementRoleKey: 'org:admin' })
      await refusal(remove, 'role_is_creator')
    },
  },
]
