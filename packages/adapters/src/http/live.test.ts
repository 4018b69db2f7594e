import { afterEach, expect, test, vi } from 'vitest'
import { httpAdapter } from './http-adapter'

afterEach(() => vi.useRealTimers())

const message = (cursor: string) => JSON.stringify({ cursor, events: [], isReset: false })
const frame = (cursor: string) => `id: ${cursor}\ndata: ${message(cursor)}\n\n`

/** An adapter over a server that says what the test writes. */
function world(headers: HeadersInit = { 'Content-Type': 'text/event-stream; charset=utf-8' }, status = 200) {
  const sent: { url: string; headers: Headers }[] = []
  const cancelled = vi.fn()
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  const body = new ReadableStream<Uint8Array>({
    start: (given) => void (controller = given),
    cancel: cancelled,
  })
  const adapter = httpAdapter({
    publishableKey: 'pk_1',
    headers: () => ({ Authorization: 'Bearer token' }),
    fetch: async (url, init) => {
      sent.push({ url: String(url), headers: new Headers(init?.headers) })
      return new Response(body, { status, headers })
    },
  })
  const bytes = (text: string) => new TextEncoder().encode(text)
  return {
    adapter,
    sent,
    cancelled,
    say: (text: string) => controller?.enqueue(bytes(text)),
    sayBytes: (part: Uint8Array) => controller?.enqueue(part),
    bytes,
    end: () => controller?.close(),
    cut: () => controller?.error(new TypeError('terminated')),
  }
}

async function cursorsOf(messages: AsyncIterable<{ cursor: string }>): Promise<string[]> {
  const cursors: string[] = []
  for await (const { cursor } of messages) cursors.push(cursor)
  return cursors
}

test('a subscription is a request with the host’s headers and the instance’s key', async () => {
  const { adapter, sent, end } = world()
  const messages = await adapter.subscribe({ organizationId: 'org_1', cursor: 'a-b_c' })
  end()
  expect(await cursorsOf(messages)).toEqual([])
  expect(sent[0]?.url).toBe('/api/orgkit/v1/events/stream?organizationId=org_1&cursor=a-b_c')
  expect(sent[0]?.headers.get('authorization')).toBe('Bearer token')
  expect(sent[0]?.headers.get('orgkit-publishable-key')).toBe('pk_1')
})

test('messages come whole, however the network cuts them, and comments are none', async () => {
  const { adapter, sayBytes, bytes, say, end } = world()
  const messages = await adapter.subscribe({})
  const text = bytes(`${frame('one')}:\n\n${frame('zwei–drei')}`)
  for (const byte of text) sayBytes(Uint8Array.of(byte))
  say(frame('four') + frame('five'))
  end()
  expect(await cursorsOf(messages)).toEqual(['one', 'zwei–drei', 'four', 'five'])
})

test('a cut connection throws unreachable, after what came whole', async () => {
  const { adapter, say, cut } = world()
  const messages = (await adapter.subscribe({}))[Symbol.asyncIterator]()
  say(frame('one') + 'data: {"cur')
  expect((await messages.next()).value).toMatchObject({ cursor: 'one' })
  cut()
  await expect(messages.next()).rejects.toMatchObject({ code: 'unreachable' })
})

test.each(['data: hello\n\n', 'data: {"ok":true}\n\n', 'data: null\n\n'])(
  'what is no message of the server (%j) is unreachable, and the connection is closed',
  async (text) => {
    const { adapter, say, cancelled } = world()
    const messages = await adapter.subscribe({})
    say(text)
    await expect(cursorsOf(messages)).rejects.toMatchObject({ code: 'unreachable' })
    expect(cancelled).toHaveBeenCalledTimes(1)
  },
)

test('a page in place of a stream is unreachable at once, and not read', async () => {
  const { adapter, cancelled } = world({ 'Content-Type': 'text/html' })
  await expect(adapter.subscribe({})).rejects.toMatchObject({ code: 'unreachable' })
  expect(cancelled).toHaveBeenCalledTimes(1)
})

test('a refusal keeps its code', async () => {
  const error = { code: 'unauthenticated', message: 'no' }
  const fetch = async () => new Response(JSON.stringify({ error }), { status: 401 })
  await expect(httpAdapter({ fetch }).subscribe({})).rejects.toMatchObject(error)
})

test('an aborted subscription ends without an error and closes the connection, read or not', async () => {
  for (const isRead of [true, false]) {
    const { adapter, cancelled } = world()
    const controller = new AbortController()
    const messages = await adapter.subscribe({}, { signal: controller.signal })
    const cursors = isRead ? cursorsOf(messages) : null
    await Promise.resolve()
    controller.abort(new Error('left'))
    expect(await (cursors ?? cursorsOf(messages))).toEqual([])
    expect(cancelled).toHaveBeenCalledTimes(1)
  }
})

test('whoever stops to read closes the connection', async () => {
  const { adapter, say, cancelled } = world()
  say(frame('one'))
  for await (const { cursor } of await adapter.subscribe({})) {
    expect(cursor).toBe('one')
    break
  }
  expect(cancelled).toHaveBeenCalledTimes(1)
})

test('a connection that has fallen silent is unreachable; a comment is a sign of life', async () => {
  const { adapter, say, cancelled } = world()
  const messages = await adapter.subscribe({})
  vi.useFakeTimers()
  const cursors = cursorsOf(messages).catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(40_000)
  say(':\n\n')
  await vi.advanceTimersByTimeAsync(40_000)
  expect(cancelled).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(6000)
  expect(await cursors).toMatchObject({ code: 'unreachable' })
  expect(cancelled).toHaveBeenCalledTimes(1)
  expect(vi.getTimerCount()).toBe(0)
})

test('a stream outlives the time that an answer may take', async () => {
  const { say, end, ...rest } = world()
  vi.useFakeTimers()
  const opening = rest.adapter.subscribe({})
  await vi.dynamicImportSettled()
  const messages = await opening
  const cursors = cursorsOf(messages)
  for (let count = 0; count < 4; count++) {
    await vi.advanceTimersByTimeAsync(20_000)
    say(frame(`c${count}`))
  }
  end()
  expect(await cursors).toEqual(['c0', 'c1', 'c2', 'c3'])
})
