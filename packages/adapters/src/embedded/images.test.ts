import { expect, test } from 'vitest'
import { dataUrls, pageImages } from './images'

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 255])

test('outside a browser the bytes are kept, with the type that they show', async () => {
  const logo = await pageImages.encodeLogo(new Blob([png], { type: 'image/webp' }))
  expect(logo.type).toBe('image/png')
  expect(new Uint8Array(await logo.arrayBuffer())).toEqual(png)
})

test.each(['', 'GIF89a', '<svg xmlns="http://www.w3.org/2000/svg"/>'])(
  '%j is no picture, whatever its type says',
  async (text) => {
    const logo = new Blob([text], { type: 'image/png' })
    await expect(pageImages.encodeLogo(logo)).rejects.toMatchObject({
      code: 'image_unsupported',
      field: 'logo',
    })
  },
)

test('a picture stands in its own address', async () => {
  const { url } = await dataUrls.put('ins_1', new Blob([png], { type: 'image/png' }))
  expect(url).toMatch(/^data:image\/png;base64,/)
  expect(new Uint8Array(await (await fetch(url)).arrayBuffer())).toEqual(png)
})
