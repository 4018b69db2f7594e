import { equal, ok, refusal, rejection, together } from './assert'
import type { ConformanceCase, TestUser, TestWorld } from './case'
import { domainsOn } from './domains'
import { createTeam, signUpElsewhere } from './team'

/** A name that no other world has: all worlds of a backend may share one mailbox. */
const freshName = () => `d${crypto.randomUUID().slice(0, 8)}.test`

async function addDomain(user: TestUser, organizationId: string, name: string) {
  const { domain } = await user.addDomain({ organizationId, name })
  return { organizationId, domainId: domain.id }
}

async function codeTo(world: TestWorld, address: string): Promise<string> {
  const [mail] = await world.readMail(address)
  ok(mail?.code, `a code was mailed to ${address}`)
  return mail.code
}

/** Begins the proof by DNS, and answers with the record that it asks for. */
async function startByDns(user: TestUser, of: { organizationId: string; domainId: string }) {
  const { domain } = await user.startDomainVerification({ ...of, method: 'dns_txt' })
  ok(domain.verification?.method === 'dns_txt', 'the record is named')
  return domain.verification
}

const wrong = (code: string) => `${(Number(code[0]) + 1) % 10}${code.slice(1)}`

/** How an organization proves that a domain is its own (A8). */
export const domainProofCases: ConformanceCase[] = [
  {
    title: 'a code that was mailed to an address there proves the domain (A8)',
    covers: ['startDomainVerification', 'finishDomainVerification', 'listDomains'],
    needs: ['readMail'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const name = freshName()
      const of = await addDomain(ada, organizationId, name)
      const emailAddress = `it@${name}`
      const started = await ada.startDomainVerification({ ...of, method: 'email_code', emailAddress })
      const { verification } = started.domain
      ok(verification?.method === 'email_code', 'the proof has begun')
      equal([verification.emailAddress, verification.triesLeft], [emailAddress, 5], 'with five tries')
      equal(
        [started.events.map(({ type }) => type), started.domain.status, started.domain.version],
        [['domain.verification_started'], 'unverified', 2],
        'the event says so',
      )
      const code = await codeTo(world, emailAddress)
      ok(/^\d{6}$/.test(code), 'the code is six digits')
      const { domain, events } = await ada.finishDomainVerification({ ...of, method: 'email_code', code })
      equal([domain.status, domain.verification, domain.version], ['verified', null, 3], 'it is verified')
      ok(domain.verifiedAt, 'since then')
      equal(
        events.map(({ type }) => type),
        ['domain.verified'],
        'the event says so',
      )
      equal((await ada.listDomains({ organizationId })).items, [domain], 'and the list')
      for (const method of ['email_code', 'dns_txt', 'verified_address'] as const) {
        const again = await ada.finishDomainVerification({ ...of, method })
        equal(again, { domain, events: [] }, 'once it is, it need not be proven again')
      }
      await refusal(ada.startDomainVerification({ ...of, method: 'dns_txt' }), 'domain_verified')
    },
  },
  {
    title: 'a code can be tried five times, and each try counts; a new one takes its place (A8)',
    covers: [
      'startDomainVerification',
      'finishDomainVerification',
      'finishDomainVerification:required',
      'finishDomainVerification:code_wrong',
      'finishDomainVerification:code_exhausted',
      'finishDomainVerification:code_expired',
      'startDomainVerification:domain_verified',
    ],
    needs: ['readMail'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const name = freshName()
      const of = await addDomain(ada, organizationId, name)
      const finish = (code?: string) => ada.finishDomainVerification({ ...of, method: 'email_code', code })
      const field = 'code'
      await refusal(finish('123456'), 'code_expired', { field })
      const emailAddress = `it@${name}`
      const send = () => ada.startDomainVerification({ ...of, method: 'email_code', emailAddress })
      await send()
      const first = await codeTo(world, emailAddress)
      for (const empty of [undefined, '', '  ']) await refusal(finish(empty), 'required', { field })
      for (const triesLeft of [4, 3, 2, 1, 0]) {
        await refusal(finish(wrong(first)), 'code_wrong', { field, meta: { triesLeft } })
        const [domain] = (await ada.listDomains({ organizationId })).items
        ok(domain?.verification?.method === 'email_code', 'the proof is still open')
        equal(domain.verification.triesLeft, triesLeft, 'the try is counted')
      }
      await refusal(finish(first), 'code_exhausted', { field })
      await send()
      const second = await codeTo(world, emailAddress)
      if (first !== second) await refusal(finish(first), 'code_wrong')
      equal((await finish(second)).domain.status, 'verified', 'the new one proves it')
      await refusal(send(), 'domain_verified')
    },
  },
  {
    title: 'a wrong try that is repeated with its key counts once, and is refused the same',
    covers: ['finishDomainVerification:code_wrong', 'finishDomainVerification:idempotency_conflict'],
    needs: ['readMail', 'idempotency'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const name = freshName()
      const of = await addDomain(ada, organizationId, name)
      const emailAddress = `it@${name}`
      await ada.startDomainVerification({ ...of, method: 'email_code', emailAddress })
      const code = await codeTo(world, emailAddress)
      const finish = (tried: string, idempotencyKey: string) =>
        ada.finishDomainVerification({ ...of, method: 'email_code', code: tried }, { idempotencyKey })
      await refusal(finish(wrong(code), 'one'), 'code_wrong', { meta: { triesLeft: 4 } })
      await refusal(finish(wrong(code), 'one'), 'code_wrong', { meta: { triesLeft: 4 } })
      await refusal(finish(wrong(code), 'two'), 'code_wrong', { meta: { triesLeft: 3 } })
      await refusal(finish(code, 'one'), 'idempotency_conflict')
    },
  },
  {
    title: 'a code goes to an address at exactly the domain (A8)',
    covers: [
      'startDomainVerification:required',
      'startDomainVerification:too_long',
      'startDomainVerification:invalid_value',
    ],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const of = await addDomain(ada, organizationId, 'acme.test')
      const start = (emailAddress?: string) =>
        ada.startDomainVerification({ ...of, method: 'email_code', emailAddress })
      const field = 'emailAddress'
      for (const empty of [undefined, '', ' ']) await refusal(start(empty), 'required', { field })
      await refusal(start(`${'x'.repeat(250)}@acme.test`), 'too_long', { field, meta: { maximum: 254 } })
      for (const address of ['it', 'acme.test', 'it@mail.acme.test', 'it@acme.test.evil.test', 'it@acme']) {
        await refusal(start(address), 'invalid_value', { field })
      }
      const [domain] = (await ada.listDomains({ organizationId })).items
      equal([domain?.verification, domain?.version], [null, 1], 'nothing has begun')
    },
  },
  {
    title: 'the codes for a name are few in an hour, whoever asks for them (A8)',
    covers: ['startDomainVerification', 'startDomainVerification:rate_limited', 'removeDomain'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const { user: grace, organizationId: hers } = await signUpElsewhere(world, 'Grace')
      const name = freshName()
      const send = (user: TestUser, of: { organizationId: string; domainId: string }, box: string) =>
        user.startDomainVerification({ ...of, method: 'email_code', emailAddress: `${box}@${name}` })
      const refused: unknown[] = []
      // The hour may end between two of them: then one more goes out.
      for (let round = 1; round <= 2 && refused.length === 0; round++) {
        for (let count = 1; count <= 3; count++) {
          const of = await addDomain(ada, organizationId, name)
          await send(ada, of, `a${count}`).catch((error: unknown) => refused.push(error))
          await ada.removeDomain(of)
        }
        const theirs = await addDomain(grace, hers, name)
        for (let count = 1; count <= 3; count++)
          await send(grace, theirs, `b${count}`).catch((error: unknown) => refused.push(error))
        await grace.removeDomain(theirs)
      }
      const [error] = refused
      const { retryAfterSeconds } = await refusal(Promise.reject(error), 'rate_limited')
      ok(retryAfterSeconds !== undefined && retryAfterSeconds > 0, 'it says when to ask again')
    },
  },
  {
    title: 'an address there that the caller has verified proves the domain at once (A8)',
    covers: ['finishDomainVerification', 'finishDomainVerification:address_unverified'],
    needs: ['addMember'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const of = await addDomain(ada, organizationId, 'acme.test')
      const people = [
        await world.signUp('Grace', { email: 'grace@mail.acme.test' }),
        await world.signUp('Linus', { email: 'linus@acme.test', verified: false }),
        await world.signUp('Mary', { email: 'Mary@ACME.test' }),
      ]
      for (const user of people) await world.addMember(organizationId, user, 'org:admin')
      const prove = (user: TestUser) => user.finishDomainVerification({ ...of, method: 'verified_address' })
      for (const user of [ada, people[0]!, people[1]!]) {
        await refusal(prove(user), 'address_unverified', { meta: { domain: 'acme.test' } })
      }
      equal((await prove(people[2]!)).domain.status, 'verified', 'Mary’s is one')
    },
  },
  {
    title: 'a TXT record proves the domain, once it stands there (A8)',
    covers: [
      'startDomainVerification',
      'finishDomainVerification',
      'finishDomainVerification:dns_record_missing',
    ],
    needs: ['publishTxt'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const name = freshName()
      const of = await addDomain(ada, organizationId, name)
      const look = () => ada.finishDomainVerification({ ...of, method: 'dns_txt' })
      const missing = { meta: { recordName: `_orgkit.${name}` } }
      await refusal(look(), 'dns_record_missing', missing)
      const { recordName, recordValue } = await startByDns(ada, of)
      equal(recordName, `_orgkit.${name}`, 'it has a name of its own')
      ok(recordValue.startsWith('orgkit-verification='), 'and says what it is')
      equal(await startByDns(ada, of), { method: 'dns_txt', recordName, recordValue }, 'it stays the same')
      await refusal(look(), 'dns_record_missing', missing)
      await world.publishTxt(name, recordValue)
      await world.publishTxt(recordName, recordValue.slice(0, -1))
      await refusal(look(), 'dns_record_missing', missing)
      await world.publishTxt(recordName, recordValue)
      equal((await look()).domain.status, 'verified', 'now it is proven')
    },
  },
  {
    title: 'a proof of a domain that was removed and added again, or of another’s, proves nothing (A8)',
    covers: [
      'finishDomainVerification:dns_record_missing',
      'finishDomainVerification:code_wrong',
      'finishDomainVerification:code_expired',
    ],
    needs: ['publishTxt', 'readMail'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const name = freshName()
      const first = await addDomain(ada, organizationId, name)
      const record = await startByDns(ada, first)
      await world.publishTxt(record.recordName, record.recordValue)
      const emailAddress = `it@${name}`
      await ada.startDomainVerification({ ...first, method: 'email_code', emailAddress })
      const code = await codeTo(world, emailAddress)
      const byDns = (user: TestUser, of: typeof first) =>
        user.finishDomainVerification({ ...of, method: 'dns_txt' })
      await refusal(byDns(ada, first), 'dns_record_missing')
      await startByDns(ada, first)
      await refusal(byDns(ada, first), 'dns_record_missing')
      await refusal(ada.finishDomainVerification({ ...first, method: 'email_code', code }), 'code_expired')
      await ada.removeDomain(first)

      const { user: grace, organizationId: hers } = await signUpElsewhere(world, 'Grace')
      for (const [user, id] of [
        [ada, organizationId],
        [grace, hers],
      ] as const) {
        const of = await addDomain(user, id, name)
        await startByDns(user, of)
        await refusal(byDns(user, of), 'dns_record_missing')
        await user.startDomainVerification({ ...of, method: 'email_code', emailAddress })
        if ((await codeTo(world, emailAddress)) === code) continue
        await refusal(user.finishDomainVerification({ ...of, method: 'email_code', code }), 'code_wrong')
      }
    },
  },
  {
    title: 'records are looked up a limited number of times in an hour',
    covers: ['finishDomainVerification:rate_limited', 'finishDomainVerification:dns_record_missing'],
    needs: ['publishTxt'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const of = await addDomain(ada, organizationId, freshName())
      await startByDns(ada, of)
      const look = () => ada.finishDomainVerification({ ...of, method: 'dns_txt' })
      // The hour may end in the middle.
      for (let count = 1; count <= 121; count++) {
        const error = await rejection(look(), 'there is no record')
        if ((error as { code?: string }).code === 'rate_limited') return
        await refusal(Promise.reject(error), 'dns_record_missing')
      }
      throw new Error('Not so: it is refused some time')
    },
  },
  {
    title: 'of two organizations that prove one domain at once one gets it (A8)',
    covers: ['finishDomainVerification', 'finishDomainVerification:domain_taken', 'removeDomain'],
    needs: ['publishTxt'],
    settings: domainsOn,
    async run(world) {
      const { ada, organizationId } = await createTeam(world)
      const { user: grace, organizationId: hers } = await signUpElsewhere(world, 'Grace')
      const name = freshName()
      const finishing: (() => ReturnType<TestUser['finishDomainVerification']>)[] = []
      const removing: (() => Promise<unknown>)[] = []
      for (const [user, id] of [
        [ada, organizationId],
        [grace, hers],
      ] as const) {
        const of = await addDomain(user, id, name)
        const { recordName, recordValue } = await startByDns(user, of)
        await world.publishTxt(recordName, recordValue)
        finishing.push(() => user.finishDomainVerification({ ...of, method: 'dns_txt' }))
        removing.push(() => user.removeDomain(of))
      }
      const { answers, errors } = await together(finishing.map((finish) => finish()))
      equal([answers.length, errors.length], [1, 1], 'one gets it')
      await refusal(Promise.reject(errors[0]), 'domain_taken')
      const winner = answers[0]!.domain.organizationId === organizationId ? 0 : 1
      const loser = 1 - winner
      await refusal(finishing[loser]!(), 'domain_taken')
      await removing[winner]!()
      equal(
        (await finishing[loser]!()).domain.status,
        'verified',
        'once it is given up the other may have it',
      )
    },
  },
]
