import { expect, test } from 'vitest'
import {
  changedMetadata,
  checkAcceptTerms,
  checkMetadata,
  checkProfile,
  normalizeAnswer,
} from './session-answers'

const terms = { version: '2', url: null }
const fields = [
  { key: 'company', label: 'Company' },
  { key: 'toString', label: 'Text' },
]

test('terms are accepted in the version that is there now', () => {
  expect(checkAcceptTerms(terms, '2')).toBeNull()
  expect(checkAcceptTerms(terms, '1')).toEqual({ code: 'conflict', field: 'termsVersion' })
  expect(checkAcceptTerms(terms, undefined)).toEqual({ code: 'required', field: 'termsVersion' })
  expect(checkAcceptTerms(terms, '')).toEqual({ code: 'required', field: 'termsVersion' })
})

test.each([
  ['all', {}, { company: 'Acme', toString: 'x' }, null],
  ['what is left', { company: 'Acme' }, { toString: 'x' }, null],
  ['none, where all is there', { company: 'Acme', toString: 'x' }, {}, null],
  ['a part', {}, { company: 'Acme' }, { code: 'required', field: 'fields.toString' }],
  ['nothing', {}, {}, { code: 'required', field: 'fields.company' }],
  [
    'a blank',
    { company: 'Acme' },
    { company: '\u200b', toString: 'x' },
    { code: 'required', field: 'fields.company' },
  ],
  ['what is not asked for', {}, { age: '3' }, { code: 'invalid_value', field: 'fields.age' }],
  [
    'too much',
    {},
    { company: '🏢'.repeat(201) },
    { code: 'too_long', field: 'fields.company', meta: { maximum: 200 } },
  ],
  [
    'a control character',
    {},
    { company: 'a\u0000' },
    { code: 'invalid_characters', field: 'fields.company' },
  ],
])('answering %s', (_, metadata, answers, refusal) => {
  expect(checkProfile({ fields, metadata, answers })).toEqual(refusal)
})

test('an answer of 200 characters is none too long, and white space at its ends is not kept', () => {
  expect(
    checkProfile({ fields: [fields[0]!], metadata: {}, answers: { company: '🏢'.repeat(200) } }),
  ).toBeNull()
  expect(normalizeAnswer('  Acme\u0301 \n')).toBe('Acm\u00e9')
})

test('the app’s server keeps answers of its own, and takes some away', () => {
  expect(changedMetadata({ company: 'Acme', age: '3' }, { age: null, plan: 'pro' })).toEqual({
    company: 'Acme',
    plan: 'pro',
  })
  expect(checkMetadata({ plan: 'pro', gone: null }, {})).toBeNull()
  expect(checkMetadata({ 'a b': 'x' }, {})).toEqual({ code: 'invalid_value', field: 'metadata.a b' })
  expect(checkMetadata({ plan: ' ' }, {})).toEqual({ code: 'required', field: 'metadata.plan' })
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`key_${index}`, 'x']))
  expect(checkMetadata(many, {})).toBeNull()
  expect(checkMetadata({ one: 'more' }, many)).toEqual({
    code: 'too_long',
    field: 'metadata',
    meta: { maximum: 50 },
  })
  expect(checkMetadata({ one: 'more', key_1: null }, many)).toBeNull()
})
