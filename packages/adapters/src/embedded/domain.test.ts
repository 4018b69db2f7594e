import type { EnrollmentMode, OrgkitError } from '@orgkit/core'
import { describe, expect, test } from 'vitest'
import { embeddedAdapter } from './embedded-adapter'

const minute = 60_000
const hour = 60 * minute
const address = 'it@acme.test'

/** Ada administers Acme, Linus Globex. The clock stands until it is moved. */
async function createWorld({ mode = 'manual_invitation' as EnrollmentMode } = {}) {
  let now = Date.parse('2026-01-01T00:00:00.000Z')
  const adapter = embeddedAdapter({
    clock: { now: () => new Date(now) },
    settings: { domains: true },
    seed: {
      users: [
        { id: 'ada', name: 'Ada', email: 'ada@mail.acme.test' },
        { id: 'linus', name: 'Linus', email: 'linus@solo.test' },
      ],
      organizations: [
        { id: 'org_acme', name: 'Acme', members: { ada: 'org:admin' } },
        { id: 'org_globex', name: 'Globex', members: { linus: 'org:admin' } },
      ],
    },
  })
  const { as } = adapter.controls
  const page = { ada: as('ada'), linus: as('linus') }
  const organizationOf = { ada: 'org_acme', linus: 'org_globex' }
  const pass = (milliseconds: number) => (now += milliseconds)

  async function add(name = 'acme.test', who: 'ada' | 'linus' = 'ada') {
    const organizationId = organizationOf[who]
    const { domain } = await page[who].addDomain({ organizationId, name, enrollmentMode: mode })
    const of = { organizationId, domainId: domain.id }
    return {
      of,
      send: (emailAddress = address) =>
        page[who].startDomainVerification({ ...of, method: 'email_code', emailAddress }),
      finish: (code: string, idempotencyKey?: string) =>
        page[who].finishDomainVerification({ ...of, method: 'email_code', code }, { idempotencyKey }),
      start: () => page[who].startDomainVerification({ ...of, method: 'dns_txt' }),
      look: () => page[who].finishDomainVerification({ ...of, method: 'dns_txt' }),
      get: async () =>
        (await page[who].listDomains({ organizationId })).items.find(({ id }) => id === domain.id)!,
      remove: () => page[who].removeDomain(of),
    }
  }

  const codes = async (to = address) => (await adapter.controls.readCodes(to)).map(({ code }) => code)
  const codeTo = async (to = address) => (await codes(to))[0] ?? 'none'
  return { adapter, ...page, add, codes, codeTo, pass }
}

const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

