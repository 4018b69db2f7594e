import { defaultAdminRole, defaultMemberRole, type Role } from '../model/role'
import { equal, ok, refusal, together } from './assert'
import { type ConformanceCase, later, organizationsOn, type TestUser } from './case'
import { createTeam, rolesOf, signUpElsewhere } from './team'

/** Administers members, and may do nothing else. */
const recruiter: Role = {
  key: 'org:recruiter',
  name: 'Recruiter',
  description: null,
  permissions: [...defaultMemberRole.permissions, 'org:sys_memberships:manage'],
}
const withRecruiter = [defaultAdminRole, defaultMemberRole, recruiter]

export const memberRoleCases: ConformanceCase[] = [
  {
    title: 'an administrator gives a member another role; it acts at their next request',
    covers: ['updateMemberRole', 'getSession', 'listEvents', 'listEvents:forbidden'],
    needs: ['members', 'activity', 'addMember'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, { Grace: 'org:member' })
      const grace = others[0]!
      const before = await grace.getSession({ organization: organizationId })
      equal(before.session?.active?.membership.role.key, 'org:member', 'Grace is a member')
      await refusal(grace.listEvents({ organizationId }), 'forbidden')
      const userId = grace.user.id
      const { member, events } = await ada.updateMemberRole({ organizationId, userId, roleKey: 'org:admin' })
      equal(
        [member.user.id, member.role, member.isAdministrator],
        [userId, { key: 'org:admin', name: 'Admin' }, true],
        'the member as they are now',
      )
      const [told] = events
      ok(told?.type === 'membership.role_changed' && events.length === 1, 'the event says so')
      equal(
        [told.userId, told.membership.role.key, told.permissions],
        [userId, 'org:admin', defaultAdminRole.permissions],
        'with all that they may do now',
      )
      await grace.listEvents({ organizationId })
      const { session } = await grace.getSession({ organization: organizationId })
      equal(session?.active?.membership.role.key, 'org:admin', 'the session shows it')
      equal(session?.memberships.items[0]?.role.key, 'org:admin', 'and so does the switcher')
      await ada.updateMemberRole({ organizationId, userId, roleKey: 'org:member' })
      await refusal(grace.listEvents({ organizationId }), 'forbidden')
    },
  },
  {
    title: 'the same role again is no change, and is not told',
    covers: ['updateMemberRole'],
    needs: ['members', 'addMember'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, { Grace: 'org:member' })
      const userId = others[0]!.user.id
      const { member, events } = await ada.updateMemberRole({ organizationId, userId, roleKey: 'org:member' })
      equal([member.role.key, events], ['org:member', []], 'it is as it was')
      const own = await ada.updateMemberRole({ organizationId, userId: ada.user.id, roleKey: 'org:admin' })
      equal(own.events, [], 'also for the last administrator')
    },
  },
  {
    title: 'nobody gives a role that holds more than they do, but may take any away',
    covers: ['updateMemberRole', 'updateMemberRole:forbidden'],
    needs: ['members', 'addMember'],
    settings: organizationsOn,
    roles: withRecruiter,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, {
        Rita: recruiter.key,
        Grace: 'org:member',
      })
      const [rita, grace] = others as [TestUser, TestUser]
      const give = (user: TestUser, roleKey: string) =>
        rita.updateMemberRole({ organizationId, userId: user.user.id, roleKey })
      for (const user of [grace, rita]) {
        const error = await refusal(give(user, 'org:admin'), 'forbidden', { field: 'roleKey' })
        ok(Array.isArray(error.meta?.missing), 'it says what is missing')
      }
      await give(grace, recruiter.key)
      await give(ada, 'org:member')
      equal(
        await rolesOf(rita, organizationId),
        { Ada: 'org:member', Grace: recruiter.key, Rita: recruiter.key },
        'Ada is demoted by who holds less',
      )
    },
  },
  {
    title: 'who is no member here has no role here, and what is no role is refused',
    covers: ['updateMemberRole:not_found', 'updateMemberRole:invalid_value'],
    needs: ['members'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const { user: grace } = await signUpElsewhere(world, 'Grace')
      for (const userId of [grace.user.id, 'nobody']) {
        const give = ada.updateMemberRole({ organizationId, userId, roleKey: 'org:member' })
        await refusal(give, 'not_found', { field: 'userId' })
      }
      const give = ada.updateMemberRole({ organizationId, userId: ada.user.id, roleKey: 'org:nobody' })
      await refusal(give, 'invalid_value', { field: 'roleKey' })
    },
  },
  {
    title: 'the last administrator is not demoted, one of two is',
    covers: ['updateMemberRole', 'updateMemberRole:last_administrator'],
    needs: ['members', 'addMember'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, { Grace: 'org:admin' })
      const demote = (user: TestUser) =>
        ada.updateMemberRole({ organizationId, userId: user.user.id, roleKey: 'org:member' })
      await demote(others[0]!)
      await refusal(demote(ada), 'last_administrator')
      equal(await rolesOf(ada, organizationId), { Ada: 'org:admin', Grace: 'org:member' }, 'Ada stays')
    },
  },
  {
    title: 'two administrators demote each other at once: one of them stays',
    covers: ['updateMemberRole'],
    needs: ['members', 'addMember'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, { Grace: 'org:admin' })
      const grace = others[0]!
      const demote = (by: TestUser, { user }: TestUser) =>
        by.updateMemberRole({ organizationId, userId: user.id, roleKey: 'org:member' })
      const { answers, errors } = await together([demote(ada, grace), demote(grace, ada)])
      equal([answers.length, errors.length], [1, 1], 'one is demoted')
      await refusal(Promise.reject(errors[0]), ['forbidden', 'last_administrator'])
      const roles = Object.values(await rolesOf(ada, organizationId))
      equal(roles.filter((key) => key === 'org:admin').length, 1, 'one administrator is there')
    },
  },
  {
    title: 'invitations of somebody who may not give their role any more end with the change',
    covers: ['updateMemberRole', 'listInvitations', 'inviteMember'],
    needs: ['members', 'invitations', 'addMember'],
    settings: organizationsOn,
    roles: withRecruiter,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, { Grace: 'org:admin' })
      const grace = others[0]!
      const invite = (name: string, roleKey: string) =>
        grace.inviteMember({ organizationId, emailAddress: `${name}@elsewhere.test`, roleKey })
      await invite('admin', 'org:admin')
      await later()
      await invite('member', 'org:member')
      const userId = grace.user.id
      const statuses = async () => {
        const { items } = await ada.listInvitations({ organizationId })
        return items.map(({ emailAddress, status }) => [emailAddress.split('@')[0], status])
      }
      const weaker = await ada.updateMemberRole({ organizationId, userId, roleKey: recruiter.key })
      const revoked = weaker.events.find(({ type }) => type === 'invitation.revoked')
      ok(revoked?.type === 'invitation.revoked', 'it is told')
      equal(revoked.counts, { memberCount: 2, pendingInvitationCount: 1 }, 'and how many are left')
      equal(
        await statuses(),
        [
          ['member', 'pending'],
          ['admin', 'revoked'],
        ],
        'a recruiter may still invite members',
      )
      await ada.updateMemberRole({ organizationId, userId, roleKey: 'org:member' })
      equal(
        await statuses(),
        [
          ['member', 'revoked'],
          ['admin', 'revoked'],
        ],
        'a member nobody',
      )
      const { organization } = await ada.getOrganization({ organization: organizationId })
      equal(organization.pendingInvitationCount, 0, 'their seats are free')
    },
  },
]
