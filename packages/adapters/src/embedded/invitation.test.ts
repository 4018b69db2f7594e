import { describe, expect, test } from 'vitest'
import { embeddedAdapter } from './embedded-adapter'

const day = 24 * 3600 * 1000
const grace = 'grace@acme.test'

/** Ada administers Acme; Grace and Linus have accounts of their own. The clock stands until it is moved. */
function createWorld({
  organizationMembers = { ada: 'org:admin' } as Record<string, string>,
  emails = [{ address: grace, verified: true }],
} = {}) {
  let now = Date.parse('2026-01-01T00:00:00.000Z')
  const adapter = embeddedAdapter({
    clock: { now: () => new Date(now) },
    settings: { membershipLimit: 3 },
    seed: {
      users: [
        { id: 'ada', name: 'Ada', email: 'ada@acme.test' },
        { id: 'grace', name: 'Grace', emails },
        { id: 'linus', name: 'Linus', email: 'linus@solo.test' },
      ],
      organizations: [{ id: 'org_acme', name: 'Acme', members: organizationMembers }],
    },
  })
  const as = adapter.controls.as
  const invite = async (emailAddress = grace, expiresInDays = 1) =>
    (await as('ada').inviteMember({ organizationId: 'org_acme', emailAddress, expiresInDays })).invitation.id
  const tokenMailedTo = async (address = grace) =>
    (await adapter.controls.readMail(address))[0]?.link.split('/').at(-1) ?? ''
  return { adapter, as, invite, tokenMailedTo, pass: (milliseconds: number) => (now += milliseconds) }
}

describe('an invitation that has run out', () => {
  test('cannot be answered, from the very millisecond on, and has no link', async () => {
    const { as, invite, tokenMailedTo, pass } = createWorld()
    const invitationId = await invite()
    const token = await tokenMailedTo()
    pass(day - 1)
    expect((await as('grace').previewInvitation({ token })).refusal).toBeNull()
    pass(1)
    const expired = { code: 'invitation_expired' }
    const preview = await as('grace').previewInvitation({ token })
    expect(preview).toMatchObject({ invitation: { status: 'expired' }, refusal: expired })
    await expect(as('grace').acceptInvitation({ token })).rejects.toMatchObject(expired)
    await expect(as('grace').declineInvitation({ token })).rejects.toMatchObject(expired)
    const which = { organizationId: 'org_acme', invitationId }
    await expect(as('ada').getInvitationLink(which)).rejects.toMatchObject(expired)
    expect((await as('grace').listUserInvitations({})).items).toEqual([])
    expect((await as('grace').getSession({})).session?.invitationCount).toBe(0)
  })

  test('holds no seat any more, and is listed as expired', async () => {
    const { as, invite, pass } = createWorld()
    await invite('one@acme.test')
    await invite('two@acme.test')
    await expect(invite('three@acme.test')).rejects.toMatchObject({ code: 'seat_limit_reached' })
    pass(day)
    const { organization, limits } = await as('ada').getOrganization({ organization: 'org_acme' })
    expect(organization.pendingInvitationCount).toBe(0)
    expect(limits.inviteMember).toMatchObject({ allowed: true, used: 1 })
    await invite('three@acme.test')
    const statusOf = async (status: 'pending' | 'expired') =>
      (await as('ada').listInvitations({ organizationId: 'org_acme', status })).items.map(
        ({ emailAddress }) => emailAddress,
      )
    expect((await statusOf('expired')).sort()).toEqual(['one@acme.test', 'two@acme.test'])
    expect(await statusOf('pending')).toEqual(['three@acme.test'])
  })

  test('is sent again with its whole time to run, and takes a seat for it', async () => {
    const { as, invite, tokenMailedTo, pass } = createWorld()
    const invitationId = await invite()
    pass(2 * day)
    await invite('two@acme.test')
    await invite('three@acme.test')
    const which = { organizationId: 'org_acme', invitationId }
    await expect(as('ada').resendInvitation(which)).rejects.toMatchObject({ code: 'seat_limit_reached' })
    pass(2 * day)
    const { invitation } = await as('ada').resendInvitation(which)
    expect(invitation).toMatchObject({ status: 'pending', expiresAt: '2026-01-06T00:00:00.000Z' })
    await as('grace').acceptInvitation({ token: await tokenMailedTo() })
  })

  test('gives way to a new one to the same address, and cannot be sent again beside it', async () => {
    const { as, invite, pass } = createWorld()
    const first = await invite()
    pass(day)
    const second = await invite()
    expect(second).not.toBe(first)
    const which = { organizationId: 'org_acme', invitationId: first }
    await expect(as('ada').resendInvitation(which)).rejects.toMatchObject({ code: 'already_invited' })
    const { organization } = await as('ada').getOrganization({ organization: 'org_acme' })
    expect(organization.pendingInvitationCount).toBe(1)
  })

  test('can be sent again once the one that took its place has run out too', async () => {
    const { as, invite, pass, tokenMailedTo } = createWorld()
    const first = await invite()
    pass(day)
    const second = await invite()
    pass(day)
    const which = { organizationId: 'org_acme', invitationId: first }
    expect((await as('ada').resendInvitation(which)).invitation.status).toBe('pending')
    const { items } = await as('ada').listInvitations({ organizationId: 'org_acme' })
    expect(items.map(({ id, status }) => [id, status])).toEqual([
      [second, 'expired'],
      [first, 'pending'],
    ])
    const again = as('ada').resendInvitation({ ...which, invitationId: second })
    await expect(again).rejects.toMatchObject({ code: 'already_invited' })
    await as('grace').acceptInvitation({ token: await tokenMailedTo() })
    const { organization } = await as('ada').getOrganization({ organization: 'org_acme' })
    expect([organization.memberCount, organization.pendingInvitationCount]).toEqual([2, 0])
    // Each seat was given back once.
    await invite('two@acme.test')
    await expect(invite('three@acme.test')).rejects.toMatchObject({ code: 'seat_limit_reached' })
  })

  test('is not sent again with a role that is gone', async () => {
    const { adapter, as, invite, pass } = createWorld()
    const { backend } = adapter.controls
    const editor = { key: 'org:editor', name: 'Editor', permissions: [] }
    await backend('createRole', editor)
    const organizationId = 'org_acme'
    const { invitation } = await as('ada').inviteMember({
      organizationId,
      emailAddress: grace,
      roleKey: editor.key,
      expiresInDays: 1,
    })
    pass(day)
    await invite()
    pass(day)
    await backend('deleteRole', { roleKey: editor.key })
    const which = { organizationId, invitationId: invitation.id }
    const gone = { code: 'invalid_value', field: 'roleKey' }
    await expect(as('ada').resendInvitation(which)).rejects.toMatchObject(gone)
    await expect(backend('resendInvitation', which)).rejects.toMatchObject(gone)
  })

  test('can be taken back', async () => {
    const { as, invite, pass } = createWorld()
    const invitationId = await invite()
    pass(day)
    const { invitation } = await as('ada').revokeInvitation({ organizationId: 'org_acme', invitationId })
    expect(invitation.status).toBe('revoked')
  })
})

