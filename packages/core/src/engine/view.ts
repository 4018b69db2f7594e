import type { ActiveOrganization, UserMembership } from '../model/member'
import type { Instance } from '../model/instance'
import type { Organization, OrganizationSummary } from '../model/organization'
import type { Role, RoleKey } from '../model/role'
import type { User } from '../model/user'
import type { Authority } from '../rules/authorization'
import { seatLimit } from '../rules/organization'
import type { MembershipRow, OrganizationRow, UserMembershipRow, UserRow } from './store'

/** A role that was taken away meanwhile grants nothing; its key is shown for its name. */
export function roleOf(instance: Instance, key: RoleKey): Role {
  return (
    instance.roles.find((role) => role.key === key) ?? { key, name: key, description: null, permissions: [] }
  )
}

/** What the holder of a role may do. */
export function authorityOf(instance: Instance, key: RoleKey): Authority & { role: Role } {
  const role = roleOf(instance, key)
  return { role, permissions: role.permissions }
}

export function viewUser({ id, name, imageUrl, emails }: UserRow): User {
  return { id, name, imageUrl, emails }
}

export function viewOrganization(row: OrganizationRow, instance: Instance): Organization {
  const {
    id,
    name,
    imageUrl,
    memberCount,
    pendingInvitationCount,
    membersMayDelete,
    createdAt,
    updatedAt,
    version,
  } = row
  const slug = slugOf(row, instance)
  return {
    id,
    name,
    slug,
    imageUrl,
    memberCount,
    pendingInvitationCount,
    membersMayDelete,
    createdAt,
    updatedAt,
    version,
  }
}

/** Where slugs are off none is sent, also not one that was given while they were on (A9). */
function slugOf(row: { slug: string | null }, instance: Instance): string | null {
  return instance.settings.slugs ? row.slug : null
}

/** Field by field: a command may hand in a whole row, and a list shows no more than this of it. */
export function viewOrganizationSummary(
  { id, name, slug, imageUrl }: OrganizationSummary,
  instance: Instance,
): OrganizationSummary {
  return { id, name, slug: slugOf({ slug }, instance), imageUrl }
}

export function viewUserMembership(row: UserMembershipRow, instance: Instance): UserMembership {
  const role = roleOf(instance, row.roleKey)
  return {
    organization: viewOrganizationSummary(row.organization, instance),
    role: { key: role.key, name: role.name },
    joinedAt: row.joinedAt,
    lastActiveAt: row.lastActiveAt,
  }
}

export function viewActive(
  organization: OrganizationRow,
  membership: MembershipRow,
  instance: Instance,
): ActiveOrganization {
  const { key, name, permissions } = roleOf(instance, membership.roleKey)
  return {
    organization: viewOrganization(organization, instance),
    membership: { role: { key, name }, permissions, joinedAt: membership.joinedAt },
    limits: { members: seatLimit(organization, instance.settings.membershipLimit) },
  }
}
