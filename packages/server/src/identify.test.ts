import { expect, test } from 'vitest'
import { betterAuthIdentify } from './identify'

test('reads Better Auth’s session as an identity', async () => {
  const auth = {
    api: {
      getSession: async ({ headers }: { headers: Headers }) =>
        headers.get('cookie') === 'session=1'
          ? {
              user: { id: 'u1', name: 'Ada', email: 'ada@acme.test', emailVerified: false, image: undefined },
              session: {},
            }
          : null,
    },
  }
  const identify = betterAuthIdentify(auth)
  const request = (cookie: string) => new Request('http://x.test', { headers: { cookie } })
  expect(await identify(request('session=1'), { id: 'ins' })).toEqual({
    id: 'u1',
    name: 'Ada',
    emails: [{ address: 'ada@acme.test', verified: false }],
    imageUrl: null,
  })
  expect(await identify(request(''), { id: 'ins' })).toBeNull()
})
