import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import { describe, expect, onTestFinished, test } from 'vitest'
import { jwtIdentify, type JwtIdentifyOptions } from './identify-jwt'
import type { LogEntry } from './log'

const issuer = 'https://accounts.acme.test/'
const ada = { sub: 'user_ada', name: 'Ada', email: 'ada@acme.test', email_verified: true }

/** An issuer's key, and what it publishes of it. */
async function signer(kid?: string) {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const jwk = { ...(await exportJWK(publicKey)), alg: 'ES256', ...(kid !== undefined && { kid }) }
  const sign = (payload: JWTPayload, expires: string | null = '5m') => {
    const token = new SignJWT({ iss: issuer, ...payload })
      .setProtectedHeader({ alg: 'ES256', kid })
      .setIssuedAt()
    return (expires === null ? token : token.setExpirationTime(expires)).sign(privateKey)
  }
  return { jwk, sign }
}

function ask(options: Omit<JwtIdentifyOptions, 'issuer' | 'log'>) {
  const logged: LogEntry[] = []
  const identify = jwtIdentify({ issuer, log: (entry) => logged.push(entry), ...options })
  const of = (authorization: string | null) =>
    identify(
      new Request('http://orgkit.test', {
        headers: authorization === null ? {} : { Authorization: authorization },
      }),
      { id: 'ins_1' },
    )
  return { logged, of, ofToken: (token: string) => of(`Bearer ${token}`) }
}

