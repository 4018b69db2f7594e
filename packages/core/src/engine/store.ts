import type { MembershipSort, MemberSort } from '../contract/app'
import type { EmailAddress } from '../model/user'
import type { EventDraft, OrgkitEvent } from '../model/event'
import type { Instance } from '../model/instance'
import type { InvitationStatus } from '../model/invitation'
import type { RoleKey } from '../model/role'

/**
 * What the engine needs of a database. Two stores answer it: in memory (`@orgkit/adapters/embedded`) and Kysely over Postgres
 * (`@orgkit/server`). Everything is scoped to the instance that the transaction was opened for.
 */
export interface Store {
  /**
   * Runs `work` in one transaction: all of it or nothing. Rejects with a `TransactionConflict` where the database asks to try
   * again (deadlock, serialization); the engine does. `work` does no I/O but through the transaction.
   */
  transaction<T>(instanceId: string, work: (tx: Transaction) => Promise<T>): Promise<T>
}

/** The database asks to run the transaction again. */
export class TransactionConflict extends Error {
  override readonly name = 'TransactionConflict'
}

export interface Transaction {
  instance(): Promise<Instance | null>

  /**
   * Locks are held to the end of the transaction, and taken users first, ascending by id, then organizations, ascending by
   * id, before the first write. The store throws on any other order: it would deadlock in a crowd.
   */
  lockUser(id: string): Promise<UserRow | null>
  lockOrganization(id: string): Promise<OrganizationRow | null>

  users: {
    get(id: string): Promise<UserRow | null>
    /** Those who have the address, verified or not, by id. */
    listByAddress(addressKey: string): Promise<readonly UserRow[]>
    /**
     * Inserts the user, or takes the newer identity; counters are left alone. Locks the user as `lockUser` does, and counts as
     * that lock rather than as a first write: the organization's lock may follow.
     */
    upsert(identity: UserIdentityRow): Promise<UserRow>
    update(id: string, change: Partial<Omit<UserRow, 'id' | keyof UserIdentityRow>>): Promise<void>
  }

  organizations: {
    get(id: string): Promise<OrganizationRow | null>
    getBySlug(slug: string): Promise<OrganizationRow | null>
    insert(row: OrganizationRow): Promise<void>
    update(id: string, change: Partial<Omit<OrganizationRow, 'id'>>): Promise<void>
  }

  slugs: {
    /** Takes the slug for the organization; `false`: somebody has it. Two at once: one gets `true`. */
    claim(slug: string, organizationId: string): Promise<boolean>
    /** Those of the given ones that are taken. */
    taken(slugs: readonly string[]): Promise<readonly string[]>
  }

  memberships: {
    get(organizationId: string, userId: string): Promise<MembershipRow | null>
    insert(row: MembershipRow): Promise<void>
    update(
      organizationId: string,
      userId: string,
      change: Partial<Pick<MembershipRow, 'roleKey' | 'lastActiveAt'>>,
    ): Promise<void>
    /** Counters on the organization and the user are the command's to change. */
    delete(organizationId: string, userId: string): Promise<void>
    listByOrganization(query: MemberQuery): Promise<readonly MemberRow[]>
    countByOrganization(query: Pick<MemberQuery, 'organizationId' | 'words' | 'roleKeys'>): Promise<number>
    listByUser(query: UserMembershipQuery): Promise<readonly UserMembershipRow[]>
    countByUser(query: Pick<UserMembershipQuery, 'userId' | 'words'>): Promise<number>
  }

  invitations: {
    /** One of an organization's; `null`: of those to the app. */
    get(organizationId: string | null, id: string): Promise<InvitationRow | null>
    /** Wherever it leads: for a token, whose code proves that it may be known, and for the reader's own. */
    find(id: string): Promise<InvitationRow | null>
    /** The one to that address whose status is `pending`, expired or not; there is at most one. `null`: to the app. */
    findPending(organizationId: string | null, addressKey: string): Promise<InvitationRow | null>
    /** Those of an organization under its lock. */
    insert(row: InvitationRow): Promise<void>
    /**
     * Those of an organization under its lock. `false`: its version is another by now, and nothing was changed; for those to the
     * app, which no lock orders.
     */
    update(row: InvitationRow, change: InvitationChange): Promise<boolean>
    /** How many wait for an answer at that time. */
    countPending(organizationId: string, at: string): Promise<number>
    /** The newest first, ties by id, descending in both. */
    list(query: InvitationQuery): Promise<readonly InvitationRow[]>
    count(query: Pick<InvitationQuery, 'organizationId' | 'status' | 'at'>): Promise<number>
    /** Pending at that time, to organizations, to any of the addresses: the newest first, ties by id, descending in both. */
    listByAddresses(query: AddressInvitationQuery): Promise<readonly InvitationRow[]>
  }

