import { expect, test } from 'vitest'
import { describeRaces, type Round, rounds, together } from './race-world'

const domains = { domains: true }

describeRaces('domains', (world) => {
  test('two organizations prove the same domain by their codes: one gets it', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, mailedCode, ...rest } = await world(domains)
      const sides = await contest(rest)
      const codes = [await mailedCode('ada', ...sides[0]), await mailedCode('bea', ...sides[1])]
      const outcomes = await together(
        ...['ada', 'bea'].map((by, index) => {
          const [organizationId, domainId] = sides[index]!
          const input = { organizationId, domainId, method: 'email_code', code: codes[index] } as const
          return as(by)('finishDomainVerification', input)
        }),
      )
      await expectOneHolder(rest, sides, outcomes)
    }
  })

  test('one proves it by a code while another one does by DNS, and another by an address: one gets it', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, mailedCode, putRecord, ...rest } = await world(domains)
      const sides = [...(await contest(rest)), await side(rest, 'carl')]
      const code = await mailedCode('ada', ...sides[0]!)
      await putRecord('bea', ...sides[1]!)
      const proofs = [
        { method: 'email_code', code },
        { method: 'dns_txt' },
        { method: 'verified_address' },
      ] as const
      const outcomes = await together(
        ...['ada', 'bea', 'carl'].map((by, index) => {
          const [organizationId, domainId] = sides[index]!
          return as(by)('finishDomainVerification', { organizationId, domainId, ...proofs[index]! })
        }),
      )
      await expectOneHolder(rest, sides, outcomes)
    }
  })

  test('the app vouches for a domain while somebody proves it: one gets it', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, ...rest } = await world(domains)
      const [organizationId, domainId] = await side(rest, 'ada')
      const other = await rest.createOrganization({ bea: 'org:admin' })
      const outcomes = await together(
        as('ada')('finishDomainVerification', { organizationId, domainId, method: 'verified_address' }),
        rest.openDomain(other, 'automatic_invitation'),
      )
      expect(outcomes.toSorted()).toEqual(['domain_taken', 'done'])
      const verified = (await rest.rows()).domains.filter(({ verifiedAt }) => verifiedAt !== null)
      const holder = outcomes[0] === 'done' ? organizationId : other
      expect(verified.map((row) => row.organizationId)).toEqual([holder])
    }
  })

  test('a domain is given up while another organization proves it: nobody or the other one has it', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, ...rest } = await world(domains)
      const { rows, createOrganization, openDomain } = rest
      const [organizationId, domainId] = await side(rest, 'ada')
      const holder = await createOrganization({ bea: 'org:admin' })
      const held = await openDomain(holder, 'manual_invitation')
      const outcomes = await together(
        as('bea')('removeDomain', { organizationId: holder, domainId: held }),
        as('ada')('finishDomainVerification', { organizationId, domainId, method: 'verified_address' }),
      )
      const all = (await rows()).domains.map((row) => [row.id, row.verifiedAt !== null])
      expect([
        [['done', 'done'], [[domainId, true]]],
        [['done', 'domain_taken'], [[domainId, false]]],
      ]).toContainEqual([outcomes, all])
    }
  })

  test('six wrong codes at once: five are tried', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, mailedCode, rows, ...rest } = await world(domains)
      const [organizationId, domainId] = await side(rest, 'ada')
      const code = otherThan(await mailedCode('ada', organizationId, domainId))
      const input = { organizationId, domainId, method: 'email_code', code } as const
      const outcomes = await together(
        ...Array.from({ length: 6 }, () => as('ada')('finishDomainVerification', input)),
      )
      expect(outcomes.sort()).toEqual(['code_exhausted', ...Array<string>(5).fill('code_wrong')])
      expect((await rows()).domains).toMatchObject([{ verifiedAt: null, proof: { triesLeft: 0 } }])
    }
  })

  test('the right code among five wrong ones, all at once: it proves the domain, or comes too late', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, mailedCode, rows, ...rest } = await world(domains)
      const [organizationId, domainId] = await side(rest, 'ada')
      const right = await mailedCode('ada', organizationId, domainId)
      const place = round % 6
      const outcomes = await together(
        ...Array.from({ length: 6 }, (_, index) => {
          const code = index === place ? right : otherThan(right)
          const input = { organizationId, domainId, method: 'email_code', code } as const
          return as('ada')('finishDomainVerification', input)
        }),
      )
      const [row] = (await rows()).domains
      const [outcome] = outcomes.splice(place, 1)
      const countOf = (code: string) => outcomes.filter((each) => each === code).length
      const isProven = row?.verifiedAt != null
      const [wrong, late] = [countOf('code_wrong'), countOf('done')]
      // Whoever comes once it is proven has nothing to prove.
      expect([outcome, wrong + late, row?.proof?.triesLeft ?? null, isProven || wrong]).toEqual(
        isProven ? ['done', 5, null, true] : ['code_exhausted', 5, 0, 5],
      )
      expect(wrong).toBeLessThan(isProven ? 5 : 6)
    }
  })

  test('as many codes of one name are mailed as may be, whichever organization asks for them', async () => {
    for (let round = 0; round < rounds; round++) {
      const { as, rows, ...rest } = await world(domains)
      const people = ['ada', 'bea', 'carl', 'dora']
      const sides: Side[] = []
      for (const by of people) sides.push(await side(rest, by))
      const outcomes = await together(
        ...Array.from({ length: 8 }, (_, index) => {
          const [organizationId, domainId] = sides[index % 4]!
          const emailAddress = `it-${index}@race.test`
          const input = { organizationId, domainId, method: 'email_code', emailAddress } as const
          return as(people[index % 4]!)('startDomainVerification', input)
        }),
      )
      const { outbox, domains: all } = await rows()
      const sent = outcomes.filter((outcome) => outcome === 'done').length
      expect(outcomes.filter((outcome) => outcome === 'rate_limited')).toHaveLength(8 - sent)
      // A new hour may have begun meanwhile, and with it a new count.
      const hours = new Set(outbox.map(({ createdAt }) => createdAt.slice(0, 13)))
      expect([hours.size > 1 ? 5 : sent]).toEqual([5])
      expect(outbox).toHaveLength(sent)
      expect(all.reduce((sum, { proofVersion }) => sum + proofVersion, 0)).toBe(sent)
    }
  })
})

type Making = Pick<Round, 'addDomain' | 'createOrganization'>
type Side = readonly [organizationId: string, domainId: string]

/** An organization of theirs with the domain, unproven. */
async function side({ createOrganization, addDomain }: Making, by: string): Promise<Side> {
  const organizationId = await createOrganization({ [by]: 'org:admin' })
  return [organizationId, await addDomain(by, organizationId)]
}

async function contest(making: Making): Promise<[Side, Side]> {
  return [await side(making, 'ada'), await side(making, 'bea')]
}

async function expectOneHolder(
  { rows }: Pick<Round, 'rows'>,
  sides: readonly Side[],
  outcomes: readonly string[],
): Promise<void> {
  const losers = Array<string>(sides.length - 1).fill('domain_taken')
  expect(outcomes.toSorted()).toEqual([...losers, 'done'])
  const verified = (await rows()).domains.filter(({ verifiedAt }) => verifiedAt !== null)
  expect(verified.map(({ id }) => id)).toEqual([sides[outcomes.indexOf('done')]![1]])
}

function otherThan(code: string): string {
  return code === '000000' ? '000001' : '000000'
}
