import {
  type EmailAddress,
  addressKey,
  type Identity,
  type Instance,
  invitationDefaultDays,
  type InvitationStatus,
  type LimitOverride,
  normalizeName,
  type PermitOverride,
  proposeSlug,
  type RoleKey,
  type UserMetadata,
} from '@orgkit/core'
import type { DomainRow, InvitationRow, MembershipRow, OrganizationRow, UserRow } from '@orgkit/core/engine'
import { emptyData, type MemoryData } from './memory-tables'
import { newUser } from './memory-users'
import { domainRow, type SeedDomain } from './seed-domains'
import { refuseSeed } from './seed-refusal'

export interface SeedUser {
  id: string
  name: string
  /** A verified address. Left out with `emails`: none. */
  email?: string
  emails?: readonly EmailAddress[]
  imageUrl?: string | null
  /** A10, against the instance's setting. @default 'instance' */
  mayCreateOrganizations?: PermitOverride
  /** A11, against the instance's setting. @default 'instance' */
  creationLimit?: LimitOverride
  /** Answers of `complete-profile`. @default none */
  metadata?: UserMetadata
  /** Of the terms that they accepted. @default null */
  acceptedTermsVersion?: string | null
}

export interface SeedOrganization {
  /** Holds a `_`, as no slug does. @default `org_` and its place in the list */
  id?: string
  name: string
  /** Kept also where slugs are off, so that they can be turned on. `null`: none. @default proposed from the name */
  slug?: string | null
  imageUrl?: string | null
  /** User id → role key. */
  members: Readonly<Record<string, RoleKey>>
  /** A6, against the instance's setting. @default 'instance' */
  membershipLimit?: LimitOverride
  /** Counts against that user's creation limit. @default null */
  createdBy?: string | null
  /** ISO 8601, UTC. @default a minute after the one before, the last one a minute ago */
  createdAt?: string
  /** Invitations that wait for an answer, or have been answered. @default none */
  invitations?: readonly SeedInvitation[]
  /** E-mail domains (A8), for whatever reason they are theirs. @default none */
  domains?: readonly SeedDomain[]
  /** When each member last worked in it: user id → ISO 8601, UTC. @default never */
  lastActiveAt?: Readonly<Record<string, string>>
}

export interface SeedInvitation {
  /** @default `inv_` and its place in the list */
  id?: string
  emailAddress: string
  /** @default the instance's default role */
  roleKey?: RoleKey
  /** User id; `null`: the backend API. @default the first member */
  invitedBy?: string | null
  /** @default 'pending' */
  status?: InvitationStatus
  /** ISO 8601, UTC. @default an hour ago */
  createdAt?: string
  /** ISO 8601, UTC. @default 30 days after */
  expiresAt?: string
}

export interface Seed {
  users: readonly SeedUser[]
  organizations?: readonly SeedOrganization[]
}

export interface SeedData {
  identities: readonly Identity[]
  data: MemoryData
}

