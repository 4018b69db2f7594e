import type { EnrollmentMode, InstanceSettings } from '@orgkit/core'
import { describe, expect, test } from 'vitest'
import { embeddedAdapter } from './embedded-adapter'
import { checkOptions, instanceId } from './options'
import type { SeedOrganization } from './seed'
import { createWorld as createBackend, known } from './world'

const createdAt = '2026-01-01T00:00:00.000Z'
const domain = (name: string, enrollmentMode: EnrollmentMode, id = `dom_${name}`) => ({
  id,
  name,
  enrollmentMode,
})

/** Grace has verified addresses at acme.test, globex.test and initech.test; Ada administers all organizations. */
function createWorld(
  organizations: Omit<SeedOrganization, 'members'>[],
  settings: Partial<InstanceSettings> = {},
) {
  const { controls } = embeddedAdapter({
    settings: { domains: true, membershipLimit: null, ...settings },
    seed: {
      users: [
        { id: 'ada', name: 'Ada', email: 'ada@elsewhere.test' },
        {
          id: 'grace',
          name: 'Grace',
          emails: ['acme', 'globex', 'initech'].map((name) => ({
            address: `g@${name}.test`,
            verified: true,
          })),
        },
        { id: 'linus', name: 'Linus', email: 'linus@acme.test' },
      ],
      organizations: organizations.map((each) => ({ ...each, members: { ada: 'org:admin' }, createdAt })),
    },
  })
  const [ada, grace, linus] = ['ada', 'grace', 'linus'].map((id) => controls.as(id)) as [
    ReturnType<typeof controls.as>,
    ReturnType<typeof controls.as>,
    ReturnType<typeof controls.as>,
  ]
  const told = (id: string) => controls.eventsOf(id).map(({ type }) => type)
  return { controls, ada, grace, linus, told }
}

const suggesting = 'automatic_suggestion'
const inviting = 'automatic_invitation'

