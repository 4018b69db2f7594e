import { expect, test } from 'vitest'
import { applyToSession } from './events'
import {
  active,
  counts,
  creationEvents,
  event,
  handOver,
  invitation,
  invitationEvent,
  joiningEvents,
  leaving,
  organization,
  page,
  pendingSession,
  role,
  roleChanged,
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

test('a deleted organization goes as if the user had left it', () => {
  const after = applyToSession(session(), event({ type: 'organization.deleted', organizationId: 'org_acme' }))
  expect(after?.session?.active).toBeNull()
  expect(names(after)).toEqual(['Blue', 'Coop'])
  const elsewhere = event({ type: 'organization.deleted', organizationId: 'org_blue' }, 'user_grace')
  expect(applyToSession(session(), elsewhere)?.session?.active?.organization.slug).toBe('acme')
})

test('free seats do not make an administrator', () => {
  const before = active('acme')
  const inviteMember = { allowed: false, reason: 'forbidden' as const, used: 1, maximum: 5 }
  const member = { ...before, limits: { ...before.limits, inviteMember } }
  const sent = invitationEvent('invitation.created', invitation('linus'), counts(3, 1), 'user_grace')
  expect(
    applyToSession(session({ changes: { active: member } }), sent)?.session?.active?.limits,
  ).toMatchObject({
    inviteMember: { allowed: false, reason: 'forbidden', used: 4 },
    addMember: { allowed: true, used: 3 },
  })
})

const roles = (answer?: ReturnType<typeof session>) =>
  answer?.session?.memberships.items.map((item) => item.role.name)

test('another role of the user holds at once, here and in the list', () => {
  const after = applyToSession(session(), roleChanged('user_ada', role('editor', ['org:notes:write'])))
  expect(after?.session?.active?.membership).toMatchObject({
    role: { key: 'org:editor', name: 'Editor' },
    permissions: ['org:notes:write'],
  })
  expect(roles(after)).toEqual(['Editor', 'Admin', 'Admin'])
})

test('another role in another organization stands in the list alone', () => {
  const after = applyToSession(session(), roleChanged('user_ada', role('editor'), 'blue'))
  expect(after?.session?.active?.membership.role.key).toBe('org:admin')
  expect(roles(after)).toEqual(['Admin', 'Editor', 'Admin'])
})

test('somebody else’s role, and a change that was overtaken, do not touch the user’s own', () => {
  const elses = applyToSession(session(), roleChanged('user_grace', role('editor')))
  expect(elses?.session).toEqual(session().session)
  expect(applyToSession(session(), roleChanged('user_ada', role('editor')), true)).toBeUndefined()
})

test('a changed role changes what its holder may do', () => {
  const organizationId = 'org_acme'
  const own = { ...role('admin'), name: 'Owner' }
  const changed = event({ type: 'role.updated', organizationId, role: own }, 'user_grace')
  const after = applyToSession(session(), changed)
  expect(after?.session?.active?.membership).toMatchObject({ role: { name: 'Owner' }, permissions: [] })
  expect(roles(after)).toEqual(['Owner', 'Admin', 'Admin'])
  const other = event({ type: 'role.updated', organizationId, role: role('editor') }, 'user_grace')
  expect(applyToSession(session(), other)?.session).toEqual(session().session)
})

test('a deleted role gives its holder the other one', () => {
  const gone = event({
    type: 'role.deleted',
    organizationId: 'org_acme',
    roleKey: 'org:admin',
    replacement: role('editor', ['org:notes:write']),
  })
  const after = applyToSession(session(), gone)
  expect(after?.session?.active?.membership).toMatchObject({
    role: { key: 'org:editor' },
    permissions: ['org:notes:write'],
  })
  const unheld = event({
    type: 'role.deleted',
    organizationId: 'org_acme',
    roleKey: 'org:x',
    replacement: null,
  })
  expect(applyToSession(session(), unheld)).toBeUndefined()
})

const offers = (answer?: ReturnType<typeof session>) =>
  answer?.session?.active?.administrationOffers.map(({ from, to }) => `${from.name} → ${to.name}`)

test('a hand-over shows to the two whom it is about, and in place of the one before', () => {
  const offered = applyToSession(session(), handOver('administration.offered', 'ada', 'grace'))!
  expect(offers(offered)).toEqual(['ada → grace'])
  const again = applyToSession(offered, handOver('administration.offered', 'ada', 'linus'))!
  expect(offers(again)).toEqual(['ada → linus'])
  const received = applyToSession(again, handOver('administration.offered', 'grace', 'ada'))!
  expect(offers(received)).toEqual(['ada → linus', 'grace → ada'])
  expect(offers(applyToSession(received, handOver('administration.offered', 'linus', 'grace')))).toEqual(
    offers(received),
  )
})

test.each(['administration.withdrawn', 'administration.accepted', 'administration.declined'] as const)(
  'after %s the hand-over is over',
  (type) => {
    const offered = applyToSession(session(), handOver('administration.offered', 'ada', 'grace'))!
    expect(offers(applyToSession(offered, handOver(type, 'ada', 'grace')))).toEqual([])
    expect(applyToSession(offered, handOver(type, 'ada', 'grace'), true)).toBeUndefined()
  },
)
