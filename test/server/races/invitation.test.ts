import { expect, test } from 'vitest'
import { describeRaces, rounds, together } from './race-world'

describeRaces('invitations', (world) => {
  test('the same invitation accepted twice at once makes one membership', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, createOrganization, invite, rows } = await world()
      const organizationId = await createOrganization({ ada: 'org:admin' })
      const invitationId = await invite(organizationId, 'grace')
      const accept = () => as('grace')('acceptInvitation', { invitationId })
      const outcomes = await together(accept(), accept(), accept())
      expect(outcomes.sort()).toEqual(['already_member', 'already_member', 'done'])
      const [organization] = (await rows()).organizations
      expect(organization).toMatchObject({ memberCount: 2, pendingInvitationCount: 0 })
    }
  })

  test('the last seat is promised to one of two', async () => {
    for (let round = 0; round < rounds; round++) {
      const { createOrganization, invite, rows } = await world({ membershipLimit: 3 })
      const organizationId = await createOrganization({ ada: 'org:admin' })
      await invite(organizationId, 'grace')
      const outcomes = await together(invite(organizationId, 'linus'), invite(organizationId, 'tim'))
      expect(outcomes.sort()).toEqual(['done', 'seat_limit_reached'])
      const [organization] = (await rows()).organizations
      expect(organization).toMatchObject({ memberCount: 1, pendingInvitationCount: 2 })
    }
  })

  test('the last seat is taken by one of two, where the limit went down below what was promised', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, backend, createOrganization, invite, rows } = await world()
      const organizationId = await createOrganization({ ada: 'org:admin' })
      const toGrace = await invite(organizationId, 'grace')
      const toLinus = await invite(organizationId, 'linus')
      await backend('updateOrganization', { organizationId, membershipLimit: 2 })
      const outcomes = await together(
        as('grace')('acceptInvitation', { invitationId: toGrace }),
        as('linus')('acceptInvitation', { invitationId: toLinus }),
      )
      expect(outcomes.sort()).toEqual(['done', 'seat_limit_reached'])
      const [organization] = (await rows()).organizations
      expect(organization).toMatchObject({ memberCount: 2, pendingInvitationCount: 1 })
    }
  })

  test('the last seat is taken by who is added, or promised to who is invited', async () => {
    for (let round = 0; round < rounds; round++) {
      const { backend, createOrganization, invite, rows } = await world({ membershipLimit: 2 })
      const organizationId = await createOrganization({ ada: 'org:admin' })
      await backend('upsertUser', { userId: 'grace', name: 'grace', emails: [] })
      const outcomes = await together(
        backend('addMember', { organizationId, userId: 'grace' }),
        invite(organizationId, 'linus'),
      )
      expect(outcomes.sort()).toEqual(['done', 'seat_limit_reached'])
      const [organization] = (await rows()).organizations
      expect(organization!.memberCount + organization!.pendingInvitationCount).toBe(2)
    }
  })

  test('accepting against sending again: the person is in, or the invitation waits; never both, never neither', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, createOrganization, invite, rows } = await world()
      const organizationId = await createOrganization({ ada: 'org:admin' })
      const invitationId = await invite(organizationId, 'grace')
      const { url } = await as('ada')('getInvitationLink', { organizationId, invitationId })
      const token = url.split('/').at(-1)!
      const outcomes = await together(
        as('grace')('acceptInvitation', { token }),
        as('ada')('resendInvitation', { organizationId, invitationId }),
      )
      const { memberCount, pendingInvitationCount } = (await rows()).organizations[0]!
      // Accepted first: there is nothing to send again. Sent again first: the link was of the earlier sending.
      expect([
        ['done', 'invitation_accepted', 2, 0],
        ['invitation_revoked', 'done', 1, 1],
      ]).toContainEqual([...outcomes, memberCount, pendingInvitationCount])
    }
  })

  test('as many invitations are sent in an hour as may be, from all organizations at once', async () => {
    for (let round = 0; round < rounds; round++) await sendTooMany({ invitationsPerHour: 5, attempts: 8 })
  })

  test('250 of 270 in an hour, where nothing else was set', async () => {
    await sendTooMany({ attempts: 270 })
  })

  async function sendTooMany({
    invitationsPerHour = 250,
    attempts,
  }: {
    invitationsPerHour?: number
    attempts: number
  }) {
    const isSet = invitationsPerHour !== 250
    const { createOrganization, invite, rows } = await world({
      membershipLimit: null,
      ...(isSet && { invitationsPerHour }),
    })
    const organizationIds = await Promise.all(
      ['ada', 'grace', 'linus', 'tim'].map((id) => createOrganization({ [id]: 'org:admin' })),
    )
    const outcomes = await together(
      ...Array.from({ length: attempts }, (_, index) =>
        invite(organizationIds[index % 4]!, `guest-${index}`),
      ),
    )
    const { invitations, outbox, counters } = await rows()
    const hours = invitations.map(({ createdAt }) => createdAt.slice(0, 13)).sort()
    // A new hour may have begun meanwhile, and with it a new count.
    const sent = hours[0] === hours.at(-1) ? invitationsPerHour : invitations.length
    const outcomeCount = (wanted: string) => outcomes.filter((outcome) => outcome === wanted).length
    expect([outcomeCount('done'), outcomeCount('rate_limited')]).toEqual([sent, attempts - sent])
    expect([invitations.length, outbox.filter(({ kind }) => kind === 'invitation').length]).toEqual([
      sent,
      sent,
    ])
    const inLastHour = hours.filter((hour) => hour === hours.at(-1)).length
    expect(counters.map(({ amount }) => amount)).toEqual([inLastHour])
  }
})