describe('a user with addresses at several domains', () => {
  test('finds suggestions by the name of the organization, page by page and from an offset', async () => {
    const { grace } = createWorld([
      { id: 'org_1', name: 'Zeta', domains: [domain('acme.test', suggesting)] },
      { id: 'org_2', name: 'alpha', domains: [domain('globex.test', suggesting)] },
      { id: 'org_3', name: 'Beta', domains: [domain('initech.test', suggesting)] },
    ])
    const names: string[] = []
    let cursor: string | undefined
    do {
      const page = await grace.listSuggestions({ limit: 2, ...(cursor && { cursor }) })
      expect(page.totalCount).toBe(3)
      names.push(...page.items.map(({ organization }) => organization.name))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(names).toEqual(['alpha', 'Beta', 'Zeta'])
    const { items } = await grace.listSuggestions({ offset: 1, limit: 1 })
    expect(items.map(({ organization }) => organization.name)).toEqual(['Beta'])
    expect((await grace.getSession({})).session?.suggestionCount).toBe(3)
  })

  test('is suggested an organization once, and what they turn down by one domain they do by all', async () => {
    const { grace } = createWorld([
      {
        id: 'org_1',
        name: 'Acme',
        domains: [domain('globex.test', suggesting), domain('acme.test', suggesting)],
      },
    ])
    const { items } = await grace.listSuggestions({})
    expect(items.map(({ id }) => id)).toEqual(['dom_acme.test'])
    await grace.dismissSuggestion({ suggestionId: 'dom_acme.test' })
    expect((await grace.listSuggestions({})).items).toEqual([])
    const other = grace.acceptSuggestion({ suggestionId: 'dom_globex.test' })
    await expect(other).rejects.toMatchObject({ code: 'not_found' })
  })

  test('is not suggested what another domain of the organization invites them to', async () => {
    const { grace } = createWorld([
      {
        id: 'org_1',
        name: 'Acme',
        domains: [domain('acme.test', suggesting), domain('globex.test', inviting)],
      },
    ])
    expect((await grace.listSuggestions({})).items).toEqual([])
    const { items } = await grace.listUserInvitations({})
    expect(items.map(({ id }) => id)).toEqual(['dom_globex.test'])
  })

  test('asks once: by another domain of the organization the request is the same one', async () => {
    const { ada, grace } = createWorld([
      {
        id: 'org_1',
        name: 'Acme',
        domains: [domain('acme.test', suggesting), domain('globex.test', suggesting)],
      },
    ])
    const first = await grace.acceptSuggestion({ suggestionId: 'dom_globex.test' })
    const second = await grace.acceptSuggestion({ suggestionId: 'dom_acme.test' })
    expect(second).toEqual({ suggestion: first.suggestion, events: [] })
    expect((await grace.listSuggestions({})).items).toEqual([first.suggestion])
    const { items } = await ada.listMembershipRequests({ organizationId: 'org_1' })
    expect(items.map(({ user }) => user.emailAddress)).toEqual(['g@globex.test'])
    const { events } = await grace.dismissSuggestion({ suggestionId: 'dom_acme.test' })
    expect(events.map((event) => 'suggestionId' in event && event.suggestionId)).toEqual(['dom_globex.test'])
    expect((await ada.listMembershipRequests({ organizationId: 'org_1' })).totalCount).toBe(0)
  })

  test('who was turned down is so by all domains of the organization, until the one is gone that they asked by', async () => {
    const { ada, grace } = createWorld([
      {
        id: 'org_1',
        name: 'Acme',
        domains: [domain('acme.test', suggesting), domain('globex.test', suggesting)],
      },
    ])
    const organizationId = 'org_1'
    await grace.acceptSuggestion({ suggestionId: 'dom_globex.test' })
    await ada.declineMembershipRequest({ organizationId, userId: 'grace' })
    const ask = () => grace.acceptSuggestion({ suggestionId: 'dom_acme.test' })
    await expect(ask()).rejects.toMatchObject({ code: 'request_declined' })
    await ada.removeDomain({ organizationId, domainId: 'dom_globex.test' })
    expect((await ask()).suggestion.status).toBe('requested')
  })
})

test('who has lost the address still has the request that they made by it, and can take it back', async () => {
  const { engine, identities, store } = createBackend(
    checkOptions({
      settings: { domains: true, personalAccounts: true },
      seed: {
        users: [{ id: 'linus', name: 'Linus', email: 'linus@acme.test' }],
        organizations: [
          { id: 'org_acme', name: 'Acme', members: {}, domains: [domain('acme.test', suggesting)] },
        ],
      },
    }),
  )
  const linus = known(identities, 'linus')
  const suggestionId = 'dom_acme.test'
  await engine.execute('acceptSuggestion', { instanceId, identity: linus }, { suggestionId })
  const caller = { instanceId, identity: { ...linus, emails: [] } }
  const { items } = await engine.execute('listSuggestions', caller, {})
  expect(items.map(({ status }) => status)).toEqual(['requested'])
  expect(store.data().requests).toHaveLength(1)
  await engine.execute('dismissSuggestion', caller, { suggestionId })
  expect(store.data()).toMatchObject({ requests: [], organizations: [{ pendingRequestCount: 0 }] })
  expect((await engine.execute('listSuggestions', caller, {})).items).toEqual([])
})

describe('a user’s own stream', () => {
  const acme = { id: 'org_acme', name: 'Acme', domains: [domain('acme.test', suggesting)] }

  test('tells of asking, and of what became of it', async () => {
    const { ada, linus, told } = createWorld([acme])
    const organizationId = 'org_acme'
    await linus.acceptSuggestion({ suggestionId: 'dom_acme.test' })
    await linus.acceptSuggestion({ suggestionId: 'dom_acme.test' })
    await ada.approveMembershipRequest({ organizationId, userId: 'linus' })
    expect(told('linus')).toEqual([
      'user_suggestion.updated',
      'user_suggestion.dismissed',
      'user_membership.created',
      'session_task.completed',
    ])
    expect(told(organizationId)).toEqual([
      'membership_request.created',
      'membership_request.approved',
      'membership.created',
    ])
  })

  test('tells of a membership from every door, by whosever hand: begun, changed and ended', async () => {
    const { controls, ada, linus, told } = createWorld([acme])
    const organizationId = 'org_acme'
    const of = { organizationId, userId: 'linus' }
    const expected: string[] = []
    const tells = (...types: string[]) => {
      expected.push(...types)
      expect(told('linus')).toEqual(expected)
    }
    const begun = ['user_membership.created', 'session_task.completed']
    const ended = ['user_membership.deleted', 'session_task.opened']

    await controls.backend('addMember', of)
    tells(...begun)
    await ada.updateMemberRole({ ...of, roleKey: 'org:admin' })
    tells('user_membership.role_changed')
    await ada.updateMembers({ organizationId, userIds: ['linus'], roleKey: 'org:member' })
    tells('user_membership.role_changed')
    await ada.updateMemberRole({ ...of, roleKey: 'org:member' })
    tells()
    await ada.offerAdministration({ ...of })
    await linus.acceptAdministration({ organizationId, fromUserId: 'ada' })
    tells('user_membership.role_changed')
    await linus.offerAdministration({ organizationId, userId: 'ada' })
    await ada.acceptAdministration({ organizationId, fromUserId: 'linus' })
    tells('user_membership.role_changed')
    await ada.removeMember(of)
    tells(...ended)
    await controls.backend('addMember', of)
    tells(...begun)
    await ada.removeMembers({ organizationId, userIds: ['linus'] })
    tells(...ended)
    await controls.backend('addMember', of)
    await controls.backend('updateMemberRole', { ...of, roleKey: 'org:admin' })
    await controls.backend('removeMember', of)
    tells(...begun, 'user_membership.role_changed', ...ended)
    await controls.backend('addMember', of)
    const other = await linus.createOrganization({ name: 'Own' })
    tells(...begun, 'user_membership.created')
    await linus.leaveOrganization({ organizationId })
    tells('user_membership.deleted')
    await linus.deleteOrganization({ organizationId: other.organization.id })
    tells(...ended)
  })

  test('tells all members of a deleted organization, and those who asked to join it', async () => {
    const { controls, ada, linus, grace, told } = createWorld([acme])
    const organizationId = 'org_acme'
    await controls.backend('addMember', { organizationId, userId: 'grace' })
    await linus.acceptSuggestion({ suggestionId: 'dom_acme.test' })
    const { events } = await ada.deleteOrganization({ organizationId })
    expect(events.map(({ type }) => type)).toEqual([
      'organization.deleted',
      'user_membership.deleted',
      'session_task.opened',
    ])
    expect(events.every((event) => 'organizationId' in event || event.userId === 'ada')).toBe(true)
    expect(told('grace').slice(-2)).toEqual(['user_membership.deleted', 'session_task.opened'])
    expect(told('linus').at(-1)).toBe('user_suggestion.dismissed')
    expect(told(organizationId).at(-1)).toBe('organization.deleted')
    expect((await grace.getSession({})).session?.status).toBe('pending')
  })

  test('opens no task where there are personal accounts', async () => {
    const { controls, linus, told } = createWorld([acme], { personalAccounts: true })
    await controls.backend('addMember', { organizationId: 'org_acme', userId: 'linus' })
    await linus.leaveOrganization({ organizationId: 'org_acme' })
    expect(told('linus')).toEqual(['user_membership.created', 'user_membership.deleted'])
  })

  test('is in no answer to anybody else', async () => {
    const { controls, ada, linus } = createWorld([acme])
    const organizationId = 'org_acme'
    const of = { organizationId, userId: 'linus' }
    await linus.acceptSuggestion({ suggestionId: 'dom_acme.test' })
    const answers = [
      await ada.approveMembershipRequest(of),
      await ada.updateMemberRole({ ...of, roleKey: 'org:admin' }),
      await ada.removeMembers({ organizationId, userIds: ['linus', 'ada'] }),
    ]
    const others = answers.flatMap(({ events }) =>
      events.filter((event) => !('organizationId' in event) && event.userId !== 'ada'),
    )
    expect(others).toEqual([])
    expect(controls.eventsOf('linus').length).toBeGreaterThan(4)
  })

  test('tells whoever asked by a domain that it is gone, or that all of its requests were declined', async () => {
    const { ada, linus, grace, told } = createWorld([
      { ...acme, domains: [domain('acme.test', suggesting), domain('globex.test', suggesting)] },
    ])
    const organizationId = 'org_acme'
    await linus.acceptSuggestion({ suggestionId: 'dom_acme.test' })
    await grace.acceptSuggestion({ suggestionId: 'dom_globex.test' })
    await ada.updateDomain({
      organizationId,
      domainId: 'dom_acme.test',
      enrollmentMode: 'manual_invitation',
      declineRequests: true,
    })
    expect(told('linus')).toEqual(['user_suggestion.updated', 'user_suggestion.updated'])
    expect((await linus.listSuggestions({})).items[0]?.status).toBe('declined')
    await ada.removeDomain({ organizationId, domainId: 'dom_globex.test' })
    expect(told('grace')).toEqual(['user_suggestion.updated', 'user_suggestion.dismissed'])
    expect((await grace.listSuggestions({})).items).toEqual([])
  })
})

test('the first to join an organization without members by its domain gets the creator role, and is told', async () => {
  const { controls, ada, linus } = createWorld([
    { id: 'org_acme', name: 'Acme', domains: [domain('acme.test', inviting)] },
  ])
  await ada.leaveOrganization({ organizationId: 'org_acme' })
  const { isFirstMember, active } = await linus.acceptInvitation({ invitationId: 'dom_acme.test' })
  expect([isFirstMember, active?.membership.role.key]).toEqual([true, 'org:admin'])
  expect(controls.eventsOf('linus')[0]).toMatchObject({ membership: { role: { key: 'org:admin' } } })
})

test('who asks, takes it back and asks again is stopped after a hundred times in an hour', async () => {
  const { grace, told } = createWorld([
    { id: 'org_acme', name: 'Acme', domains: [domain('acme.test', suggesting)] },
  ])
  const suggestionId = 'dom_acme.test'
  const codes: unknown[] = []
  for (let times = 0; times < 201; times++) {
    const asked = await grace.acceptSuggestion({ suggestionId }).catch((error: unknown) => error)
    if (asked instanceof Error) codes.push('code' in asked && asked.code)
    else await grace.dismissSuggestion({ suggestionId })
  }
  // An hour may have begun anew meanwhile.
  expect(codes.length).toBeGreaterThan(0)
  expect(new Set(codes)).toEqual(new Set(['rate_limited']))
  const asks = told('org_acme').filter((type) => type === 'membership_request.created')
  expect(asks).toHaveLength(201 - codes.length)
})
