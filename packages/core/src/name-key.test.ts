import { describe, expect, test } from 'vitest'
import { compareKeys, matchesWords, nameKey, searchKey, searchWords } from './name-key'

describe('nameKey', () => {
  test.each([
    ['Acme', 'acme'],
    ['  ÄPFEL \t &\n Söhne ', 'apfel & sohne'],
    ['İstanbul', 'istanbul'],
    ['ＦＵＬＬ　width', 'full width'],
    ['\ufb01ne', 'fine'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['東京', '東京'],
    ['\uac00', '\uac00'],
    ['', ''],
  ])('%j is sorted by %j', (name, key) => {
    expect(nameKey(name)).toBe(key)
  })

  test('composed and decomposed letters have one key', () => {
    expect(nameKey('Caf\u00e9')).toBe(nameKey('Cafe\u0301'))
  })

  test('is the key of itself, whatever the name', () => {
    for (const text of hostileTexts(2000)) expect(nameKey(nameKey(text))).toBe(nameKey(text))
  })
})

describe('search', () => {
  test('the key holds the words of all texts, each after a space', () => {
    expect(searchKey('Ada King', null, undefined, 'ada@acme.test')).toBe(' ada king ada acme test')
    expect(searchKey('', '--')).toBe('')
  })

  test.each([
    ['acme', true],
    ['ACM', true],
    ['söh acme', true],
    ['cme', false],
    ['acme x', false],
    ['', true],
  ])('%j finds “Acme & Söhne”: %s', (query, isFound) => {
    expect(matchesWords(searchKey('Acme & Söhne'), searchWords(query))).toBe(isFound)
  })

  test('signs are words, punctuation is not', () => {
    expect(searchWords('C++ & (50%) a_b')).toEqual(['c++', '50', 'a', 'b'])
  })

  test('the last letter of a Greek word is found as the beginning of a longer one', () => {
    expect(matchesWords(searchKey('ΟΔΟΣΤΡΩΤΗΡΑΣ'), searchWords('ΟΔΟΣ'))).toBe(true)
  })
})

describe('compareKeys', () => {
  test('orders as UTF-8 bytes do, over hostile texts', () => {
    const texts = hostileTexts(1500)
    const encoder = new TextEncoder()
    for (let index = 1; index < texts.length; index++) {
      const [left, right] = [texts[index - 1]!, texts[index]!]
      const expected = compareBytes(encoder.encode(left), encoder.encode(right))
      expect(Math.sign(compareKeys(left, right))).toBe(expected)
      expect(Math.sign(compareKeys(right, left))).toBe(expected === 0 ? 0 : -expected)
    }
  })

  test('puts what needs two units behind what needs one, though `<` does not', () => {
    expect(compareKeys('\uff5e', '😀')).toBeLessThan(0)
  })

  test('a beginning comes before the whole, equals are equal', () => {
    expect(compareKeys('ab', 'abc')).toBeLessThan(0)
    expect(compareKeys('abc', 'ab')).toBeGreaterThan(0)
    expect(compareKeys('', '')).toBe(0)
  })
})

function compareBytes(left: Uint8Array, right: Uint8Array): number {
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    if (left[index] !== right[index]) return left[index]! < right[index]! ? -1 : 1
  }
  return Math.sign(left.length - right.length)
}

/** Well-formed texts from a fixed seed, many of which share a beginning. */
function hostileTexts(count: number): string[] {
  let state = 20_260_101
  const random = (below: number) => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) % below
  const letters = [
    'a',
    'B',
    'z',
    'é',
    'e\u0301',
    'ß',
    'İ',
    'ı',
    'Σ',
    'ς',
    '\u0000',
    ' ',
    '\u00a0',
    '\u2028',
    '\ud7ff',
    '\ue000',
    '\uf8ff',
    '\ufb01',
    '\uff5e',
    '\uffff',
    '😀',
    '\u{10000}',
    '\u{10ffff}',
    '東',
    '\u0301',
    '%',
    '_',
    '\\',
    "'",
  ]
  return Array.from({ length: count }, () =>
    Array.from({ length: random(5) }, () => letters[random(letters.length)]).join(''),
  )
}
