import type { TokenPort } from '@orgkit/core/engine'

/**
 * Codes that look like those of a server and keep nobody out: in a page everybody is whoever they say. FNV-1a, 64 bits twice.
 */
export const pageTokens: TokenPort = {
  mac: (text) => `${hash(text)}${hash(`${text} again`)}`,
}

function hash(text: string): string {
  let value = 0xcbf29ce484222325n
  for (const byte of new TextEncoder().encode(text)) {
    value = BigInt.asUintN(64, (value ^ BigInt(byte)) * 0x100000001b3n)
  }
  return value.toString(36).padStart(13, '0')
}
