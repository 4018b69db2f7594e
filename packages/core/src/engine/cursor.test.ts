import { describe, expect, test } from 'vitest'
import { checkedPage, decodeCursor, encodeCursor } from './cursor'

describe('a cursor', () => {
  test.each([[['name', 'acme', 'org_1']], [['', '', '']], [['"', '\\', '\n']], [['東京', '🦄', '\uffff']]])(
    'of %j is read back',
    (parts) => {
      const cursor = encodeCursor(parts)
      expect(cursor).toMatch(/^[A-Za-z0-9_-]*$/)
      expect(decodeCursor(cursor, 3)).toEqual(parts)
    },
  )

  test.each([
    '',
    '%',
    'a',
    '👻',
    btoa('[1,2,3]'),
    btoa('["a","b"]'),
    btoa('{"length":3}'),
    btoa('null'),
    btoa('["a","b","c"'),
    '_____w',
  ])('%j was not made here', (cursor) => {
    expect(() => decodeCursor(cursor, 3)).toThrow(
      expect.objectContaining({ code: 'invalid_value', field: 'cursor' }),
    )
  })
})

describe('a page', () => {
  test('has 50 from the beginning unless told', () => {
    expect(checkedPage({})).toEqual({ limit: 50, offset: 0 })
    expect(checkedPage({ limit: 100, offset: 10_000 })).toEqual({ limit: 100, offset: 10_000 })
    expect(checkedPage({ limit: 1, cursor: 'x' })).toEqual({ limit: 1, offset: 0 })
  })

  test.each([0, 101, -1, 1.5, NaN, Infinity, '5' as unknown as number])('has no limit %j', (limit) => {
    expect(() => checkedPage({ limit })).toThrow(
      expect.objectContaining({ code: 'invalid_value', field: 'limit' }),
    )
  })

  test.each([-1, 10_001, 0.5, NaN, Infinity])('has no offset %j', (offset) => {
    expect(() => checkedPage({ offset })).toThrow(
      expect.objectContaining({ code: 'invalid_value', field: 'offset' }),
    )
  })

  test('has no offset beside a cursor', () => {
    expect(() => checkedPage({ offset: 0, cursor: 'x' })).toThrow(
      expect.objectContaining({ field: 'offset' }),
    )
  })
})
