/** What differs between hosts and has nothing to do with the database. Asked outside transactions. */
export interface EnginePorts {
  clock: Clock
  images: ImagePort
  blobs: BlobPort
}

export interface Clock {
  now(): Date
}

export interface ImagePort {
  /**
   * The picture, decoded and encoded again, so that nothing but pixels is kept. Rejects with `image_unsupported` where the
   * bytes are no PNG, JPEG or WebP whatever their declared type says.
   */
  encodeLogo(logo: Blob): Promise<Blob>
}

export interface BlobPort {
  /** Keeps the bytes for good, at an address that never shows another content. */
  put(instanceId: string, blob: Blob): Promise<{ url: string }>
}
