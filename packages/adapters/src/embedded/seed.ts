import {
  type EmailAddress,
  type Identity,
  type Instance,
  normalizeName,
  proposeSlug,
  type RoleKey,
} from '@orgkit/core'
import type { MembershipRow, OrganizationRow, UserRow } from '@orgkit/core/engine'
import type { MemoryData } from './memory-tables'

export interface SeedUser {
  id: string
  name: string
  /** A verified address. Left out with `emails`: none. */
  email?: string
  emails?: readonly EmailAddress[]
  imageUrl?: string | null
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
  /** Counts against that user's creation limit. @default null */
  createdBy?: string | null
  /** ISO 8601, UTC. @default a minute after the one before, the last one a minute ago */
  createdAt?: string
  /** When each member last worked in it: user id → ISO 8601, UTC. @default never */
  lastActiveAt?: Readonly<Record<string, string>>
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
  const users = new Map(identities.map((identity) => [identity.id, newUserRow(identity)]))
  if (users.size < identities.length) refuseSeed('two users have the same id', 'give each its own')

  const roleKeys = new Set(instance.roles.map(({ key }) => key))
  const organizations = new Map<string, OrganizationRow>()
  const memberships: MembershipRow[] = []
  const latest = new Map<string, string>()
  const slugs = new Set<string>()
  const list = seed.organizations ?? []
  for (const [index, { slug, members, createdBy = null, lastActiveAt, ...given }] of list.entries()) {
    const { name, imageUrl = null } = given
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
      pendingInvitationCount: 0,
      membersMayDelete: instance.settings.membersMayDeleteOrganizations,
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
    if (createdBy !== null) {
      const creator = users.get(createdBy)
      if (!creator)
        refuseSeed(`"${name}" was created by the unknown user "${createdBy}"`, 'add that user to `users`')
      else creator.createdOrganizationCount++
    }
  }
  const data = {
    users: [...users.values()],
    organizations: [...organizations.values()],
    memberships,
    idempotency: [],
    events: [],
  }
  return { identities, data }
}

export function identityOf({ id, name, email, emails, imageUrl = null }: SeedUser): Identity {
  return {
    id,
    name,
    imageUrl,
    emails: emails ?? (email === undefined ? [] : [{ address: email, verified: true }]),
  }
}

function newUserRow({ id, name, emails, imageUrl = null }: Identity): UserRow {
  return {
    id,
    name,
    emails,
    imageUrl,
    organizationCount: 0,
    createdOrganizationCount: 0,
    lastActiveOrganizationId: null,
  }
}

function freeSlug(name: string, taken: ReadonlySet<string>): string | null {
  const slug = proposeSlug(name)
  if (slug === '') return null
  for (let count = 1; ; count++) {
    const candidate = count === 1 ? slug : `${slug.slice(0, 40).replace(/-+$/, '')}-${count}`
    if (!taken.has(candidate)) return candidate
  }
}

function refuseSeed(what: string, remedy: string): never {
  throw new Error(
    `embeddedAdapter: in \`seed\`, ${what}. The embedded backend starts from rows that fit together; ${remedy}.`,
  )
}
