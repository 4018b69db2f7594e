import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { toRequest } from './node-request'

const incoming = (facts: { method?: string; url?: string; rawHeaders?: string[] }) =>
  ({ rawHeaders: [], ...facts }) as unknown as IncomingMessage

test('the request of a Node.js server keeps its method, its address and all its headers', () => {
  const rawHeaders = ['Cookie', 'a=1', 'Origin', 'https://x.test', 'Sec-Fetch-Site', 'cross-site']
  const request = toRequest(
    incoming({
      method: 'PUT',
      url: '/notes?x=1',
      rawHeaders: [...rawHeaders, ':path', '/', 'X', '1', 'x', '2'],
    }),
  )
  expect([request.method, new URL(request.url).pathname, new URL(request.url).search]).toEqual([
    'PUT',
    '/notes',
    '?x=1',
  ])
  expect(Object.fromEntries(request.headers)).toEqual({
    cookie: 'a=1',
    origin: 'https://x.test',
    'sec-fetch-site': 'cross-site',
    x: '1, 2',
  })
})

test('no method and no address brings it down', () => {
  expect(toRequest(incoming({ method: 'TRACE' })).method).toBe('POST')
  expect(new URL(toRequest(incoming({ url: '//evil.test/x' })).url).host).toBe('localhost')
  expect(new URL(toRequest(incoming({ url: '*' })).url).host).toBe('localhost')
})
