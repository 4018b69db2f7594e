import { expect, test } from 'vitest'
import { describeRaces, person, type Round, rounds } from './race-world'

const names = ['grace', 'linus', 'tim']

describeRaces('invitations in bulk', (world) => {
  test('the same addresses are invited by two at once: each address once', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, createOrganization, rows } = await world({ membershipLimit: null })
      const organizationId = await createOrganization({ ada: 'org:admin', bea: 'org:admin' })
      const all = await Promise.all([
        inviteAll(as('ada'), organizationId, names),
        inviteAll(as('bea'), organizationId, names.toReversed()),
      ])
      const [made, refused] = ['done', 'already_invited'].map((code) => names.map(() => code))
      expect([
        [made, refused],
        [refused, made],
      ]).toContainEqual(all)
      await expectInvited(rows, names.length)
    }
  })

  test('one of the addresses is invited alone at the same moment: it is invited once', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, createOrganization, invite, rows } = await world({ membershipLimit: null })
      const organizationId = await createOrganization({ ada: 'org:admin' })
      const [bulk, alone] = await Promise.allSettled([
        inviteAll(as('ada'), organizationId, names),
        invite(organizationId, 'linus'),
      ])
      const codes = bulk.status === 'fulfilled' ? bulk.value : bulk.reason
      const single = alone.status === 'fulfilled' ? 'done' : (alone.reason as { code?: string }).code
      expect([
        ['done', ['done', 'already_invited', 'done']],
        ['already_invited', ['done', 'done', 'done']],
      ]).toContainEqual([single, codes])
      await expectInvited(rows, names.length)
    }
  })

  test('the last seats are promised once, however many lists come at once', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, createOrganization, rows } = await world({ membershipLimit: 6 })
      const organizationId = await createOrganization({ ada: 'org:admin', bea: 'org:admin' })
      const all = await Promise.all([
        inviteAll(as('ada'), organizationId, names),
        inviteAll(as('bea'), organizationId, ['uma', 'vera', 'will']),
      ])
      const codes = all.flat().sort()
      expect(codes).toEqual([...Array(4).fill('done'), ...Array(2).fill('seat_limit_reached')])
      await expectInvited(rows, 4)
    }
  })

  test('as many are sent in an hour as may be, from lists of several organizations at once', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, createOrganization, rows } = await world({
        membershipLimit: null,
        invitationsPerHour: 7,
      })
      const people = ['ada', 'bea', 'carl']
      const organizationIds: string[] = []
      for (const id of people) organizationIds.push(await createOrganization({ [id]: 'org:admin' }))
      const all = await Promise.all(
        people.map((id, index) => inviteAll(as(id), organizationIds[index]!, [...names, 'uma'])),
      )
      const { invitations, counters } = await rows()
      const made = all.flat().filter((code) => code === 'done').length
      expect(all.flat().filter((code) => code === 'rate_limited')).toHaveLength(12 - made)
      const sentInAll = counters.find(({ key }) => key === 'invitations')!.amount
      // A new hour may have begun meanwhile, and with it a new count.
      const hours = new Set(invitations.map(({ createdAt }) => createdAt.slice(0, 13)))
      const inLastHour = hours.size === 1 ? 7 : sentInAll
      expect([hours.size === 1 ? 7 : made, inLastHour]).toEqual([made, sentInAll])
      await expectInvited(rows, made)
    }
  })
})

type Execute = ReturnType<Round['as']>

async function inviteAll(
  execute: Execute,
  organizationId: string,
  ids: readonly string[],
): Promise<string[]> {
  const invitations = ids.map((id) => ({ emailAddress: person(id).emails[0]!.address }))
  const { results } = await execute('inviteMembers', { organizationId, invitations })
  return results.map(({ error }) => error?.code ?? 'done')
}

/** So many are pending, with one mail each. */
async function expectInvited(rows: Round['rows'], count: number): Promise<void> {
  const { organizations, invitations, outbox } = await rows()
  const kept = organizations.reduce((sum, row) => sum + row.pendingInvitationCount, 0)
  const mails = outbox.filter(({ kind }) => kind === 'invitation')
  expect([kept, invitations.length, mails.length]).toEqual([count, count, count])
}
