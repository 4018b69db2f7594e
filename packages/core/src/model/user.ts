/** An e-mail address of a user. Only a verified one proves anything. */
export interface EmailAddress {
  address: string
  verified: boolean
}

/** Who the host says is calling. orgkit stores no password; see the `identify` port of the server. */
export interface Identity {
  /** The host's own id for the user. */
  id: string
  name: string
  emails: readonly EmailAddress[]
  imageUrl?: string | null
}

/** What orgkit itself keeps of a user: the answers of `complete-profile`, by the key of the field. */
export type UserMetadata = Readonly<Record<string, string>>

/** A user of one instance: a projection of the host's identity. */
export interface User {
  id: string
  name: string
  imageUrl: string | null
  emails: readonly EmailAddress[]
}
