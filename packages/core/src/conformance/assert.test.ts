import { describe, expect, test } from 'vitest'
import { OrgkitError } from '../errors'
import { equal, ok, refusal, rejection, together } from './assert'

describe('equal', () => {
  test.each([
    [
      { a: 1, b: [2, null] },
      { b: [2, null], a: 1 },
    ],
    [{ a: 1, b: undefined }, { a: 1 }],
    [[], []],
  ])('%j equals %j', (left, right) => {
    expect(() => equal(left, right, 'same')).not.toThrow()
  })

  test.each([
    [{ a: 1 }, { a: '1' }],
    [{ a: 1 }, { a: 1, b: 2 }],
    [
      [1, 2],
      [2, 1],
    ],
    [null, undefined],
    [[], {}],
    [0, null],
    ['a', '"a"'],
  ])('%j differs from %j', (left, right) => {
    expect(() => equal(left, right, 'both are the same')).toThrow('Not so: both are the same')
  })
})

test('ok throws with the fact', () => {
  expect(() => ok(0, 'there is one')).toThrow('Not so: there is one')
})

describe('refusal', () => {
  const error = new OrgkitError({ code: 'too_long', field: 'name', meta: { maximum: 100, other: 1 } })

  test('answers with the error that was expected', async () => {
    expect(
      await refusal(Promise.reject(error), ['required', 'too_long'], {
        field: 'name',
        meta: { maximum: 100 },
      }),
    ).toBe(error)
  })

  test.each([
    ['an answer', () => Promise.resolve(1), 'too_long', {}],
    ['another code', () => Promise.reject(error), 'required', {}],
    ['another field', () => Promise.reject(error), 'too_long', { field: 'slug' }],
    ['another fact', () => Promise.reject(error), 'too_long', { meta: { maximum: 99 } }],
    ['a fact that is missing', () => Promise.reject(error), 'too_long', { meta: { used: 1 } }],
    ['an error of another class', () => Promise.reject(new Error('too_long')), 'too_long', {}],
  ] as const)('fails on %s', async (_, call, code, facts) => {
    await expect(refusal(call(), code, facts)).rejects.toThrow('Not so')
  })
})

test('rejection answers with whatever the call rejected with, and fails on an answer', async () => {
  expect(await rejection(Promise.reject('odd'), 'it fails')).toBe('odd')
  await expect(rejection(Promise.resolve(1), 'it fails')).rejects.toThrow('Not so: it fails')
})

test('together sorts answers from errors', async () => {
  const error = new Error('no')
  expect(await together([Promise.resolve(1), Promise.reject(error), Promise.resolve(2)])).toEqual({
    answers: [1, 2],
    errors: [error],
  })
})
