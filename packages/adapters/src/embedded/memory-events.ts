import type { EventDraft, OrgkitEvent, OrganizationEvent } from '@orgkit/core'
import type { EventQuery, EventRow, EventStamp, Transaction } from '@orgkit/core/engine'
import { type MemoryScope, pageOf } from './memory-scope'
import { freeze, setRow, type StoredEvent, streamOf } from './memory-tables'

export function eventTables({ tables, undo, locks, step }: MemoryScope): Transaction['events'] {
  /** By sequence, descending: they were appended in its order. */
  function matching({
    organizationId,
    type,
    actorUserId,
  }: Pick<EventQuery, 'organizationId' | 'type' | 'actorUserId'>): EventRow[] {
    const rows: EventRow[] = []
    for (const { event, audit } of tables.events.toReversed()) {
      if (!isOf(event, organizationId) || (type !== null && event.type !== type)) continue
      if (actorUserId !== null && event.actorUserId !== actorUserId) continue
      const { id, at, sequence } = event
      rows.push({ id, type: event.type, at, sequence, actorUserId: event.actorUserId, audit })
    }
    return rows
  }

  function append(draft: EventDraft, { id, at, actorUserId, audit }: EventStamp): OrgkitEvent {
    const stream = streamOf(draft)
    const [kind, owner] =
      'organizationId' in draft
        ? (['organization', draft.organizationId] as const)
        : (['user', draft.userId] as const)
    locks.write(`appended to the stream of the ${kind} ${owner}`, [[kind, owner]])
    const sequence = (tables.sequences.get(stream) ?? 0) + 1
    setRow(tables.sequences, stream, sequence, undo)
    const event: OrgkitEvent = { ...draft, id, at, actorUserId, sequence }
    tables.events.push({ event, audit: audit && freeze({ ...audit }) })
    undo.push(() => tables.events.pop())
    return event
  }

  return {
    append: step(append),
    appendToUsers: step((events) => events.map(({ draft, stamp }) => append(draft, stamp))),
    appendAll: step((_, entries) => entries.map(({ draft, stamp }) => append(draft, stamp))),
    list: step(({ limit, offset, after, ...query }) =>
      pageOf(matching(query), {
        limit,
        offset,
        isBehind: after === null ? null : ({ sequence }) => sequence < after,
      }),
    ),
    count: step((query) => matching(query).length),
    listAfter: step((stream, after, limit) => {
      const key = streamOf(stream)
      const behind = ({ event }: StoredEvent) => event.sequence > after && streamOf(event) === key
      return tables.events
        .filter(behind)
        .slice(0, limit)
        .map(({ event }) => event)
    }),
    lastSequence: step((stream) => tables.sequences.get(streamOf(stream)) ?? 0),
  }
}

function isOf(event: OrgkitEvent, organizationId: string): event is OrganizationEvent {
  return 'organizationId' in event && event.organizationId === organizationId
}
