import type { OrgkitEvent } from '@orgkit/core'
import type {
  AdministrationOfferRow,
  DomainRow,
  EventAudit,
  IdempotencyRow,
  InvitationRow,
  MembershipRequestRow,
  MembershipRow,
  OrganizationRoleRow,
  OrganizationRow,
  OutboxRow,
  UserRow,
} from '@orgkit/core/engine'

/** Who has a slug, or had it last. */
export interface SlugRow {
  slug: string
  organizationId: string
  /** Given up then, and still leading there; `null`: in use. */
  releasedAt: string | null
}

export interface CounterRow {
  key: string
  window: string
  amount: number
}

/** What a domain offered to a user who turned it down. */
export interface DismissalRow {
  userId: string
  domainId: string
}

/** Everything that one instance keeps, as plain JSON: what is seeded, and what is persisted in a browser. */
export interface MemoryData {
  users: readonly UserRow[]
  organizations: readonly OrganizationRow[]
  /** Organizations' own. */
  roles: readonly OrganizationRoleRow[]
  /** Those of `organizations` that are missing here are added. */
  slugs: readonly SlugRow[]
  memberships: readonly MembershipRow[]
  invitations: readonly InvitationRow[]
  administrationOffers: readonly AdministrationOfferRow[]
  /** Of two verified ones with one name the first has it. */
  domains: readonly DomainRow[]
  requests: readonly MembershipRequestRow[]
  dismissals: readonly DismissalRow[]
  counters: readonly CounterRow[]
  /** Mail that was asked for, in order. */
  outbox: readonly OutboxRow[]
  idempotency: readonly IdempotencyRow[]
  events: readonly OrgkitEvent[]
  /** What the audit trail says of each of `events`, in their order; where it is shorter: nothing. */
  audits: readonly (EventAudit | null)[]
}

export const emptyData: MemoryData = {
  users: [],
  organizations: [],
  roles: [],
  slugs: [],
  memberships: [],
  invitations: [],
  administrationOffers: [],
  domains: [],
  requests: [],
  dismissals: [],
  counters: [],
  outbox: [],
  idempotency: [],
  events: [],
  audits: [],
}

/** How to take back what a transaction has written so far. */
export type UndoLog = (() => void)[]

export interface StoredEvent {
  event: OrgkitEvent
  audit: EventAudit | null
}

export interface MemoryTables {
  users: Map<string, UserRow>
  organizations: Map<string, OrganizationRow>
  /** By key: they are ids. */
  roles: Map<string, OrganizationRoleRow>
  /** By user, then by organization. */
  memberships: Map<string, Map<string, MembershipRow>>
  /** Organization id → ids of its members. */
  members: Map<string, ReadonlySet<string>>
  invitations: Map<string, InvitationRow>
  /** By organization and who offered it. */
  administrationOffers: Map<string, AdministrationOfferRow>
  domains: Map<string, DomainRow>
  /** Name → id of the verified domain that has it. */
  domainClaims: Map<string, string>
  /** By organization and user. */
  requests: Map<string, MembershipRequestRow>
  /** By user and domain. */
  dismissals: Map<string, DismissalRow>
  counters: Map<string, CounterRow>
  outbox: OutboxRow[]
  slugs: Map<string, SlugRow>
  idempotency: Map<string, IdempotencyRow>
  events: StoredEvent[]
  /** The last number given in each stream. */
  sequences: Map<string, number>
}

