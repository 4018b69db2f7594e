import { afterEach, expect, test, vi } from 'vitest'
import { firstGrapheme, hues, initialsOf, markOf } from './mark'

afterEach(() => vi.unstubAllGlobals())

test('draws the marks of the design pictures', () => {
  expect(markOf('Acme')).toEqual({ hue: 215, figure: 1, letter: 'A' })
  expect(markOf('Globex')).toEqual({ hue: 305, figure: 7, letter: 'G' })
  expect(markOf('Initech')).toEqual({ hue: 262, figure: 3, letter: 'I' })
  expect(markOf('Umbrella Studio')).toEqual({ hue: 50, figure: 0, letter: 'U' })
  expect(markOf('Stark Labs')).toEqual({ hue: 30, figure: 6, letter: 'S' })
  expect(markOf('Wayne Research')).toEqual({ hue: 70, figure: 2, letter: 'W' })
  expect(markOf('Contoso')).toEqual({ hue: 165, figure: 5, letter: 'C' })
})

test('gives one mark to one name, however it is typed', () => {
  expect(markOf('  ACME ')).toEqual(markOf('acme'))
  expect(markOf('Cafe\u0301 Noir')).toEqual(markOf('Caf\u00e9 Noir'))
})

test('uses every hue and every figure about equally', () => {
  const names = Array.from({ length: 4800 }, (_, index) => `Team ${index}`)
  for (const hue of hues) {
    const share = names.filter((name) => markOf(name).hue === hue).length / names.length
    expect(share).toBeGreaterThan(0.06)
    expect(share).toBeLessThan(0.11)
  }
  for (let figure = 0; figure < 8; figure++) {
    const share = names.filter((name) => markOf(name).figure === figure).length / names.length
    expect(share).toBeGreaterThan(0.1)
    expect(share).toBeLessThan(0.15)
  }
})

test('takes a whole grapheme as the letter', () => {
  expect(markOf('\u{1F468}\u200D\u{1F469}\u200D\u{1F467} Family').letter).toBe(
    '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}',
  )
  expect(markOf('\u{1F1E9}\u{1F1EA} Berlin').letter).toBe('\u{1F1E9}\u{1F1EA}')
  expect(markOf('e\u0301clair').letter).toBe('E\u0301')
  expect(markOf('أكمي للتقنية').letter).toBe('أ')
  expect(markOf('株式会社').letter).toBe('株')
})

test('keeps a letter whose capital would be two', () => {
  expect(markOf('ßeta').letter).toBe('ß')
})

test('gives an empty letter to an empty name', () => {
  expect(markOf('   ').letter).toBe('')
  expect(initialsOf('')).toBe('')
})

test('takes initials from the first and the last word', () => {
  expect(initialsOf('Ada Lovelace')).toBe('AL')
  expect(initialsOf('grace brewster murray hopper')).toBe('GH')
  expect(initialsOf('Plato')).toBe('P')
})

test('takes one grapheme where the script has no capitals', () => {
  expect(initialsOf('آدا لوفليس')).toBe('آ')
  expect(initialsOf('山田 太郎')).toBe('山')
  expect(initialsOf('יעל כהן')).toBe('י')
})

test('finds graphemes without Intl.Segmenter', () => {
  vi.stubGlobal('Intl', {})
  expect(firstGrapheme('e\u0301a')).toBe('e\u0301')
  expect(firstGrapheme('\u{1F1E9}\u{1F1EA}x')).toBe('\u{1F1E9}\u{1F1EA}')
  expect(firstGrapheme('\u{1F468}\u200D\u{1F467}!')).toBe('\u{1F468}\u200D\u{1F467}')
  expect(firstGrapheme('ab')).toBe('a')
  expect(firstGrapheme('')).toBe('')
})
