import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { afterAll, expect, onTestFinished, test, vi } from 'vitest'
import { openDatabase } from './database/open-database'
import { serve } from './node'
import { readFrames } from './testing/live-frames'
import { createTestServer } from './testing/test-server'

const database = await openDatabase({ url: 'memory:' })
afterAll(() => database.close())

async function start() {
  const { server } = await createTestServer(database)
  const served = await serve({ fetch: server.fetch, port: 0, hostname: '127.0.0.1' })
  onTestFinished(() => served.close())
  return { ...served, url: `http://127.0.0.1:${served.port}/api/orgkit` }
}

test('answers on a socket', async () => {
  const { url } = await start()
  expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: 'ok' })
  expect((await fetch(`${url}/v1/session`, { method: 'HEAD' })).status).toBe(200)
})

test('rejects where the port is taken', async () => {
  const { port } = await start()
  await expect(serve({ fetch: () => new Response(), port, hostname: '127.0.0.1' })).rejects.toThrow(
    'EADDRINUSE',
  )
})

test('tells a client that sends too much, also while it still sends', async () => {
  const { url } = await start()
  const headers = { Authorization: 'Bearer ada', 'Content-Type': 'application/json' }
  for (const megabytes of [2, 7]) {
    const body = JSON.stringify({ name: 'x'.repeat(megabytes * 1_000_000) })
    const response = await fetch(`${url}/v1/organizations`, { method: 'POST', headers, body })
    expect([response.status, await response.json()]).toMatchObject([
      413,
      { error: { code: 'payload_too_large' } },
    ])
  }
})

test('outlives clients that go away in the middle, and broken requests', async () => {
  const { url, port } = await start()
  const cut = request(`${url}/v1/organizations`, {
    method: 'POST',
    headers: { Authorization: 'Bearer ada', 'Content-Type': 'application/json', 'Content-Length': 1000 },
  })
  cut.on('error', () => {})
  cut.write('{"name":')
  await new Promise((resolve) => setTimeout(resolve, 50))
  cut.destroy()
  for (const text of [
    'GET / HTTP/1.1\r\nHost: a b\r\n\r\n',
    'GET http:// HTTP/1.1\r\nHost: x\r\n\r\n',
    '\0\r\n\r\n',
    'GET //// HTTP/1.0\r\n\r\n',
  ]) {
    const socket = connect(port, '127.0.0.1')
    socket.write(text)
    let answer = ''
    socket.on('data', (chunk) => (answer += chunk))
    socket.on('error', () => {})
    await expect.poll(() => answer, { timeout: 20_000 }).toMatch(/^HTTP\/1\.1 4\d\d/)
    socket.destroy()
  }
  expect((await fetch(`${url}/health`)).status).toBe(200)
})

test('finishes what is under way before it closes', async () => {
  let finish = () => {}
  const slow = new Promise<void>((resolve) => (finish = resolve))
  const handler = vi.fn(() => slow.then(() => new Response('done')))
  const served = await serve({
    fetch: handler,
    port: 0,
    hostname: '127.0.0.1',
  })
  const answer = fetch(`http://127.0.0.1:${served.port}`)
  await vi.waitUntil(() => handler.mock.calls.length > 0, { timeout: 20_000 })
  const closing = served.close()
  finish()
  expect(await (await answer).text()).toBe('done')
  await closing
})

test('once it closes, whoever keeps a connection asks no more over it', async () => {
  let finish = () => {}
  const slow = new Promise<void>((resolve) => (finish = resolve))
  const handler = vi.fn(() => slow.then(() => new Response('done')))
  const served = await serve({ fetch: handler, port: 0, hostname: '127.0.0.1' })
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  onTestFinished(() => agent.destroy())
  const ask = () =>
    new Promise<string>((resolve) => {
      const asked = request({ host: '127.0.0.1', port: served.port, agent }, (answer) => {
        answer.resume().once('end', () => resolve('answered'))
      })
      asked.once('error', () => resolve('refused')).end()
    })
  const first = ask()
  await vi.waitUntil(() => handler.mock.calls.length > 0, { timeout: 20_000 })
  const closing = served.close()
  finish()
  expect(await first).toBe('answered')
  expect(await ask()).toBe('refused')
  expect(handler).toHaveBeenCalledTimes(1)
  await closing
})

test('cuts what takes longer than the grace', async () => {
  const handler = vi.fn(() => new Promise<Response>(() => {}))
  const served = await serve({
    fetch: handler,
    port: 0,
    hostname: '127.0.0.1',
    graceSeconds: 0.05,
  })
  const answer = fetch(`http://127.0.0.1:${served.port}`)
  const outcome = answer.then(
    () => 'answered',
    () => 'cut',
  )
  await vi.waitUntil(() => handler.mock.calls.length > 0, { timeout: 20_000 })
  await served.close()
  expect(await outcome).toBe('cut')
})

test('a live stream goes as it comes, and ends with its client', async () => {
  const { server, createOrganization, call } = await createTestServer(database)
  const served = await serve({ fetch: server.fetch, port: 0, hostname: '127.0.0.1' })
  onTestFinished(() => served.close())
  const organizationId = await createOrganization('ada')
  const controller = new AbortController()
  const url = `http://127.0.0.1:${served.port}/api/orgkit/v1/events/stream?organizationId=${organizationId}`
  const headers = { Authorization: 'Bearer ada' }
  const response = await fetch(url, { headers, signal: controller.signal })
  const { nextFrame } = readFrames(response)
  await nextFrame()
  await call('PATCH', `/organizations/${organizationId}`, { as: 'ada', body: { name: 'Globex' } })
  expect((await nextFrame()).message?.events).toHaveLength(1)
  const isOpen = () => server.liveCount() > 0
  expect(isOpen()).toBe(true)
  controller.abort()
  await vi.waitFor(() => expect(isOpen()).toBe(false))
})
