import type { OrgkitEvent } from '../model/event'
import { addressKey } from '../rules/email-address'
import { ofInvitation } from './audit'
import { countsOf, factsOf, viewInvitation } from './invitation-facts'
import type { Scene } from './scene'
import type { InvitationRow, OrganizationRow, UserRow } from './store'

/* Invitations of somebody who joins: all of them are answered by it, or the others would hold seats that nobody can take. */

/** Invitations to one of the user's verified addresses that still count as pending, expired or not. */
export async function invitationsTo(
  { tx }: Scene,
  { id }: OrganizationRow,
  { emails }: UserRow,
): Promise<InvitationRow[]> {
  const keys = new Set(emails.filter(({ verified }) => verified).map(({ address }) => addressKey(address)))
  const rows: InvitationRow[] = []
  for (const key of keys) {
    const row = await tx.invitations.findPending(id, key)
    if (row) rows.push(row)
  }
  return rows
}

/**
 * Marks them as accepted, before the user joins. Gives the organization without their seats; whoever makes the user a member writes
 * its counters. `organization`: under lock.
 */
export async function endAccepted(
  scene: Scene,
  organization: OrganizationRow,
  rows: readonly InvitationRow[],
): Promise<{ organization: OrganizationRow; events: OrgkitEvent[] }> {
  const { tx, instance, now, tell } = scene
  const pendingInvitationCount = organization.pendingInvitationCount - rows.length
  const after = { ...organization, pendingInvitationCount, memberCount: organization.memberCount + 1 }
  const events: OrgkitEvent[] = []
  for (const row of rows) {
    const facts = await factsOf(tx, instance, row, now)
    await tx.invitations.update(row, { status: 'accepted' })
    const invitation = viewInvitation(row, { ...facts, status: 'accepted' }, instance)
    const counts = await countsOf(tx, after, now)
    events.push(
      await tell(
        { type: 'invitation.accepted', organizationId: organization.id, invitation, counts },
        ofInvitation(row, { before: { status: facts.status }, after: { status: 'accepted' } }),
      ),
    )
  }
  return { organization: { ...organization, pendingInvitationCount }, events }
}
