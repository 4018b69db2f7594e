import type { Instance } from '../model/instance'
import type { OrganizationCounts } from '../model/event'
import type { Invitation, InvitationStatus } from '../model/invitation'
import { has } from '../rules/authorization'
import { invitationStatus } from '../rules/invitation'
import { checkGrantRole } from '../rules/role'
import type { InvitationRow, MembershipRow, OrganizationRow, Transaction, UserRow } from './store'
import { authorityOf, roleOf } from './view'

/** An invitation with what can only be known by looking further. */
export interface InvitationFacts {
  status: InvitationStatus
  /** Who sent it last; `null`: the backend API, or somebody who is gone. */
  inviter: UserRow | null
}

/** The invitation as of now: with what its inviter may still give. */
export function factsOf(
  tx: Transaction,
  instance: Instance,
  row: InvitationRow,
  now: Date,
): Promise<InvitationFacts> {
  return factsReader(tx, instance, now)(row)
}

/**
 * `factsOf` for a list: each inviter is read once, however many they sent. Rows of several organizations come with the instance as
 * their organization sees it.
 */
export function factsReader(tx: Transaction, whole: Instance, now: Date) {
  const users = new Map<string, UserRow | null>()
  const memberships = new Map<string, MembershipRow | null>()

  /** Whether whoever sent it could send it now. Asked at each look: a role may have changed since, or its permissions. */
  async function isEntitled(
    { organizationId, inviterUserId, roleKey }: InvitationRow,
    instance: Instance,
  ): Promise<boolean> {
    if (organizationId === null || roleKey === null) return true
    const role = instance.roles.find(({ key }) => key === roleKey) ?? null
    if (inviterUserId === null) return role !== null
    const membership = await once(memberships, JSON.stringify([organizationId, inviterUserId]), () =>
      tx.memberships.get(organizationId, inviterUserId),
    )
    if (!membership) return false
    const inviter = authorityOf(instance, membership.roleKey)
    return (
      has(inviter, { permission: 'org:sys_memberships:manage' }) && checkGrantRole(role, inviter) === null
    )
  }

  return async (row: InvitationRow, instance = whole): Promise<InvitationFacts> => {
    const { inviterUserId } = row
    const inviter =
      inviterUserId === null ? null : await once(users, inviterUserId, () => tx.users.get(inviterUserId))
    const isInviterEntitled = row.status !== 'pending' || (await isEntitled(row, instance))
    return { status: invitationStatus(row, { now, isInviterEntitled }), inviter }
  }
}

async function once<Value>(
  known: Map<string, Value>,
  key: string,
  read: () => Promise<Value>,
): Promise<Value> {
  const before = known.get(key)
  if (before !== undefined) return before
  const value = await read()
  known.set(key, value)
  return value
}

export function viewInvitation(
  row: InvitationRow,
  { status, inviter }: InvitationFacts,
  instance: Instance,
): Invitation {
  const role = roleOf(instance, row.roleKey ?? '')
  return {
    id: row.id,
    organizationId: row.organizationId ?? '',
    emailAddress: row.emailAddress,
    role: { key: role.key, name: role.name },
    status,
    inviter: inviter && { id: inviter.id, name: inviter.name },
    createdAt: row.createdAt,
    sentAt: row.sentAt,
    expiresAt: row.expiresAt,
  }
}

/** Members, and invitations that hold a seat now. The kept counter also counts those whose time has run out. */
export async function countsOf(
  tx: Transaction,
  { id, memberCount, pendingInvitationCount }: Pick<OrganizationRow, 'id' | keyof OrganizationCounts>,
  now: Date,
): Promise<OrganizationCounts> {
  const pending = pendingInvitationCount === 0 ? 0 : await tx.invitations.countPending(id, now.toISOString())
  return { memberCount, pendingInvitationCount: pending }
}
