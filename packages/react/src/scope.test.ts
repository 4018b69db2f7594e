import { beforeEach, expect, test, vi } from 'vitest'
import { browserScope, tabScope } from './scope'
import { organizationFromCookie } from './server/index'
import { organization } from './testing/fixtures'

beforeEach(() => {
  sessionStorage.clear()
  document.cookie = 'orgkit_organization=; Path=/; Max-Age=0'
})

const acme = organization('acme')

test.each([
  ['tab', tabScope],
  ['browser', browserScope],
])('%s scope keeps an organization, the personal account, or nothing', (_, create) => {
  const scope = create()
  expect(scope.read()).toBeUndefined()
  scope.write(acme, 'user_ada')
  expect(create().read()).toBe('org_acme')
  expect(create().owner?.()).toBe('user_ada')
  scope.write(null, 'user_ada')
  expect(create().read()).toBeNull()
  scope.write(undefined)
  expect(create().read()).toBeUndefined()
  expect(create().owner?.()).toBeUndefined()
})

test('a tab without storage forgets, and works', () => {
  const denied = () => {
    throw new DOMException('denied', 'SecurityError')
  }
  vi.spyOn(Storage.prototype, 'getItem').mockImplementation(denied)
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(denied)
  const scope = tabScope()
  expect(() => scope.write(acme, 'user_ada')).not.toThrow()
  expect(scope.read()).toBeUndefined()
  vi.restoreAllMocks()
})

test('something else in the storage is nothing kept', () => {
  sessionStorage.setItem('orgkit_organization', 'org_acme')
  expect(tabScope().read()).toBeUndefined()
})

test('another tab of the browser is told', async () => {
  const listener = vi.fn()
  const stop = browserScope().subscribe?.(listener)
  browserScope().write(acme, 'user_ada')
  await vi.waitFor(() => expect(listener).toHaveBeenCalled())
  stop?.()
})

test('a server reads the browser scope from the cookies of a request', () => {
  browserScope().write(acme, 'user_ada')
  expect(organizationFromCookie(`a=b; ${document.cookie}; c=d`)).toBe('org_acme')
  browserScope().write(null, 'user_ada')
  expect(organizationFromCookie(document.cookie)).toBeNull()
  for (const cookies of [
    undefined,
    '',
    'a=b',
    'orgkit_organization=%',
    'orgkit_organization=7',
    'orgkit_organization=["a"]',
  ]) {
    expect(organizationFromCookie(cookies)).toBeUndefined()
  }
})
