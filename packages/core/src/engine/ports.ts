/** What differs between hosts and has nothing to do with the database. Asked outside transactions. */
export interface EnginePorts {
  clock: Clock
  tokens: TokenPort
  links: LinkPort
  images: ImagePort
  blobs: BlobPort
  mailProviders: MailProviderPort
  dns: DnsPort
}

export interface Clock {
  now(): Date
}

export interface TokenPort {
  /**
   * A message authentication code of the text under the installation's secret: letters, digits, `-` and `_`, at least 128 bits.
   * The same text gives the same code, so that a link can be shown again and no token is stored.
   */
  mac(text: string): string | Promise<string>
}

export interface LinkPort {
  /** Where somebody answers an invitation, e.g. `https://app.example.com/invite/…`. */
  invitation(instanceId: string, token: string): string
}

export interface ImagePort {
  /**
   * The picture, decoded and encoded again, so that nothing but pixels is kept. Rejects with `image_unsupported` where the
   * bytes are no PNG, JPEG or WebP whatever their declared type says.
   */
  encodeLogo(logo: Blob): Promise<Blob>
}

export interface MailProviderPort {
  /** Anybody can have an address there, or at one above it: a public or disposable provider. The name is a normalized domain. */
  isPublic(name: string): boolean
}

export interface DnsPort {
  /** The TXT records of a name, each in its parts; none where there is no such name. Rejects where nothing could be found out. */
  resolveTxt(name: string): Promise<readonly (readonly string[])[]>
}

export interface BlobPort {
  /** Keeps the bytes for good, at an address that never shows another content. */
  put(instanceId: string, blob: Blob): Promise<{ url: string }>
}
