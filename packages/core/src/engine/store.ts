import type { MembershipSort } from '../contract/app'
import type { EmailAddress } from '../model/user'
import type { EventDraft, OrgkitEvent } from '../model/event'
import type { Instance } from '../model/instance'
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
    listByUser(query: UserMembershipQuery): Promise<readonly UserMembershipRow[]>
    countByUser(query: Pick<UserMembershipQuery, 'userId' | 'words'>): Promise<number>
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