test('the first to join an organization without members gets the creator role, and is told', async () => {
  const { controls } = embeddedAdapter({
    seed: {
      users: [{ id: 'grace', name: 'Grace', email: grace }],
      organizations: [
        {
          id: 'org_acme',
          name: 'Acme',
          members: {},
          invitations: [
            { id: 'inv_1', emailAddress: grace, invitedBy: null, createdAt: new Date().toISOString() },
          ],
        },
      ],
    },
  })
  const { active, isFirstMember } = await controls.as('grace').acceptInvitation({ invitationId: 'inv_1' })
  expect(isFirstMember).toBe(true)
  expect(active?.membership.role.key).toBe('org:admin')
})

test('whoever joins answers all of their invitations there: none holds a seat that nobody can take', async () => {
  const emails = [
    { address: grace, verified: true },
    { address: 'grace@home.test', verified: true },
  ]
  const { as, invite } = createWorld({ emails })
  const first = await invite()
  const second = await invite('grace@home.test')
  const { active, events } = await as('grace').acceptInvitation({ invitationId: first })
  expect(active?.organization).toMatchObject({ memberCount: 2, pendingInvitationCount: 0 })
  const ended = events.flatMap((event) =>
    event.type === 'invitation.accepted' ? [[event.invitation.id, event.counts]] : [],
  )
  const counts = { memberCount: 2, pendingInvitationCount: 0 }
  expect(ended).toEqual([
    [first, counts],
    [second, counts],
  ])
  await invite('two@acme.test')
})

test('a demoted sender’s invitation grants nothing', async () => {
  const { adapter, as, invite, tokenMailedTo } = createWorld({
    organizationMembers: { ada: 'org:admin', linus: 'org:admin' },
  })
  await invite()
  const token = await tokenMailedTo()
  await as('ada').leaveOrganization({ organizationId: 'org_acme' })
  await adapter.controls.addMember('org_acme', 'ada', 'org:member')
  await expect(as('grace').acceptInvitation({ token })).rejects.toMatchObject({ code: 'invitation_revoked' })
})

