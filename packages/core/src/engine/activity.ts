import type { ListEventsInput } from '../contract/app'
import { OrgkitError } from '../errors'
import type { ActivityEntry } from '../model/activity'
import { organizationEventTypes } from '../model/event'
import type { Page } from '../model/page'
import { accessed } from './admit'
import { query } from './command'
import { checkedPage, decodeListCursor, encodeListCursor } from './cursor'
import { pageOf } from './page'
import type { EventRow, Transaction, UserRow } from './store'

export const listEvents = query('listEvents', ({ tx, access, input }) =>
  eventPage(tx, accessed(access).organization.id, input),
)

/** A page of an organization's audit trail, the newest first. */
export async function eventPage(
  tx: Transaction,
  organizationId: string,
  input: ListEventsInput,
): Promise<Page<ActivityEntry>> {
  const { limit, offset } = checkedPage(input)
  const { type = null, actorUserId = null } = input
  if (type !== null && !organizationEventTypes.includes(type)) {
    throw new OrgkitError({ code: 'invalid_value', field: 'type' })
  }
  const after = input.cursor === undefined ? null : readCursor(input.cursor)
  const which = { organizationId, type, actorUserId }
  return pageOf({
    limit,
    list: (most) => tx.events.list({ ...which, limit: most, offset, after }),
    cursorOf: ({ sequence }) => encodeListCursor('events', String(sequence)),
    async view(rows) {
      const actors = new Map<string, UserRow | null>()
      for (const { actorUserId: id } of rows) {
        if (id !== null && !actors.has(id)) actors.set(id, await tx.users.get(id))
      }
      return rows.map((row) => viewEntry(row, organizationId, actors))
    },
    count: () => tx.events.count(which),
  })
}

function viewEntry(
  { id, type, at, sequence, actorUserId, audit }: EventRow,
  organizationId: string,
  actors: ReadonlyMap<string, UserRow | null>,
): ActivityEntry {
  const actor = actorUserId === null ? null : actors.get(actorUserId)
  return {
    id,
    type,
    at,
    sequence,
    actor: actor ? { id: actor.id, name: actor.name } : null,
    // Events from before there was a trail say no more than their type.
    target: audit?.target ?? { kind: 'organization', id: organizationId, name: '' },
    before: audit?.before ?? null,
    after: audit?.after ?? null,
  }
}

function readCursor(cursor: string): number {
  const sequence = decodeListCursor('events', cursor)
  if (!/^\d{1,15}$/.test(sequence)) throw new OrgkitError({ code: 'invalid_value', field: 'cursor' })
  return Number(sequence)
}
