import { openDatabase } from '@orgkit/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestServer, type TestServer } from '../../packages/server/src/testing/test-server'
import { type FreshDatabase, freshDatabase } from '../support/postgres'

/* Somebody guesses the codes that prove a domain which is not theirs, over HTTP, in every way that gives them new tries. */

let fresh: FreshDatabase
let world: TestServer
let mails: { to: string; text: string }[]

beforeAll(async () => {
  fresh = await freshDatabase()
  mails = []
  const database = await openDatabase({ url: fresh.url })
  const send = async ({ to, text }: { to: string; text: string }) => {
    mails.push({ to, text })
  }
  world = await createTestServer(database, {
    settings: { domains: true, membershipLimit: null, creationLimit: null },
    mail: { send },
    // What is proven is the engine's own limit, not that of requests.
    rateLimiter: {
      take: async () => ({ allowed: true, remaining: 1, retryAfterSeconds: 0, resetAfterSeconds: 1 }),
    },
  })
})
afterAll(async () => {
  await world?.server.close()
  await fresh?.drop()
})

test('five tries of a code, then none, not even of the right one', async () => {
  const guesser = await guesserOf('once.test')
  expect(await guesser.start()).toBe('done')
  const tries: string[] = []
  for (let count = 0; count < 7; count++) tries.push(await guesser.guess())
  expect(tries).toEqual([...Array<string>(5).fill('code_wrong'), 'code_exhausted', 'code_exhausted'])
  expect(await guesser.guess(await mailedTo('it@once.test'))).toBe('code_exhausted')
})

test('the code of an earlier proof proves nothing, of an earlier domain neither', async () => {
  const guesser = await guesserOf('earlier.test')
  await guesser.start()
  const first = await mailedTo('it@earlier.test')
  await guesser.start()
  expect(await guesser.guess(first)).toBe('code_wrong')
  const second = await mailedTo('it@earlier.test')
  await guesser.makeAgain()
  await guesser.start()
  expect(await guesser.guess(second)).toBe('code_wrong')
  expect(await guesser.guess(await mailedTo('it@earlier.test'))).toBe('done')
})

test.each([
  ['restarted', async (guesser: Guesser) => guesser],
  [
    'made anew with the domain',
    async (guesser: Guesser) => {
      await guesser.makeAgain()
      return guesser
    },
  ],
  ['begun by another organization', async ({ name }: Guesser) => guesserOf(name)],
])('a proof that is %s gives five codes in an hour and no more', async (how, next) => {
  const name = `${how.replaceAll(' ', '-')}.test`
  let guesser = await guesserOf(name)
  const answers = new Map<string, number>()
  const count = (answer: string) => answers.set(answer, (answers.get(answer) ?? 0) + 1)
  for (let proof = 0; proof < 8; proof++) {
    const begun = await guesser.start()
    if (begun !== 'done') count(begun)
    for (let tried = 0; tried < 6; tried++) count(await guesser.guess())
    guesser = await next(guesser)
  }
  expect(answers.get('code_wrong')).toBe(25)
  expect(answers.get('rate_limited')).toBe(3)
  expect(answers.get('code_exhausted')).toBeGreaterThanOrEqual(5)
  expect(answers.has('done')).toBe(false)
})

interface Guesser {
  name: string
  /** Begins a proof by mail. */
  start(): Promise<string>
  /** Tries a code, mostly one that cannot be right. */
  guess(code?: string): Promise<string>
  /** Removes the domain and adds it again. */
  makeAgain(): Promise<void>
}

let made = 0

/** Somebody with an organization and the domain, unproven. */
async function guesserOf(name: string): Promise<Guesser> {
  const as = `mallory-${++made}`
  const path = `/organizations/${await world.createOrganization(as)}/domains`
  const ask = async (method: string, below: string, body?: object) => {
    const answer = await world.call(method, `${path}${below}`, { as, ...(body && { body }) })
    return { outcome: answer.body.error?.code ?? 'done', body: answer.body }
  }
  const add = async () => {
    const { body } = await ask('POST', '', { name })
    return (body as unknown as { domain: { id: string } }).domain.id
  }
  let domainId = await add()
  return {
    name,
    async start() {
      const proof = { method: 'email_code', emailAddress: `it@${name}` }
      return (await ask('POST', `/${domainId}/verification`, proof)).outcome
    },
    async guess(code = 'x00000') {
      const proof = { method: 'email_code', code }
      return (await ask('POST', `/${domainId}/verification/finish`, proof)).outcome
    },
    async makeAgain() {
      expect((await ask('DELETE', `/${domainId}`)).outcome).toBe('done')
      domainId = await add()
    },
  }
}

/** The code of the last mail to the address. */
async function mailedTo(address: string): Promise<string> {
  await world.server.flushMail()
  const code = mails.findLast(({ to }) => to === address)?.text.match(/\b\d{6}\b/)?.[0]
  if (code === undefined) throw new Error(`No code was mailed to ${address}.`)
  return code
}
