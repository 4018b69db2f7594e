import { logoMaxBytes, logoTypeOf, OrgkitError } from '@orgkit/core'
import type { ImagePort } from '@orgkit/core/engine'

const logoMaxSide = 512
/** 24 megapixels: more than a camera's picture that fits in the bytes, less than what would fill the memory. */
const maxPixels = 24_000_000

type Sharp = (typeof import('sharp'))['default']

/** Logos by sharp: decoded, turned upright, fitted into 512 × 512 and encoded again without metadata. */
export function sharpImages(): ImagePort {
  return {
    async encodeLogo(logo) {
      const bytes = new Uint8Array(await logo.arrayBuffer())
      const type = logoTypeOf(bytes)
      if (!type) throw unsupportedImage()
      const sharp = await loadSharp()
      const resized = await decode(sharp, bytes)
      const encoded =
        type === 'image/jpeg'
          ? await resized.jpeg({ quality: 85 }).toBuffer()
          : type === 'image/webp'
            ? await resized.webp({ quality: 85 }).toBuffer()
            : await resized.clone().png({ compressionLevel: 9 }).toBuffer()
      if (encoded.length <= logoMaxBytes) return new Blob([new Uint8Array(encoded)], { type })
      // Noise as PNG: the same picture as WebP is a fraction of it.
      return new Blob([new Uint8Array(await resized.webp({ quality: 80 }).toBuffer())], {
        type: 'image/webp',
      })
    },
  }
}

async function decode(sharp: Sharp, bytes: Uint8Array) {
  try {
    // One page alone: of an animation the first frame. `failOn` refuses what is cut off or damaged.
    const image = sharp(bytes, { limitInputPixels: maxPixels, failOn: 'error', pages: 1 })
    const { data, info } = await image
      .autoOrient()
      .resize({ width: logoMaxSide, height: logoMaxSide, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true })
    return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
  } catch (cause) {
    if (cause instanceof Error && /pixel limit/.test(cause.message)) {
      throw new OrgkitError(
        { code: 'image_too_large', field: 'logo', meta: { maximumPixels: maxPixels } },
        { cause },
      )
    }
    throw unsupportedImage(cause)
  }
}

function unsupportedImage(cause?: unknown): OrgkitError {
  return new OrgkitError({ code: 'image_unsupported', field: 'logo' }, { cause })
}

/** Loaded with the first logo. Its binaries are optional packages, so an install may lack that of its platform. */
async function loadSharp(): Promise<Sharp> {
  try {
    return (await import('sharp')).default
  } catch (cause) {
    throw new OrgkitError(
      {
        code: 'unsupported',
        message:
          `Logos cannot be taken: the image library "sharp" does not load on ${process.platform}-${process.arch}. ` +
          'Install it for this platform (https://sharp.pixelplumbing.com/install), or give createServer another `images`.',
      },
      { cause },
    )
  }
}