/** Rows for the seed. Throws on what could not have come about: unknown users or roles, anything taken twice. */
export function buildSeed(seed: Seed, instance: Instance, now: Date): SeedData {
  const identities = seed.users.map(identityOf)
  const users = new Map(seed.users.map((user) => [user.id, newUserRow(user)]))
  if (users.size < identities.length) refuseSeed('two users have the same id', 'give each its own')

  const roleKeys = new Set(instance.roles.map(({ key }) => key))
  const organizations = new Map<string, OrganizationRow>()
  const memberships: MembershipRow[] = []
  const invitations: InvitationRow[] = []
  const domains: DomainRow[] = []
  const latest = new Map<string, string>()
  const slugs = new Set<string>()
  const list = seed.organizations ?? []
  for (const [index, entry] of list.entries()) {
    const { slug, members, createdBy = null, lastActiveAt, invitations: invited = [], ...given } = entry
    const { name, imageUrl = null, membershipLimit = 'instance' } = given
    const id = given.id ?? `org_${String(index + 1).padStart(10, '0')}`
    const createdAt =
      given.createdAt ?? new Date(now.getTime() - (list.length - index) * 60_000).toISOString()
    const memberIds = Object.keys(members)
    if (!id.includes('_')) refuseSeed(`the organization id "${id}" holds no "_"`, `write it as "org_${id}"`)
    if (organizations.has(id)) refuseSeed(`two organizations have the id "${id}"`, 'give each its own')
    if (slug && slugs.has(slug)) refuseSeed(`two organizations have the slug "${slug}"`, 'give each its own')
    const place = {
      id,
      name: normalizeName(name),
      slug: slug === undefined ? freeSlug(name, slugs) : slug,
      imageUrl,
    }
    if (place.slug !== null) slugs.add(place.slug)
    organizations.set(id, {
      ...place,
      memberCount: memberIds.length,
      pendingInvitationCount: invited.filter(({ status = 'pending' }) => status === 'pending').length,
      pendingRequestCount: 0,
      membersMayDelete: instance.settings.membersMayDeleteOrganizations,
      membershipLimit,
      roleCount: 0,
      createdByUserId: createdBy,
      createdAt,
      updatedAt: createdAt,
      version: 1,
    })
    for (const userId of memberIds) {
      const roleKey = members[userId]!
      const user =
        users.get(userId) ??
        refuseSeed(`"${name}" has the unknown member "${userId}"`, 'add that user to `users`')
      if (!roleKeys.has(roleKey))
        refuseSeed(`"${name}" has the unknown role "${roleKey}"`, 'add that role to `roles`')
      user.organizationCount++
      const activeAt = lastActiveAt?.[userId] ?? null
      memberships.push({ organizationId: id, userId, roleKey, joinedAt: createdAt, lastActiveAt: activeAt })
      if (activeAt !== null && activeAt > (latest.get(userId) ?? '')) {
        latest.set(userId, activeAt)
        user.lastActiveOrganizationId = id
      }
    }
    for (const invitation of invited) {
      const inviterUserId = invitation.invitedBy === undefined ? (memberIds[0] ?? null) : invitation.invitedBy
      const place = invitations.length + 1
      invitations.push(invitationRow(invitation, { organizationId: id, inviterUserId, place, instance, now }))
    }
    for (const domain of entry.domains ?? []) {
      domains.push(domainRow(domain, { organizationId: id, createdAt, others: domains }))
    }
    if (createdBy !== null) {
      const creator = users.get(createdBy)
      if (!creator)
        refuseSeed(`"${name}" was created by the unknown user "${createdBy}"`, 'add that user to `users`')
      else creator.createdOrganizationCount++
    }
  }
  const data = {
    ...emptyData,
    users: [...users.values()],
    organizations: [...organizations.values()],
    memberships,
    invitations,
    domains,
  }
  return { identities, data }
}

function invitationRow(
  { id, emailAddress, roleKey, status = 'pending', ...times }: SeedInvitation,
  {
    organizationId,
    inviterUserId,
    place,
    instance,
    now,
  }: { organizationId: string; inviterUserId: string | null; place: number; instance: Instance; now: Date },
): InvitationRow {
  const createdAt = times.createdAt ?? new Date(now.getTime() - 3_600_000).toISOString()
  const dayMilliseconds = 86_400_000
  const lastsUntil = new Date(Date.parse(createdAt) + invitationDefaultDays * dayMilliseconds)
  return {
    id: id ?? `inv_${String(place).padStart(10, '0')}`,
    organizationId,
    emailAddress,
    addressKey: addressKey(emailAddress),
    roleKey: roleKey ?? instance.settings.defaultRoleKey,
    status,
    inviterUserId,
    expiresInDays: invitationDefaultDays,
    createdAt,
    sentAt: createdAt,
    expiresAt: times.expiresAt ?? lastsUntil.toISOString(),
    version: 1,
  }
}

export function identityOf({ id, name, email, emails, imageUrl = null }: SeedUser): Identity {
  return {
    id,
    name,
    imageUrl,
    emails: emails ?? (email === undefined ? [] : [{ address: email, verified: true }]),
  }
}

function newUserRow(user: SeedUser): UserRow {
  const { mayCreateOrganizations = 'instance', creationLimit = 'instance' } = user
  const { metadata = {}, acceptedTermsVersion = null } = user
  const { id, name, emails, imageUrl = null } = identityOf(user)
  const kept = { mayCreateOrganizations, creationLimit, metadata, acceptedTermsVersion }
  return { ...newUser, id, name, emails, imageUrl, ...kept }
}

function freeSlug(name: string, taken: ReadonlySet<string>): string | null {
  const slug = proposeSlug(name)
  if (slug === '') return null
  for (let count = 1; ; count++) {
    const candidate = count === 1 ? slug : `${slug.slice(0, 40).replace(/-+$/, '')}-${count}`
    if (!taken.has(candidate)) return candidate
  }
}
