import { OrgkitError } from '../errors'
import { invitationStatuses, type InvitationStatus } from '../model/invitation'
import type { Page, PageInput } from '../model/page'
import { checkedPage, decodeCursor, encodeCursor, isTime } from './cursor'
import { factsReader, viewInvitation } from './invitation-facts'
import { pageOf } from './page'
import type { Scene } from './scene'
import type { InvitationRow, Transaction } from './store'

export interface InvitationPageInput extends PageInput {
  status?: InvitationStatus
}

/** A page of an organization's invitations, or of those to the app, each row shown by `view`. */
export async function invitationPage<Item>(
  tx: Transaction,
  { organizationId, input, now }: { organizationId: string | null; input: InvitationPageInput; now: Date },
  view: (row: InvitationRow) => Promise<Item>,
): Promise<Page<Item>> {
  const { limit, offset } = checkedPage(input)
  const { status = null } = input
  if (status !== null && !invitationStatuses.includes(status)) {
    throw new OrgkitError({ code: 'invalid_value', field: 'status' })
  }
  const after = input.cursor === undefined ? null : readInvitationCursor(input.cursor)
  const which = { organizationId, status, at: now.toISOString() }
  return pageOf<InvitationRow, Item>({
    limit,
    list: (most) => tx.invitations.list({ ...which, limit: most, offset, after }),
    cursorOf: invitationCursor,
    async view(rows) {
      const items: Item[] = []
      for (const row of rows) items.push(await view(row))
      return items
    },
    count: () => tx.invitations.count(which),
  })
}

export function invitationCursor(last: Pick<InvitationRow, 'createdAt' | 'id'>): string {
  return encodeCursor([last.createdAt, last.id])
}

export function readInvitationCursor(cursor: string): { createdAt: string; id: string } {
  const [createdAt = '', id = ''] = decodeCursor(cursor, 2)
  if (!isTime(createdAt)) throw new OrgkitError({ code: 'invalid_value', field: 'cursor' })
  return { createdAt, id }
}

/** A page of an organization's invitations, as those see them who may manage members. */
export function organizationInvitations(
  { tx, instance, now }: Pick<Scene, 'tx' | 'instance' | 'now'>,
  organizationId: string,
  input: InvitationPageInput,
) {
  const readFacts = factsReader(tx, instance, now)
  return invitationPage(tx, { organizationId, input, now }, async (row) =>
    viewInvitation(row, await readFacts(row), instance),
  )
}
