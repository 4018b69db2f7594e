import { OrgkitError } from '../errors'
import type { Instance } from '../model/instance'
import type { UserInvitation } from '../model/invitation'
import { compareKeys } from '../name-key'
import { addressKey } from '../rules/email-address'
import { signedIn } from './access'
import {
  type AutomaticInvitation,
  automaticInvitationsTo,
  viewAutomaticInvitation,
} from './automatic-invitation'
import type { Offer } from './enrollment'
import { instanceFor } from './scene'
import { query } from './command'
import { checkedPage } from './cursor'
import { invitationCursor, readInvitationCursor } from './invitation-page'
import { pageOf } from './page'
import { factsReader } from './invitation-facts'
import type { InvitationRow, Transaction, UserRow } from './store'
import { roleOf, viewOrganizationSummary } from './view'

const countPageSize = 50
/** Nobody can make a list so long that counting it takes for ever. */
const countMost = 500

interface Whose {
  user: UserRow
  instance: Instance
  now: Date
  /** What their domains offer them, where that is known. */
  offers?: readonly Offer[]
}

export const listUserInvitations = query(
  'listUserInvitations',
  async ({ tx, actor, instance, input, now }) => {
    const { limit } = checkedPage(input)
    if (input.offset !== undefined) throw new OrgkitError({ code: 'invalid_value', field: 'offset' })
    const after = input.cursor === undefined ? null : readInvitationCursor(input.cursor)
    const whose = { user: signedIn(actor), instance, now }
    return pageOf({
      limit,
      async list(most) {
        const sent = await rowsOf(tx, whose, { limit: most, after })
        const automatic = (await automaticInvitationsTo(tx, whose)).filter((row) => isBehind(row, after))
        return [...sent, ...automatic].sort(byNewest).slice(0, most)
      },
      cursorOf: invitationCursor,
      view: (rows) => viewAll(tx, rows, whose),
      count: () => countUserInvitations(tx, whose, countMost),
    })
  },
)

type Listed = InvitationRow | AutomaticInvitation
type Position = Pick<InvitationRow, 'createdAt' | 'id'>

/** The newest first, ties by id, descending in both, as the store lists those that were sent. */
function byNewest(left: Position, right: Position): number {
  return compareKeys(right.createdAt, left.createdAt) || compareKeys(right.id, left.id)
}

function isBehind(row: Position, after: Position | null): boolean {
  return after === null || byNewest(row, after) > 0
}

/**
 * How many invitations wait for the user's answer: those by domain, and those among the newest `most` that were sent, since
 * anybody can send some that nobody can answer.
 */
export async function countUserInvitations(
  tx: Transaction,
  whose: Whose,
  most = countPageSize,
): Promise<number> {
  let count = (await automaticInvitationsTo(tx, whose)).length
  let read = 0
  let after: InvitationRow | undefined
  do {
    const rows = await rowsOf(tx, whose, { limit: countPageSize, after: after ?? null })
    count += (await viewAll(tx, rows, whose)).length
    read += rows.length
    after = rows[countPageSize - 1]
  } while (after && read < most)
  return Math.min(count, most)
}

function rowsOf(
  tx: Transaction,
  { user, now }: Whose,
  page: { limit: number; after: { createdAt: string; id: string } | null },
): Promise<readonly InvitationRow[]> | readonly InvitationRow[] {
  const addressKeys = user.emails.filter(({ verified }) => verified).map(({ address }) => addressKey(address))
  if (addressKeys.length === 0) return []
  return tx.invitations.listByAddresses({ addressKeys, at: now.toISOString(), ...page })
}

/** Those that can be answered: not of organizations that the user is in by now, nor of inviters who lost what they offer. */
async function viewAll(
  tx: Transaction,
  rows: readonly Listed[],
  { user, instance: whole, now }: Whose,
): Promise<UserInvitation[]> {
  const items: UserInvitation[] = []
  const readFacts = factsReader(tx, whole, now)
  for (const row of rows) {
    if ('organization' in row) {
      items.push(viewAutomaticInvitation(row, whole))
      continue
    }
    const { id, organizationId, createdAt, expiresAt } = row
    if (organizationId === null) continue
    const organization = await tx.organizations.get(organizationId)
    if (!organization) continue
    const instance = await instanceFor(tx, whole, organization)
    const { status, inviter } = await readFacts(row, instance)
    if (status !== 'pending' || (await tx.memberships.get(organizationId, user.id))) continue
    const role = roleOf(instance, row.roleKey ?? '')
    items.push({
      id,
      source: 'invitation',
      organization: viewOrganizationSummary(organization, instance),
      role: { key: role.key, name: role.name },
      inviterName: inviter?.name ?? null,
      createdAt,
      expiresAt,
    })
  }
  return items
}
