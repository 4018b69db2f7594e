import { expect, test } from 'vitest'
import { pageImages } from './images'

async function draw(width: number, height: number, type = 'image/png'): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')!
  context.fillStyle = 'rebeccapurple'
  context.fillRect(0, 0, width, height)
  return canvas.convertToBlob({ type })
}

test.each([
  [1024, 256, 512, 128],
  [300, 900, 171, 512],
  [40, 30, 40, 30],
  [4000, 1, 512, 1],
])('%i × %i pixels become %i × %i', async (width, height, newWidth, newHeight) => {
  const logo = await pageImages.encodeLogo(await draw(width, height))
  const picture = await createImageBitmap(logo)
  expect([picture.width, picture.height]).toEqual([newWidth, newHeight])
})

test('nothing but pixels is kept', async () => {
  const picture = await draw(8, 8, 'image/jpeg')
  const secret = new Blob([picture, '<script>secret</script>'], { type: 'image/jpeg' })
  const logo = await pageImages.encodeLogo(secret)
  expect(logo.type).toBe('image/webp')
  expect(await logo.text()).not.toContain('secret')
})

test('a picture that breaks off is refused', async () => {
  const broken = (await draw(64, 64)).slice(0, 40, 'image/png')
  await expect(pageImages.encodeLogo(broken)).rejects.toMatchObject({
    code: 'image_unsupported',
    field: 'logo',
  })
})