describe('the code of a domain', () => {
  test('is six digits, mailed to an address there, and proves it for ten minutes', async () => {
    const { adapter, add, codeTo, codes, pass } = await createWorld()
    const { send, finish, get } = await add()
    expect((await send()).domain.verification).toEqual({
      method: 'email_code',
      emailAddress: address,
      expiresAt: '2026-01-01T00:10:00.000Z',
      triesLeft: 5,
    })
    const [mail] = await adapter.controls.readCodes(address)
    expect(mail).toEqual({
      kind: 'domain_code',
      to: address,
      code: expect.stringMatching(/^\d{6}$/),
      domainName: 'acme.test',
      organizationName: 'Acme',
      expiresAt: '2026-01-01T00:10:00.000Z',
    })
    const code = await codeTo()
    pass(10 * minute - 1)
    expect(await codes()).toEqual([code])
    pass(1)
    expect(await codes()).toEqual([])
    await expect(finish(code)).rejects.toMatchObject({ code: 'code_expired', field: 'code' })
    await send()
    const next = await codeTo()
    expect(next).not.toBe(code)
    await expect(finish(code)).rejects.toMatchObject({ code: 'code_wrong', meta: { triesLeft: 4 } })
    const { domain } = await finish(` ${next.slice(0, 3)} ${next.slice(3)} `)
    expect(domain).toMatchObject({ status: 'verified', verification: null })
    expect(await get()).toEqual(domain)
    expect(await codes()).toEqual([])
  })

  test('has five tries, which count although they are refused; then the right one is worth nothing', async () => {
    const { add, codeTo, codes } = await createWorld()
    const { send, finish, get } = await add()
    await send()
    const code = await codeTo()
    for (const triesLeft of [4, 3, 2, 1, 0]) {
      await expect(finish(wrong(code))).rejects.toMatchObject({
        code: 'code_wrong',
        field: 'code',
        meta: { triesLeft },
      })
      expect((await get()).verification).toMatchObject({ triesLeft })
    }
    expect(await codes()).toEqual([])
    await expect(finish(code)).rejects.toMatchObject({ code: 'code_exhausted' })
    expect((await get()).status).toBe('unverified')
    await send()
    expect((await finish(await codeTo())).domain.status).toBe('verified')
  })

  test('a try with the same key is one try, refused the same again', async () => {
    const { add, codeTo } = await createWorld()
    const { send, finish, get } = await add()
    await send()
    const code = await codeTo()
    const outcome = (key: string) => finish(wrong(code), key).catch((error: OrgkitError) => error.toJSON())
    const first = await outcome('key')
    expect(first).toMatchObject({ code: 'code_wrong', meta: { triesLeft: 4 } })
    await outcome('another')
    expect(await outcome('key')).toEqual(first)
    expect((await get()).verification).toMatchObject({ triesLeft: 3 })
    await expect(finish(code, 'key')).rejects.toMatchObject({ code: 'idempotency_conflict' })
    const verified = await finish(code, 'right')
    expect(await finish(code, 'right')).toEqual(verified)
  })

  test('of tries at once each counts', async () => {
    const { add, codeTo } = await createWorld()
    const { send, finish } = await add()
    await send()
    const code = await codeTo()
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => finish(wrong(code))))
    const told = tries.map((each) =>
      each.status === 'rejected' ? (each.reason as OrgkitError).code : 'none',
    )
    expect(told.toSorted()).toEqual([
      ...Array<string>(3).fill('code_exhausted'),
      ...Array<string>(5).fill('code_wrong'),
    ])
  })

  test('is for its proof alone: not after another, nor for the domain made again, nor for another’s', async () => {
    const { add, codeTo, codes } = await createWorld()
    const first = await add()
    await first.send()
    const early = await codeTo()
    await first.start()
    expect(await codes()).toEqual([])
    await expect(first.finish(early)).rejects.toMatchObject({ code: 'code_expired' })
    await first.send('hr@acme.test')
    await expect(first.finish(early)).rejects.toMatchObject({ code: 'code_wrong' })
    const late = await codeTo('hr@acme.test')

    await first.remove()
    expect(await codes('hr@acme.test')).toEqual([])
    await expect(first.finish(late)).rejects.toMatchObject({ code: 'not_found', field: 'domainId' })
    const again = await add()
    await again.send('hr@acme.test')
    await expect(again.finish(late)).rejects.toMatchObject({ code: 'code_wrong' })

    const theirs = await add('acme.test', 'linus')
    await theirs.send('hr@acme.test')
    await expect(theirs.finish(late)).rejects.toMatchObject({ code: 'code_wrong' })
    // Those of both wait in the same mailbox, and differ.
    expect(new Set(await codes('hr@acme.test')).size).toBe(2)
  })

  test('five an hour and ten a day go out for a name, whoever asks and however often it is made again', async () => {
    const { add, pass, codes } = await createWorld()
    let mine = await add()
    for (let count = 1; count <= 3; count++) await mine.send(`box${count}@acme.test`)
    await mine.remove()
    mine = await add()
    await mine.send()
    const theirs = await add('acme.test', 'linus')
    await theirs.send()
    pass(20 * minute)
    for (const { send, get } of [mine, theirs]) {
      const before = await get()
      await expect(send()).rejects.toMatchObject({
        code: 'rate_limited',
        meta: { maximum: 5 },
        retryAfterSeconds: 40 * 60,
      })
      expect(await get()).toEqual(before)
    }
    expect(await codes()).toEqual([])
    // Another name is not held up by it.
    await (await add('acme.example')).send('it@acme.example')
    pass(40 * minute)
    for (let count = 1; count <= 5; count++) await mine.send()
    pass(hour)
    await expect(theirs.send()).rejects.toMatchObject({
      code: 'rate_limited',
      meta: { maximum: 10 },
      retryAfterSeconds: 22 * 3600,
    })
    pass(22 * hour)
    await theirs.send()
  })

  test('an organization sends 20 an hour, for whatever names', async () => {
    const { add, pass } = await createWorld()
    const names = ['a.test', 'b.test', 'c.test', 'd.test']
    for (const name of names) {
      const { send } = await add(name)
      for (let count = 1; count <= 5; count++) await send(`it@${name}`)
    }
    const { send } = await add('e.test')
    await expect(send('it@e.test')).rejects.toMatchObject({ code: 'rate_limited', meta: { maximum: 20 } })
    pass(hour)
    await send('it@e.test')
  })
})

