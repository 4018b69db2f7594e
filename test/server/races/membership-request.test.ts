import { expect, test } from 'vitest'
import { describeRaces, type Round, rounds, together } from './race-world'

const admin = 'org:admin'
const suggesting = { domains: true }

describeRaces('requests to join', (world) => {
  test('one administrator approves while another one declines: one of both is heard', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, ...rest } = await world(suggesting)
      const { organizationId } = await askedBy(rest, 'omar')
      const input = { organizationId, userId: 'omar' }
      const outcomes = await together(
        as('ada')('approveMembershipRequest', input),
        as('bea')('declineMembershipRequest', input),
      )
      const { organizations, requests } = await rest.rows()
      const seen = [outcomes, organizations[0]!.memberCount, requests.map(({ status }) => status)]
      expect([
        [['done', 'not_found'], 3, []],
        [['not_found', 'done'], 2, ['declined']],
      ]).toContainEqual(seen)
    }
  })

  test('the last seat is given to one of two who are approved at once', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, ...rest } = await world({ ...suggesting, membershipLimit: 3 })
      const { organizationId } = await askedBy(rest, 'omar', 'otto')
      const outcomes = await together(
        as('ada')('approveMembershipRequest', { organizationId, userId: 'omar' }),
        as('bea')('approveMembershipRequest', { organizationId, userId: 'otto' }),
      )
      expect(outcomes.sort()).toEqual(['done', 'seat_limit_reached'])
      const [organization] = (await rest.rows()).organizations
      expect(organization).toMatchObject({ memberCount: 3, pendingRequestCount: 1 })
    }
  })

  test('the last seat is taken by who is approved or by who accepts an invitation', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, ...rest } = await world({ ...suggesting, membershipLimit: 3 })
      const { organizationId } = await askedBy(rest, 'omar')
      const invitationId = await rest.invite(organizationId, 'grace')
      const outcomes = await together(
        as('ada')('approveMembershipRequest', { organizationId, userId: 'omar' }),
        as('grace')('acceptInvitation', { invitationId }),
      )
      expect(outcomes.toSorted()).toEqual(['done', 'seat_limit_reached'])
      const { memberCount, pendingRequestCount, pendingInvitationCount } = (await rest.rows())
        .organizations[0]!
      const isApproved = outcomes[0] === 'done'
      expect([memberCount, pendingRequestCount, pendingInvitationCount]).toEqual(
        isApproved ? [3, 0, 1] : [3, 1, 0],
      )
    }
  })

  test('whoever asks accepts an invitation while they are approved: they join once, and nothing is left open', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, ...rest } = await world(suggesting)
      const { organizationId } = await askedBy(rest, 'omar')
      const invitationId = await rest.invite(organizationId, 'omar')
      const outcomes = await together(
        as('ada')('approveMembershipRequest', { organizationId, userId: 'omar' }),
        as('omar')('acceptInvitation', { invitationId }),
      )
      expect([
        ['done', 'already_member'],
        ['not_found', 'done'],
      ]).toContainEqual(outcomes)
      const [organization] = (await rest.rows()).organizations
      expect(organization).toMatchObject({
        memberCount: 3,
        pendingRequestCount: 0,
        pendingInvitationCount: 0,
      })
    }
  })

  test('a request is approved while its domain is removed: they are in, or it is over', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, ...rest } = await world(suggesting)
      const { organizationId, domainId } = await askedBy(rest, 'omar', 'otto')
      const outcomes = await together(
        as('ada')('approveMembershipRequest', { organizationId, userId: 'omar' }),
        as('bea')('removeDomain', { organizationId, domainId }),
      )
      const { organizations, domains } = await rest.rows()
      const { memberCount, pendingRequestCount } = organizations[0]!
      expect([
        [['done', 'done'], 3],
        [['not_found', 'done'], 2],
      ]).toContainEqual([outcomes, memberCount])
      expect([pendingRequestCount, domains]).toEqual([0, []])
    }
  })

  test('a suggestion is accepted three times at once: there is one request', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, ...rest } = await world(suggesting)
      const { domainId: suggestionId } = await askedBy(rest)
      const accept = () => as('omar')('acceptSuggestion', { suggestionId })
      expect(await together(accept(), accept(), accept())).toEqual(['done', 'done', 'done'])
      const { requests, organizations, events } = await rest.rows()
      expect(requests).toMatchObject([{ userId: 'omar', status: 'pending' }])
      expect(organizations[0]).toMatchObject({ pendingRequestCount: 1 })
      expect(events.filter(({ event }) => event.type === 'membership_request.created')).toHaveLength(1)
    }
  })

  test('a suggestion is accepted and dismissed at once: it is taken back and open, or dismissed for good; nothing is asked', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, ...rest } = await world(suggesting)
      const { domainId: suggestionId } = await askedBy(rest)
      const outcomes = await together(
        as('omar')('acceptSuggestion', { suggestionId }),
        as('omar')('dismissSuggestion', { suggestionId }),
      )
      expect([
        ['done', 'done'],
        ['not_found', 'done'],
      ]).toContainEqual(outcomes)
      const { requests, dismissals } = await rest.rows()
      const isTakenBack = outcomes[0] === 'done'
      const dismissed = isTakenBack ? [] : [{ userId: 'omar', domainId: suggestionId }]
      expect([requests, dismissals]).toEqual([[], dismissed])
      const { items } = await as('omar')('listSuggestions', {})
      expect(items.map(({ status }) => status)).toEqual(isTakenBack ? ['open'] : [])
    }
  })

  test('a user is deleted while their request is approved: they are gone, and so is all that was theirs', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, backend, ...rest } = await world(suggesting)
      const { organizationId } = await askedBy(rest, 'omar')
      const outcomes = await together(
        as('ada')('approveMembershipRequest', { organizationId, userId: 'omar' }),
        backend('deleteUser', { userId: 'omar' }),
      )
      expect([
        ['done', 'done'],
        ['not_found', 'done'],
      ]).toContainEqual(outcomes)
      const { organizations, requests, users } = await rest.rows()
      expect(organizations[0]).toMatchObject({ memberCount: 2, pendingRequestCount: 0 })
      expect([requests, users.some(({ id }) => id === 'omar')]).toEqual([[], false])
    }
  })

  test('many are approved and declined in bulk at once: each is heard once', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, ...rest } = await world({ ...suggesting, membershipLimit: null })
      const asking = ['olga', 'omar', 'otto']
      const { organizationId } = await askedBy(rest, ...asking)
      const [approved, declined] = await Promise.all([
        as('ada')('approveMembershipRequests', { organizationId, userIds: asking }),
        as('bea')('declineMembershipRequests', { organizationId, userIds: asking.toReversed() }),
      ])
      const codesOf = ({ results }: { results: readonly { error: { code: string } | null }[] }) =>
        results.map(({ error }) => error?.code ?? 'done')
      const all = [codesOf(approved), codesOf(declined)]
      const [done, missing] = ['done', 'not_found'].map((code) => asking.map(() => code))
      expect([
        [done, missing],
        [missing, done],
      ]).toContainEqual(all)
      const [organization] = (await rest.rows()).organizations
      expect(organization).toMatchObject({
        pendingRequestCount: 0,
        memberCount: all[0]![0] === 'done' ? 5 : 2,
      })
    }
  })

  test('the app turns domains off while somebody joins by one: they are in, or there is no invitation', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, backend, createOrganization, openDomain, rows } = await world(suggesting)
      const organizationId = await createOrganization({ ada: admin })
      const invitationId = await openDomain(organizationId, 'automatic_invitation')
      const outcomes = await together(
        as('omar')('acceptInvitation', { invitationId }),
        backend('updateSettings', { domains: false }),
      )
      const { memberCount } = (await rows()).organizations[0]!
      expect([
        [['done', 'done'], 2],
        [['not_found', 'done'], 1],
      ]).toContainEqual([outcomes, memberCount])
    }
  })

  test('the last seat is taken by one of two whom a domain invites', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, createOrganization, openDomain, rows } = await world({ ...suggesting, membershipLimit: 2 })
      const organizationId = await createOrganization({ ada: admin })
      const invitationId = await openDomain(organizationId, 'automatic_invitation')
      const outcomes = await together(
        as('omar')('acceptInvitation', { invitationId }),
        as('otto')('acceptInvitation', { invitationId }),
      )
      expect(outcomes.sort()).toEqual(['done', 'seat_limit_reached'])
      expect((await rows()).organizations[0]).toMatchObject({ memberCount: 2 })
    }
  })
})

/** An organization of ada and bea whose domain suggests it, and who asks to join. */
async function askedBy(
  { createOrganization, openDomain, ask }: Pick<Round, 'createOrganization' | 'openDomain' | 'ask'>,
  ...ids: string[]
): Promise<{ organizationId: string; domainId: string }> {
  const organizationId = await createOrganization({ ada: admin, bea: admin })
  const domainId = await openDomain(organizationId, 'automatic_suggestion')
  await ask(domainId, ...ids)
  return { organizationId, domainId }
}
