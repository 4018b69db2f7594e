import type { OrgkitEvent } from '@orgkit/core'
import type { Transaction } from '@orgkit/core/engine'
import type { Scope } from './scope'

/**
 * One stream an organization and one a user, numbered by a counter on its owner's locked row: numbers have no gaps and stand in
 * the order of commit. A database sequence would not: a reader with a cursor loses what commits late.
 */
export function eventStore({ trx, instanceId, order }: Scope): Transaction['events'] {
  const nextOfOrganization = (id: string) =>
    trx
      .updateTable('organization')
      .set(({ eb }) => ({ event_seq: eb('event_seq', '+', 1) }))
      .where('instance_id', '=', instanceId)
      .where('id', '=', id)
      .returning('event_seq')
      .executeTakeFirstOrThrow()
  const nextOfUser = (id: string) =>
    trx
      .updateTable('app_user')
      .set(({ eb }) => ({ event_seq: eb('event_seq', '+', 1) }))
      .where('instance_id', '=', instanceId)
      .where('id', '=', id)
      .returning('event_seq')
      .executeTakeFirstOrThrow()

  return {
    async append(draft, { id, at, actorUserId }) {
      order.write()
      const row = {
        instance_id: instanceId,
        id,
        type: draft.type,
        at,
        actor_user_id: actorUserId,
        data: JSON.stringify(draft),
      }
      let seq: number
      if ('organizationId' in draft) {
        order.needs('organization', draft.organizationId)
        seq = (await nextOfOrganization(draft.organizationId)).event_seq
        await trx
          .insertInto('event')
          .values({ ...row, organization_id: draft.organizationId, seq })
          .execute()
      } else {
        order.needs('user', draft.userId)
        seq = (await nextOfUser(draft.userId)).event_seq
        await trx
          .insertInto('user_event')
          .values({ ...row, user_id: draft.userId, seq })
          .execute()
      }
      return { ...draft, id, at, actorUserId, sequence: seq } as OrgkitEvent
    },
  }
}
