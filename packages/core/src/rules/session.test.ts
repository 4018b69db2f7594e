import { describe, expect, test } from 'vitest'
import { checkTasksDone, openTasks } from './session'

describe('openTasks', () => {
  test.each([
    [{ organizationsEnabled: true, personalAccounts: false }, 0, ['choose-organization']],
    [{ organizationsEnabled: true, personalAccounts: false }, 1, []],
    [{ organizationsEnabled: true, personalAccounts: true }, 0, []],
    [{ organizationsEnabled: false, personalAccounts: false }, 0, []],
  ])('under %j with %i organizations: %j', (settings, organizationCount, keys) => {
    expect(openTasks({ settings, organizationCount }).map(({ key }) => key)).toEqual(keys)
  })
})

test('a session with tasks is pending, and the first of them is named', () => {
  expect(checkTasksDone([])).toBeNull()
  expect(checkTasksDone([{ key: 'accept-terms' }, { key: 'choose-organization' }])).toEqual({
    code: 'session_pending',
    meta: { task: 'accept-terms' },
  })
})
