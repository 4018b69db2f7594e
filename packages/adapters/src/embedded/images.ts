import { logoTypeOf, OrgkitError } from '@orgkit/core'
import type { BlobPort, ImagePort } from '@orgkit/core/engine'

const maxPixels = 512

/** Draws the picture anew where there is a canvas; elsewhere (Node.js) its first bytes are all that is looked at. */
export const pageImages: ImagePort = {
  async encodeLogo(logo) {
    const type = logoTypeOf(new Uint8Array(await logo.slice(0, 16).arrayBuffer()))
    if (!type) throw unsupported()
    if (typeof createImageBitmap !== 'function' || typeof OffscreenCanvas !== 'function') {
      return new Blob([await logo.arrayBuffer()], { type })
    }
    const picture = await createImageBitmap(new Blob([logo], { type })).catch((error: unknown) => {
      throw unsupported(error)
    })
    const scale = Math.min(1, maxPixels / Math.max(picture.width, picture.height))
    const canvas = new OffscreenCanvas(
      Math.max(1, Math.round(picture.width * scale)),
      Math.max(1, Math.round(picture.height * scale)),
    )
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    picture.close()
    return canvas.convertToBlob({ type: 'image/webp', quality: 0.9 })
  },
}

/** Keeps a picture in its own address: it is served by nobody, and lives as long as the row that names it. */
export const dataUrls: BlobPort = {
  async put(_instanceId, blob) {
    const bytes = new Uint8Array(await blob.arrayBuffer())
    let binary = ''
    for (const byte of bytes) binary += String.fromCharCode(byte)
    return { url: `data:${blob.type};base64,${btoa(binary)}` }
  },
}

function unsupported(cause?: unknown): OrgkitError {
  return new OrgkitError({ code: 'image_unsupported', field: 'logo' }, { cause })
}