test('mail is not sent for what was answered, taken back or sent again', async () => {
  const { adapter, as, invite } = createWorld()
  const invitationId = await invite()
  expect(await adapter.controls.readMail(grace)).toHaveLength(1)
  await as('ada').resendInvitation({ organizationId: 'org_acme', invitationId })
  const mails = await adapter.controls.readMail(grace)
  expect(mails).toHaveLength(1)
  expect(mails[0]).toMatchObject({
    isSentAgain: true,
    isReminder: false,
    organizationName: 'Acme',
    inviterName: 'Ada',
    roleName: 'Member',
  })
  await as('ada').revokeInvitation({ organizationId: 'org_acme', invitationId })
  expect(await adapter.controls.readMail(grace)).toEqual([])
})

describe('an invitation to the app', () => {
  test('is mailed, seen, accepted once, and makes nobody a member', async () => {
    const { adapter, as, tokenMailedTo } = createWorld()
    const { backend } = adapter.controls
    const { invitation } = await backend('inviteToApplication', { emailAddress: ' Grace@acme.test ' })
    expect(invitation).toMatchObject({ emailAddress: 'Grace@acme.test', status: 'pending' })
    await expect(backend('inviteToApplication', { emailAddress: grace })).rejects.toMatchObject({
      code: 'already_invited',
      field: 'emailAddress',
    })
    const token = await tokenMailedTo()
    const preview = await as(null).previewInvitation({ token })
    expect(preview).toMatchObject({
      invitation: { kind: 'application', organizationName: null, inviterName: null, role: null },
      refusal: { code: 'unauthenticated' },
    })
    await expect(as('linus').acceptInvitation({ token })).rejects.toMatchObject({ code: 'wrong_account' })
    expect(await as('grace').acceptInvitation({ token })).toEqual({
      active: null,
      isFirstMember: false,
      events: [],
    })
    expect((await as('grace').getSession({})).session?.status).toBe('pending')
    await expect(as('grace').acceptInvitation({ token })).rejects.toMatchObject({
      code: 'invitation_accepted',
    })
    const { items, totalCount } = await backend('listApplicationInvitations', { status: 'accepted' })
    expect([items.map(({ id }) => id), totalCount]).toEqual([[invitation.id], 1])
  })

  test('is sent again, and taken back', async () => {
    const { adapter, as, tokenMailedTo } = createWorld()
    const { backend } = adapter.controls
    const { invitation } = await backend('inviteToApplication', { emailAddress: grace, expiresInDays: 2 })
    const first = await tokenMailedTo()
    const which = { invitationId: invitation.id }
    await backend('resendApplicationInvitation', which)
    const second = await tokenMailedTo()
    expect(second).not.toBe(first)
    await expect(as('grace').acceptInvitation({ token: first })).rejects.toMatchObject({
      code: 'invitation_revoked',
    })
    await backend('revokeApplicationInvitation', which)
    await expect(as('grace').acceptInvitation({ token: second })).rejects.toMatchObject({
      code: 'invitation_revoked',
    })
    await expect(backend('revokeApplicationInvitation', which)).rejects.toMatchObject({
      code: 'invitation_revoked',
    })
    await expect(backend('resendApplicationInvitation', which)).rejects.toMatchObject({
      code: 'invitation_revoked',
    })
    await expect(backend('revokeApplicationInvitation', { invitationId: 'inv_0' })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('that has run out is sent again once no other one waits', async () => {
    const { adapter, pass } = createWorld()
    const { backend } = adapter.controls
    const invited = { emailAddress: grace, expiresInDays: 1 }
    const { invitation: first } = await backend('inviteToApplication', invited)
    pass(day)
    const { invitation: second } = await backend('inviteToApplication', invited)
    const resend = () => backend('resendApplicationInvitation', { invitationId: first.id })
    await expect(resend()).rejects.toMatchObject({ code: 'already_invited', field: 'emailAddress' })
    pass(day)
    expect((await resend()).invitation.status).toBe('pending')
    const { items } = await backend('listApplicationInvitations', { status: 'expired' })
    expect(items.map(({ id }) => id)).toEqual([second.id])
  })

  test('is not in anybody’s list of organizations to join', async () => {
    const { adapter, as } = createWorld()
    const { invitation } = await adapter.controls.backend('inviteToApplication', { emailAddress: grace })
    expect((await as('grace').listUserInvitations({})).items).toEqual([])
    await expect(as('grace').acceptInvitation({ invitationId: invitation.id })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})
