import type { EventDraft, OrgkitEvent, UserEventDraft } from '../model/event'
import type { Instance, InstanceSettings } from '../model/instance'
import type { CustomPermission, Permission, Role, RoleKey } from '../model/role'
import type {
  AddressInvitationQuery,
  AdministrationOfferRow,
  DomainRow,
  EventQuery,
  EventRow,
  EventStamp,
  EventStream,
  IdempotencyRow,
  InvitationChange,
  InvitationQuery,
  InvitationRow,
  MemberQuery,
  MemberRow,
  MembershipRequestQuery,
  MembershipRequestRow,
  MembershipRow,
  OrganizationRoleRow,
  OrganizationRow,
  OutboxRow,
  UserIdentityRow,
  UserMembershipQuery,
  UserMembershipRow,
  UserQuery,
  UserRow,
} from './store-rows'

export type * from './store-rows'

/**
 * What the engine needs of a database. Two stores answer it: in memory (`@orgkit/adapters/embedded`) and Kysely over Postgres
 * (`@orgkit/server`). Everything is scoped to the instance that the transaction was opened for.
 */
export interface Store {
  /**
   * Runs `work` in one transaction: all of it or nothing. Rejects with a `TransactionConflict` where the database asks to try
   * again (deadlock, serialization); the engine does. `work` does no I/O but through the transaction.
   */
  transaction<T>(
    instanceId: string,
    work: (tx: Transaction) => Promise<T>,
    options?: TransactionOptions,
  ): Promise<T>
}

export interface TransactionOptions {
  /** All of it is read as it was at one moment. @default each step reads what is committed by then */
  isSnapshot?: boolean
}

/** The database asks to run the transaction again. */
export class TransactionConflict extends Error {
  override readonly name = 'TransactionConflict'
}

export interface Transaction {
  instance(): Promise<Instance | null>

  /**
   * Locks are held to the end of the transaction, and taken in one order: the instance, then users, ascending by id, then
   * organizations, ascending by id, before the first write. The store throws on any other order: it would deadlock in a crowd.
   *
   * The instance as it is once the lock is held. `shared` by every write, beside each other; `exclusive` by one that changes
   * settings, roles or permissions of the instance: it waits for the writes under way and keeps the later ones waiting, so that
   * no rule is ever asked by roles that are just being changed. Whoever holds it exclusively needs no other lock.
   */
  lockInstance(mode: 'shared' | 'exclusive'): Promise<Instance | null>
  lockUser(id: string): Promise<UserRow | null>
  lockOrganization(id: string): Promise<OrganizationRow | null>

  /** Under the instance's exclusive lock. */
  instances: {
    update(change: { settings?: InstanceSettings; permissions?: readonly CustomPermission[] }): Promise<void>
    /** Behind the others. Its version is 1. */
    insertRole(role: Role): Promise<void>
    /** Raises the version. */
    updateRole(key: RoleKey, change: Partial<Omit<Role, 'key'>>): Promise<void>
    deleteRole(key: RoleKey): Promise<void>
    roleVersions(): Promise<ReadonlyMap<RoleKey, number>>
  }

  /** An organization's own roles (A15), under its lock. Their keys are ids, unlike those of the instance's roles. */
  roles: {
    /** By `nameKey`, then by key. */
    list(organizationId: string): Promise<readonly OrganizationRoleRow[]>
    /** Wherever they belong: to show memberships of several organizations. */
    find(keys: readonly RoleKey[]): Promise<readonly OrganizationRoleRow[]>
    insert(row: OrganizationRoleRow): Promise<void>
    update(
      row: Pick<OrganizationRoleRow, 'organizationId' | 'key'>,
      change: Partial<Omit<OrganizationRoleRow, 'organizationId' | 'key'>>,
    ): Promise<void>
    delete(row: Pick<OrganizationRoleRow, 'organizationId' | 'key'>): Promise<void>
    /** Takes the permission from the own roles of all organizations, under the instance's exclusive lock. */
    forgetPermission(permission: Permission): Promise<void>
  }

