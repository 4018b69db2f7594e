import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { sharpImages } from './images'

const { encodeLogo } = sharpImages()
const picture = (width = 64, height = 32) =>
  sharp({ create: { width, height, channels: 4, background: { r: 200, g: 30, b: 30, alpha: 0.5 } } })
const blobOf = (bytes: Uint8Array | string, type: string) => new Blob([bytes as BlobPart], { type })
const readBack = async (blob: Blob) => sharp(await blob.arrayBuffer()).metadata()

test.each(['png', 'jpeg', 'webp'] as const)('keeps %s as what it is', async (format) => {
  const logo = await encodeLogo(blobOf(await picture().toFormat(format).toBuffer(), `image/${format}`))
  expect(logo.type).toBe(`image/${format}`)
  expect(await readBack(logo)).toMatchObject({ format, width: 64, height: 32, hasAlpha: format !== 'jpeg' })
})

test('fits a large one into 512 × 512 and leaves a small one as it is', async () => {
  const large = await encodeLogo(blobOf(await picture(2000, 500).png().toBuffer(), 'image/png'))
  expect(await readBack(large)).toMatchObject({ width: 512, height: 128 })
  const small = await encodeLogo(blobOf(await picture(1, 1).png().toBuffer(), 'image/png'))
  expect(await readBack(small)).toMatchObject({ width: 1, height: 1 })
})

test('turns it upright and drops all metadata', async () => {
  const tagged = await picture(64, 32)
    .jpeg()
    .withMetadata({ orientation: 6 })
    .withExif({ IFD0: { Copyright: 'secret place', Artist: '<script>' } })
    .toBuffer()
  expect(tagged.includes('secret place')).toBe(true)
  const logo = await encodeLogo(blobOf(tagged, 'image/jpeg'))
  const bytes = Buffer.from(await logo.arrayBuffer())
  const { width, height, exif, xmp, icc, orientation } = await readBack(logo)
  expect({ width, height, exif, xmp, icc, orientation }).toEqual({ width: 32, height: 64 })
  expect(bytes.includes('secret place')).toBe(false)
})

test('drops what was hung behind the picture', async () => {
  const bytes = await picture().png().toBuffer()
  const logo = await encodeLogo(
    blobOf(Buffer.concat([bytes, Buffer.from('<script>alert(1)</script>')]), 'image/png'),
  )
  expect(Buffer.from(await logo.arrayBuffer()).includes('<script>')).toBe(false)
})

test('keeps the first frame of an animation', async () => {
  const colours = ['red', 'green', 'blue']
  const frames = await Promise.all(
    colours.map((background) =>
      sharp({ create: { width: 32, height: 32, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  )
  const animated = await sharp(frames, { join: { animated: true } })
    .webp()
    .toBuffer()
  expect((await sharp(animated, { animated: true }).metadata()).pages).toBe(3)
  const logo = await encodeLogo(blobOf(animated, 'image/webp'))
  expect(await readBack(logo)).toMatchObject({ width: 32, height: 32 })
  expect((await sharp(await logo.arrayBuffer(), { animated: true }).metadata()).pages ?? 1).toBe(1)
})

test('holds noise within 512 kB', async () => {
  const noise = sharp({
    create: {
      width: 512,
      height: 512,
      channels: 4,
      background: 'white',
      noise: { type: 'gaussian', mean: 128, sigma: 90 },
    },
  })
  const bytes = await noise.png().toBuffer()
  const logo = await encodeLogo(blobOf(bytes, 'image/png'))
  expect(logo.size).toBeLessThanOrEqual(512 * 1024)
  expect(await readBack(logo)).toMatchObject({ width: 512, height: 512 })
})

describe('refuses with image_unsupported', () => {
  const png = picture().png().toBuffer()
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'
  const cases: [string, () => Promise<Uint8Array | string>, string][] = [
    ['an SVG', async () => svg, 'image/svg+xml'],
    ['an SVG that calls itself a PNG', async () => svg, 'image/png'],
    [
      'an SVG behind a PNG’s first bytes',
      async () => Buffer.concat([(await png).subarray(0, 8), Buffer.from(svg)]),
      'image/png',
    ],
    ['a GIF', () => picture().gif().toBuffer(), 'image/gif'],
    ['a GIF that calls itself a PNG', () => picture().gif().toBuffer(), 'image/png'],
    ['a TIFF', () => picture().tiff().toBuffer(), 'image/jpeg'],
    ['an AVIF', () => picture().avif().toBuffer(), 'image/webp'],
    ['a page', async () => '<!doctype html><script>alert(1)</script>', 'image/png'],
    ['nothing', async () => '', 'image/png'],
    ['a PNG cut off', async () => (await png).subarray(0, (await png).length - 30), 'image/png'],
    ['first bytes alone', async () => (await png).subarray(0, 16), 'image/png'],
    ['a damaged JPEG', async () => (await picture(64, 64).jpeg().toBuffer()).subarray(0, 200), 'image/jpeg'],
    ['a RIFF that is no WebP', async () => 'RIFF\x10\0\0\0WEBPVP8 ', 'image/webp'],
  ]
  test.each(cases)('%s', async (_, bytes, type) => {
    await expect(encodeLogo(blobOf(await bytes(), type))).rejects.toMatchObject({
      code: 'image_unsupported',
      field: 'logo',
    })
  })
})

test('refuses a picture that unfolds into too many pixels', async () => {
  const bomb = await sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: 'white' } })
    .png({ compressionLevel: 9 })
    .toBuffer()
  expect(bomb.length).toBeLessThan(512 * 1024)
  await expect(encodeLogo(blobOf(bomb, 'image/png'))).rejects.toMatchObject({ code: 'image_too_large' })
})
