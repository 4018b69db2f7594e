import { OrgkitError } from '@orgkit/core'
import type { StoredBlob } from './database-blobs'

/** A blob as the public route answers it: shown as what it is and nothing else, and kept by caches for good. */
export function blobResponse(blob: StoredBlob | null): Response {
  if (!blob) throw new OrgkitError({ code: 'not_found' })
  return new Response(blob.bytes, {
    headers: {
      'Content-Type': blob.contentType,
      'Content-Length': String(blob.bytes.length),
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Content-Security-Policy': "default-src 'none'",
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}
