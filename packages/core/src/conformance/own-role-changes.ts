import { equal, ok, refusal, together } from './assert'
import { type ConformanceCase, organizationsOn } from './case'
import { createTeam, permissionsOf, rolesOf } from './team'

const ownRolesOn = { ...organizationsOn, organizationRoles: true }
const read = 'org:sys_memberships:read'

/** What happens to roles of an organization's own, and to those who hold them (A15). */
export const ownRoleChangeCases: ConformanceCase[] = [
  {
    title:
      'where the instance does not allow it no role is made; those that exist stay, and can be changed (A15)',
    covers: ['createOrganizationRole:roles_disabled', 'updateOrganizationRole', 'deleteOrganizationRole'],
    needs: ['roles', 'members', 'addMember', 'backend'],
    settings: ownRolesOn,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, { Grace: 'org:member' })
      const create = (name: string) =>
        ada.createOrganizationRole({ organizationId, name, permissions: [read] })
      const { key: roleKey } = (await create('Editor')).role
      await ada.updateMemberRole({ organizationId, userId: others[0]!.user.id, roleKey })
      await world.backend('updateSettings', { organizationRoles: false })
      await refusal(create('Author'), 'roles_disabled')
      equal(await permissionsOf(others[0]!, organizationId), [read], 'Grace still holds hers')
      await ada.updateOrganizationRole({ organizationId, roleKey, permissions: [] })
      equal(await permissionsOf(others[0]!, organizationId), [], 'it can be changed')
      await ada.deleteOrganizationRole({ organizationId, roleKey, replacementRoleKey: 'org:member' })
      equal((await rolesOf(ada, organizationId)).Grace, 'org:member', 'and deleted')
    },
  },
  {
    title: 'a changed role acts on its holders at their next request, and raises its version',
    covers: ['updateOrganizationRole', 'updateOrganizationRole:conflict', 'listMembers:forbidden'],
    needs: ['roles', 'members', 'addMember'],
    settings: ownRolesOn,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, { Grace: 'org:member' })
      const grace = others[0]!
      const { role } = await ada.createOrganizationRole({ organizationId, name: 'Editor', permissions: [] })
      const of = { organizationId, roleKey: role.key }
      await ada.updateMemberRole({ ...of, userId: grace.user.id })
      await refusal(grace.listMembers({ organizationId }), 'forbidden', { meta: { permission: read } })
      const changed = await ada.updateOrganizationRole({ ...of, permissions: [read], version: 1 })
      equal(changed.role, { ...role, permissions: [read], version: 2 }, 'only what was sent is another')
      const [told] = changed.events
      ok(told?.type === 'role.updated', 'the event says so')
      equal(told.role, changed.role, 'with the role')
      equal((await grace.listMembers({ organizationId })).totalCount, 2, 'Grace reads the members')
      const same = await ada.updateOrganizationRole({ ...of, name: undefined, description: undefined })
      equal(same.role.name, 'Editor', 'undefined is as left out')
      const stale = ada.updateOrganizationRole({ ...of, name: 'Author', version: 1 })
      await refusal(stale, 'conflict', { field: 'version' })
      equal(
        (await ada.listRoles({ organizationId })).items.at(-1),
        same.role,
        'a stale write changes nothing',
      )
      await ada.updateOrganizationRole({ ...of, permissions: [] })
      await refusal(grace.listMembers({ organizationId }), 'forbidden')
    },
  },
  {
    title: 'invitations of those whose role may no longer send them end, and give their seats back (A6)',
    covers: ['updateOrganizationRole', 'inviteMember'],
    needs: ['roles', 'members', 'invitations', 'addMember'],
    settings: { ...ownRolesOn, membershipLimit: 3 },
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, { Grace: 'org:member' })
      const grace = others[0]!
      const manage = 'org:sys_memberships:manage'
      const { defaultRoleKey } = await ada.listRoles({ organizationId })
      const held = (await ada.listRoles({ organizationId })).items.find(({ key }) => key === defaultRoleKey)
      const permissions = [manage, ...(held?.permissions ?? [])]
      const { role } = await ada.createOrganizationRole({ organizationId, name: 'Recruiter', permissions })
      const of = { organizationId, roleKey: role.key }
      await ada.updateMemberRole({ ...of, userId: grace.user.id })
      const { invitation } = await grace.inviteMember({
        organizationId,
        emailAddress: 'linus@conformance.test',
      })
      const second = { organizationId, emailAddress: 'hedy@conformance.test' }
      await refusal(ada.inviteMember(second), 'seat_limit_reached')
      const { events } = await ada.updateOrganizationRole({ ...of, permissions: [] })
      equal(
        events.map((event) => event.type),
        ['role.updated', 'invitation.revoked'],
        'both are told',
      )
      const pending = await ada.listInvitations({ organizationId, status: 'pending' })
      equal(pending.items, [], 'it waits no more')
      const revoked = await ada.listInvitations({ organizationId, status: 'revoked' })
      equal(
        revoked.items.map(({ id }) => id),
        [invitation.id],
        'it is revoked',
      )
      equal((await ada.inviteMember(second)).invitation.status, 'pending', 'its seat is free')
    },
  },
  {
    title: 'of two who change a role at once from the same version, one is told of the conflict',
    covers: ['updateOrganizationRole', 'updateOrganizationRole:conflict'],
    needs: ['roles'],
    settings: ownRolesOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const { role } = await ada.createOrganizationRole({ organizationId, name: 'Editor', permissions: [] })
      const change = (name: string) =>
        ada.updateOrganizationRole({ organizationId, roleKey: role.key, name, version: 1 })
      const { answers, errors } = await together(['One', 'Two', 'Three'].map(change))
      equal([answers.length, errors.length], [1, 2], 'one of three')
      for (const error of errors) await refusal(Promise.reject(error), 'conflict')
      equal((await ada.listRoles({ organizationId })).items.at(-1), answers[0]?.role, 'that one is there')
    },
  },
  {
    title:
      'a role that is held is deleted only with another one for its holders and those invited with it (A15)',
    covers: [
      'deleteOrganizationRole',
      'deleteOrganizationRole:required',
      'deleteOrganizationRole:invalid_value',
      'listInvitations',
    ],
    needs: ['roles', 'members', 'invitations', 'addMember'],
    settings: ownRolesOn,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, { Grace: 'org:member' })
      const { role } = await ada.createOrganizationRole({
        organizationId,
        name: 'Editor',
        permissions: [read],
      })
      const of = { organizationId, roleKey: role.key }
      await ada.updateMemberRole({ ...of, userId: others[0]!.user.id })
      await ada.inviteMember({ ...of, emailAddress: 'new@elsewhere.test' })
      const field = 'replacementRoleKey'
      await refusal(ada.deleteOrganizationRole(of), 'required', { field })
      for (const replacementRoleKey of [role.key, 'org:nobody']) {
        await refusal(ada.deleteOrganizationRole({ ...of, replacementRoleKey }), 'invalid_value', { field })
      }
      const { events } = await ada.deleteOrganizationRole({ ...of, replacementRoleKey: 'org:member' })
      const [told] = events
      ok(told?.type === 'role.deleted' && events.length === 1, 'the event says so')
      equal([told.roleKey, told.replacement?.key], [role.key, 'org:member'], 'and what its holders hold now')
      equal((await rolesOf(ada, organizationId)).Grace, 'org:member', 'Grace has it')
      const { items } = await ada.listInvitations({ organizationId })
      equal(items[0]?.role, { key: 'org:member', name: 'Member' }, 'and so will whoever was invited')
      equal((await ada.listRoles({ organizationId })).items.length, 2, 'the role is gone')
      await refusal(ada.deleteOrganizationRole({ ...of, [field]: 'org:member' }), 'not_found')
    },
  },
  {
    title: 'a role that nobody holds is deleted without another one',
    covers: ['deleteOrganizationRole', 'createOrganizationRole'],
    needs: ['roles'],
    settings: ownRolesOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const { role } = await ada.createOrganizationRole({ organizationId, name: 'Editor', permissions: [] })
      const { events } = await ada.deleteOrganizationRole({ organizationId, roleKey: role.key })
      ok(events[0]?.type === 'role.deleted', 'the event says so')
      equal(events[0].replacement, null, 'and that nobody held it')
      await ada.createOrganizationRole({ organizationId, name: 'Editor', permissions: [] })
    },
  },
]
