import type { BulkResult } from '../model/backend'
import { defaultAdminRole, defaultMemberRole, type Role } from '../model/role'
import { OrgkitError } from '../errors'
import { equal, ok, refusal, together } from './assert'
import {
  type ConformanceCase,
  type Cover,
  type CoveredOperation,
  organizationsOn,
  type TestUser,
  type TestWorld,
} from './case'
import { createTeam, rolesOf, type Team } from './team'

/** Administers as well as the first role, and can be changed and deleted. */
const lead: Role = { ...defaultAdminRole, key: 'org:lead', name: 'Lead' }
const roles = [defaultAdminRole, defaultMemberRole, lead]
const settings = { ...organizationsOn, organizationRoles: true, membershipLimit: null }

interface Scene extends Team {
  world: TestWorld
  /** The role that Ada, the only administrator, holds. */
  roleKey: string
}

interface Path {
  operation: CoveredOperation
  /** Which of them Ada holds. @default the creator role */
  holds?: 'lead' | 'own'
  /** `true`: the answer has the refusal in its only result. */
  isBulk?: boolean
  run(scene: Scene): Promise<unknown>
}

/** Every way in which an organization could lose its last administrator. */
const paths: Path[] = [
  {
    operation: 'leaveOrganization',
    run: ({ ada, organizationId }) => ada.leaveOrganization({ organizationId }),
  },
  {
    operation: 'removeMember',
    run: ({ ada, organizationId }) => ada.removeMember({ organizationId, userId: ada.user.id }),
  },
  {
    operation: 'updateMemberRole',
    run: ({ ada, organizationId }) =>
      ada.updateMemberRole({ organizationId, userId: ada.user.id, roleKey: 'org:member' }),
  },
  {
    operation: 'removeMembers',
    isBulk: true,
    run: ({ ada, organizationId }) => ada.removeMembers({ organizationId, userIds: [ada.user.id] }),
  },
  {
    operation: 'updateMembers',
    isBulk: true,
    run: ({ ada, organizationId }) =>
      ada.updateMembers({ organizationId, userIds: [ada.user.id], roleKey: 'org:member' }),
  },
  {
    operation: 'updateOrganizationRole',
    holds: 'own',
    run: ({ ada, organizationId, roleKey }) =>
      ada.updateOrganizationRole({ organizationId, roleKey, permissions: [] }),
  },
  {
    operation: 'deleteOrganizationRole',
    holds: 'own',
    run: ({ ada, organizationId, roleKey }) =>
      ada.deleteOrganizationRole({ organizationId, roleKey, replacementRoleKey: 'org:member' }),
  },
  {
    operation: 'backend.removeMember',
    run: ({ world, ada, organizationId }) =>
      world.backend('removeMember', { organizationId, userId: ada.user.id }),
  },
  {
    operation: 'backend.updateMemberRole',
    run: ({ world, ada, organizationId }) =>
      world.backend('updateMemberRole', { organizationId, userId: ada.user.id, roleKey: 'org:member' }),
  },
  {
    operation: 'backend.deleteUser',
    run: ({ world, ada }) => world.backend('deleteUser', { userId: ada.user.id }),
  },
  {
    operation: 'backend.updateRole',
    holds: 'lead',
    run: ({ world, roleKey }) =>
      world.backend('updateRole', { roleKey, permissions: defaultMemberRole.permissions }),
  },
  {
    operation: 'backend.deleteRole',
    holds: 'lead',
    run: ({ world, roleKey }) => world.backend('deleteRole', { roleKey, replacementRoleKey: 'org:member' }),
  },
]

async function createScene(world: TestWorld, holds: Path['holds']): Promise<Scene> {
  const team = await createTeam(world, { Grace: 'org:member' })
  const { ada, organizationId } = team
  if (holds === undefined) return { ...team, world, roleKey: 'org:admin' }
  const roleKey = holds === 'lead' ? lead.key : await createChief(team)
  await ada.updateMemberRole({ organizationId, userId: ada.user.id, roleKey })
  return { ...team, world, roleKey }
}

/** A role of the organization's own that administers it. */
async function createChief({ ada, organizationId }: Team): Promise<string> {
  const { permissions } = defaultAdminRole
  return (await ada.createOrganizationRole({ organizationId, name: 'Chief', permissions })).role.key
}

