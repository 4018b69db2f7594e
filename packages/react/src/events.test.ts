import { expect, test } from 'vitest'
import { applyToSession } from './events'
import {
  active,
  counts,
  creationEvents,
  event,
  invitation,
  invitationEvent,
  joiningEvents,
  leaving,
  organization,
  page,
  pendingSession,
  session,
} from './testing/fixtures'

const apply = (answer: ReturnType<typeof session>, events: ReturnType<typeof creationEvents>) =>
  events.reduce((before, next) => applyToSession(before, next) ?? before, answer)

const names = (answer?: ReturnType<typeof session>) =>
  answer?.session?.memberships.items.map((item) => item.organization.name)

test('a created organization stands where its name belongs and is counted', () => {
  const after = apply(session(), creationEvents('azure'))
  expect(names(after)).toEqual(['Acme', 'Azure', 'Blue', 'Coop'])
  expect(after.session?.memberships.totalCount).toBe(4)
})

test('a created organization beyond the first page is counted and not shown', () => {
  const memberships = page(['acme', 'blue'], { nextCursor: 'next', totalCount: 90 })
  const after = apply(session({ memberships }), creationEvents('zebra'))
  expect(names(after)).toEqual(['Acme', 'Blue'])
  expect(after.session?.memberships.totalCount).toBe(91)
})

test('the last page takes a new last row', () => {
  expect(names(apply(session(), creationEvents('zebra')))).toEqual(['Acme', 'Blue', 'Coop', 'Zebra'])
})

test('a membership that is already in the list changes nothing', () => {
  const before = session()
  const [, known] = creationEvents('blue')
  expect(applyToSession(before, known!)).toEqual(before)
})

test('creating uses up the limit, and at the maximum says why', () => {
  const limitAfter = (count: number) =>
    apply(session(), ['x', 'y', 'z'].slice(0, count).flatMap(creationEvents)).session?.limits
      .createOrganization
  expect(limitAfter(1)).toEqual({ allowed: true, reason: null, used: 2, maximum: 3 })
  expect(limitAfter(2)).toEqual({ allowed: false, reason: 'creation_limit_reached', used: 3, maximum: 3 })
})

test('an organization that somebody else created does not use up the limit', () => {
  const [created] = creationEvents('azure')
  expect(applyToSession(session(), { ...created!, actorUserId: 'user_grace' })).toBeUndefined()
})

test('another user’s membership does not appear among the own ones', () => {
  const [, joined] = creationEvents('azure')
  expect(applyToSession(session({ userId: 'user_grace' }), joined!)).toBeUndefined()
})

test('a renamed organization changes in the list, in its place, and where it is active', () => {
  const renamed = organization('acme', { name: 'Zeta', version: 2 })
  const after = applyToSession(
    session(),
    event({ type: 'organization.updated', organizationId: renamed.id, organization: renamed }),
  )
  expect(names(after)).toEqual(['Zeta', 'Blue', 'Coop'])
  expect(after?.session?.active?.organization.name).toBe('Zeta')
})

test('an older version does not overwrite the active organization', () => {
  const before = session()
  const old = organization('acme', { version: 0, memberCount: 9 })
  const after = applyToSession(
    before,
    event({ type: 'organization.updated', organizationId: old.id, organization: old }),
  )
  expect(after).toBeUndefined()
})

test('a member more takes a seat', () => {
  const fuller = organization('acme', { version: 2, memberCount: 4, pendingInvitationCount: 1 })
  const after = applyToSession(
    session(),
    event({ type: 'organization.updated', organizationId: fuller.id, organization: fuller }),
  )
  expect(after?.session?.active?.limits.inviteMember).toEqual({
    allowed: false,
    reason: 'seat_limit_reached',
    used: 5,
    maximum: 5,
  })
})

test('the last completed task opens the session', () => {
  const done = event({ type: 'session_task.completed', userId: 'user_ada', taskKey: 'choose-organization' })
  expect(applyToSession(pendingSession(), done)?.session).toMatchObject({ status: 'active', tasks: [] })
})

test('the session stays pending while another task is open', () => {
  const before = pendingSession()
  const tasks = [{ key: 'choose-organization' }, { key: 'accept-terms' }]
  const done = event({ type: 'session_task.completed', userId: 'user_ada', taskKey: 'choose-organization' })
  const after = applyToSession({ ...before, session: { ...before.session!, tasks } }, done)
  expect(after?.session).toMatchObject({ status: 'pending', tasks: [{ key: 'accept-terms' }] })
})

