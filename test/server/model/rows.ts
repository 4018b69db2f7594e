import type { MemoryData, MemoryStore } from '@orgkit/adapters/embedded'
import { compareKeys, type Instance, type OrgkitEvent } from '@orgkit/core'
import type { EventAudit } from '@orgkit/core/engine'

export interface StoredEvent {
  event: OrgkitEvent
  audit: EventAudit | null
}

/** All that is kept of one instance, in one order, whichever store keeps it. */
export interface ModelRows extends Omit<MemoryData, 'events' | 'audits'> {
  instance: Instance
  /** Each stream by its numbers. */
  events: readonly StoredEvent[]
}

export function rowsOfMemory(store: MemoryStore): ModelRows {
  const { audits, events, ...data } = store.data()
  const stored = events.map((event, index) => ({ event: plain(event), audit: audits[index] ?? null }))
  return inOrder({ instance: store.instance(), ...data, events: stored })
}

const known = new WeakMap<object, object>()

/** As JSON has it, which knows no `undefined`. Events do not change, so each is made plain once. */
function plain<Value extends object>(value: Value): Value {
  const before = known.get(value) as Value | undefined
  if (before) return before
  const made = JSON.parse(JSON.stringify(value)) as Value
  known.set(value, made)
  return made
}

const lists = {
  users: ({ id }) => id,
  organizations: ({ id }) => id,
  roles: ({ key }) => key,
  slugs: ({ slug }) => slug,
  memberships: ({ organizationId, userId }) => `${organizationId} ${userId}`,
  invitations: ({ id }) => id,
  administrationOffers: ({ organizationId, fromUserId }) => `${organizationId} ${fromUserId}`,
  domains: ({ id }) => id,
  requests: ({ organizationId, userId }) => `${organizationId} ${userId}`,
  dismissals: ({ userId, domainId }) => `${userId} ${domainId}`,
  counters: ({ key }) => key,
  outbox: ({ id }) => id,
  idempotency: ({ actorId, key }) => `${actorId} ${key}`,
  events: ({ event }) => `${streamOf(event)} ${String(event.sequence).padStart(6, '0')}`,
} as const satisfies { [Name in ListName]: (row: ModelRows[Name][number]) => string }

type ListName = Exclude<keyof ModelRows, 'instance'>

export const listNames = Object.keys(lists) as ListName[]

export function inOrder(rows: ModelRows): ModelRows {
  const sorted: Record<string, unknown> = { instance: rows.instance }
  for (const name of listNames) {
    const key = lists[name] as (row: unknown) => string
    const keyed = rows[name].map((row) => [key(row), row] as const)
    sorted[name] = keyed.sort((left, right) => compareKeys(left[0], right[0])).map(([, row]) => row)
  }
  return sorted as unknown as ModelRows
}

export function streamOf(event: OrgkitEvent): string {
  return 'organizationId' in event ? `organization ${event.organizationId}` : `user ${event.userId}`
}