/** Counts the fetches of a key set. */
async function publish(answer: RequestListener) {
  let fetches = 0
  const server = createServer((request, response) => {
    fetches++
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  return { jwksUrl: `http://127.0.0.1:${port}/keys`, fetches: () => fetches, close: () => server.close() }
}

test('a good token says who is calling', async () => {
  const { jwk, sign } = await signer()
  const { ofToken } = ask({ keySet: { keys: [jwk] } })
  expect(await ofToken(await sign({ ...ada, picture: 'https://acme.test/ada.png' }))).toEqual({
    id: 'user_ada',
    name: 'Ada',
    emails: [{ address: 'ada@acme.test', verified: true }],
    imageUrl: 'https://acme.test/ada.png',
  })
})

test('what a token leaves out is not made up: no address is verified that is not said to be', async () => {
  const { jwk, sign } = await signer()
  const { ofToken } = ask({ keySet: { keys: [jwk] } })
  const bare = { id: 'user_ada', imageUrl: null }
  expect(await ofToken(await sign({ sub: 'user_ada' }))).toEqual({ ...bare, name: 'user_ada', emails: [] })
  const email = 'ada@acme.test'
  for (const [email_verified, verified] of [
    [undefined, false],
    [false, false],
    ['false', false],
    [1, false],
    ['true', true],
  ] as const) {
    const emails = [{ address: email, verified }]
    expect(await ofToken(await sign({ sub: 'user_ada', email, email_verified, name: ' ' }))).toEqual({
      ...bare,
      name: email,
      emails,
    })
  }
})

describe('signed out', async () => {
  const { jwk, sign } = await signer('k1')
  const stranger = await signer('k1')
  const unknown = await signer('k2')
  const audience = 'notes'
  const good = { ...ada, aud: audience }
  const { ofToken, of, logged } = ask({ keySet: { keys: [jwk] }, audience: ['other', audience] })
  const secret = new TextEncoder().encode(JSON.stringify(jwk))

  test('is not who has a good one', async () => {
    const token = await sign(good)
    for (const scheme of ['Bearer', 'bearer', 'BEARER ']) {
      expect(await of(`${scheme} ${token}`)).toMatchObject({ id: 'user_ada' })
    }
  })

  test.each<[string, () => string | Promise<string>]>([
    ['expired', () => sign(good, '-1m')],
    ['without an end', () => sign(good, null)],
    ['not yet good', () => sign({ ...good, nbf: Math.floor(Date.now() / 1000) + 60 })],
    ['of another issuer', () => sign({ ...good, iss: 'https://accounts.acme.test' })],
    ['for another app', () => sign({ ...good, aud: 'chat' })],
    ['for nobody', () => sign(ada)],
    ['signed by a stranger under the same key id', () => stranger.sign(good)],
    ['of an unknown key', () => unknown.sign(good)],
    ['of no subject', () => sign({ ...good, sub: '' })],
    ['of an endless subject', () => sign({ ...good, sub: 'a'.repeat(256) })],
    ['of a subject that no database keeps', () => sign({ ...good, sub: 'a\0b' })],
    ['not signed', () => new UnsecuredJWT({ ...good, iss: issuer }).setExpirationTime('5m').encode()],
    [
      'signed with the public key as if it were a secret',
      () =>
        new SignJWT({ ...good, iss: issuer })
          .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
          .setExpirationTime('5m')
          .sign(secret),
    ],
    ['changed', async () => (await sign(good)).replace(/\.[^.]+\./, `.${btoa('{"sub":"user_eve"}')}.`)],
    ['cut off', async () => (await sign(good)).slice(0, -10)],
    ['no token at all', () => 'sk_dev_123'],
  ])('a token %s', async (_, make) => {
    expect(await ofToken(await make())).toBeNull()
    expect(logged).toEqual([])
  })

  test.each([null, '', 'Bearer', 'Bearer ', 'Basic YTpi', 'Bearer a b'])(
    'authorization %j',
    async (value) => {
      expect(await of(value)).toBeNull()
    },
  )
})

test('a token without a key id is good where one of several keys has signed it', async () => {
  const [first, second, stranger] = await Promise.all([signer(), signer(), signer()])
  const { ofToken } = ask({ keySet: { keys: [first.jwk, second.jwk] } })
  for (const { sign } of [first, second])
    expect(await ofToken(await sign(ada))).toMatchObject({ name: 'Ada' })
  expect(await ofToken(await stranger.sign(ada))).toBeNull()
  expect(await ofToken(await second.sign(ada, '-1m'))).toBeNull()
})

test('keys are fetched once for many, and not again for a key that is not there', async () => {
  const { jwk, sign } = await signer('k1')
  const stranger = await signer('k2')
  const { jwksUrl, fetches } = await publish((_, response) => response.end(JSON.stringify({ keys: [jwk] })))
  const { ofToken, logged } = ask({ jwksUrl })
  expect(fetches()).toBe(0)
  const token = await sign(ada)
  const answers = await Promise.all(Array.from({ length: 10 }, () => ofToken(token)))
  expect(answers.map((identity) => identity?.id)).toEqual(answers.map(() => 'user_ada'))
  expect(await ofToken(await stranger.sign(ada))).toBeNull()
  expect(fetches()).toBe(1)
  expect(logged).toEqual([])
})

test.each<[string, RequestListener]>([
  ['answers with an error', (_, response) => response.writeHead(500).end()],
  ['answers with a page', (_, response) => response.end('<html>')],
  ['answers with something else', (_, response) => response.end('{"keys":"none"}')],
  ['cuts the line', (request) => request.socket.destroy()],
])('where the address of the keys %s, it is unreachable, and logged', async (_, answer) => {
  const { sign } = await signer('k1')
  const { jwksUrl } = await publish(answer)
  const { ofToken, of, logged } = ask({ jwksUrl })
  await expect(ofToken(await sign(ada))).rejects.toMatchObject({ code: 'unreachable' })
  expect(logged).toMatchObject([{ level: 'error', message: expect.stringContaining('key set') }])
  // Who sends no token needs no key.
  expect(await of(null)).toBeNull()
})

test('keys that were unreachable are asked for again', async () => {
  const { jwk, sign } = await signer('k1')
  let isDown = true
  const { jwksUrl } = await publish((_, response) =>
    isDown ? response.writeHead(503).end() : response.end(JSON.stringify({ keys: [jwk] })),
  )
  const { ofToken } = ask({ jwksUrl })
  const token = await sign(ada)
  await expect(ofToken(token)).rejects.toMatchObject({ code: 'unreachable' })
  isDown = false
  expect(await ofToken(token)).toMatchObject({ id: 'user_ada' })
})

test('options that cannot work are refused at once', () => {
  const keySet = { keys: [] }
  const jwksUrl = 'https://acme.test/keys'
  expect(() => jwtIdentify({ issuer })).toThrow('either jwksUrl or keySet')
  expect(() => jwtIdentify({ issuer, keySet, jwksUrl })).toThrow('either jwksUrl or keySet')
  expect(() => jwtIdentify({ issuer: '', keySet })).toThrow('issuer is empty')
  expect(() => jwtIdentify({ issuer, jwksUrl: '/keys' })).toThrow('no http address')
  expect(() => jwtIdentify({ issuer, jwksUrl: 'file:///keys' })).toThrow('no http address')
})