  outbox: {
    /** Mail to be sent once the transaction is committed, by whoever reads the outbox. */
    insert(row: OutboxRow): Promise<void>
  }

  events: {
    /** Numbers the event in its stream, under the lock that the command holds on that stream's owner. */
    append(draft: EventDraft, stamp: EventStamp): Promise<OrgkitEvent>
  }

  idempotency: {
    get(actorId: string, key: string): Promise<IdempotencyRow | null>
    insert(row: IdempotencyRow): Promise<void>
  }
}

export interface EventStamp {
  id: string
  /** ISO 8601, UTC. */
  at: string
  actorUserId: string | null
}

export interface UserIdentityRow {
  id: string
  name: string
  imageUrl: string | null
  emails: readonly EmailAddress[]
}

/** Times in rows are ISO 8601 in UTC with milliseconds: they sort as text, and are the engine's clock, never the database's. */
export interface UserRow extends UserIdentityRow {
  organizationCount: number
  createdOrganizationCount: number
  /** A hint for the next session; `null`: the personal account, or none yet. */
  lastActiveOrganizationId: string | null
}

export interface OrganizationRow {
  id: string
  name: string
  slug: string | null
  imageUrl: string | null
  memberCount: number
  pendingInvitationCount: number
  membersMayDelete: boolean
  createdByUserId: string | null
  createdAt: string
  updatedAt: string
  version: number
}

export interface MembershipRow {
  organizationId: string
  userId: string
  roleKey: RoleKey
  joinedAt: string
  lastActiveAt: string | null
}

/** A membership with what a list shows of its organization. */
export interface UserMembershipRow extends MembershipRow {
  organization: { id: string; name: string; slug: string | null; imageUrl: string | null }
}

export interface UserMembershipQuery {
  userId: string
  /** From `searchWords`; each begins a word of the organization's name or slug. */
  words: readonly string[]
  /** `name`: by `nameKey`. `recent`: latest `lastActiveAt ?? joinedAt` first. Ties by organization id, ascending in both. */
  sort: MembershipSort
  limit: number
  offset: number
  /** Rows behind this one; excludes `offset`. */
  after: MembershipCursor | null
}

export interface MembershipCursor {
  /** `nameKey` of the name, or the time that `recent` sorts by (`lastActiveAt ?? joinedAt`). */
  key: string
  organizationId: string
}

/** A membership with what a list shows of its user. */
export interface MemberRow extends MembershipRow {
  user: UserIdentityRow
}

export interface MemberQuery {
  organizationId: string
  /** From `searchWords`; each begins a word of the user's name or of an address. */
  words: readonly string[]
  /** Only those who hold one of them. `null`: all. */
  roleKeys: readonly RoleKey[] | null
  /** `name`: by `nameKey`. `joined`: latest `joinedAt` first. Ties by user id, ascending in both. */
  sort: MemberSort
  limit: number
  offset: number
  /** Rows behind this one; excludes `offset`. */
  after: { key: string; userId: string } | null
}

export interface InvitationRow {
  id: string
  /** `null`: to the app. */
  organizationId: string | null
  emailAddress: string
  /** `addressKey(emailAddress)` */
  addressKey: string
  /** `null`: to the app. */
  roleKey: RoleKey | null
  /** `pending` also once it has expired; `expired` only where another one to the address took its place. */
  status: InvitationStatus
  /** `null`: the backend API. */
  inviterUserId: string | null
  /** How long it runs from each sending. */
  expiresInDays: number
  createdAt: string
  sentAt: string
  expiresAt: string
  /** Raised by each sending: links of an earlier one stop working. */
  version: number
}

export type InvitationChange = Partial<
  Pick<InvitationRow, 'status' | 'inviterUserId' | 'sentAt' | 'expiresAt' | 'version'>
>

export interface InvitationQuery {
  /** `null`: those to the app. */
  organizationId: string | null
  /** As of `at`: a pending one is `expired` once its time has come. `null`: all. */
  status: InvitationStatus | null
  at: string
  limit: number
  offset: number
  /** Rows behind this one; excludes `offset`. */
  after: { createdAt: string; id: string } | null
}

export interface AddressInvitationQuery extends Pick<InvitationQuery, 'at' | 'limit' | 'after'> {
  addressKeys: readonly string[]
}

/** A mail that waits to be sent. What it says is looked up when it is sent, and it is not sent for what has passed by then. */
export interface OutboxRow {
  id: string
  kind: 'invitation'
  invitationId: string
  /** Of the invitation: a later sending has a row of its own. */
  version: number
  /** ISO 8601, UTC. */
  createdAt: string
}

export interface IdempotencyRow {
  actorId: string
  key: string
  operation: string
  /** Fingerprint of the input: the same key with another input is refused. */
  fingerprint: string
  /** The answer that was given, as JSON. */
  answer: string
  createdAt: string
}
