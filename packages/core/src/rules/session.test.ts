import { describe, expect, test } from 'vitest'
import { checkMayChoose, checkTasksDone, knownSessionTasks, openTasks, type SessionFacts } from './session'

const terms = { version: '2026-11', url: '/terms' }
const profileFields = [
  { key: 'company', label: 'Company' },
  { key: 'constructor', label: 'Builder' },
]

/** Of an app that asks for all that there is, and a user who has done none of it. */
const facts: SessionFacts = {
  settings: { organizationsEnabled: true, personalAccounts: false, terms, profileFields },
  organizationCount: 0,
  metadata: {},
  acceptedTermsVersion: null,
  order: knownSessionTasks,
  ownPending: new Set(),
}
const none = { ...facts.settings, terms: null, profileFields: [] }
const keysOf = (change: Partial<SessionFacts>) => openTasks({ ...facts, ...change }).map(({ key }) => key)

describe('openTasks', () => {
  test.each([
    [{ organizationsEnabled: true, personalAccounts: false }, 0, ['choose-organization']],
    [{ organizationsEnabled: true, personalAccounts: false }, 1, []],
    [{ organizationsEnabled: true, personalAccounts: true }, 0, []],
    [{ organizationsEnabled: false, personalAccounts: false }, 0, []],
  ])('under %j with %i organizations: %j', (settings, organizationCount, keys) => {
    expect(keysOf({ settings: { ...none, ...settings }, organizationCount })).toEqual(keys)
  })

  test('come in the order of the app, with what their screens need', () => {
    expect(openTasks(facts)).toEqual([
      { key: 'accept-terms', terms },
      {
        key: 'complete-profile',
        fields: profileFields.map((field) => ({ ...field, value: null })),
      },
      { key: 'choose-organization' },
    ])
    const order = ['choose-organization', 'verify-phone', 'accept-terms']
    expect(keysOf({ order })).toEqual(['choose-organization', 'accept-terms'])
    expect(keysOf({ order, ownPending: new Set(['verify-phone']) })).toEqual(order)
  })

  test('terms are open until their version is the one that was accepted', () => {
    const settings = { ...none, personalAccounts: true, terms }
    expect(keysOf({ settings, acceptedTermsVersion: '2025-01' })).toEqual(['accept-terms'])
    expect(keysOf({ settings, acceptedTermsVersion: terms.version })).toEqual([])
    expect(keysOf({ settings: { ...settings, terms: null }, acceptedTermsVersion: '2025-01' })).toEqual([])
  })

  test('a profile is open while an answer is missing, and brings the earlier ones', () => {
    const settings = { ...none, personalAccounts: true, profileFields }
    expect(openTasks({ ...facts, settings, metadata: { company: 'Acme' } })).toEqual([
      {
        key: 'complete-profile',
        fields: [
          { ...profileFields[0], value: 'Acme' },
          { ...profileFields[1], value: null },
        ],
      },
    ])
    expect(keysOf({ settings, metadata: { company: 'Acme', constructor: 'Bob', more: 'x' } })).toEqual([])
  })

  test('what is about the app counts where organizations are off as well', () => {
    const settings = { ...facts.settings, organizationsEnabled: false }
    expect(keysOf({ settings })).toEqual(['accept-terms', 'complete-profile'])
  })
})

test('a session with tasks is pending, and the first of them is named', () => {
  expect(checkTasksDone([])).toBeNull()
  expect(checkTasksDone([{ key: 'accept-terms' }, { key: 'choose-organization' }])).toEqual({
    code: 'session_pending',
    meta: { task: 'accept-terms' },
  })
})

test('whoever has an organization to choose may, once nothing comes before that', () => {
  const [first, choose] = [{ key: 'accept-terms' }, { key: 'choose-organization' }]
  expect(checkMayChoose([])).toBeNull()
  expect(checkMayChoose([choose, first])).toBeNull()
  const refusal = { code: 'session_pending', meta: { task: 'accept-terms' } }
  expect(checkMayChoose([first, choose])).toEqual(refusal)
  expect(checkMayChoose([first])).toEqual(refusal)
})