export function openTables(data: MemoryData): MemoryTables {
  const tables: MemoryTables = {
    users: new Map(data.users.map((row) => [row.id, freeze(row)])),
    organizations: new Map(data.organizations.map((row) => [row.id, freeze(row)])),
    memberships: new Map(),
    members: new Map(),
    invitations: new Map(data.invitations.map((row) => [row.id, freeze(row)])),
    roles: new Map(data.roles.map((row) => [row.key, freeze(row)])),
    administrationOffers: new Map(
      data.administrationOffers.map((row) => [pairKey(row.organizationId, row.fromUserId), freeze(row)]),
    ),
    domains: new Map(data.domains.map((row) => [row.id, freeze(row)])),
    domainClaims: new Map(
      data.domains
        .filter(({ verifiedAt }) => verifiedAt !== null)
        .reverse()
        .map(({ name, id }) => [name, id]),
    ),
    requests: new Map(data.requests.map((row) => [pairKey(row.organizationId, row.userId), freeze(row)])),
    dismissals: new Map(data.dismissals.map((row) => [pairKey(row.userId, row.domainId), freeze(row)])),
    counters: new Map(data.counters.map((row) => [row.key, freeze(row)])),
    outbox: [...data.outbox],
    slugs: new Map(data.slugs.map((row) => [row.slug, freeze(row)])),
    idempotency: new Map(data.idempotency.map((row) => [pairKey(row.actorId, row.key), freeze(row)])),
    events: data.events.map((event, index) => ({ event, audit: data.audits[index] ?? null })),
    sequences: new Map(data.events.map((event) => [streamOf(event), event.sequence])),
  }
  for (const { slug, id } of data.organizations) {
    if (slug !== null && !tables.slugs.has(slug))
      tables.slugs.set(slug, freeze({ slug, organizationId: id, releasedAt: null }))
  }
  const members = new Map<string, Set<string>>()
  for (const row of data.memberships) {
    membershipsOf(tables, row.userId).set(row.organizationId, freeze(row))
    const ids = members.get(row.organizationId)
    if (ids) ids.add(row.userId)
    else members.set(row.organizationId, new Set([row.userId]))
  }
  tables.members = members
  return tables
}

export function dataOf(tables: MemoryTables): MemoryData {
  return {
    users: [...tables.users.values()],
    organizations: [...tables.organizations.values()],
    roles: [...tables.roles.values()],
    slugs: [...tables.slugs.values()],
    memberships: [...tables.memberships.values()].flatMap((rows) => [...rows.values()]),
    invitations: [...tables.invitations.values()],
    administrationOffers: [...tables.administrationOffers.values()],
    domains: [...tables.domains.values()],
    requests: [...tables.requests.values()],
    dismissals: [...tables.dismissals.values()],
    counters: [...tables.counters.values()],
    outbox: [...tables.outbox],
    idempotency: [...tables.idempotency.values()],
    events: tables.events.map(({ event }) => event),
    audits: tables.events.map(({ audit }) => audit),
  }
}

export function membershipsOf(tables: MemoryTables, userId: string): Map<string, MembershipRow> {
  const known = tables.memberships.get(userId)
  if (known) return known
  const rows = new Map<string, MembershipRow>()
  tables.memberships.set(userId, rows)
  return rows
}

/** Sets an entry and notes how to undo it. Rows are frozen: nobody who read one can change it. */
export function setRow<Row>(map: Map<string, Row>, key: string, row: Row, undo: UndoLog): void {
  const had = map.has(key)
  const before = map.get(key) as Row
  undo.push(() => (had ? map.set(key, before) : map.delete(key)))
  map.set(key, freeze(row))
}

/** Takes an entry away and notes how to undo it. */
export function deleteRow<Row>(map: Map<string, Row>, key: string, undo: UndoLog): void {
  const before = map.get(key)
  if (before === undefined) return
  undo.push(() => map.set(key, before))
  map.delete(key)
}

/** The stream of an event: an organization's where it names one, else a user's. */
export function streamOf(event: { organizationId?: string; userId?: string }): string {
  return event.organizationId === undefined ? `user ${event.userId}` : `organization ${event.organizationId}`
}

/** No id holds a NUL, so two pairs never share a key. */
export function pairKey(left: string, right: string): string {
  return `${left}\u0000${right}`
}

export function freeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const field of Object.values(value)) freeze(field)
  return Object.freeze(value)
}
