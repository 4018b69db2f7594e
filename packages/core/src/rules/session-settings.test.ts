import { expect, test } from 'vitest'
import { checkSessionSettings } from './session-settings'

const field = (key: string, label = 'A label') => ({ key, label })
const twenty = Array.from({ length: 20 }, (_, index) => field(`key_${index}`))

test.each([
  {},
  { terms: null, profileFields: [], invitationReminderDays: null },
  { terms: { version: '2026-11', url: null } },
  { terms: { version: 'v 1', url: 'https://app.test/terms?v=1' } },
  { terms: { version: 'x'.repeat(100), url: '/terms' } },
  { profileFields: twenty },
  { profileFields: [field('constructor'), field('A'.repeat(50))] },
  { invitationReminderDays: 1 },
  { invitationReminderDays: 90 },
])('%j can be set', (change) => {
  expect(checkSessionSettings(change)).toBeNull()
})

test.each([
  ['terms.version', 'invalid_value', { terms: { version: ' ', url: null } }],
  ['terms.version', 'invalid_value', { terms: { version: '1 ', url: null } }],
  ['terms.version', 'too_long', { terms: { version: 'x'.repeat(101), url: null } }],
  ['terms.version', 'invalid_characters', { terms: { version: 'a\u0000b', url: null } }],
  ['terms.url', 'invalid_value', { terms: { version: '1', url: '' } }],
  ['terms.url', 'invalid_value', { terms: { version: '1', url: 'javascript:alert(1)' } }],
  ['terms.url', 'invalid_value', { terms: { version: '1', url: '//evil.test' } }],
  ['terms.url', 'invalid_value', { terms: { version: '1', url: '/\\evil.test' } }],
  ['terms.url', 'invalid_value', { terms: { version: '1', url: 'terms' } }],
  ['terms.url', 'too_long', { terms: { version: '1', url: `/${'x'.repeat(500)}` } }],
  ['profileFields', 'too_long', { profileFields: [...twenty, field('more')] }],
  ['profileFields.1.key', 'invalid_value', { profileFields: [field('a'), field('a')] }],
  ['profileFields.0.key', 'invalid_value', { profileFields: [field('__proto__')] }],
  ['profileFields.0.key', 'invalid_value', { profileFields: [field('A'.repeat(51))] }],
  ['profileFields.0.label', 'invalid_value', { profileFields: [field('a', '')] }],
  ['profileFields.0.label', 'too_long', { profileFields: [field('a', 'x'.repeat(101))] }],
  ['invitationReminderDays', 'invalid_value', { invitationReminderDays: 0 }],
  ['invitationReminderDays', 'invalid_value', { invitationReminderDays: 91 }],
  ['invitationReminderDays', 'invalid_value', { invitationReminderDays: 1.5 }],
])('%s: %s', (at, code, change) => {
  expect(checkSessionSettings(change)).toMatchObject({ code, field: at })
})
