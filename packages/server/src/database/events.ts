import type { OrganizationEvent, OrgkitEvent } from '@orgkit/core'
import type { EventQuery, Transaction } from '@orgkit/core/engine'
import { sql } from 'kysely'
import { canBeKey, type Scope } from './scope'

const appendedAtOnce = 1000

/**
 * One stream an organization and one a user, numbered by a counter on its owner's locked row: numbers have no gaps and stand in
 * the order of commit. A database sequence would not: a reader with a cursor loses what commits late.
 */
export function eventStore({ trx, instanceId, order }: Scope): Transaction['events'] {
  async function nextOfOrganization(id: string): Promise<number> {
    const owner = await trx
      .updateTable('organization')
      .set(({ eb }) => ({ event_seq: eb('event_seq', '+', 1) }))
      .where('instance_id', '=', instanceId)
      .where('id', '=', id)
      .returning('event_seq')
      .executeTakeFirst()
    if (owner) return owner.event_seq
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

  const canMatch = ({ organizationId, actorUserId }: Pick<EventQuery, 'organizationId' | 'actorUserId'>) =>
    canBeKey(organizationId) && canBeKey(actorUserId ?? '')

  return {
    async append(draft, { id, at, actorUserId, audit }) {
      order.write()
      const row = {
        instance_id: instanceId,
        id,
        type: draft.type,
        at,
        actor_user_id: actorUserId,
        data: JSON.stringify(draft),
        audit: audit && JSON.stringify(audit),
      }
      let seq: number
      if ('organizationId' in draft) {
        order.needs('organization', draft.organizationId)
        seq = await nextOfOrganization(draft.organizationId)
        await trx
          .insertInto('event')
          .values({ ...row, organization_id: draft.organizationId, seq })
          .execute()
      } else {
        order.needs('user', draft.userId)
        seq = await nextOfUser(draft.userId)
        await trx
          .insertInto('user_event')
          .values({ ...row, user_id: draft.userId, seq })
          .execute()
      }
      return { ...draft, id, at, actorUserId, sequence: seq } as OrgkitEvent
    },

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
        const told = some.flatMap(({ draft, stamp }) => {
          const seq = seqOf.get(draft.userId)
          return seq === undefined ? [] : [{ draft, stamp, seq }]
        })
        if (told.length === 0) continue
        await trx
          .insertInto('user_event')
          .values(
            told.map(({ draft, stamp: { id, at, actorUserId, audit }, seq }) => ({
              instance_id: instanceId,
              id,
              type: draft.type,
              at,
              actor_user_id: actorUserId,
              data: JSON.stringify(draft),
              audit: audit && JSON.stringify(audit),
              user_id: draft.userId,
              seq,
            })),
          )
          .execute()
        for (const { draft, stamp, seq } of told) {
          const { id, at, actorUserId } = stamp
          appended.push({ ...draft, id, at, actorUserId, sequence: seq } as OrgkitEvent)
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
  }
}

/** The last number of a stream, whose owner may be gone and come back. */
export const lastSeq = sql<number>`coalesce(max(seq), 0)`.as('last')
