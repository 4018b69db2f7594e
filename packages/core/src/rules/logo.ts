import { refuse, type Refusal } from '../errors'

export const logoMaxBytes = 512 * 1024
export const logoTypes = ['image/png', 'image/jpeg', 'image/webp'] as const

export type LogoType = (typeof logoTypes)[number]

/** What can be known without reading the picture: its declared type and its size. */
export function checkLogo(logo: { type: string; size: number }): Refusal | null {
  if (!(logoTypes as readonly string[]).includes(logo.type))
    return refuse('image_unsupported', { field: 'logo' })
  if (logo.size === 0) return refuse('image_unsupported', { field: 'logo' })
  if (logo.size > logoMaxBytes)
    return refuse('image_too_large', { field: 'logo', meta: { maximumBytes: logoMaxBytes } })
  return null
}

/** The type that the first bytes tell, whatever the sender says. `null`: none that we take. */
export function logoTypeOf(bytes: Uint8Array): LogoType | null {
  const starts = (at: number, ...expected: number[]) =>
    expected.every((byte, index) => bytes[at + index] === byte)
  if (starts(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  if (starts(0, 0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (starts(0, 0x52, 0x49, 0x46, 0x46) && starts(8, 0x57, 0x45, 0x42, 0x50)) return 'image/webp'
  return null
}
