import { afterEach, expect, test, vi } from 'vitest'
import { askOwnTasks, createSessionTasks, type SessionTaskOption } from './session-tasks'

afterEach(() => void vi.useRealTimers())

const own = (key: string) => ({ key, isPending: () => false })

test('an app that says nothing has the tasks that orgkit knows', () => {
  expect(createSessionTasks().order).toEqual(['accept-terms', 'complete-profile', 'choose-organization'])
})

test('an app orders them as it likes; to choose an organization comes last where it is left out', () => {
  const tasks = createSessionTasks([own('verify-phone'), 'choose-organization', 'accept-terms'])
  expect(tasks.order).toEqual(['verify-phone', 'choose-organization', 'accept-terms'])
  expect(tasks.own.map(({ key }) => key)).toEqual(['verify-phone'])
  expect(createSessionTasks(['accept-terms']).order).toEqual(['accept-terms', 'choose-organization'])
  expect(createSessionTasks([]).order).toEqual(['choose-organization'])
})

test.each<[string, SessionTaskOption[], RegExp]>([
  ['a key twice', ['accept-terms', 'accept-terms'], /"accept-terms" stands there twice/],
  ['an own key twice', [own('a'), own('a')], /"a" stands there twice/],
  ['one of orgkit’s as the app’s own', [own('accept-terms')], /It is one of orgkit’s/],
  [
    'an unknown key',
    ['accept-term' as 'accept-terms'],
    /no task that orgkit knows.*Give one of 'accept-terms'/,
  ],
  ['a key that nobody can write', [own('Verify phone')], /has the key "Verify phone"/],
  ['an empty key', [own('')], /has the key ""/],
  ['no question', [{ key: 'a' } as SessionTaskOption], /has no isPending/],
])('refuses %s', (_, options, message) => {
  expect(() => createSessionTasks(options)).toThrow(message)
})

const ada = {
  id: 'ada',
  name: 'Ada',
  imageUrl: null,
  emails: [],
  organizationCount: 0,
  createdOrganizationCount: 0,
  lastActiveOrganizationId: null,
  mayCreateOrganizations: 'instance',
  creationLimit: 'instance',
  metadata: {},
  acceptedTermsVersion: null,
  acceptedTermsAt: null,
} as const

test('a task that never answers is waited for for 10 seconds, and lets nobody through', async () => {
  vi.useFakeTimers()
  const tasks = createSessionTasks([{ key: 'silent', isPending: () => new Promise(() => {}) }])
  const asked = askOwnTasks(tasks, ada, 'ins_1').catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await asked).toMatchObject({
    code: 'internal',
    message: expect.stringContaining('"silent"'),
  })
})

test('no timer is left of a task that answered', async () => {
  vi.useFakeTimers()
  const tasks = createSessionTasks([own('quick')])
  expect(await askOwnTasks(tasks, ada, 'ins_1')).toEqual(new Set())
  expect(vi.getTimerCount()).toBe(0)
})
