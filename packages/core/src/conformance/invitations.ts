import { defaultAdminRole, defaultMemberRole, type Role } from '../model/role'
import { bodyOf, equal, ok, refusal, together } from './assert'
import { type ConformanceCase, later, organizationsOn, type TestUser, type TestWorld } from './case'

const address = 'grace@conformance.test'
const unknownId = 'inv_01jd0000000000000000000000'
const day = 24 * 3600 * 1000

/** Invites, and administers members, but may do nothing else. */
const recruiter: Role = {
  key: 'org:recruiter',
  name: 'Recruiter',
  description: null,
  permissions: [
    'org:sys_memberships:read',
    'org:sys_memberships:manage',
    'org:sys_domains:read',
    'org:sys_billing:read',
  ],
}

async function createAcme(world: TestWorld): Promise<{ ada: TestUser; organizationId: string }> {
  const ada = await world.signUp('Ada')
  const { organization } = await ada.createOrganization({ name: 'Acme' })
  return { ada, organizationId: organization.id }
}

export const invitationCases: ConformanceCase[] = [
  {
    title: 'an invitation has an address, a role, a sender and an end',
    covers: ['inviteMember', 'listInvitations'],
    needs: ['invitations'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId } = await createAcme(world)
      const { invitation, events } = await ada.inviteMember({
        organizationId,
        emailAddress: ' Grace@Conformance.test ',
        roleKey: 'org:admin',
        expiresInDays: 7,
      })
      const { id, createdAt } = invitation
      equal(
        invitation,
        {
          id,
          organizationId,
          emailAddress: 'Grace@Conformance.test',
          role: { key: 'org:admin', name: 'Admin' },
          status: 'pending',
          inviter: { id: ada.user.id, name: 'Ada' },
          createdAt,
          sentAt: createdAt,
          expiresAt: new Date(Date.parse(createdAt) + 7 * day).toISOString(),
        },
        'as it was asked for, without white space around the address',
      )
      const [told] = events
      ok(told?.type === 'invitation.created', 'the event says so')
      equal(told.invitation, invitation, 'with the invitation')
      equal(told.counts, { memberCount: 1, pendingInvitationCount: 1 }, 'and how many there are now')
      equal(
        await ada.listInvitations({ organizationId }),
        { items: [invitation], nextCursor: null, totalCount: 1 },
        'it is in the list',
      )
    },
  },
  {
    title: 'without a role it is the default role, without an end it runs 30 days (A12)',
    covers: ['inviteMember'],
    needs: ['invitations'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId } = await createAcme(world)
      const { invitation } = await ada.inviteMember({ organizationId, emailAddress: address })
      equal(invitation.role, { key: 'org:member', name: 'Member' }, 'the default role')
      equal(Date.parse(invitation.expiresAt) - Date.parse(invitation.createdAt), 30 * day, '30 days')
    },
  },
  {
    title: 'what is no address, role or time is refused with its field, and changes nothing',
    covers: [
      'inviteMember:required',
      'inviteMember:too_long',
      'inviteMember:invalid_value',
      'listInvitations',
    ],
    needs: ['invitations'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId } = await createAcme(world)
      const invite = (input: object) => ada.inviteMember({ organizationId, emailAddress: address, ...input })
      await refusal(invite({ emailAddress: '  ' }), 'required', { field: 'emailAddress' })
      await refusal(invite({ emailAddress: `${'x'.repeat(250)}@a.test` }), 'too_long', {
        field: 'emailAddress',
      })
      for (const emailAddress of [
        'grace',
        'grace@',
        '@a.test',
        'a b@a.test',
        'a@b@a.test',
        'a\u200bb@a.test',
        'a\ud800@a.test',
        'a@localhost',
        'a@a..test',
        '<a@a.test>',
        'a@a.test, b@b.test',
      ]) {
        await refusal(invite({ emailAddress }), 'invalid_value', { field: 'emailAddress' })
      }
      await refusal(invite({ roleKey: 'org:nobody' }), 'invalid_value', { field: 'roleKey' })
      for (const expiresInDays of [0, 91, 1.5, -1]) {
        await refusal(invite({ expiresInDays }), 'invalid_value', { field: 'expiresInDays' })
      }
      equal((await ada.listInvitations({ organizationId })).totalCount, 0, 'nobody was invited')
      await invite({ emailAddress: "o'neil+tag@sub.bücher.test" })
    },
  },
  {
    title: 'nobody is invited twice, or who is a member already, in any letter case',
    covers: ['inviteMember:already_member', 'inviteMember:already_invited'],
    needs: ['invitations', 'addMember'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId } = await createAcme(world)
      const grace = await world.signUp('Grace')
      await world.addMember(organizationId, grace, 'org:member')
      for (const user of [ada, grace]) {
        const emailAddress = user.user.emails[0]!.address.toUpperCase()
        await refusal(ada.inviteMember({ organizationId, emailAddress }), 'already_member', {
          field: 'emailAddress',
        })
      }
      await ada.inviteMember({ organizationId, emailAddress: 'new@conformance.test' })
      const again = ada.inviteMember({ organizationId, emailAddress: 'NEW@conformance.test' })
      await refusal(again, 'already_invited', { field: 'emailAddress' })
      equal((await ada.listInvitations({ organizationId })).totalCount, 1, 'one invitation')
    },
  },
  {
    title: 'the same person may be invited to two organizations',
    covers: ['inviteMember'],
    needs: ['invitations'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId } = await createAcme(world)
      const linus = await world.signUp('Linus')
      const { organization } = await linus.createOrganization({ name: 'Globex' })
      await ada.inviteMember({ organizationId, emailAddress: address })
      await linus.inviteMember({ organizationId: organization.id, emailAddress: address })
      equal((await ada.listInvitations({ organizationId })).totalCount, 1, 'each sees its own')
    },
  },
  {
    title: 'an invitation holds a seat: inviting counts members and pending invitations (A6)',
    covers: ['inviteMember', 'inviteMember:seat_limit_reached', 'revokeInvitation', 'getOrganization'],
    needs: ['invitations'],
    settings: { ...organizationsOn, membershipLimit: 3 },
    async run(world) {
      const { ada, organizationId } = await createAcme(world)
      const invite = (name: string) =>
        ada.inviteMember({ organizationId, emailAddress: `${name}@conformance.test` })
      const { invitation } = await invite('one')
      await invite('two')
      await refusal(invite('three'), 'seat_limit_reached', { meta: { used: 3, maximum: 3 } })
      const { organization, limits } = await ada.getOrganization({ organization: organizationId })
      equal(organization.pendingInvitationCount, 2, 'two wait')
      equal(
        limits.inviteMember,
        { allowed: false, reason: 'seat_limit_reached', used: 3, maximum: 3 },
        'the limit as data',
      )
      const { events } = await ada.revokeInvitation({ organizationId, invitationId: invitation.id })
      ok(events[0]?.type === 'invitation.revoked', 'it is told')
      equal(events[0].counts, { memberCount: 1, pendingInvitationCount: 1 }, 'its seat is free')
      await invite('three')
    },
  },
  {
    title: 'the last seat is promised once, however many invite at once (A6)',
    covers: ['inviteMember', 'inviteMember:seat_limit_reached'],
    needs: ['invitations'],
    settings: { ...organizationsOn, membershipLimit: 2 },
    async run(world) {
      const { ada, organizationId } = await createAcme(world)
      const calls = ['one', 'two', 'three'].map((name) =>
        ada.inviteMember({ organizationId, emailAddress: `${name}@conformance.test` }),
      )
      const { answers, errors } = await together(calls)
      equal([answers.length, errors.length], [1, 2], 'one of three')
      for (const error of errors) await refusal(Promise.reject(error), 'seat_limit_reached')
      equal((await ada.listInvitations({ organizationId })).totalCount, 1, 'one invitation is there')
    },
  },
  {
    title: 'nobody gives a role that holds more than they do',
    covers: ['inviteMember', 'inviteMember:forbidden', 'resendInvitation:forbidden'],
    needs: ['invitations', 'addMember'],
    settings: organizationsOn,
    roles: [defaultAdminRole, defaultMemberRole, recruiter],
    async run(world) {
      const { ada, organizationId } = await createAcme(world)
      const grace = await world.signUp('Grace')
      await world.addMember(organizationId, grace, recruiter.key)
      const invite = (by: TestUser, roleKey: string, name: string) =>
        by.inviteMember({ organizationId, roleKey, emailAddress: `${name}@conformance.test` })
      await refusal(invite(grace, 'org:admin', 'boss'), 'forbidden', { field: 'roleKey' })
      await invite(grace, 'org:member', 'member')
      await invite(grace, recruiter.key, 'recruiter')
      const { invitation } = await invite(ada, 'org:admin', 'boss')
      const resend = grace.resendInvitation({ organizationId, invitationId: invitation.id })
      await refusal(resend, 'forbidden', { field: 'roleKey' })
    },
  },
  {
    title: 'invitations are listed the newest first, by status, in pages',
    covers: ['listInvitations', 'listInvitations:invalid_value', 'revokeInvitation'],
    needs: ['invitations'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId } = await createAcme(world)
      const ids: string[] = []
      for (const name of ['one', 'two', 'three']) {
        const input = { organizationId, emailAddress: `${name}@conformance.test` }
        ids.unshift((await ada.inviteMember(input)).invitation.id)
        await later()
      }
      await ada.revokeInvitation({ organizationId, invitationId: ids[1]! })
      const found = async (input: object) => {
        const { items, totalCount } = await ada.listInvitations({ organizationId, ...input })
        return [items.map(({ id }) => id), totalCount]
      }
      equal(await found({}), [ids, 3], 'all')
      equal(await found({ status: 'pending' }), [[ids[0], ids[2]], 2], 'those that wait')
      equal(await found({ status: 'revoked' }), [[ids[1]], 1], 'those taken back')
      equal(await found({ status: 'expired' }), [[], 0], 'none has expired')
      const first = await ada.listInvitations({ organizationId, limit: 2 })
      const second = await ada.listInvitations({ organizationId, limit: 2, cursor: first.nextCursor! })
      equal(
        [...first.items, ...second.items].map(({ id }) => id),
        ids,
        'in two pages',
      )
      equal(second.nextCursor, null, 'there is no third')
      await refusal(ada.listInvitations({ organizationId, limit: 101 }), 'invalid_value', { field: 'limit' })
      await refusal(ada.listInvitations({ organizationId, cursor: 'none' }), 'invalid_value', {
        field: 'cursor',
      })
      const odd = ada.listInvitations({ organizationId, status: 'lost' as never })
      await refusal(odd, ['invalid_value', 'invalid_request'], { field: 'status' })
    },
  },
  {
    title: 'an invitation is sent again as the sender’s own, with its whole time to run',
    covers: ['resendInvitation', 'listInvitations'],
    needs: ['invitations', 'addMember'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId } = await createAcme(world)
      const grace = await world.signUp('Grace')
      await world.addMember(organizationId, grace, 'org:admin')
      const { invitation } = await ada.inviteMember({
        organizationId,
        emailAddress: 'linus@conformance.test',
        expiresInDays: 3,
      })
      await later()
      const resent = await grace.resendInvitation({ organizationId, invitationId: invitation.id })
      const { sentAt } = resent.invitation
      ok(sentAt > invitation.sentAt, 'it was sent later')
      const expiresAt = new Date(Date.parse(sentAt) + 3 * day).toISOString()
      const inviter = { id: grace.user.id, name: 'Grace' }
      equal(resent.invitation, { ...invitation, inviter, sentAt, expiresAt }, 'all else is as it was')
      ok(resent.events[0]?.type === 'invitation.resent', 'it is told')
      equal(
        await ada.listInvitations({ organizationId }),
        { items: [resent.invitation], nextCursor: null, totalCount: 1 },
        'it is one invitation, as answered',
      )
    },
  },
  {
    title: 'whoever became a member meanwhile is not invited again',
    covers: ['resendInvitation:already_member'],
    needs: ['invitations', 'addMember'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId } = await createAcme(world)
      const grace = await world.signUp('Grace', { email: address })
      const { invitation } = await ada.inviteMember({ organizationId, emailAddress: address })
      await world.addMember(organizationId, grace, 'org:member')
      const resend = ada.resendInvitation({ organizationId, invitationId: invitation.id })
      await refusal(resend, 'already_member')
    },
  },
  {
    title:
      'one whose sender may not invite any more is revoked, and takes a seat again when somebody else sends it',
    covers: [
      'resendInvitation:seat_limit_reached',
      'backend.resendInvitation:seat_limit_reached',
      'resendInvitation',
      'backend.updateRole',
    ],
    needs: ['invitations', 'addMember', 'updateSettings', 'backend'],
    settings: organizationsOn,
    roles: [defaultAdminRole, defaultMemberRole, recruiter],
    async run(world) {
      const { ada, organizationId } = await createAcme(world)
      const linus = await world.signUp('Linus')
      await world.addMember(organizationId, linus, recruiter.key)
      const { invitation } = await linus.inviteMember({ organizationId, emailAddress: address })
      const permissions = defaultMemberRole.permissions
      await world.backend('updateRole', { roleKey: recruiter.key, permissions })
      const { items } = await ada.listInvitations({ organizationId })
      equal(items, [{ ...invitation, status: 'revoked' }], 'it is as if taken back')
      await world.updateSettings({ membershipLimit: 2 })
      const which = { organizationId, invitationId: invitation.id }
      await refusal(ada.resendInvitation(which), 'seat_limit_reached')
      await refusal(world.backend('resendInvitation', which), 'seat_limit_reached')
      await world.updateSettings({ membershipLimit: 3 })
      equal((await ada.resendInvitation(which)).invitation.status, 'pending', 'it waits again')
    },
  },
  {
    title: 'an invitation that was taken back has ended for everybody who manages it',
    covers: [
      'revokeInvitation',
      'revokeInvitation:invitation_revoked',
      'resendInvitation:invitation_revoked',
      'getInvitationLink:invitation_revoked',
    ],
    needs: ['invitations'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId } = await createAcme(world)
      const { invitation } = await ada.inviteMember({ organizationId, emailAddress: address })
      const which = { organizationId, invitationId: invitation.id }
      const { invitation: revoked } = await ada.revokeInvitation(which)
      equal(revoked, { ...invitation, status: 'revoked' }, 'it is revoked')
      await refusal(ada.revokeInvitation(which), 'invitation_revoked')
      await refusal(ada.resendInvitation(which), 'invitation_revoked')
      await refusal(ada.getInvitationLink(which), 'invitation_revoked')
      await ada.inviteMember({ organizationId, emailAddress: address })
    },
  },
  {
    title: 'the link of an invitation can be read again and again, and is another after it was sent again',
    covers: ['getInvitationLink', 'resendInvitation'],
    needs: ['invitations'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId } = await createAcme(world)
      const { invitation } = await ada.inviteMember({ organizationId, emailAddress: address })
      const which = { organizationId, invitationId: invitation.id }
      const link = await ada.getInvitationLink(which)
      equal(link.expiresAt, invitation.expiresAt, 'it says until when')
      ok(URL.canParse(link.url), 'it is a whole address')
      equal(await ada.getInvitationLink(which), link, 'the same again')
      await ada.resendInvitation(which)
      ok((await ada.getInvitationLink(which)).url !== link.url, 'another one')
    },
  },
  {
    title: 'an invitation of another organization answers like one that does not exist',
    covers: ['resendInvitation:not_found', 'revokeInvitation:not_found', 'getInvitationLink:not_found'],
    needs: ['invitations'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId } = await createAcme(world)
      const { invitation } = await ada.inviteMember({ organizationId, emailAddress: address })
      const linus = await world.signUp('Linus')
      const { organization } = await linus.createOrganization({ name: 'Globex' })
      for (const name of ['resendInvitation', 'revokeInvitation', 'getInvitationLink'] as const) {
        const ask = (invitationId: string) => linus[name]({ organizationId: organization.id, invitationId })
        const foreign = await refusal(ask(invitation.id), 'not_found', { field: 'invitationId' })
        const unknown = await refusal(ask(unknownId), 'not_found', { field: 'invitationId' })
        equal(bodyOf(foreign), bodyOf(unknown), `${name} tells nothing`)
      }
      equal((await ada.listInvitations({ organizationId })).items, [invitation], 'nothing has changed')
    },
  },
]
