import type { LiveMessage } from '@orgkit/core/contract/app'
import { expect, test } from 'vitest'
import { embeddedAdapter } from './embedded-adapter'
import { createGate } from './faults'

/** Ada's organization; the stream is hers. */
async function createWorld() {
  const adapter = embeddedAdapter({ settings: { organizationsEnabled: true } })
  const { organization } = await adapter.createOrganization({ name: 'Acme' })
  const organizationId = organization.id
  const controller = new AbortController()
  const { signal } = controller
  return {
    adapter,
    organizationId,
    controller,
    subscribe: async (cursor?: string) =>
      (await adapter.subscribe({ organizationId, cursor }, { signal }))[Symbol.asyncIterator](),
    rename: (name: string) => adapter.updateOrganization({ organizationId, name }),
  }
}

const namesIn = ({ events }: LiveMessage) =>
  events.map((event) => ('organization' in event ? event.organization.name : event.type))

test('tells by a commit, and nothing of what was rolled back', async () => {
  const { subscribe, rename } = await createWorld()
  const messages = await subscribe()
  expect((await messages.next()).value).toMatchObject({ events: [], isReset: false })
  await expect(rename('')).rejects.toMatchObject({ code: 'required' })
  await rename('Globex')
  expect(namesIn((await messages.next()).value as LiveMessage)).toEqual(['Globex'])
})

test('what it tells can be changed by nobody', async () => {
  const { subscribe, rename, adapter, organizationId } = await createWorld()
  const messages = await subscribe()
  await messages.next()
  await rename('Globex')
  const { events } = (await messages.next()).value as LiveMessage
  for (const event of events) if ('organization' in event) event.organization.name = 'Mine'
  const again = await adapter.getOrganization({ organization: organizationId })
  expect(again.organization.name).toBe('Globex')
  expect(adapter.controls.eventsOf(organizationId).at(-1)).toMatchObject({ organization: { name: 'Globex' } })
})

test('ends when the user signs out, and when the signal is aborted, at once', async () => {
  const { subscribe, adapter, controller } = await createWorld()
  const first = await subscribe()
  await first.next()
  const waiting = first.next()
  adapter.controls.signOut()
  expect(await waiting).toEqual({ done: true, value: undefined })
  await expect(subscribe()).rejects.toMatchObject({ code: 'unauthenticated' })
  adapter.controls.signIn('ada')
  const second = await subscribe()
  await second.next()
  const still = second.next()
  controller.abort()
  expect(await still).toEqual({ done: true, value: undefined })
})

test('fails and waits as a test asks, and only by its own name', async () => {
  const { subscribe, adapter, rename } = await createWorld()
  const { fail, delay } = adapter.controls
  const stopAll = fail('*', 'unreachable')
  const messages = await subscribe()
  stopAll()
  await messages.next()
  fail('subscribe', 'unreachable', { times: 1, after: true })
  await rename('Globex')
  await expect(messages.next()).rejects.toMatchObject({ code: 'unreachable' })
  fail('subscribe', 'rate_limited', { times: 1 })
  await expect(subscribe()).rejects.toMatchObject({ code: 'rate_limited' })
  const gate = createGate()
  delay('subscribe', gate)
  const late = subscribe()
  expect(gate.waiting).toBe(1)
  gate.open()
  expect((await (await late).next()).value).toMatchObject({ isReset: false })
})

test('a lost message comes again to whoever goes on from the last cursor', async () => {
  const { subscribe, adapter, rename } = await createWorld()
  const messages = await subscribe()
  const { cursor } = (await messages.next()).value as LiveMessage
  adapter.controls.fail('subscribe', 'unreachable', { times: 1, after: true })
  await rename('Globex')
  await expect(messages.next()).rejects.toMatchObject({ code: 'unreachable' })
  const again = await subscribe(cursor)
  expect(namesIn((await again.next()).value as LiveMessage)).toEqual(['Globex'])
})

test('after a reset to the seed whoever listens begins anew', async () => {
  const { subscribe, adapter } = await createWorld()
  const messages = await subscribe()
  await messages.next()
  await adapter.controls.reset()
  const { value } = await messages.next()
  expect(value).toMatchObject({ events: [], isReset: true })
})

test('far behind the stream everything is asked anew rather than told', async () => {
  const { adapter, subscribe, rename } = await createWorld()
  const { value } = await (await subscribe()).next()
  const { cursor } = value as LiveMessage
  for (let count = 0; count <= 1000; count++) await rename(`Acme ${count}`)
  const after = (await (await subscribe(cursor)).next()).value
  expect(after).toMatchObject({ events: [], isReset: true })
  expect(adapter.capabilities.live).toBe(true)
})
