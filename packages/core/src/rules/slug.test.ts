import { describe, expect, test } from 'vitest'
import { checkSlug, normalizeSlug, proposeSlug, slugCandidates, slugMaxLength } from './slug'

describe('proposeSlug', () => {
  test.each([
    ['Acme & Söhne', 'acme-sohne'],
    ['Łódź', 'lodz'],
    ['Straße 7', 'strasse-7'],
    ['Ærø Þór', 'aero-thor'],
    ["O’Reilly's", 'oreillys'],
    ['  --A  B--  ', 'a-b'],
    ['<b>Bold</b>', 'b-bold-b'],
    ['ＦＵＬＬ', 'full'],
    ['İstanbul', 'istanbul'],
    ['株式会社 Tokyo', 'tokyo'],
  ])('%j becomes %j', (name, slug) => {
    expect(proposeSlug(name)).toBe(slug)
  })

  test.each(['株式会社', '🦄', '---', '', '   ', 'A', '会A社', 'مؤسسة'])(
    '%j leaves the slug to the person',
    (name) => {
      expect(proposeSlug(name)).toBe('')
    },
  )

  test('every proposal can be a slug, also where it is cut', () => {
    for (const name of ['x'.repeat(200), `${'a'.repeat(47)} b`, `${'ab '.repeat(60)}`, '½ & ㎏', 'ﬃ ﬁ']) {
      expect(checkSlug(proposeSlug(name))).toBeNull()
    }
  })
})

describe('checkSlug', () => {
  test.each(['ab', 'a-b', '42', 'a'.repeat(slugMaxLength)])('%j can be one', (slug) => {
    expect(checkSlug(slug)).toBeNull()
  })

  test.each([
    ['', 'required'],
    ['a', 'too_short'],
    ['-', 'invalid_characters'],
    ['a'.repeat(slugMaxLength + 1), 'too_long'],
    ['a--b', 'invalid_characters'],
    ['-ab', 'invalid_characters'],
    ['ab-', 'invalid_characters'],
    ['Ab', 'invalid_characters'],
    ['äb', 'invalid_characters'],
    ['a b', 'invalid_characters'],
    ['a_b', 'invalid_characters'],
    ['ab\n', 'invalid_characters'],
    ['a/b', 'invalid_characters'],
  ])('%j is refused with %s', (slug, code) => {
    expect(checkSlug(slug)).toMatchObject({ code, field: 'slug' })
  })
})

test('a typed slug is compared without white space at its ends, in lower case', () => {
  expect(normalizeSlug('  My-Team\n')).toBe('my-team')
})

test('candidates differ, and each can be a slug', () => {
  for (const slug of ['ab', 'acme', 'x'.repeat(slugMaxLength), `${'x'.repeat(42)}-${'y'.repeat(5)}`]) {
    const candidates = slugCandidates(slug)
    expect(new Set([slug, ...candidates]).size).toBe(candidates.length + 1)
    for (const candidate of candidates) expect(checkSlug(candidate)).toBeNull()
  }
})
