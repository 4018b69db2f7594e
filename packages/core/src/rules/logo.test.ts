import { describe, expect, test } from 'vitest'
import { checkLogo, logoMaxBytes, logoTypeOf } from './logo'

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))

describe('checkLogo', () => {
  test.each([
    ['image/png', 1, null],
    ['image/jpeg', logoMaxBytes, null],
    ['image/webp', logoMaxBytes + 1, 'image_too_large'],
    ['image/png', 0, 'image_unsupported'],
    ['image/svg+xml', 100, 'image_unsupported'],
    ['image/gif', logoMaxBytes + 1, 'image_unsupported'],
    ['IMAGE/PNG; x', 1, 'image_unsupported'],
    ['', 1, 'image_unsupported'],
  ])('%s of %i bytes: %s', (type, size, code) => {
    expect(checkLogo({ type, size })?.code ?? null).toBe(code)
  })

  test('says how large it may be', () => {
    expect(checkLogo({ type: 'image/png', size: logoMaxBytes + 1 })).toEqual({
      code: 'image_too_large',
      field: 'logo',
      meta: { maximumBytes: 524_288 },
    })
  })
})

describe('logoTypeOf', () => {
  test.each([
    ['\x89PNG\r\n\x1a\n....', 'image/png'],
    ['\xff\xd8\xff\xe0', 'image/jpeg'],
    ['RIFF\x00\x00\x00\x00WEBPVP8 ', 'image/webp'],
    ['RIFF\x00\x00\x00\x00WAVEfmt ', null],
    ['RIFF', null],
    ['\x89PNG', null],
    ['GIF89a', null],
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', null],
    ['   \x89PNG\r\n\x1a\n', null],
    ['', null],
  ])('%j is %s', (start, type) => {
    expect(logoTypeOf(bytes(start))).toBe(type)
  })
})
