import type { Adapter } from '../adapter'
import { defaultAdminRole, defaultMemberRole, type Role } from '../model/role'
import { bodyOf, equal, ok, refusal, together } from './assert'
import { type ConformanceCase, organizationsOn, personalOn, type TestUser, type TestWorld } from './case'

const unknownId = 'inv_01jd0000000000000000000000'
const graceAddress = 'grace@conformance.test'
const lead: Role = { ...defaultAdminRole, key: 'org:lead', name: 'Lead' }

interface Invited {
  ada: TestUser
  organizationId: string
  invitationId: string
  expiresAt: string
}

/** Ada's organization, and an invitation from it to Grace. */
async function invite(
  world: TestWorld,
  { roleKey = 'org:member', emailAddress = graceAddress } = {},
): Promise<Invited> {
  const ada = await world.signUp('Ada')
  const { organization } = await ada.createOrganization({ name: 'Acme' })
  const input = { organizationId: organization.id, emailAddress, roleKey }
  const { id, expiresAt } = (await ada.inviteMember(input)).invitation
  return { ada, organizationId: organization.id, invitationId: id, expiresAt }
}

const tokenOf = (link: string | undefined) => link?.split('/').at(-1) ?? ''

/** The token that was mailed last. */
async function mailed(world: TestWorld, emailAddress = graceAddress): Promise<string> {
  const [mail] = await world.readMail(emailAddress)
  ok(mail, `a mail to ${emailAddress} has arrived`)
  return tokenOf(mail.links.find((link) => tokenOf(link).startsWith('inv_')))
}

/** The token of the link that an administrator copies. */
async function copied({ ada, organizationId, invitationId }: Invited): Promise<string> {
  return tokenOf((await ada.getInvitationLink({ organizationId, invitationId })).url)
}

/** What a preview says of the refusal alone. */
const refusalOf = async (adapter: Adapter, token: string) =>
  (await adapter.previewInvitation({ token })).refusal?.code ?? null