describe('the DNS record of a domain', () => {
  test('proves it once it stands there, under its name and among others', async () => {
    const { adapter, add } = await createWorld()
    const { start, look, get } = await add()
    await expect(look()).rejects.toMatchObject({
      code: 'dns_record_missing',
      meta: { recordName: '_orgkit.acme.test' },
    })
    const { domain } = await start()
    const record = domain.verification
    if (record?.method !== 'dns_txt') throw new Error('no record is named')
    expect(record.recordName).toBe('_orgkit.acme.test')
    expect(record.recordValue).toMatch(/^orgkit-verification=[\w-]{22,}$/)
    await expect(look()).rejects.toMatchObject({ code: 'dns_record_missing' })
    const { publishTxt } = adapter.controls
    publishTxt('acme.test', record.recordValue)
    publishTxt(record.recordName, `${record.recordValue}x`)
    await expect(look()).rejects.toMatchObject({ code: 'dns_record_missing' })
    publishTxt(record.recordName, record.recordValue)
    expect((await look()).domain).toMatchObject({ status: 'verified' })
    expect((await get()).status).toBe('verified')
  })

  test('stays the same when it is asked for again, and is another one after a code, or for another domain', async () => {
    const { adapter, add } = await createWorld()
    const { start, send, look } = await add()
    const first = await start()
    expect(await start()).toEqual({ domain: first.domain, events: [] })
    await send()
    await expect(look()).rejects.toMatchObject({ code: 'dns_record_missing' })
    const second = await start()
    const theirs = await (await add('acme.test', 'linus')).start()
    const values = [first, second, theirs].map(({ domain }) =>
      domain.verification?.method === 'dns_txt' ? domain.verification.recordValue : '',
    )
    expect(new Set(values).size).toBe(3)
    for (const value of [values[0]!, values[2]!]) adapter.controls.publishTxt('_orgkit.acme.test', value)
    await expect(look()).rejects.toMatchObject({ code: 'dns_record_missing' })
  })

  test('is looked up 60 times an hour', async () => {
    const { add, pass } = await createWorld()
    const { start, look } = await add()
    await start()
    for (let count = 1; count <= 60; count++)
      await expect(look()).rejects.toMatchObject({ code: 'dns_record_missing' })
    await expect(look()).rejects.toMatchObject({ code: 'rate_limited', meta: { maximum: 60 } })
    pass(hour)
    await expect(look()).rejects.toMatchObject({ code: 'dns_record_missing' })
  })
})

test('of two organizations that prove one domain at once one gets it', async () => {
  const { add, adapter } = await createWorld()
  const both = [await add(), await add('acme.test', 'linus')]
  for (const { start } of both) {
    const { verification } = (await start()).domain
    if (verification?.method === 'dns_txt')
      adapter.controls.publishTxt(verification.recordName, verification.recordValue)
  }
  const outcomes = await Promise.allSettled(both.map(({ look }) => look()))
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const lost = outcomes.find((outcome) => outcome.status === 'rejected')
  expect(lost?.reason).toMatchObject({ code: 'domain_taken' })
  const winner = both[outcomes.findIndex(({ status }) => status === 'fulfilled')]!
  const loser = both.find((each) => each !== winner)!
  await winner.remove()
  expect((await loser.look()).domain.status).toBe('verified')
})

test('turned off, the code is not mailed, and nothing is asked of a domain', async () => {
  const { adapter, add, codes } = await createWorld()
  const { send, look, finish, get } = await add()
  await send()
  adapter.controls.updateSettings({ domains: false })
  expect(await codes()).toEqual([])
  for (const call of [() => send(), () => look(), () => finish('000000'), () => get()])
    await expect(call()).rejects.toMatchObject({ code: 'domains_disabled' })
})

describe('a seed', () => {
  const seed = (domains: { name: string; verified?: boolean; enrollmentMode?: EnrollmentMode }[]) =>
    embeddedAdapter({
      settings: { domains: true },
      seed: {
        users: [{ id: 'ada', name: 'Ada' }],
        organizations: [{ id: 'org_acme', name: 'Acme', members: { ada: 'org:admin' }, domains }],
      },
    })

  test('has domains, verified ones claimed', async () => {
    const adapter = seed([
      { name: 'ACME.test', enrollmentMode: 'automatic_suggestion' },
      { name: 'acme.example', verified: false },
    ])
    const { items } = await adapter.listDomains({ organizationId: 'org_acme' })
    expect(items).toMatchObject([
      { name: 'acme.example', status: 'unverified', enrollmentMode: 'manual_invitation' },
      { name: 'acme.test', status: 'verified', enrollmentMode: 'automatic_suggestion' },
    ])
    const other = await adapter.createOrganization({ name: 'Other' })
    const vouched = adapter.controls.backend('addDomain', {
      organizationId: other.organization.id,
      name: 'acme.test',
      verified: true,
    })
    await expect(vouched).rejects.toMatchObject({ code: 'domain_taken', field: 'name' })
  })

  test('throws on what is no domain, and on one that is taken', () => {
    expect(() => seed([{ name: 'acme' }])).toThrow('no name of a domain')
    expect(() => seed([{ name: 'acme.test' }, { name: 'Acme.test', verified: false }])).toThrow('taken twice')
  })
})