  users: {
    get(id: string): Promise<UserRow | null>
    /** Those of the ids that there are, by id. */
    among(ids: readonly string[]): Promise<readonly UserRow[]>
    /** Those who have the address, verified or not, by id. */
    listByAddress(addressKey: string): Promise<readonly UserRow[]>
    /**
     * Inserts the user, or takes the newer identity; counters are left alone. Locks the user as `lockUser` does, and counts as
     * that lock rather than as a first write: the organization's lock may follow.
     */
    upsert(identity: UserIdentityRow): Promise<UserRow>
    update(id: string, change: Partial<Omit<UserRow, 'id' | keyof UserIdentityRow>>): Promise<void>
    /**
     * Their memberships are the command's to end. Their event stream stays. What they created has no creator any more, and the
     * answers kept for them are forgotten, or whoever comes back with the same id would have created what is not counted as
     * theirs, and be answered with it.
     */
    delete(id: string): Promise<void>
    /** By id, ascending. */
    list(query: UserQuery): Promise<readonly UserRow[]>
    count(query: Pick<UserQuery, 'addressKey'>): Promise<number>
  }

  organizations: {
    get(id: string): Promise<OrganizationRow | null>
    /** Also by one that it had before, until somebody else claims that. */
    getBySlug(slug: string): Promise<OrganizationRow | null>
    insert(row: OrganizationRow): Promise<void>
    update(id: string, change: Partial<Omit<OrganizationRow, 'id'>>): Promise<void>
    /**
     * With its invitations, own roles and hand-overs, under its lock. Memberships are deleted before, slugs are the command's to
     * retire; its event stream stays.
     */
    delete(id: string): Promise<void>
    /** By id, descending: the newest first. */
    list(query: { limit: number; offset: number; after: string | null }): Promise<readonly OrganizationRow[]>
    count(): Promise<number>
  }

  slugs: {
    /**
     * Takes the slug for the organization; `false`: somebody has it, or had it and gave it up after `freeBefore`. The
     * organization gets back its own at any time. Two at once: one gets `true`.
     */
    claim(slug: string, organizationId: string, freeBefore: string): Promise<boolean>
    /** The organization gives it up at that time; it leads there until somebody else claims it. */
    retire(slug: string, at: string): Promise<void>
    /** At once free for everybody. */
    release(slug: string): Promise<void>
    /** Those of the given ones that the organization cannot claim; `null`: one that is yet to be made. */
    taken(
      slugs: readonly string[],
      organizationId: string | null,
      freeBefore: string,
    ): Promise<readonly string[]>
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
    /** Those of the addresses that members have, verified or not. */
    addressesAmong(organizationId: string, addressKeys: readonly string[]): Promise<readonly string[]>
    /** Ids of all organizations of a user, ascending. */
    listOrganizationIds(userId: string): Promise<readonly string[]>
    /**
     * All of an organization, under its lock and those of its members: their `organizationCount` goes down, and a
     * `lastActiveOrganizationId` that names it is forgotten. Gives what that is now, by user id.
     */
    deleteAll(organizationId: string): Promise<readonly { userId: string; organizationCount: number }[]>
    /**
     * Members and pending invitations with the one role get the other: of one organization under its lock, or of all (`null`)
     * under the instance's exclusive lock. Hand-overs that those members offered end: what they offered was the role that they
     * held. Gives the ids of the organizations concerned, ascending.
     */
    replaceRole(organizationId: string | null, from: RoleKey, to: RoleKey): Promise<readonly string[]>
    /** Whether anybody holds the role or is invited with it: in one organization, or in any (`null`). */
    isRoleUsed(organizationId: string | null, roleKey: RoleKey): Promise<boolean>
    /**
     * An organization where somebody holds `roleKey` and nobody a role of `administratorKeys` or an own role with
     * `org:sys_memberships:manage`; `null`: there is none.
     */
    findWithoutAdministrator(roleKey: RoleKey, administratorKeys: readonly RoleKey[]): Promise<string | null>
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
    /** Those of an organization to any of the addresses whose status is `pending`, expired or not. */
    listPending(organizationId: string, addressKeys: readonly string[]): Promise<readonly InvitationRow[]>
    /** The one to that address whose status is `pending`, expired or not; there is at most one. `null`: to the app. */
    findPending(organizationId: string | null, addressKey: string): Promise<InvitationRow | null>
    /** Those of an organization under its lock. */
    insert(...rows: InvitationRow[]): Promise<void>
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
    /** Those of an organization whose status is `pending` and that this user sent last, expired or not. */
    listPendingByInviter(organizationId: string, inviterUserId: string): Promise<readonly InvitationRow[]>
  }

  /** Hand-overs that wait for an answer, one for whoever offers. Under the organization's lock. */
  administrationOffers: {
    get(organizationId: string, fromUserId: string): Promise<AdministrationOfferRow | null>
    /** Those that the user made or was made. */
    listByUser(organizationId: string, userId: string): Promise<readonly AdministrationOfferRow[]>
    /** In place of an earlier one. */
    put(row: AdministrationOfferRow): Promise<void>
    delete(organizationId: string, fromUserId: string): Promise<void>
    /** Those that the user made or was made. */
    deleteByUser(organizationId: string, userId: string): Promise<void>
  }

