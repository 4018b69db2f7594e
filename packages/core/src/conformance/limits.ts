import type { Limit } from '../model/limit'
import { defaultAdminRole, defaultMemberRole, type Role } from '../model/role'
import { equal, refusal } from './assert'
import { type ConformanceCase, organizationsOn, type TestUser } from './case'
import { createTeam } from './team'

const remover: Role = {
  key: 'org:remover',
  name: 'Remover',
  description: null,
  permissions: ['org:sys_profile:delete'],
}

/** What the data says is what the command does: with the same reason, and the same numbers where the reason has any. */
async function agrees(limit: Limit | undefined, call: () => Promise<unknown>, fact: string): Promise<void> {
  if (limit?.allowed) {
    equal(limit.reason, null, `${fact}: nothing stands against it`)
    await call()
    return
  }
  equal(typeof limit?.reason, 'string', `${fact}: there is a reason`)
  const error = await refusal(call(), limit!.reason!)
  if (error.meta?.used !== undefined) {
    equal({ used: error.meta.used, maximum: error.meta.maximum }, numbersOf(limit!), `${fact}: its numbers`)
  }
}

const numbersOf = ({ used, maximum }: Limit) => ({ used, maximum })

const limitsOf = async (user: TestUser, organization: string) =>
  (await user.getOrganization({ organization })).limits

