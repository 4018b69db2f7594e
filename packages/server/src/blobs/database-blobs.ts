import { createHash } from 'node:crypto'
import type { BlobPort } from '@orgkit/core/engine'
import type { Database } from '../database/open-database'

/** Where blobs are read, relative to the API's mount path. */
export const blobsPath = '/blobs'

export interface StoredBlob {
  contentType: string
  bytes: Uint8Array<ArrayBuffer>
}

export interface BlobStore extends BlobPort {
  get(id: string): Promise<StoredBlob | null>
}

/** Keeps blobs in the database. `baseUrl` is where the API is mounted, e.g. `https://example.com/api/orgkit/v1`. */
export function databaseBlobs({ tables }: Database, baseUrl: string): BlobStore {
  return {
    async put(instanceId, blob) {
      const bytes = new Uint8Array(await blob.arrayBuffer())
      const id = blobId(instanceId, blob.type, bytes)
      await tables
        .insertInto('blob')
        .values({ id, instance_id: instanceId, content_type: blob.type, bytes })
        // The same content has the same id: it is there already.
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute()
      return { url: `${baseUrl}${blobsPath}/${id}` }
    },

    async get(id) {
      if (!/^blob_[0-9a-f]{64}$/.test(id)) return null
      const row = await tables
        .selectFrom('blob')
        .select(['content_type', 'bytes'])
        .where('id', '=', id)
        .executeTakeFirst()
      return row ? { contentType: row.content_type, bytes: new Uint8Array(row.bytes) } : null
    },
  }
}

/** The instance is part of it, so that nobody learns from an id what another instance keeps. */
function blobId(instanceId: string, type: string, bytes: Uint8Array): string {
  const hash = createHash('sha256')
  for (const part of [instanceId, type]) hash.update(`${part.length}:${part}`)
  return `blob_${hash.update(bytes).digest('hex')}`
}