  /** E-mail domains (A8). Those of an organization under its lock. */
  domains: {
    get(organizationId: string, id: string): Promise<DomainRow | null>
    /** Wherever it belongs. */
    find(id: string): Promise<DomainRow | null>
    /** By name. There are at most ten. */
    list(organizationId: string): Promise<readonly DomainRow[]>
    /** Verified ones among the names, whoever has them: for the users with an address there. */
    listVerified(names: readonly string[]): Promise<readonly DomainRow[]>
    insert(row: DomainRow): Promise<void>
    update(
      row: Pick<DomainRow, 'organizationId' | 'id'>,
      change: Partial<Omit<DomainRow, 'id' | 'organizationId' | 'name'>>,
    ): Promise<void>
    /** With what users dismissed because of it. Gives up its claim. */
    delete(row: Pick<DomainRow, 'organizationId' | 'id'>): Promise<void>
    /** Takes the name for the domain; `false`: a verified domain has it. Two at once: one gets `true`. */
    claim(row: Pick<DomainRow, 'organizationId' | 'id' | 'name'>): Promise<boolean>
  }

  /** Under the locks of the user and of the organization. */
  requests: {
    get(organizationId: string, userId: string): Promise<MembershipRequestRow | null>
    /** Those that wait for an answer: the oldest first, ties by user id. */
    listPending(query: MembershipRequestQuery): Promise<readonly MembershipRequestRow[]>
    /** Those that a domain brought and that wait for an answer, at most `limit`, the oldest first. */
    listPendingByDomain(
      organizationId: string,
      domainId: string,
      limit: number,
    ): Promise<readonly MembershipRequestRow[]>
    /** All of a user, by organization id. */
    listByUser(userId: string): Promise<readonly MembershipRequestRow[]>
    /** Each in place of an earlier one. Of one organization, and of each user at most one. */
    put(...rows: MembershipRequestRow[]): Promise<void>
    delete(organizationId: string, userId: string): Promise<void>
  }

  /** What domains offered to a user and they turned down: an automatic invitation, or a suggestion. Under the user's lock. */
  dismissals: {
    /** Those of the domains that the user dismissed. */
    among(userId: string, domainIds: readonly string[]): Promise<readonly string[]>
    insert(userId: string, domainId: string): Promise<void>
  }

  counters: {
    /** What it is now. Keeps nobody waiting: it may be another by the time that something is added. */
    get(key: string, window: string): Promise<number>
    /**
     * Adds to a counter and gives what it is then; it begins anew in each window. Taken last in a transaction: others wait for
     * it, and nothing is locked behind it.
     */
    add(key: string, window: string, amount: number): Promise<number>
  }

  outbox: {
    /** Mail to be sent once the transaction is committed, by whoever reads the outbox. */
    insert(...rows: OutboxRow[]): Promise<void>
  }

  events: {
    /** Numbers the event in its stream, under the lock that the command holds on that stream's owner. */
    append(draft: EventDraft, stamp: EventStamp): Promise<OrgkitEvent>
    /** The same for many users at once, each of them at most once, in as few statements as there can be. */
    appendToUsers(
      events: readonly { draft: UserEventDraft; stamp: EventStamp }[],
    ): Promise<readonly OrgkitEvent[]>
    /** The same for many of one organization, in their order. */
    appendAll(
      organizationId: string,
      entries: readonly { draft: EventDraft; stamp: EventStamp }[],
    ): Promise<readonly OrgkitEvent[]>
    /** An organization's, by sequence, descending. */
    list(query: EventQuery): Promise<readonly EventRow[]>
    count(query: Pick<EventQuery, 'organizationId' | 'type' | 'actorUserId'>): Promise<number>
    /** As they were told, behind that number, ascending. */
    listAfter(stream: EventStream, after: number, limit: number): Promise<readonly OrgkitEvent[]>
    /** The last number given in the stream; 0: none. It stays when its owner is gone. */
    lastSequence(stream: EventStream): Promise<number>
  }

  idempotency: {
    get(actorId: string, key: string): Promise<IdempotencyRow | null>
    /** Under the caller's lock; for the backend API, whose `actorId` is empty, another one at the same time is a conflict. */
    insert(row: IdempotencyRow): Promise<void>
  }
}