/** Limits as data agree with the commands in every state (F1). */
export const limitsCases: ConformanceCase[] = [
  {
    title: 'the limit of inviting says what inviting does: seats free, the last one, none, a limit gone down',
    covers: ['inviteMember', 'inviteMember:seat_limit_reached', 'getOrganization'],
    needs: ['backend', 'invitations'],
    settings: { ...organizationsOn, membershipLimit: 3 },
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      let number = 0
      const invite = () =>
        ada.inviteMember({ organizationId, emailAddress: `user${++number}@elsewhere.test` })
      for (const used of [1, 2, 3]) {
        const { inviteMember } = await limitsOf(ada, organizationId)
        equal(numbersOf(inviteMember), { used, maximum: 3 }, 'each invitation takes a seat')
        await agrees(inviteMember, invite, `with ${used} of 3`)
      }
      await world.backend('updateSettings', { membershipLimit: 2 })
      const { inviteMember } = await limitsOf(ada, organizationId)
      equal(
        inviteMember,
        { allowed: false, reason: 'seat_limit_reached', used: 3, maximum: 2 },
        'more than all',
      )
      await agrees(inviteMember, invite, 'with 3 of 2')
      await world.backend('updateSettings', { membershipLimit: null })
      await agrees((await limitsOf(ada, organizationId)).inviteMember, invite, 'with 3, and no limit')
    },
  },
  {
    title: 'who may not invite is told so, whatever seats there are',
    covers: ['inviteMember:forbidden', 'getOrganization'],
    needs: ['invitations', 'addMember'],
    settings: organizationsOn,
    async run(world) {
      const { organizationId, others } = await createTeam(world, { Grace: 'org:member' })
      const grace = others[0]!
      const { inviteMember } = await limitsOf(grace, organizationId)
      equal(
        inviteMember,
        { allowed: false, reason: 'forbidden', used: 2, maximum: 5 },
        'used and maximum too',
      )
      await agrees(
        inviteMember,
        () => grace.inviteMember({ organizationId, emailAddress: 'user@elsewhere.test' }),
        'a member',
      )
    },
  },
  {
    title: 'the limit of joining counts members alone, and says what accepting does (A6)',
    covers: ['acceptInvitation', 'acceptInvitation:seat_limit_reached', 'getOrganization'],
    needs: ['backend', 'invitations'],
    settings: { ...organizationsOn, membershipLimit: 4 },
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const invited = []
      for (const name of ['Bea', 'Cleo', 'Dora']) {
        const user = await world.signUp(name)
        const emailAddress = user.user.emails[0]!.address
        const { invitation } = await ada.inviteMember({ organizationId, emailAddress })
        invited.push({ user, invitationId: invitation.id })
      }
      await world.backend('updateSettings', { membershipLimit: 2 })
      for (const [joined, { user, invitationId }] of invited.entries()) {
        const { addMember } = await limitsOf(ada, organizationId)
        equal(numbersOf(addMember), { used: Math.min(joined + 1, 2), maximum: 2 }, 'members alone')
        await agrees(addMember, () => user.acceptInvitation({ invitationId }), `${joined} have joined`)
      }
      const { organization } = await ada.getOrganization({ organization: organizationId })
      equal([organization.memberCount, organization.pendingInvitationCount], [2, 2], 'one of three joined')
    },
  },
  {
    title: 'the app reads the same limits of an organization, and no permission stands in its way',
    covers: ['backend.getOrganization', 'backend.addMember', 'backend.addMember:seat_limit_reached'],
    needs: ['backend'],
    settings: { ...organizationsOn, membershipLimit: 2 },
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const limits = async () =>
        (await world.backend('getOrganization', { organization: organizationId })).organization.limits
      const shown = await limitsOf(ada, organizationId)
      const { inviteMember, addMember } = await limits()
      equal([inviteMember, addMember], [shown.inviteMember, shown.addMember], 'as a member reads them')
      for (const name of ['Bea', 'Cleo']) {
        const { user } = await world.signUp(name)
        const add = () => world.backend('addMember', { organizationId, userId: user.id })
        await agrees((await limits()).addMember, add, name)
      }
    },
  },
  {
    title: 'the limit of deleting says who may: the permission, and the organization’s own setting (A14)',
    covers: ['deleteOrganization', 'deleteOrganization:forbidden', 'deleteOrganization:deletion_disabled'],
    needs: ['backend', 'addMember'],
    settings: organizationsOn,
    roles: [defaultAdminRole, defaultMemberRole, remover],
    async run(world) {
      const { organizationId, others } = await createTeam(world, {
        Grace: 'org:member',
        Linus: remover.key,
      })
      const [grace, linus] = others as [TestUser, TestUser]
      const limitOf = async (user: TestUser) => (await limitsOf(user, organizationId)).deleteOrganization
      const may = (membersMayDelete: boolean) =>
        world.backend('updateOrganization', { organizationId, membersMayDelete })
      const remove = (user: TestUser) => () => user.deleteOrganization({ organizationId })
      await may(false)
      equal((await limitOf(grace)).reason, 'forbidden', 'the permission is asked first')
      await agrees(await limitOf(grace), remove(grace), 'a member, where nobody may')
      equal((await limitOf(linus)).reason, 'deletion_disabled', 'then the organization')
      await agrees(await limitOf(linus), remove(linus), 'who has the permission, where nobody may')
      await may(true)
      await agrees(await limitOf(grace), remove(grace), 'a member, where members may')
      await agrees(await limitOf(linus), remove(linus), 'who has the permission, where members may')
    },
  },
  {
    title: 'the limit of creating says what creating does: allowed, at the limit, forbidden (A10, A11)',
    covers: [
      'createOrganization',
      'createOrganization:creation_limit_reached',
      'createOrganization:creation_forbidden',
    ],
    needs: ['backend'],
    settings: { ...organizationsOn, creationLimit: 1 },
    async run(world) {
      const ada = await world.signUp()
      const limitOf = async () => (await ada.getSession({})).session?.limits.createOrganization
      const create = () => ada.createOrganization({ name: 'Acme' })
      await agrees(await limitOf(), create, 'the first')
      await agrees(await limitOf(), create, 'the second')
      await world.backend('updateSettings', { userCreatedOrganizations: false })
      equal((await limitOf())?.reason, 'creation_forbidden', 'that none may is the first reason')
      await agrees(await limitOf(), create, 'where nobody may')
      await world.backend('updateUser', {
        userId: ada.user.id,
        mayCreateOrganizations: true,
        creationLimit: 2,
      })
      await agrees(await limitOf(), create, 'who may, and two')
      const { user } = await world.backend('getUser', { userId: ada.user.id })
      equal(user.limits.createOrganization, await limitOf(), 'the app reads the same')
    },
  },
]
