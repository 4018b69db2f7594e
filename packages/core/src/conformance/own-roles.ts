import { defaultAdminRole, defaultMemberRole, type Role, systemPermissions } from '../model/role'
import { equal, ok, refusal, together } from './assert'
import { type ConformanceCase, organizationsOn, type TestUser } from './case'
import { createTeam, permissionsOf, rolesOf, signUpElsewhere } from './team'

const ownRolesOn = { ...organizationsOn, organizationRoles: true }
const read = 'org:sys_memberships:read'
const manage = 'org:sys_memberships:manage'

/** Makes roles, but holds nothing else of weight. */
const maker: Role = {
  key: 'org:maker',
  name: 'Maker',
  description: null,
  permissions: [read, 'org:sys_roles:manage'],
}
const withMaker = [defaultAdminRole, defaultMemberRole, maker]

/** Roles that an organization makes for itself (A15). */
export const ownRoleCases: ConformanceCase[] = [
  {
    title: 'an organization makes a role of its own, and gives it to its members (A15)',
    covers: ['createOrganizationRole', 'listRoles', 'updateMemberRole', 'inviteMember', 'listMembers'],
    needs: ['roles', 'members', 'invitations', 'addMember'],
    settings: ownRolesOn,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, { Grace: 'org:member' })
      const grace = others[0]!
      const { role, events } = await ada.createOrganizationRole({
        organizationId,
        name: ' Editor ',
        description: ' Writes. ',
        permissions: [read, 'org:sys_profile:manage', read],
      })
      const { key } = role
      ok(key.startsWith('role_'), 'its key is an id')
      const permissions = [read, 'org:sys_profile:manage']
      const expected = { key, name: 'Editor', description: 'Writes.', permissions, isOwn: true, version: 1 }
      equal(role, expected, 'without white space, each permission once')
      const [told] = events
      ok(told?.type === 'role.created' && events.length === 1, 'the event says so')
      equal([told.organizationId, told.role], [organizationId, role], 'with the role')
      const { items } = await grace.listRoles({ organizationId })
      equal(items.at(-1), role, 'it stands behind those of the instance')
      const { member } = await ada.updateMemberRole({ organizationId, userId: grace.user.id, roleKey: key })
      equal(member.role, { key, name: 'Editor' }, 'Grace has it')
      equal(await permissionsOf(grace, organizationId), permissions, 'with what it holds')
      const invited = await ada.inviteMember({ organizationId, emailAddress: 'a@b.test', roleKey: key })
      equal(invited.invitation.role, { key, name: 'Editor' }, 'others are invited with it')
      const listed = await ada.listMembers({ organizationId, roleKey: key })
      equal(
        listed.items.map(({ user }) => user.name),
        ['Grace'],
        'the list of members knows it',
      )
    },
  },
  {
    title: 'a role of another organization is no role: not listed, not given, not changed (A15)',
    covers: [
      'listRoles',
      'updateMemberRole:invalid_value',
      'inviteMember:invalid_value',
      'updateOrganizationRole:not_found',
      'deleteOrganizationRole:not_found',
      'deleteOrganizationRole:invalid_value',
    ],
    needs: ['roles', 'members', 'invitations'],
    settings: ownRolesOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const foreign = await ada.createOrganizationRole({
        organizationId,
        name: 'Editor',
        permissions: [read],
      })
      const roleKey = foreign.role.key
      const { user: grace, organizationId: hers } = await signUpElsewhere(world, 'Grace')
      const { items } = await grace.listRoles({ organizationId: hers })
      equal(
        items.map(({ key }) => key),
        ['org:admin', 'org:member'],
        'it is not listed',
      )
      const of = { organizationId: hers, roleKey }
      await refusal(grace.updateMemberRole({ ...of, userId: grace.user.id }), 'invalid_value', {
        field: 'roleKey',
      })
      await refusal(grace.inviteMember({ ...of, emailAddress: 'a@b.test' }), 'invalid_value')
      await refusal(grace.updateOrganizationRole({ ...of, name: 'Mine' }), 'not_found', { field: 'roleKey' })
      await refusal(grace.deleteOrganizationRole(of), 'not_found', { field: 'roleKey' })
      const own = await grace.createOrganizationRole({
        organizationId: hers,
        name: 'Editor',
        permissions: [],
      })
      await refusal(
        grace.deleteOrganizationRole({
          organizationId: hers,
          roleKey: own.role.key,
          replacementRoleKey: roleKey,
        }),
        'invalid_value',
        { field: 'replacementRoleKey' },
      )
      equal((await ada.listRoles({ organizationId })).items.at(-1), foreign.role, 'it is as it was')
    },
  },
  {
    title: 'the instance’s roles are not the organization’s to change',
    covers: ['updateOrganizationRole:not_found', 'deleteOrganizationRole:not_found'],
    needs: ['roles'],
    settings: ownRolesOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      for (const roleKey of ['org:admin', 'org:member', 'org:nobody', '']) {
        const of = { organizationId, roleKey }
        const codes = roleKey === '' ? (['not_found', 'invalid_request'] as const) : 'not_found'
        await refusal(ada.updateOrganizationRole({ ...of, name: 'Mine' }), codes)
        await refusal(ada.deleteOrganizationRole(of), codes)
      }
    },
  },
  {
    title: 'an organization has ten roles of its own, whatever the instance has (A15)',
    covers: ['createOrganizationRole:role_limit_reached', 'deleteOrganizationRole', 'createOrganizationRole'],
    needs: ['roles'],
    settings: ownRolesOn,
    roles: withMaker,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const create = (name: string) => ada.createOrganizationRole({ organizationId, name, permissions: [] })
      const keys: string[] = []
      for (let number = 1; number <= 9; number++) keys.push((await create(`Role ${number}`)).role.key)
      const { answers, errors } = await together(['Ten', 'Eleven', 'Twelve'].map(create))
      equal([answers.length, errors.length], [1, 2], 'of three at once one is the tenth')
      for (const error of errors) {
        await refusal(Promise.reject(error), 'role_limit_reached', { meta: { used: 10, maximum: 10 } })
      }
      await ada.deleteOrganizationRole({ organizationId, roleKey: keys[0]! })
      await create('Next')
      equal((await ada.listRoles({ organizationId })).items.length, 13, 'with the three of the instance')
    },
  },
  {
    title: 'a role needs a name of its own, and holds only what there is',
    covers: [
      'createOrganizationRole:required',
      'createOrganizationRole:too_long',
      'createOrganizationRole:invalid_characters',
      'createOrganizationRole:invalid_value',
      'createOrganizationRole:role_taken',
      'updateOrganizationRole:required',
      'updateOrganizationRole:too_long',
      'updateOrganizationRole:invalid_characters',
      'updateOrganizationRole:invalid_value',
      'updateOrganizationRole:role_taken',
    ],
    needs: ['roles'],
    settings: ownRolesOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const create = (input: object) =>
        ada.createOrganizationRole({ organizationId, name: 'Author', permissions: [], ...input })
      await create({ name: 'Author' })
      const { role } = await create({ name: 'Éditor' })
      const update = (input: object) =>
        ada.updateOrganizationRole({ organizationId, roleKey: role.key, ...input })
      for (const write of [create, update]) {
        await refusal(write({ name: ' ' }), 'required', { field: 'name' })
        await refusal(write({ name: 'x'.repeat(101) }), 'too_long', { field: 'name', meta: { maximum: 100 } })
        await refusal(write({ name: 'a\u0000b' }), 'invalid_characters', { field: 'name' })
        await refusal(write({ name: 'B', description: 'x'.repeat(501) }), 'too_long', {
          field: 'description',
        })
        for (const name of ['Author', ' author ', 'ADMIN', 'Member']) {
          await refusal(write({ name }), 'role_taken', { field: 'name' })
        }
        await refusal(write({ name: 'B', permissions: [read, 'org:notes:write'] }), 'invalid_value', {
          field: 'permissions',
          meta: { unknown: ['org:notes:write'] },
        })
      }
      const { items } = await ada.listRoles({ organizationId })
      equal(items.length, 4, 'nothing was made')
      equal(
        items.find(({ key }) => key === role.key),
        role,
        'and nothing changed',
      )
      equal((await update({ name: 'éditor' })).role.name, 'éditor', 'its own name is not taken from it')
    },
  },
  {
    title: 'nobody puts into a role, or gives with one, what they do not hold; what is in it may stay (A15)',
    covers: [
      'createOrganizationRole',
      'createOrganizationRole:forbidden',
      'updateOrganizationRole',
      'updateOrganizationRole:forbidden',
      'deleteOrganizationRole:forbidden',
    ],
    needs: ['roles', 'members', 'addMember'],
    settings: { ...ownRolesOn, membershipLimit: null },
    roles: withMaker,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, { Mia: maker.key, Grace: 'org:member' })
      const [mia, grace] = others as [TestUser, TestUser]
      const create = (permissions: string[]) =>
        mia.createOrganizationRole({ organizationId, name: 'Reader', permissions })
      await refusal(create([read, manage, 'org:sys_audit:read']), 'forbidden', {
        field: 'permissions',
        meta: { missing: [manage, 'org:sys_audit:read'] },
      })
      const { role } = await create([read])
      const of = { organizationId, roleKey: role.key }
      await refusal(mia.updateOrganizationRole({ ...of, permissions: [manage] }), 'forbidden')
      const held = ['org:sys_audit:read', read]
      await ada.updateOrganizationRole({ ...of, permissions: held })
      const kept = await mia.updateOrganizationRole({ ...of, name: 'Auditor', permissions: held })
      equal([kept.role.name, kept.role.permissions], ['Auditor', held], 'Mia renames it with what Ada put in')
      await ada.updateMemberRole({ ...of, userId: grace.user.id })
      const giveAway = mia.deleteOrganizationRole({ ...of, replacementRoleKey: 'org:admin' })
      await refusal(giveAway, 'forbidden', { field: 'replacementRoleKey' })
      equal((await rolesOf(ada, organizationId)).Grace, role.key, 'nothing has happened')
    },
  },
  {
    title: 'every member reads what a role can hold: the system’s permissions, then the app’s own',
    covers: ['listPermissions', 'backend.createPermission', 'createOrganizationRole:forbidden'],
    needs: ['roles', 'addMember', 'backend'],
    settings: ownRolesOn,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, { Grace: 'org:member' })
      for (const key of ['org:notes:write', 'org:notes:read']) {
        await world.backend('createPermission', { key, name: key.toUpperCase(), description: 'Notes.' })
      }
      const { items } = await others[0]!.listPermissions({ organizationId })
      const own = (key: string) => ({
        key,
        name: key.toUpperCase(),
        description: 'Notes.',
        isSystem: false,
      })
      equal(
        items,
        [
          ...systemPermissions.map((key) => ({ key, name: null, description: null, isSystem: true })),
          own('org:notes:read'),
          own('org:notes:write'),
        ],
        'each with its name',
      )
      const permissions = ['org:notes:write']
      await refusal(
        ada.createOrganizationRole({ organizationId, name: 'Writer', permissions }),
        'forbidden',
        { meta: { missing: permissions } },
      )
    },
  },
]
