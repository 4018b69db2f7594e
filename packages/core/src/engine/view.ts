import type { ActiveOrganization, AdministrationOffer, Member, UserMembership } from '../model/member'
import type { BackendOrganization, BackendUser } from '../model/backend'
import type { Instance, InstanceSettings, SessionSettings } from '../model/instance'
import type { Organization, OrganizationSummary } from '../model/organization'
import type { Role, RoleKey, RoleSummary } from '../model/role'
import type { User } from '../model/user'
import type { Authority } from '../rules/authorization'
import {
  type CreationFacts,
  creationLimit,
  deletionLimit,
  invitationLimit,
  joiningLimit,
  seatLimit,
} from '../rules/organization'
import { isAdministratorRole } from '../rules/role'
import { membershipLimitOf } from '../rules/settings'
import type {
  AdministrationOfferRow,
  MemberRow,
  MembershipRow,
  OrganizationRow,
  UserMembershipRow,
  UserRow,
} from './store'

/** A role that was taken away meanwhile grants nothing; its key is shown for its name. */
export function roleOf(instance: Instance, key: RoleKey): Role {
  return (
    instance.roles.find((role) => role.key === key) ?? { key, name: key, description: null, permissions: [] }
  )
}

export function roleSummary(instance: Instance, roleKey: RoleKey): RoleSummary {
  const { key, name } = roleOf(instance, roleKey)
  return { key, name }
}

/** What the holder of a role may do. */
export function authorityOf(instance: Instance, key: RoleKey): Authority & { role: Role } {
  const role = roleOf(instance, key)
  return { role, permissions: role.permissions }
}

export function viewUser({ id, name, imageUrl, emails }: UserRow): User {
  return { id, name, imageUrl, emails }
}

/** What a browser is told of the settings. */
export function viewSettings({
  invitationsPerHour: _sent,
  backendRequestsPerTenSeconds: _asked,
  invitationReminderDays: _days,
  terms: _terms,
  profileFields: _fields,
  ...settings
}: InstanceSettings): SessionSettings {
  return settings
}

/** What decides whether the user may create an organization. */
export function creationFacts(user: UserRow, { settings }: Instance): CreationFacts {
  const { createdOrganizationCount: createdCount, mayCreateOrganizations, creationLimit: own } = user
  return { settings, createdCount, mayCreateOrganizations, creationLimit: own }
}

export function viewBackendUser(row: UserRow, instance: Instance): BackendUser {
  const { organizationCount, createdOrganizationCount, mayCreateOrganizations } = row
  return {
    ...viewUser(row),
    organizationCount,
    createdOrganizationCount,
    mayCreateOrganizations,
    creationLimit: row.creationLimit,
    metadata: row.metadata,
    acceptedTermsVersion: row.acceptedTermsVersion,
    acceptedTermsAt: row.acceptedTermsAt,
    limits: { createOrganization: creationLimit(creationFacts(row, instance)) },
  }
}

/** `row`: with the invitations that have not expired. */
export function viewBackendOrganization(row: OrganizationRow, instance: Instance): BackendOrganization {
  const maximum = membershipLimitOf(row, instance)
  return {
    ...viewOrganization(row, instance),
    createdByUserId: row.createdByUserId,
    membershipLimit: row.membershipLimit,
    limits: { inviteMember: seatLimit(row, maximum), addMember: joiningLimit(row, maximum) },
  }
}

export function viewOrganization(row: OrganizationRow, instance: Instance): Organization {
  const {
    id,
    name,
    imageUrl,
    memberCount,
    pendingInvitationCount,
    pendingRequestCount,
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
    pendingRequestCount,
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

/** `organization`: with the invitations that have not expired. `instance`: with the organization's own roles. */
export function viewActive(
  organization: OrganizationRow,
  membership: MembershipRow,
  instance: Instance,
  administrationOffers: readonly AdministrationOffer[] = [],
): ActiveOrganization {
  const authority = authorityOf(instance, membership.roleKey)
  const { permissions } = authority
  const maximum = membershipLimitOf(organization, instance)
  return {
    organization: viewOrganization(organization, instance),
    membership: {
      role: roleSummary(instance, membership.roleKey),
      permissions,
      joinedAt: membership.joinedAt,
    },
    limits: {
      inviteMember: invitationLimit(organization, maximum, authority),
      addMember: joiningLimit(organization, maximum),
      deleteOrganization: deletionLimit(organization, authority),
    },
    administrationOffers,
  }
}

export function viewMember({ user, roleKey, joinedAt }: MemberRow, instance: Instance): Member {
  const role = roleOf(instance, roleKey)
  const { id, name, imageUrl, emails } = user
  const emailAddress = (emails.find(({ verified }) => verified) ?? emails[0])?.address ?? null
  return {
    user: { id, name, imageUrl, emailAddress },
    role: { key: role.key, name: role.name },
    isAdministrator: isAdministratorRole(role),
    joinedAt,
  }
}

/** `giver`: whoever offers, with the role that they hold now. */
export function viewOffer(
  row: AdministrationOfferRow,
  {
    giver,
    receiver,
  }: { giver: { id: string; name: string; roleKey: RoleKey }; receiver: { id: string; name: string } },
  instance: Instance,
): AdministrationOffer {
  return {
    from: { id: giver.id, name: giver.name },
    to: { id: receiver.id, name: receiver.name },
    role: roleSummary(instance, giver.roleKey),
    nextRole: roleSummary(instance, row.nextRoleKey),
    createdAt: row.createdAt,
  }
}
