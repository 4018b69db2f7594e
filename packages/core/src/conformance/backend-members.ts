import { equal, ok, refusal, together } from './assert'
import { type ConformanceCase, organizationsOn, type TestUser } from './case'
import { createTeam, rolesOf, signUpElsewhere } from './team'

const address = 'new@elsewhere.test'
const addressOf = ({ user }: TestUser) => user.emails[0]!.address

export const backendMemberCases: ConformanceCase[] = [
  {
    title: 'the app makes a user a member at once, with the default role or another one',
    covers: ['backend.addMember', 'listMembers', 'getSession'],
    needs: ['backend', 'members'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const [bea, cleo] = [await world.signUp('Bea'), await world.signUp('Cleo')]
      const added = await world.backend('addMember', { organizationId, userId: bea.user.id })
      equal(
        added.member,
        {
          user: { id: bea.user.id, name: 'Bea', imageUrl: null, emailAddress: addressOf(bea) },
          role: { key: 'org:member', name: 'Member' },
          isAdministrator: false,
          joinedAt: added.member.joinedAt,
        },
        'as the others see them',
      )
      equal(
        added.events.map(({ type, actorUserId }) => [type, actorUserId]),
        [
          ['membership.created', null],
          ['user_membership.created', null],
          ['session_task.completed', null],
        ],
        'by nobody, and their task is done',
      )
      await world.backend('addMember', { organizationId, userId: cleo.user.id, roleKey: 'org:admin' })
      equal(
        await rolesOf(ada, organizationId),
        { Ada: 'org:admin', Bea: 'org:member', Cleo: 'org:admin' },
        'both are there',
      )
      equal((await bea.getSession({})).session?.status, 'active', 'the app is open to them')
    },
  },
  {
    title: 'nobody is added twice, with a role that there is not, or who is nobody',
    covers: [
      'backend.addMember:already_member',
      'backend.addMember:invalid_value',
      'backend.addMember:not_found',
    ],
    needs: ['backend'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const bea = await world.signUp('Bea')
      const add = (userId: string, roleKey?: string) =>
        world.backend('addMember', { organizationId, userId, ...(roleKey && { roleKey }) })
      await refusal(add(ada.user.id), 'already_member', { field: 'userId' })
      await refusal(add('nobody'), 'not_found', { field: 'userId' })
      await refusal(add(bea.user.id, 'org:nobody'), 'invalid_value', { field: 'roleKey' })
      const { answers, errors } = await together([1, 2, 3].map(() => add(bea.user.id)))
      equal([answers.length, errors.length], [1, 2], 'of three at once one adds her')
      for (const error of errors) await refusal(Promise.reject(error), 'already_member')
    },
  },
  {
    title:
      'adding somebody takes no seat that was promised to others, and uses up what was promised to them (A6)',
    covers: ['backend.addMember', 'backend.addMember:seat_limit_reached', 'listInvitations'],
    needs: ['backend', 'invitations'],
    settings: { ...organizationsOn, membershipLimit: 2 },
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const [bea, cleo] = [await world.signUp('Bea'), await world.signUp('Cleo')]
      await ada.inviteMember({ organizationId, emailAddress: addressOf(bea) })
      const add = ({ user }: TestUser) => world.backend('addMember', { organizationId, userId: user.id })
      await refusal(add(cleo), 'seat_limit_reached', { meta: { used: 2, maximum: 2 } })
      const { events } = await add(bea)
      equal(
        events.map(({ type }) => type),
        ['invitation.accepted', 'membership.created', 'user_membership.created', 'session_task.completed'],
        'her invitation counts as accepted',
      )
      const { items } = await ada.listInvitations({ organizationId })
      equal(
        items.map(({ status }) => status),
        ['accepted'],
        'it is shown so',
      )
      const { organization } = await ada.getOrganization({ organization: organizationId })
      equal([organization.memberCount, organization.pendingInvitationCount], [2, 0], 'two members')
    },
  },
  {
    title: 'the app gives a member any role, and ends a membership',
    covers: [
      'backend.updateMemberRole',
      'backend.updateMemberRole:not_found',
      'backend.updateMemberRole:invalid_value',
      'backend.removeMember',
      'backend.removeMember:not_found',
    ],
    needs: ['backend', 'addMember'],
    settings: organizationsOn,
    async run(world) {
      const { organizationId, others } = await createTeam(world, { Grace: 'org:member' })
      const grace = others[0]!
      const { user: linus } = await signUpElsewhere(world, 'Linus')
      const of = ({ user }: TestUser) => ({ organizationId, userId: user.id })
      const give = (user: TestUser, roleKey: string) =>
        world.backend('updateMemberRole', { ...of(user), roleKey })
      const { member, events } = await give(grace, 'org:admin')
      equal([member.role.key, member.isAdministrator], ['org:admin', true], 'she administers it')
      equal(
        events.map(({ type, actorUserId }) => [type, actorUserId]),
        [
          ['membership.role_changed', null],
          ['user_membership.role_changed', null],
        ],
        'by nobody',
      )
      await refusal(give(grace, 'org:nobody'), 'invalid_value', { field: 'roleKey' })
      await refusal(give(linus, 'org:member'), 'not_found', { field: 'userId' })
      const removed = await world.backend('removeMember', of(grace))
      ok(removed.events[0]?.type === 'membership.deleted', 'the event says so')
      for (const user of [grace, linus]) {
        await refusal(world.backend('removeMember', of(user)), 'not_found', { field: 'userId' })
      }
    },
  },
  {
    title: 'the app lists members as a member does',
    covers: ['backend.listMembers', 'backend.listMembers:invalid_value', 'backend.listMembers:too_long'],
    needs: ['backend', 'members', 'addMember'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world, { Grace: 'org:member', Linus: 'org:member' })
      for (const part of [
        {},
        { query: 'gra' },
        { roleKey: 'org:member', limit: 1 },
        { sort: 'joined', offset: 1 },
      ] as const) {
        const input = { organizationId, ...part }
        equal(await world.backend('listMembers', input), await ada.listMembers(input), 'the same')
      }
      const list = (input: object) => world.backend('listMembers', { organizationId, ...input })
      await refusal(list({ limit: 0 }), 'invalid_value', { field: 'limit' })
      await refusal(list({ query: 'x'.repeat(101) }), 'too_long', { field: 'query' })
    },
  },
  {
    title: 'the app invites in nobody’s name, sends again, and takes back',
    covers: [
      'backend.inviteMember',
      'backend.listInvitations',
      'backend.listInvitations:invalid_value',
      'backend.resendInvitation',
      'backend.resendInvitation:invitation_revoked',
      'backend.revokeInvitation',
      'backend.revokeInvitation:invitation_revoked',
    ],
    needs: ['backend', 'invitations'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const sent = await world.backend('inviteMember', {
        organizationId,
        emailAddress: address,
        expiresInDays: 3,
      })
      const { invitation } = sent
      equal(
        [invitation.inviter, invitation.role.key, invitation.status, sent.events[0]?.actorUserId],
        [null, 'org:member', 'pending', null],
        'with the default role',
      )
      const listed = await world.backend('listInvitations', { organizationId, status: 'pending' })
      equal(listed.items, [invitation], 'it is listed')
      equal(await ada.listInvitations({ organizationId }), listed, 'as its administrators read it')
      const list = world.backend('listInvitations', { organizationId, limit: 0 })
      await refusal(list, 'invalid_value', { field: 'limit' })
      const which = { organizationId, invitationId: invitation.id }
      await ada.resendInvitation(which)
      const resent = await world.backend('resendInvitation', which)
      equal(resent.invitation.inviter, null, 'sent again it is nobody’s')
      const revoked = await world.backend('revokeInvitation', which)
      equal([revoked.invitation.status, revoked.events.length], ['revoked', 1], 'it ends')
      await refusal(world.backend('revokeInvitation', which), 'invitation_revoked')
      await refusal(world.backend('resendInvitation', which), 'invitation_revoked')
    },
  },
  {
    title: 'an invitation of the app’s is refused by the same rules as a member’s',
    covers: [
      'backend.inviteMember:required',
      'backend.inviteMember:too_long',
      'backend.inviteMember:invalid_value',
      'backend.inviteMember:already_member',
      'backend.inviteMember:already_invited',
      'backend.inviteMember:seat_limit_reached',
    ],
    needs: ['backend', 'invitations'],
    settings: { ...organizationsOn, membershipLimit: 2 },
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const invite = (input: object) =>
        world.backend('inviteMember', { organizationId, emailAddress: address, ...input })
      await refusal(invite({ emailAddress: ' ' }), 'required', { field: 'emailAddress' })
      await refusal(invite({ emailAddress: `${'x'.repeat(250)}@a.test` }), 'too_long')
      await refusal(invite({ emailAddress: 'grace' }), 'invalid_value', { field: 'emailAddress' })
      await refusal(invite({ roleKey: 'org:nobody' }), 'invalid_value', { field: 'roleKey' })
      await refusal(invite({ expiresInDays: 91 }), 'invalid_value', { field: 'expiresInDays' })
      await refusal(invite({ emailAddress: addressOf(ada).toUpperCase() }), 'already_member')
      await invite({})
      await refusal(invite({}), 'already_invited')
      await refusal(invite({ emailAddress: 'other@elsewhere.test' }), 'seat_limit_reached', {
        meta: { used: 2, maximum: 2 },
      })
    },
  },
  {
    title: 'what an invitation came to stands in the way of sending it again',
    covers: [
      'backend.resendInvitation:invitation_accepted',
      'backend.resendInvitation:invitation_declined',
      'backend.resendInvitation:already_member',
      'backend.resendInvitation:not_found',
      'backend.revokeInvitation:invitation_accepted',
      'backend.revokeInvitation:invitation_declined',
      'backend.revokeInvitation:not_found',
    ],
    needs: ['backend', 'invitations', 'addMember'],
    settings: { ...organizationsOn, membershipLimit: null },
    async run(world) {
      const { organizationId } = await createTeam(world)
      const people = { accepts: await world.signUp('Bea'), declines: await world.signUp('Cleo') }
      const invite = async (user: TestUser) => {
        const input = { organizationId, emailAddress: addressOf(user) }
        return (await world.backend('inviteMember', input)).invitation.id
      }
      const accepted = await invite(people.accepts)
      await people.accepts.acceptInvitation({ invitationId: accepted })
      const declined = await invite(people.declines)
      await people.declines.declineInvitation({ invitationId: declined })
      for (const [invitationId, code] of [
        [accepted, 'invitation_accepted'],
        [declined, 'invitation_declined'],
        ['inv_01jd0000000000000000000000', 'not_found'],
      ] as const) {
        const which = { organizationId, invitationId }
        await refusal(world.backend('resendInvitation', which), code)
        await refusal(world.backend('revokeInvitation', which), code)
      }
      const dora = await world.signUp('Dora')
      const invitationId = await invite(dora)
      await world.addMember(organizationId, dora, 'org:member')
      const resend = world.backend('resendInvitation', { organizationId, invitationId })
      await refusal(resend, 'already_member')
    },
  },
]