/** The refusal inside the answer to a bulk write, as if it had been the answer. */
async function unpacked(call: Promise<unknown>): Promise<unknown> {
  const { results } = (await call) as { results: readonly BulkResult<unknown>[] }
  const error = results[0]?.error
  if (error) throw new OrgkitError(error)
  return results
}

/** One rule above all: an organization with members has an administrator, whatever is done. */
export const lastAdministratorCases: ConformanceCase[] = [
  ...paths.map(({ operation, holds, isBulk = false, run }): ConformanceCase => ({
    title: `${operation} leaves the last administrator where they are`,
    covers: [isBulk ? operation : (`${operation}:last_administrator` as Cover), 'listMembers'],
    needs: ['members', 'roles', 'addMember', 'backend'],
    settings,
    roles,
    async run(world) {
      const scene = await createScene(world, holds)
      const { others, organizationId, roleKey } = scene
      const call = run(scene)
      await refusal(isBulk ? unpacked(call) : call, 'last_administrator')
      equal(
        await rolesOf(others[0]!, organizationId),
        { Ada: roleKey, Grace: 'org:member' },
        'nothing has happened',
      )
    },
  })),

  ...paths.map(({ operation, holds, run }): ConformanceCase => ({
    title: `${operation} is done where another administrator stays`,
    covers: [operation, 'listMembers'],
    needs: ['members', 'roles', 'addMember', 'backend'],
    settings,
    roles,
    async run(world) {
      const scene = await createScene(world, holds)
      const linus = await world.signUp('Linus')
      await world.addMember(scene.organizationId, linus, 'org:admin')
      await run(scene)
      const { Ada, ...left } = await rolesOf(linus, scene.organizationId)
      equal(left, { Grace: 'org:member', Linus: 'org:admin' }, 'the others are as they were')
      ok(Ada === undefined || Ada === 'org:member' || Ada === scene.roleKey, 'Ada has what she was given')
    },
  })),

  {
    title: 'a role that administers is not taken from organizations where nobody else does, and one is named',
    covers: [
      'backend.updateRole:last_administrator',
      'backend.deleteRole:last_administrator',
      'backend.deleteRole',
    ],
    needs: ['members', 'addMember', 'backend'],
    settings,
    roles,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, { Grace: 'org:admin' })
      const grace = others[0]!
      const hers = (await grace.createOrganization({ name: 'Hers' })).organization.id
      await world.addMember(hers, await world.signUp('Linus'), 'org:member')
      const give = (id: string, user: TestUser) =>
        grace.updateMemberRole({ organizationId: id, userId: user.user.id, roleKey: lead.key })
      await give(organizationId, ada)
      await give(hers, grace)
      const facts = { meta: { organization: hers } }
      const remove = (replacementRoleKey: string) =>
        world.backend('deleteRole', { roleKey: lead.key, replacementRoleKey })
      await refusal(remove('org:member'), 'last_administrator', facts)
      const weaken = world.backend('updateRole', { roleKey: lead.key, permissions: [] })
      await refusal(weaken, 'last_administrator', facts)
      await remove('org:admin')
      equal((await rolesOf(grace, hers)).Grace, 'org:admin', 'another one that administers takes its place')
    },
  },
  {
    title: 'whatever many do at once, an administrator stays',
    covers: ['backend.listMembers'],
    needs: ['members', 'addMember', 'backend'],
    settings,
    roles,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, {
        Grace: 'org:admin',
        Linus: lead.key,
        Mia: 'org:member',
      })
      const [grace, linus] = others as [TestUser, TestUser]
      const { answers } = await together<unknown>([
        ada.leaveOrganization({ organizationId }),
        world.backend('deleteUser', { userId: grace.user.id }),
        world.backend('deleteRole', { roleKey: lead.key, replacementRoleKey: 'org:member' }),
        linus.removeMember({ organizationId, userId: linus.user.id }),
        world.backend('updateMemberRole', {
          organizationId,
          userId: ada.user.id,
          roleKey: 'org:member',
        }),
      ])
      ok(answers.length > 0, 'some of it happens')
      const { items } = await world.backend('listMembers', { organizationId })
      ok(
        items.some(({ isAdministrator }) => isAdministrator),
        'somebody administers it',
      )
    },
  },
]
