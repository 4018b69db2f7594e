import { expect, test } from 'vitest'
import { createSessionTasks, type SessionTaskOption } from './session-tasks'

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
