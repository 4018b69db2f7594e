import type { InstanceSettings } from '@orgkit/core'
import type { SessionTaskOption, SessionTaskUser } from '@orgkit/core/engine'
import { describe, expect, test, vi } from 'vitest'
import { embeddedAdapter } from './embedded-adapter'

const terms = { version: '1', url: null }

/** Ada has an organization; whoever is in `verified` has verified a phone. */
function createWorld({
  order = ['accept-terms', 'phone', 'choose-organization'],
  settings = {},
}: { order?: readonly string[]; settings?: Partial<InstanceSettings> } = {}) {
  const verified = new Set<string>()
  const isPending = vi.fn(async (user: SessionTaskUser): Promise<boolean> => !verified.has(user.id))
  const adapter = embeddedAdapter({
    settings: { terms, ...settings },
    sessionTasks: order.map((key) => (key === 'phone' ? { key, isPending } : key) as SessionTaskOption),
    seed: {
      users: [
        { id: 'ada', name: 'Ada', email: 'ada@acme.test', metadata: { plan: 'pro' } },
        { id: 'grace', name: 'Grace', email: 'grace@acme.test', acceptedTermsVersion: '1' },
      ],
      organizations: [{ id: 'org_acme', name: 'Acme', members: { ada: 'org:admin' } }],
    },
  })
  const as = adapter.controls.as
  const keysOf = async (userId: string) =>
    (await as(userId).getSession({})).session?.tasks.map(({ key }) => key)
  return { ...adapter, as, keysOf, verified, isPending }
}

describe('a task of the app’s own', () => {
  test('stands in the order of the app, and is gone once the app says so', async () => {
    const { as, keysOf, verified } = createWorld()
    expect(await keysOf('ada')).toEqual(['accept-terms', 'phone'])
    expect(await keysOf('grace')).toEqual(['phone', 'choose-organization'])
    verified.add('grace')
    expect(await keysOf('grace')).toEqual(['choose-organization'])
    await as('grace').createOrganization({ name: 'Hers' })
    expect((await as('grace').getSession({})).session?.status).toBe('active')
  })

  test('keeps out of everything that its place asks for', async () => {
    const { as, verified } = createWorld()
    const pending = { code: 'session_pending', meta: { task: 'phone' } }
    await as('ada').completeSessionTask({ taskKey: 'accept-terms', termsVersion: '1' })
    await expect(as('ada').getOrganization({ organization: 'org_acme' })).rejects.toMatchObject(pending)
    await expect(as('grace').createOrganization({ name: 'Hers' })).rejects.toMatchObject(pending)
    await expect(as('grace').listUserInvitations({})).rejects.toMatchObject(pending)
    verified.add('ada')
    expect((await as('ada').getOrganization({ organization: 'org_acme' })).organization.name).toBe('Acme')
  })

  test('behind the choice of an organization keeps nobody from choosing', async () => {
    const { as, keysOf } = createWorld({ order: ['choose-organization', 'phone'] })
    expect(await keysOf('grace')).toEqual(['choose-organization', 'phone'])
    await as('grace').createOrganization({ name: 'Hers' })
    expect(await keysOf('grace')).toEqual(['phone'])
    await expect(as('grace').listUserMemberships({})).rejects.toMatchObject({ meta: { task: 'phone' } })
  })

  test('is finished by asking again, and only by what the app says', async () => {
    const { as, verified } = createWorld()
    const phone = { taskKey: 'phone' }
    const ada = as('ada')
    await expect(ada.completeSessionTask(phone)).rejects.toMatchObject({ meta: { task: 'accept-terms' } })
    await ada.completeSessionTask({ taskKey: 'accept-terms', termsVersion: '1' })
    await expect(ada.completeSessionTask(phone)).rejects.toMatchObject({
      code: 'session_pending',
      meta: { task: 'phone' },
    })
    verified.add('ada')
    expect(await ada.completeSessionTask(phone)).toEqual({ tasks: [], events: [] })
  })

  test('is asked about the user as the host says now, with what orgkit keeps of them, and of nobody else', async () => {
    const { as, isPending, controls } = createWorld()
    await as('ada').getSession({})
    expect(isPending.mock.calls).toEqual([
      [
        {
          id: 'ada',
          name: 'Ada',
          imageUrl: null,
          emails: [{ address: 'ada@acme.test', verified: true }],
          metadata: { plan: 'pro' },
        },
        { id: 'ins_embedded' },
      ],
    ])
    isPending.mockClear()
    await as(null).getSession({})
    await controls.backend('listUsers', {})
    expect(isPending).not.toHaveBeenCalled()
  })

  test('may ask the backend itself: no transaction waits for it', async () => {
    const { as, isPending, controls } = createWorld()
    isPending.mockImplementation(async ({ id }) => {
      const { user } = await controls.backend('getUser', { userId: id })
      return user.organizationCount === 0
    })
    await as('ada').completeSessionTask({ taskKey: 'accept-terms', termsVersion: '1' })
    expect((await as('ada').getSession({})).session?.status).toBe('active')
  })

  test.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('the phone book is away')
      },
    ],
    ['rejects', () => Promise.reject(new Error('the phone book is away'))],
    ['forgets to answer', () => undefined],
    ['answers with something else', () => 'no'],
  ])('that %s lets nobody through', async (_, answer) => {
    const { as, isPending } = createWorld({ settings: { terms: null } })
    isPending.mockImplementation(answer as () => Promise<boolean>)
    await expect(as('ada').getSession({})).rejects.toMatchObject({ code: 'internal' })
    await expect(as('ada').getOrganization({ organization: 'org_acme' })).rejects.toMatchObject({
      code: 'internal',
    })
    const write = as('ada').updateOrganization({ organizationId: 'org_acme', name: 'Other' })
    await expect(write).rejects.toMatchObject({ code: 'internal' })
    expect((await as(null).getSession({})).session).toBeNull()
  })
})

test('a registry that cannot work is refused when the adapter is made', () => {
  const sessionTasks: SessionTaskOption[] = ['accept-terms', 'accept-terms']
  expect(() => embeddedAdapter({ sessionTasks })).toThrow('sessionTasks: "accept-terms" stands there twice.')
})

test('an organization that ends takes nobody past the tasks before it, and opens its own again', async () => {
  const { as, keysOf, verified, controls } = createWorld()
  verified.add('ada')
  await as('ada').completeSessionTask({ taskKey: 'accept-terms', termsVersion: '1' })
  await as('ada').leaveOrganization({ organizationId: 'org_acme' })
  expect(await keysOf('ada')).toEqual(['choose-organization'])
  controls.updateSettings({ terms: { version: '2', url: null } })
  expect(await keysOf('ada')).toEqual(['accept-terms', 'choose-organization'])
})