export const answerInvitationCases: ConformanceCase[] = [
  {
    title: 'whoever holds a link sees what it offers, and no address, id or number (stranger)',
    covers: ['previewInvitation'],
    needs: ['invitations'],
    settings: organizationsOn,
    async run(world) {
      const invited = await invite(world)
      const token = await copied(invited)
      const { invitation, refusal: why } = await world.signedOut().previewInvitation({ token })
      equal(
        invitation,
        {
          kind: 'organization',
          status: 'pending',
          organizationName: 'Acme',
          inviterName: 'Ada',
          role: { key: 'org:member', name: 'Member' },
          expiresAt: invited.expiresAt,
        },
        'name, inviter, role, status and end',
      )
      equal(why, { code: 'unauthenticated' }, 'sign in first')
      const linus = await world.signUp('Linus')
      equal(
        await linus.previewInvitation({ token }),
        { invitation, refusal: { code: 'wrong_account' } },
        'a stranger sees the same, and that it is not theirs',
      )
    },
  },
  {
    title: 'a token that is wrong in any place is no invitation',
    covers: ['previewInvitation:not_found', 'acceptInvitation:not_found', 'declineInvitation:not_found'],
    needs: ['invitations'],
    settings: organizationsOn,
    async run(world) {
      const invited = await invite(world)
      const token = await copied(invited)
      const grace = await world.signUp('Grace', { email: graceAddress })
      const wrong = [
        'none',
        'a'.repeat(3000),
        token.slice(0, -1),
        `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
        token.replace('.c.', '.m.'),
        token.replace('.1.', '.2.'),
        token.replace(/^inv_./, 'inv_z'),
      ]
      for (const each of wrong) {
        const error = await refusal(grace.previewInvitation({ token: each }), 'not_found', { field: 'token' })
        const accepting = await refusal(grace.acceptInvitation({ token: each }), 'not_found', {
          field: 'token',
        })
        equal(bodyOf(error), bodyOf(accepting), 'however it is asked')
        await refusal(grace.declineInvitation({ token: each }), 'not_found', { field: 'token' })
      }
    },
  },
  {
    title: 'an invitation is answered by token or by id, never by both or neither',
    covers: ['acceptInvitation:required', 'declineInvitation:required'],
    needs: ['invitations'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp('Ada')
      for (const name of ['acceptInvitation', 'declineInvitation'] as const) {
        await refusal(ada[name]({}), 'required', { field: 'token' })
        await refusal(ada[name]({ token: 'none', invitationId: unknownId }), 'invalid_request')
      }
    },
  },
  {
    title: 'the mailed link proves the address: a new person joins by it with the invited role',
    covers: ['acceptInvitation', 'previewInvitation', 'getSession'],
    needs: ['invitations', 'readMail'],
    settings: organizationsOn,
    roles: [defaultAdminRole, defaultMemberRole, lead],
    async run(world) {
      const { organizationId, ada } = await invite(world, { roleKey: lead.key })
      const token = await mailed(world)
      const grace = await world.signUp('Grace', { email: graceAddress.toUpperCase(), verified: false })
      equal(await refusalOf(grace, token), null, 'nothing stands against it')
      const { active, isFirstMember, events } = await grace.acceptInvitation({ token })
      equal(isFirstMember, false, 'Ada is there already')
      ok(active, 'the organization is the active one')
      equal(active.membership.role, { key: lead.key, name: 'Lead' }, 'with the invited role')
      equal(
        active.organization,
        { ...active.organization, id: organizationId, memberCount: 2, pendingInvitationCount: 0 },
        'with a member more and an invitation fewer',
      )
      equal(
        events.map(({ type }) => type),
        ['invitation.accepted', 'membership.created', 'user_membership.created', 'session_task.completed'],
        'all of it is told',
      )
      const { session } = await grace.getSession({})
      equal(session?.status, 'active', 'the task is done')
      equal(session?.active, active, 'and the next session begins there')
      const { items } = await ada.listInvitations({ organizationId })
      equal(
        items.map(({ status }) => status),
        ['accepted'],
        'Ada sees that it was accepted',
      )
    },
  },
  {
    title: 'a copied link proves nothing: the invited address has to be verified first (B3)',
    covers: [
      'acceptInvitation:address_unverified',
      'declineInvitation:address_unverified',
      'acceptInvitation',
    ],
    needs: ['invitations'],
    settings: organizationsOn,
    async run(world) {
      const token = await copied(await invite(world))
      const grace = await world.signUp('Grace', { email: graceAddress, verified: false })
      equal(await refusalOf(grace, token), 'address_unverified', 'it says what is missing')
      await refusal(grace.acceptInvitation({ token }), 'address_unverified')
      await refusal(grace.declineInvitation({ token }), 'address_unverified')
      const verified = await world.signUp('Grace', { email: graceAddress })
      ok((await verified.acceptInvitation({ token })).active, 'verified, it is enough')
    },
  },
  {
    title: 'somebody else can neither accept nor decline, by any link',
    covers: ['acceptInvitation:wrong_account', 'declineInvitation:wrong_account', 'listInvitations'],
    needs: ['invitations', 'readMail'],
    settings: organizationsOn,
    async run(world) {
      const invited = await invite(world)
      const linus = await world.signUp('Linus')
      for (const token of [await mailed(world), await copied(invited)]) {
        equal(await refusalOf(linus, token), 'wrong_account', 'it says so')
        await refusal(linus.acceptInvitation({ token }), 'wrong_account')
        await refusal(linus.declineInvitation({ token }), 'wrong_account')
        await refusal(invited.ada.acceptInvitation({ token }), 'wrong_account')
      }
      const { organizationId, ada } = invited
      equal(
        (await ada.listInvitations({ organizationId, status: 'pending' })).totalCount,
        1,
        'it still waits',
      )
    },
  },
  {
    title: 'the invitations to one’s verified addresses are listed and counted, and answered by id',
    covers: ['listUserInvitations', 'acceptInvitation', 'declineInvitation', 'getSession'],
    needs: ['invitations'],
    settings: personalOn,
    async run(world) {
      const { ada, organizationId, invitationId, expiresAt } = await invite(world)
      const globex = await ada.createOrganization({ name: 'Globex' })
      const other = await ada.inviteMember({
        organizationId: globex.organization.id,
        emailAddress: graceAddress.toUpperCase(),
      })
      const grace = await world.signUp('Grace', { email: graceAddress })
      equal((await grace.getSession({})).session?.invitationCount, 2, 'the session counts them')
      const { items, totalCount } = await grace.listUserInvitations({})
      equal(totalCount, 2, 'so does the list')
      const first = items.find(({ id }) => id === invitationId)
      equal(
        first,
        {
          id: invitationId,
          source: 'invitation',
          organization: { id: organizationId, name: 'Acme', slug: null, imageUrl: null },
          role: { key: 'org:member', name: 'Member' },
          inviterName: 'Ada',
          createdAt: first?.createdAt,
          expiresAt,
        },
        'what it offers',
      )
      ok((await grace.acceptInvitation({ invitationId })).active, 'one is accepted')
      const { events } = await grace.declineInvitation({ invitationId: other.invitation.id })
      equal(
        events.map(({ type }) => type),
        ['user_invitation.declined'],
        'the other one declined, and nothing of the organization told',
      )
      equal((await grace.listUserInvitations({})).items, [], 'none is left')
      equal((await grace.getSession({})).session?.invitationCount, 0, 'and none counted')
      const seats = await ada.getOrganization({ organization: globex.organization.id })
      equal(seats.organization.pendingInvitationCount, 0, 'what was declined holds no seat')
    },
  },
  {
    title: 'an unverified address finds no invitation, and an id helps nobody else',
    covers: ['listUserInvitations', 'acceptInvitation:not_found', 'declineInvitation:not_found'],
    needs: ['invitations'],
    settings: organizationsOn,
    async run(world) {
      const { invitationId } = await invite(world)
      const users = [
        await world.signUp('Grace', { email: graceAddress, verified: false }),
        await world.signUp('Linus'),
      ]
      for (const user of users) {
        equal((await user.getSession({})).session?.invitationCount, 0, 'none is counted')
        equal(
          await user.listUserInvitations({}),
          { items: [], nextCursor: null, totalCount: 0 },
          'none is listed',
        )
        const foreign = await refusal(user.acceptInvitation({ invitationId }), 'not_found')
        const unknown = await refusal(user.acceptInvitation({ invitationId: unknownId }), 'not_found')
        equal(bodyOf(foreign), bodyOf(unknown), 'both are the same')
        await refusal(user.declineInvitation({ invitationId }), 'not_found', { field: 'invitationId' })
      }
    },
  },
  {
    title: 'a list of invitations refuses what no list gives',
    covers: ['listUserInvitations:invalid_value'],
    needs: ['invitations'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp('Ada')
      await refusal(ada.listUserInvitations({ limit: 0 }), 'invalid_value', { field: 'limit' })
      await refusal(ada.listUserInvitations({ cursor: 'none' }), 'invalid_value', { field: 'cursor' })
    },
  },
  {
    title: 'the same invitation accepted twice at once makes one membership',
    covers: ['acceptInvitation', 'acceptInvitation:already_member'],
    needs: ['invitations', 'readMail'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId } = await invite(world)
      const token = await mailed(world)
      const grace = await world.signUp('Grace', { email: graceAddress })
      const { answers, errors } = await together([
        grace.acceptInvitation({ token }),
        grace.acceptInvitation({ token }),
      ])
      equal([answers.length, errors.length], [1, 1], 'one joins')
      await refusal(Promise.reject(errors[0]), 'already_member', { meta: { organization: organizationId } })
      equal(await refusalOf(grace, token), 'already_member', 'the link now leads there')
      const { organization } = await ada.getOrganization({ organization: organizationId })
      equal([organization.memberCount, organization.pendingInvitationCount], [2, 0], 'two members')
    },
  },
  {
    title:
      'accepting counts members alone; two accept the last seat after the limit went down: one gets it (A6)',
    covers: ['acceptInvitation', 'acceptInvitation:seat_limit_reached'],
    needs: ['invitations', 'readMail', 'updateSettings'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId } = await invite(world)
      const linusAddress = 'linus@conformance.test'
      await ada.inviteMember({ organizationId, emailAddress: linusAddress })
      const grace = await world.signUp('Grace', { email: graceAddress })
      const linus = await world.signUp('Linus', { email: linusAddress })
      const [forGrace, forLinus] = [await mailed(world), await mailed(world, linusAddress)]
      await world.updateSettings({ membershipLimit: 2 })
      const { answers, errors } = await together([
        grace.acceptInvitation({ token: forGrace }),
        linus.acceptInvitation({ token: forLinus }),
      ])
      equal([answers.length, errors.length], [1, 1], 'one of two')
      await refusal(Promise.reject(errors[0]), 'seat_limit_reached', { meta: { used: 2, maximum: 2 } })
      const { organization } = await ada.getOrganization({ organization: organizationId })
      equal(
        [organization.memberCount, organization.pendingInvitationCount],
        [2, 1],
        'the other one still waits',
      )
      await world.updateSettings({ membershipLimit: 3 })
    },
  },
  {
    title: 'sent again, earlier links stop working',
    covers: [
      'acceptInvitation:invitation_revoked',
      'declineInvitation:invitation_revoked',
      'resendInvitation',
      'acceptInvitation',
    ],
    needs: ['invitations', 'readMail'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId, invitationId } = await invite(world)
      const token = await mailed(world)
      await ada.resendInvitation({ organizationId, invitationId })
      const grace = await world.signUp('Grace', { email: graceAddress })
      equal(await refusalOf(grace, token), 'invitation_revoked', 'the earlier one')
      await refusal(grace.acceptInvitation({ token }), 'invitation_revoked')
      await refusal(grace.declineInvitation({ token }), 'invitation_revoked')
      const { invitation } = await world.signedOut().previewInvitation({ token })
      equal(
        { ...invitation, expiresAt: null },
        {
          kind: 'organization',
          status: 'revoked',
          organizationName: null,
          inviterName: null,
          role: null,
          expiresAt: null,
        },
        'to a stranger the earlier one tells nothing',
      )
      ok((await grace.acceptInvitation({ token: await mailed(world) })).active, 'the later one works')
      equal(
        (await world.signedOut().previewInvitation({ token })).invitation.status,
        'revoked',
        'nor what became of the later one',
      )
    },
  },
  {
    title: 'an invitation that was answered or taken back cannot be answered again',
    covers: [
      'acceptInvitation:invitation_declined',
      'acceptInvitation:invitation_accepted',
      'acceptInvitation:invitation_revoked',
      'declineInvitation:invitation_declined',
      'declineInvitation:invitation_accepted',
      'resendInvitation:invitation_declined',
      'resendInvitation:invitation_accepted',
      'revokeInvitation:invitation_declined',
      'revokeInvitation:invitation_accepted',
      'getInvitationLink:invitation_declined',
      'getInvitationLink:invitation_accepted',
    ],
    needs: ['invitations', 'readMail'],
    settings: personalOn,
    async run(world) {
      const { ada, organizationId, invitationId } = await invite(world)
      const token = await mailed(world)
      const grace = await world.signUp('Grace', { email: graceAddress })
      const which = { organizationId, invitationId }
      const manage = ['resendInvitation', 'revokeInvitation', 'getInvitationLink'] as const
      await grace.declineInvitation({ token })
      await refusal(grace.acceptInvitation({ token }), 'invitation_declined')
      await refusal(grace.declineInvitation({ token }), 'invitation_declined')
      for (const name of manage) await refusal(ada[name](which), 'invitation_declined')

      const again = (await ada.inviteMember({ organizationId, emailAddress: graceAddress })).invitation.id
      const second = await mailed(world)
      await grace.acceptInvitation({ token: second })
      await grace.leaveOrganization({ organizationId })
      await refusal(grace.acceptInvitation({ token: second }), 'invitation_accepted')
      await refusal(grace.declineInvitation({ token: second }), 'invitation_accepted')
      const accepted = { organizationId, invitationId: again }
      for (const name of manage) await refusal(ada[name](accepted), 'invitation_accepted')

      const third = (await ada.inviteMember({ organizationId, emailAddress: graceAddress })).invitation.id
      const thirdToken = await mailed(world)
      await ada.revokeInvitation({ organizationId, invitationId: third })
      await refusal(grace.acceptInvitation({ token: thirdToken }), 'invitation_revoked')
      equal(
        (await world.signedOut().previewInvitation({ token: thirdToken })).invitation.status,
        'revoked',
        'the signed-out read it too',
      )
    },
  },
  {
    title: 'an invitation ends when its sender leaves, and the address can be invited anew',
    covers: [
      'acceptInvitation:invitation_revoked',
      'leaveOrganization',
      'resendInvitation:invitation_revoked',
      'inviteMember',
      'acceptInvitation',
      'listUserInvitations',
    ],
    needs: ['invitations', 'addMember', 'readMail'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId, invitationId } = await invite(world)
      const token = await mailed(world)
      const linus = await world.signUp('Linus')
      await world.addMember(organizationId, linus, 'org:admin')
      const { events } = await ada.leaveOrganization({ organizationId })
      const [left, revoked] = events
      ok(left?.type === 'membership.deleted' && revoked?.type === 'invitation.revoked', 'both are told')
      equal(left.counts, { memberCount: 1, pendingInvitationCount: 0 }, 'its seat is free')
      const grace = await world.signUp('Grace', { email: graceAddress })
      equal(await refusalOf(grace, token), 'invitation_revoked', 'it is as if taken back')
      await refusal(grace.acceptInvitation({ token }), 'invitation_revoked')
      equal((await grace.listUserInvitations({})).items, [], 'it is in no list')
      const { items } = await linus.listInvitations({ organizationId })
      equal(
        items.map(({ status }) => status),
        ['revoked'],
        'Linus sees that',
      )
      await refusal(linus.resendInvitation({ organizationId, invitationId }), 'invitation_revoked')
      await linus.inviteMember({ organizationId, emailAddress: graceAddress })
      ok((await grace.acceptInvitation({ token: await mailed(world) })).active, 'the new one is hers')
    },
  },
  {
    title: 'nothing of an invitation is answered where organizations are off',
    covers: ['previewInvitation:organizations_disabled'],
    needs: ['invitations'],
    async run(world) {
      await refusal(world.signedOut().previewInvitation({ token: 'none' }), 'organizations_disabled')
    },
  },
]