test('an event of a newer server changes nothing', () => {
  const before = session()
  const unknown = { ...creationEvents('azure')[0], type: 'organization.exploded' } as unknown as ReturnType<
    typeof event
  >
  expect(applyToSession(before, unknown)).toBeUndefined()
})

test('an invitation that somebody else sent takes a seat of the active organization', () => {
  const sent = invitationEvent('invitation.created', invitation('linus'), counts(3, 2), 'user_grace')
  expect(applyToSession(session(), sent)?.session?.active).toMatchObject({
    organization: { memberCount: 3, pendingInvitationCount: 2 },
    limits: { inviteMember: { allowed: false, reason: 'seat_limit_reached', used: 5, maximum: 5 } },
  })
})

test('the last seat is free again after an invitation is revoked', () => {
  const full = session({ changes: { active: active('acme', counts(3, 2)) } })
  const revoked = invitationEvent('invitation.revoked', invitation('linus'), counts(3, 1))
  expect(applyToSession(full, revoked)?.session?.active?.limits.inviteMember).toEqual({
    allowed: true,
    reason: null,
    used: 4,
    maximum: 5,
  })
})

test('what is counted in another organization does not touch the active one', () => {
  const elsewhere = invitation('linus', { organizationId: 'org_blue' })
  const sent = invitationEvent('invitation.created', elsewhere, counts(9, 9))
  expect(applyToSession(session(), sent)).toBeUndefined()
})

test('an event that was overtaken does not bring its counts', () => {
  const sent = invitationEvent('invitation.created', invitation('linus'), counts(1, 1))
  expect(applyToSession(session(), sent, true)).toBeUndefined()
  const renamed = organization('acme', { name: 'Zeta', version: 2, ...counts(9, 9) })
  const change = event({ type: 'organization.updated', organizationId: renamed.id, organization: renamed })
  const after = applyToSession(session(), change, true)
  expect(after?.session?.active?.organization).toMatchObject({ name: 'Zeta', memberCount: 1 })
  expect(after?.session?.active?.limits.inviteMember.used).toBe(1)
})

test('leaving takes the organization out of the list, and the tab out of the organization', () => {
  const after = applyToSession(session(), leaving('acme'))
  expect(after?.session?.active).toBeNull()
  expect(names(after)).toEqual(['Blue', 'Coop'])
  expect(after?.session?.memberships.totalCount).toBe(2)
})

test('leaving another organization leaves the tab where it is', () => {
  const after = applyToSession(session(), leaving('blue'))
  expect(after?.session?.active?.organization.slug).toBe('acme')
  expect(names(after)).toEqual(['Acme', 'Coop'])
})

test('leaving an organization beyond the end of the page counts it out', () => {
  const memberships = page(['acme', 'blue'], { nextCursor: 'next', totalCount: 90 })
  expect(applyToSession(session({ memberships }), leaving('zebra'))?.session?.memberships.totalCount).toBe(89)
  expect(applyToSession(session(), leaving('zebra'))?.session?.memberships.totalCount).toBe(3)
})

test('who has come back since does not leave by an old event', () => {
  expect(applyToSession(session(), leaving('acme'), true)).toBeUndefined()
})

test('another member leaving is a number', () => {
  const after = applyToSession(session(), leaving('acme', 'user_grace', counts(4, 0)))
  expect(after?.session?.active?.organization.memberCount).toBe(4)
  expect(names(after)).toEqual(['Acme', 'Blue', 'Coop'])
})

const invited = (verified: boolean) =>
  session({
    changes: {
      invitationCount: 2,
      user: { id: 'user_ada', name: 'Ada', imageUrl: null, emails: [{ address: 'ada@acme.test', verified }] },
    },
  })

test('an invitation that the user answered waits no longer', () => {
  const [accepted, membershipCreated] = joiningEvents('zeta')
  const after = applyToSession(invited(true), accepted!)
  expect(after?.session?.invitationCount).toBe(1)
  expect(applyToSession(after!, membershipCreated!)?.session?.invitationCount).toBe(1)
  const declined = event({ type: 'user_invitation.declined', userId: 'user_ada', invitationId: 'inv_zeta' })
  expect(applyToSession(invited(true), declined)?.session?.invitationCount).toBe(1)
})

test('an answered invitation that was never counted is not counted out', () => {
  const [accepted] = joiningEvents('zeta')
  expect(applyToSession(invited(false), accepted!)).toBeUndefined()
  expect(applyToSession(invited(true), { ...accepted!, actorUserId: 'user_grace' })).toBeUndefined()
})
