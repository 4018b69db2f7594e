import type { EventDraft, OrganizationEvent, OrgkitEvent } from '@orgkit/core'
import type { EventQuery, EventStamp, EventStream, Transaction } from '@orgkit/core/engine'
import { sql } from 'kysely'
import { canBeKey, type Scope } from './scope'

const appendedAtOnce = 1000

/**
 * One stream an organization and one a user, numbered by a counter on its owner's locked row: numbers have no gaps and stand in
 * the order of commit. A database sequence would not: a reader with a cursor loses what commits late.
 */
export function eventStore({ trx, instanceId, order, told }: Scope): Transaction['events'] {
  /** The first of that many numbers, which are taken. */
  async function nextOfOrganization(id: string, count: number): Promise<number> {
    const owner = await trx
      .updateTable('organization')
      .set(({ eb }) => ({ event_seq: eb('event_seq', '+', count) }))
      .where('instance_id', '=', instanceId)
      .where('id', '=', id)
      .returning('event_seq')
      .executeTakeFirst()
    if (owner) return owner.event_seq - count + 1
    // Just deleted; its lock is still held.
    const { last } = await trx
      .selectFrom('event')
      .select(lastSeq)
      .where('instance_id', '=', instanceId)
      .where('organization_id', '=', id)
      .executeTakeFirstOrThrow()
    return last + 1
  }

  async function nextOfUser(id: string): Promise<number> {
    const owner = await trx
      .updateTable('app_user')
      .set(({ eb }) => ({ event_seq: eb('event_seq', '+', 1) }))
      .where('instance_id', '=', instanceId)
      .where('id', '=', id)
      .returning('event_seq')
      .executeTakeFirst()
    if (owner) return owner.event_seq
    const { last } = await trx
      .selectFrom('user_event')
      .select(lastSeq)
      .where('instance_id', '=', instanceId)
      .where('user_id', '=', id)
      .executeTakeFirstOrThrow()
    return last + 1
  }

  const rowOf = (draft: EventDraft, { id, at, actorUserId, audit }: EventStamp) => ({
    instance_id: instanceId,
    id,
    type: draft.type,
    at,
    actor_user_id: actorUserId,
    data: JSON.stringify(draft),
    audit: audit && JSON.stringify(audit),
  })

  async function appendAll(
    organizationId: string,
    entries: readonly { draft: EventDraft; stamp: EventStamp }[],
  ): Promise<OrgkitEvent[]> {
    if (entries.length === 0) return []
    order.write()
    order.needs('organization', organizationId)
    told.add(streamKey(instanceId, { organizationId }))
    const first = await nextOfOrganization(organizationId, entries.length)
    const rows = entries.map(({ draft, stamp }, index) => ({
      ...rowOf(draft, stamp),
      organization_id: organizationId,
      seq: first + index,
    }))
    await trx.insertInto('event').values(rows).execute()
    return entries.map(({ draft, stamp }, index) => eventOf(draft, stamp, first + index))
  }

  const matching = ({
    organizationId,
    type,
    actorUserId,
  }: Pick<EventQuery, 'organizationId' | 'type' | 'actorUserId'>) => {
    let rows = trx
      .selectFrom('event')
      .where('instance_id', '=', instanceId)
      .where('organization_id', '=', organizationId)
    if (type !== null) rows = rows.where('type', '=', type)
    if (actorUserId !== null) rows = rows.where('actor_user_id', '=', actorUserId)
    return rows
  }

  /** Both tables have the same columns but for their owner's. */
  const inStream = (stream: EventStream) => {
    const [table, owner] =
      'organizationId' in stream ? ['event', 'organization_id'] : ['user_event', 'user_id']
    return trx
      .selectFrom(table as 'event')
      .where('instance_id', '=', instanceId)
      .where(sql.ref<string>(owner), '=', ownerOf(stream))
  }

  const canMatch = ({ organizationId, actorUserId }: Pick<EventQuery, 'organizationId' | 'actorUserId'>) =>
    canBeKey(organizationId) && canBeKey(actorUserId ?? '')

  return {
    async append(draft, stamp) {
      if ('organizationId' in draft) {
        const [event] = await appendAll(draft.organizationId, [{ draft, stamp }])
        return event!
      }
      order.write()
      order.needs('user', draft.userId)
      told.add(streamKey(instanceId, { userId: draft.userId }))
      const seq = await nextOfUser(draft.userId)
      await trx
        .insertInto('user_event')
        .values({ ...rowOf(draft, stamp), user_id: draft.userId, seq })
        .execute()
      return eventOf(draft, stamp, seq)
    },

    appendAll,

    async appendToUsers(events) {
      order.write()
      const appended: OrgkitEvent[] = []
      for (let from = 0; from < events.length; from += appendedAtOnce) {
        const some = events.slice(from, from + appendedAtOnce)
        for (const { draft } of some) order.needs('user', draft.userId)
        const owners = await trx
          .updateTable('app_user')
          .set(({ eb }) => ({ event_seq: eb('event_seq', '+', 1) }))
          .where('instance_id', '=', instanceId)
          .where(
            'id',
            'in',
            some.map(({ draft }) => draft.userId),
          )
          .returning(['id', 'event_seq'])
          .execute()
        const seqOf = new Map(owners.map(({ id, event_seq }) => [id, event_seq]))
        // A user who is gone has no stream to be told by.
        const numbered = some.flatMap(({ draft, stamp }) => {
          const seq = seqOf.get(draft.userId)
          return seq === undefined ? [] : [{ draft, stamp, seq }]
        })
        if (numbered.length === 0) continue
        const rows = numbered.map(({ draft, stamp, seq }) => ({
          ...rowOf(draft, stamp),
          user_id: draft.userId,
          seq,
        }))
        await trx.insertInto('user_event').values(rows).execute()
        for (const { draft, stamp, seq } of numbered) {
          told.add(streamKey(instanceId, { userId: draft.userId }))
          appended.push(eventOf(draft, stamp, seq))
        }
      }
      return appended
    },

    async list({ limit, offset, after, ...query }) {
      if (!canMatch(query)) return []
      let page = matching(query)
        .select(['id', 'type', 'at', 'seq', 'actor_user_id', 'audit'])
        .orderBy('seq', 'desc')
        .limit(limit)
      if (after !== null) page = page.where('seq', '<', after)
      else if (offset > 0) page = page.offset(offset)
      const rows = await page.execute()
      return rows.map(({ id, type, at, seq, actor_user_id: actorUserId, audit }) => ({
        id,
        type: type as OrganizationEvent['type'],
        at,
        sequence: seq,
        actorUserId,
        audit,
      }))
    },

    async count(query) {
      if (!canMatch(query)) return 0
      if (query.type === null && query.actorUserId === null) {
        // Numbers have no gaps: the last one says how many there are, however long the stream is.
        return (await matching(query).select(lastSeq).executeTakeFirstOrThrow()).last
      }
      const { count } = await matching(query)
        .select(sql<number>`count(*)::integer`.as('count'))
        .executeTakeFirstOrThrow()
      return count
    },

    async listAfter(stream, after, limit) {
      if (!canBeKey(ownerOf(stream))) return []
      const rows = await inStream(stream)
        .select(['id', 'at', 'seq', 'actor_user_id', 'data'])
        .where('seq', '>', after)
        .orderBy('seq')
        .limit(limit)
        .execute()
      return rows.map(({ id, at, seq, actor_user_id: actorUserId, data }) => {
        const draft = data as EventDraft
        return { ...draft, id, at, actorUserId, sequence: seq } as OrgkitEvent
      })
    },

    async lastSequence(stream) {
      if (!canBeKey(ownerOf(stream))) return 0
      return (await inStream(stream).select(lastSeq).executeTakeFirstOrThrow()).last
    },
  }
}

function eventOf(draft: EventDraft, { id, at, actorUserId }: EventStamp, sequence: number): OrgkitEvent {
  return { ...draft, id, at, actorUserId, sequence } as OrgkitEvent
}

/** Names a stream among those of all instances. */
export function streamKey(instanceId: string, stream: EventStream): string {
  return JSON.stringify(
    'organizationId' in stream
      ? [instanceId, 'organization', stream.organizationId]
      : [instanceId, 'user', stream.userId],
  )
}

function ownerOf(stream: EventStream): string {
  return 'organizationId' in stream ? stream.organizationId : stream.userId
}

/** The last number of a stream, whose owner may be gone and come back. */
export const lastSeq = sql<number>`coalesce(max(seq), 0)`.as('last')
