import { defaultAdminRole, defaultMemberRole, type Role } from '../model/role'
import { equal, ok, refusal, together } from './assert'
import { type ConformanceCase, organizationsOn, personalOn, type TestUser } from './case'
import { createTeam, rolesOf, signUpElsewhere } from './team'

const recruiter: Role = {
  key: 'org:recruiter',
  name: 'Recruiter',
  description: null,
  permissions: ['org:sys_memberships:read', 'org:sys_memberships:manage'],
}

export const memberRemovalCases: ConformanceCase[] = [
  {
    title: 'who is removed is a stranger at their next request, and must choose an organization (A2)',
    covers: ['removeMember', 'getOrganization:session_pending', 'getSession'],
    needs: ['members', 'addMember'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, { Grace: 'org:member' })
      const grace = others[0]!
      await grace.setLastActiveOrganization({ organizationId })
      const { events } = await ada.removeMember({ organizationId, userId: grace.user.id })
      const [told] = events
      ok(told?.type === 'membership.deleted' && events.length === 1, 'the event says so')
      equal(
        [told.userId, told.actorUserId, told.counts],
        [grace.user.id, ada.user.id, { memberCount: 1, pendingInvitationCount: 0 }],
        'who removed whom, and how many are left',
      )
      await refusal(grace.getOrganization({ organization: organizationId }), 'session_pending')
      const { session } = await grace.getSession({ organization: organizationId })
      equal(
        [session?.status, session?.active, session?.activeError?.code, session?.memberships.totalCount],
        ['pending', null, 'not_found', 0],
        'nothing of it is left to her',
      )
      equal(await rolesOf(ada, organizationId), { Ada: 'org:admin' }, 'she is in no list')
    },
  },
  {
    title: 'an administrator removes anybody, also who holds more, and themselves while another is there',
    covers: ['removeMember', 'getOrganization:not_found', 'removeMember:last_administrator'],
    needs: ['members', 'addMember'],
    settings: personalOn,
    roles: [defaultAdminRole, defaultMemberRole, recruiter],
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, {
        Rita: recruiter.key,
        Rob: recruiter.key,
        Grace: 'org:member',
      })
      const [rita, rob] = others as [TestUser, TestUser]
      const remove = (by: TestUser, { user }: TestUser) =>
        by.removeMember({ organizationId, userId: user.id })
      await remove(rita, ada)
      await refusal(ada.getOrganization({ organization: organizationId }), 'not_found')
      await remove(rita, rita)
      await refusal(rita.getOrganization({ organization: organizationId }), 'not_found')
      await refusal(remove(rob, rob), 'last_administrator')
      equal(await rolesOf(rob, organizationId), { Grace: 'org:member', Rob: recruiter.key }, 'two are left')
    },
  },
  {
    title: 'who is no member here cannot be removed, and nothing is told of them',
    covers: ['removeMember:not_found'],
    needs: ['members'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const { user: grace } = await signUpElsewhere(world, 'Grace')
      const errors = []
      for (const userId of [grace.user.id, 'nobody']) {
        errors.push(
          await refusal(ada.removeMember({ organizationId, userId }), 'not_found', { field: 'userId' }),
        )
      }
      equal(errors[0]?.toJSON(), errors[1]?.toJSON(), 'somebody else’s user answers like nobody')
    },
  },
  {
    title: 'a sole member may remove themselves: the organization is then without members',
    covers: ['removeMember', 'backend.getOrganization', 'backend.addMember'],
    needs: ['members', 'backend'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      await ada.removeMember({ organizationId, userId: ada.user.id })
      const { organization } = await world.backend('getOrganization', { organization: organizationId })
      equal(organization.memberCount, 0, 'it is still there')
      const grace = await world.signUp('Grace')
      const { member } = await world.backend('addMember', {
        organizationId,
        userId: grace.user.id,
        roleKey: 'org:member',
      })
      equal(member.role.key, 'org:admin', 'the first to join it administers it')
    },
  },
  {
    title: 'who is removed takes their pending invitations with them, and can be invited again',
    covers: ['removeMember', 'inviteMember', 'acceptInvitation'],
    needs: ['members', 'invitations', 'addMember'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, { Grace: 'org:admin' })
      const grace = others[0]!
      await grace.inviteMember({ organizationId, emailAddress: 'new@elsewhere.test' })
      const { events } = await ada.removeMember({ organizationId, userId: grace.user.id })
      equal(
        events.map(({ type }) => type),
        ['membership.deleted', 'invitation.revoked'],
        'both are told',
      )
      const [left] = events
      ok(left?.type === 'membership.deleted', 'the first is her leaving')
      equal(left.counts, { memberCount: 1, pendingInvitationCount: 0 }, 'counted after all')
      const again = await ada.inviteMember({ organizationId, emailAddress: grace.user.emails[0]!.address })
      const { active } = await grace.acceptInvitation({ invitationId: again.invitation.id })
      equal(active?.membership.role.key, 'org:member', 'she is back, with the role of the invitation')
    },
  },
  {
    title: 'two administrators remove each other at once: one of them stays',
    covers: ['removeMember'],
    needs: ['members', 'addMember'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, {
        Grace: 'org:admin',
        Linus: 'org:member',
      })
      const [grace, linus] = others as [TestUser, TestUser]
      const remove = (by: TestUser, { user }: TestUser) =>
        by.removeMember({ organizationId, userId: user.id })
      const { answers, errors } = await together([remove(ada, grace), remove(grace, ada)])
      equal([answers.length, errors.length], [1, 1], 'one is removed')
      await refusal(Promise.reject(errors[0]), ['not_found', 'session_pending'])
      const roles = Object.values(await rolesOf(linus, organizationId))
      equal(roles.sort(), ['org:admin', 'org:member'], 'an administrator and a member')
    },
  },
  {
    title: 'a member is removed and leaves at once: it happens once',
    covers: ['getOrganization'],
    needs: ['members', 'addMember'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, { Grace: 'org:member' })
      const grace = others[0]!
      const { answers } = await together([
        ada.removeMember({ organizationId, userId: grace.user.id }),
        grace.leaveOrganization({ organizationId }),
      ])
      equal(answers.length, 1, 'one of both did it')
      const { organization } = await ada.getOrganization({ organization: organizationId })
      equal(organization.memberCount, 1, 'she is counted off once')
      equal((await grace.getSession({})).session?.memberships.totalCount, 0, 'for her too')
    },
  },
]
