import { describe, expect, test } from 'vitest'
import { checkStorable, isBlank, lengthOf } from './text'

describe('isBlank', () => {
  test.each([
    '',
    ' \t\n',
    '\u00a0\u3000',
    '\u200b\u200d',
    '\ufeff',
    '\u202e',
    '\u2800 '.trim().slice(1),
    '\u3164',
    '\u00ad\u2060',
  ])('nothing is seen of %j', (text) => expect(isBlank(text)).toBe(true))
  test.each(['a', ' . ', '\u200ba', '🦄', '\u0301', '0'])('something is seen of %j', (text) =>
    expect(isBlank(text)).toBe(false),
  )
})

describe('checkStorable', () => {
  test.each(['Acme', 'a\tb\nc\r', '🦄', 'é', '\uffff', '\u{10ffff}', '\u0085'])('%j can be kept', (text) => {
    expect(checkStorable('name', text)).toBeNull()
  })
  test.each([
    '\u0000',
    'a\u0008',
    '\u001f',
    '\u007f',
    '\ud83d',
    '\udc00',
    '\udc00\ud83d',
    'a\ud83db',
    '\ud83d\ud83d\ude00',
  ])('%j cannot', (text) =>
    expect(checkStorable('name', text)).toEqual({ code: 'invalid_characters', field: 'name' }),
  )
})

test('length counts code points', () => {
  expect([lengthOf(''), lengthOf('abc'), lengthOf('🦄🦄'), lengthOf('e\u0301')]).toEqual([0, 3, 2, 2])
})
