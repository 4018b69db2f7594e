import type { InviteMembersOutput } from '../contract/app'
import type { Role } from '../model/role'
import { defaultAdminRole, defaultMemberRole } from '../model/role'
import { equal, ok, refusal } from './assert'
import { type ConformanceCase, organizationsOn } from './case'
import { createTeam } from './team'

const unlimited = { ...organizationsOn, membershipLimit: null }
const outcomes = ({ results }: InviteMembersOutput) => results.map(({ error }) => error?.code ?? 'done')
const people = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ emailAddress: `person${index}@bulk.test` }))

/** Invites, but holds less than an administrator. */
const recruiter: Role = {
  key: 'org:recruiter',
  name: 'Recruiter',
  description: null,
  permissions: ['org:sys_memberships:read', 'org:sys_memberships:manage'],
}

/** Many invited at once (F5). */
export const bulkInvitationCases: ConformanceCase[] = [
  {
    title:
      'many are invited at once, each with its role or that of all, each with a result in the order asked',
    covers: ['inviteMembers', 'listInvitations'],
    needs: ['invitations'],
    settings: unlimited,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const { results, events } = await ada.inviteMembers({
        organizationId,
        roleKey: 'org:admin',
        expiresInDays: 7,
        invitations: [
          { emailAddress: ' Zoe@bulk.test ' },
          { emailAddress: 'bea@bulk.test', roleKey: 'org:member' },
        ],
      })
      equal(
        results.map(({ value }) => [value?.emailAddress, value?.role.key, value?.status, value?.inviter?.id]),
        [
          ['Zoe@bulk.test', 'org:admin', 'pending', ada.user.id],
          ['bea@bulk.test', 'org:member', 'pending', ada.user.id],
        ],
        'as they were asked for',
      )
      const [first] = results
      const days = Date.parse(first?.value?.expiresAt ?? '') - Date.parse(first?.value?.createdAt ?? '')
      equal(days, 7 * 24 * 3600 * 1000, 'all run as long')
      equal(
        events.map((event) => event.type === 'invitation.created' && [event.invitation, event.counts]),
        results.map(({ value }, index) => [value, { memberCount: 1, pendingInvitationCount: index + 1 }]),
        'each is told of, with the numbers after it',
      )
      const { items, totalCount } = await ada.listInvitations({ organizationId })
      equal(totalCount, 2, 'both are in the list')
      ok(
        results.every(({ value }) => items.some(({ id }) => id === value?.id)),
        'as they were answered',
      )
      const { organization } = await ada.getOrganization({ organization: organizationId })
      equal(organization.pendingInvitationCount, 2, 'and counted')
    },
  },
  {
    title: 'one that cannot be invited stops no other, and is refused as if it were alone',
    covers: ['inviteMembers', 'inviteMember', 'inviteMember:already_invited', 'inviteMember:already_member'],
    needs: ['invitations', 'addMember'],
    settings: unlimited,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, { Bea: 'org:member' })
      const bea = others[0]?.user.emails[0]?.address ?? ''
      await ada.inviteMember({ organizationId, emailAddress: 'cleo@bulk.test' })
      const invitations = [
        { emailAddress: 'dora@bulk.test' },
        { emailAddress: ' ' },
        { emailAddress: 'nobody' },
        { emailAddress: `${'x'.repeat(250)}@a.test` },
        { emailAddress: bea.toUpperCase() },
        { emailAddress: 'CLEO@bulk.test' },
        { emailAddress: 'Dora@Bulk.test' },
        { emailAddress: 'eve@bulk.test', roleKey: 'org:nobody' },
        { emailAddress: 'eve@bulk.test' },
      ]
      const answer = await ada.inviteMembers({ organizationId, invitations })
      equal(
        outcomes(answer),
        [
          'done',
          'required',
          'invalid_value',
          'too_long',
          'already_member',
          'already_invited',
          'already_invited',
          'invalid_value',
          'done',
        ],
        'a result for each',
      )
      equal(answer.results[1]?.error?.field, 'emailAddress', 'a mistake names its field')
      equal(answer.results[7]?.error?.field, 'roleKey', 'whichever it is')
      equal(answer.events.length, 2, 'only what happened is told')
      for (const index of [4, 5]) {
        const alone = ada.inviteMember({ organizationId, ...invitations[index]! })
        const error = await refusal(alone, ['already_member', 'already_invited'])
        equal(answer.results[index]?.error, error.toJSON(), 'alone it is refused the same')
      }
      equal((await ada.listInvitations({ organizationId })).totalCount, 3, 'three wait')
    },
  },
  {
    title: 'each takes a seat, and those for whom none is left are refused (A6)',
    covers: ['inviteMembers', 'revokeInvitation'],
    needs: ['invitations'],
    settings: { ...organizationsOn, membershipLimit: 3 },
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const answer = await ada.inviteMembers({ organizationId, invitations: people(4) })
      equal(
        outcomes(answer),
        ['done', 'done', 'seat_limit_reached', 'seat_limit_reached'],
        'two seats are free',
      )
      equal(
        answer.results[3]?.error?.meta,
        { used: 3, maximum: 3 },
        'and the refusal says how many there are',
      )
      const invitationId = answer.results[0]?.value?.id ?? ''
      await ada.revokeInvitation({ organizationId, invitationId })
      const again = await ada.inviteMembers({ organizationId, invitations: people(4) })
      equal(
        outcomes(again),
        ['done', 'already_invited', 'seat_limit_reached', 'seat_limit_reached'],
        'the refused ones can be tried again with all the others',
      )
    },
  },
  {
    title: 'nobody gives a role that holds more than they do, alone or for all',
    covers: ['inviteMembers', 'inviteMembers:forbidden', 'inviteMembers:invalid_value'],
    needs: ['invitations', 'addMember'],
    settings: { ...unlimited, defaultRoleKey: recruiter.key },
    roles: [defaultAdminRole, defaultMemberRole, recruiter],
    async run(world) {
      const { organizationId, others } = await createTeam(world, { Bea: recruiter.key })
      const bea = others[0]!
      const [one, two] = people(2) as [{ emailAddress: string }, { emailAddress: string }]
      const answer = await bea.inviteMembers({
        organizationId,
        invitations: [{ ...one, roleKey: 'org:admin' }, two],
      })
      equal(outcomes(answer), ['forbidden', 'done'], 'of one')
      const all = { organizationId, invitations: [one] }
      await refusal(bea.inviteMembers({ ...all, roleKey: 'org:admin' }), 'forbidden')
      await refusal(bea.inviteMembers({ ...all, roleKey: 'org:nobody' }), 'invalid_value', {
        field: 'roleKey',
      })
      for (const expiresInDays of [0, 91, 1.5]) {
        await refusal(bea.inviteMembers({ ...all, expiresInDays }), 'invalid_value', {
          field: 'expiresInDays',
        })
      }
      equal((await bea.listInvitations({ organizationId })).totalCount, 1, 'nobody else was invited')
    },
  },
  {
    title: '1 to 500 are invited at once',
    covers: ['inviteMembers', 'inviteMembers:required', 'inviteMembers:too_long'],
    needs: ['invitations'],
    settings: { ...unlimited, invitationsPerHour: null },
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const invite = (count: number) => ada.inviteMembers({ organizationId, invitations: people(count) })
      await refusal(invite(0), 'required', { field: 'invitations' })
      await refusal(invite(501), 'too_long', { field: 'invitations', meta: { maximum: 500 } })
      const { results, events } = await invite(500)
      equal([results.length, events.length], [500, 500], 'all of them')
      equal(
        (await ada.listInvitations({ organizationId, status: 'pending' })).totalCount,
        500,
        'and they wait',
      )
    },
  },
  {
    title:
      'those above what may be sent in an hour are refused with the time to wait, and nothing of them is kept',
    covers: ['inviteMembers', 'inviteMember', 'inviteMember:rate_limited', 'backend.updateSettings'],
    needs: ['backend', 'invitations', 'readMail'],
    settings: { ...unlimited, invitationsPerHour: 4 },
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      await ada.inviteMember({ organizationId, emailAddress: 'first@bulk.test' })
      const [one, two, three, four] = people(4)
      const invitations = [
        one!,
        { emailAddress: 'first@bulk.test' },
        two!,
        three!,
        four!,
        four!,
        { emailAddress: ' ' },
      ]
      const answer = await ada.inviteMembers({ organizationId, invitations })
      equal(
        outcomes(answer),
        ['done', 'already_invited', 'done', 'done', 'rate_limited', 'rate_limited', 'required'],
        'the refused ones take nothing of the hour',
      )
      const error = answer.results[4]?.error
      ok((error?.retryAfterSeconds ?? 0) > 0 && (error?.retryAfterSeconds ?? 0) <= 3600, 'how long to wait')
      const { organization } = await ada.getOrganization({ organization: organizationId })
      equal(organization.pendingInvitationCount, 4, 'four wait')
      equal((await world.readMail(four!.emailAddress)).length, 0, 'no mail goes out to the others')
      equal((await world.readMail(three!.emailAddress)).length, 1, 'one does to each of the four')
      await refusal(ada.inviteMember({ organizationId, ...four! }), 'rate_limited')
      await world.backend('updateSettings', { invitationsPerHour: 5 })
      equal(
        outcomes(await ada.inviteMembers({ organizationId, invitations: [four!] })),
        ['done'],
        'later they can be',
      )
    },
  },
  {
    title: 'the same list with the same key is sent once',
    covers: ['inviteMembers'],
    needs: ['invitations', 'idempotency', 'readMail'],
    settings: unlimited,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const input = { organizationId, invitations: people(2) }
      const first = await ada.inviteMembers(input, { idempotencyKey: 'list' })
      equal(await ada.inviteMembers(input, { idempotencyKey: 'list' }), first, 'the answer is that of then')
      equal((await world.readMail('person1@bulk.test')).length, 1, 'and the mail')
    },
  },
  {
    title: 'the app invites many in nobody’s name, past what any member may give',
    covers: [
      'backend.inviteMembers',
      'backend.inviteMembers:required',
      'backend.inviteMembers:too_long',
      'backend.inviteMembers:invalid_value',
    ],
    needs: ['backend', 'invitations'],
    settings: unlimited,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const invite = (input: object) =>
        world.backend('inviteMembers', { organizationId, invitations: people(2), ...input })
      await refusal(invite({ invitations: [] }), 'required', { field: 'invitations' })
      await refusal(invite({ invitations: people(501) }), 'too_long', { field: 'invitations' })
      await refusal(invite({ roleKey: 'org:nobody' }), 'invalid_value', { field: 'roleKey' })
      const answer = await invite({ roleKey: 'org:admin' })
      equal(outcomes(answer), ['done', 'done'], 'both')
      equal(outcomes(await invite({})), ['already_invited', 'already_invited'], 'once')
      const { items } = await ada.listInvitations({ organizationId })
      equal(
        items.map(({ inviter, role }) => [inviter, role.key]),
        [
          [null, 'org:admin'],
          [null, 'org:admin'],
        ],
        'nobody sent them',
      )
    },
  },
]
