import { expect, test } from 'vitest'
import { applyToSession } from './events'
import { creationEvents, event, organization, page, pendingSession, session } from './testing/fixtures'

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
  expect(after?.session?.active?.limits.members).toEqual({
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
