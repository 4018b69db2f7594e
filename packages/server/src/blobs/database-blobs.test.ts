import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { openDatabase } from '../database/open-database'
import { createTestServer, ownOrigin } from '../testing/test-server'
import { databaseBlobs } from './database-blobs'

const database = await openDatabase({ url: 'memory:' })
afterAll(() => database.close())

test('serves a logo to everybody, for good, as what it is and nothing else', async () => {
  const { call, createOrganization, server } = await createTestServer(database)
  const id = await createOrganization('ada')
  const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  const set = await call('PUT', `/organizations/${id}/logo`, {
    as: 'ada',
    body: new Uint8Array(picture),
    headers: { 'Content-Type': 'image/png' },
  })
  const { imageUrl } = (set.body as unknown as { organization: { imageUrl: string } }).organization
  expect(imageUrl).toMatch(new RegExp(`^${ownOrigin}/api/orgkit/v1/blobs/blob_[0-9a-f]{64}$`))

  const crossSite = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Dest': 'image' }
  const response = await server.fetch(new Request(imageUrl, { headers: crossSite }))
  expect(response.status).toBe(200)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'image/png',
    'cache-control': 'public, max-age=31536000, immutable',
    'content-security-policy': "default-src 'none'",
    'x-content-type-options': 'nosniff',
  })
  expect(await sharp(await response.arrayBuffer()).metadata()).toMatchObject({ width: 8, height: 8 })
  const head = await server.fetch(new Request(imageUrl, { method: 'HEAD' }))
  expect([head.status, await head.text()]).toEqual([200, ''])

  const unknown = await server.fetch(
    new Request(imageUrl.replace(/.$/, (last) => (last === '0' ? '1' : '0'))),
  )
  expect(unknown.status).toBe(404)

  const removed = await call('PUT', `/organizations/${id}/logo`, { as: 'ada' })
  expect(removed.body).toMatchObject({ organization: { imageUrl: null, version: 3 } })
})

test('gives the same content one address in an instance, and another in the next', async () => {
  await createTestServer(database)
  const blobs = databaseBlobs(database, 'http://x.test')
  const blob = (text: string, type = 'image/png') => new Blob([text], { type })
  const { url } = await blobs.put('one', blob('a'))
  expect((await blobs.put('one', blob('a'))).url).toBe(url)
  const others = await Promise.all([
    blobs.put('two', blob('a')),
    blobs.put('one', blob('b')),
    blobs.put('one', blob('a', 'image/webp')),
  ])
  expect(new Set([url, ...others.map((other) => other.url)]).size).toBe(4)
})
