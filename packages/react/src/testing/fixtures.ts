import {
  defaultAdminRole,
  defaultInstanceSettings,
  type ActiveOrganization,
  type InstanceSettings,
  type Organization,
  type OrgkitEvent,
  type Page,
  type Session,
  type SessionAnswer,
  type UserMembership,
} from '@orgkit/core'

const at = '2026-01-01T00:00:00.000Z'

export const settings: InstanceSettings = {
  ...defaultInstanceSettings,
  organizationsEnabled: true,
  personalAccounts: true,
  slugs: true,
}

/** `organization('acme')` has the id `org_acme`, the slug `acme` and the name `Acme`. */
export function organization(slug: string, changes: Partial<Organization> = {}): Organization {
  return {
    id: `org_${slug}`,
    name: slug.charAt(0).toUpperCase() + slug.slice(1),
    slug,
    imageUrl: null,
    memberCount: 1,
    pendingInvitationCount: 0,
    membersMayDelete: true,
    createdAt: at,
    updatedAt: at,
    version: 1,
    ...changes,
  }
}

export function active(slug: string, changes: Partial<Organization> = {}): ActiveOrganization {
  return {
    organization: organization(slug, changes),
    membership: {
      role: { key: 'org:admin', name: 'Admin' },
      permissions: [...defaultAdminRole.permissions, 'org:notes:write'],
      joinedAt: at,
    },
    limits: { members: { allowed: true, reason: null, used: 1, maximum: 5 } },
  }
}

export function membership(slug: string): UserMembership {
  const { id, name, imageUrl } = organization(slug)
  return {
    organization: { id, name, slug, imageUrl },
    role: { key: 'org:admin', name: 'Admin' },
    joinedAt: at,
    lastActiveAt: null,
  }
}

export function page(
  slugs: readonly string[],
  rest: Partial<Page<UserMembership>> = {},
): Page<UserMembership> {
  return { items: slugs.map(membership), nextCursor: null, totalCount: slugs.length, ...rest }
}

export interface SessionFixture {
  userId?: string
  active?: string | null
  slugs?: readonly string[]
  memberships?: Page<UserMembership>
  changes?: Partial<Session>
  settings?: Partial<InstanceSettings>
}

export function session({
  userId = 'user_ada',
  active: slug = 'acme',
  slugs = ['acme', 'blue', 'coop'],
  memberships = page(slugs),
  changes,
  settings: changedSettings,
}: SessionFixture = {}): SessionAnswer {
  return {
    settings: { ...settings, ...changedSettings },
    session: {
      status: 'active',
      user: { id: userId, name: userId === 'user_ada' ? 'Ada' : 'Grace', imageUrl: null, emails: [] },
      tasks: [],
      active: slug === null ? null : active(slug),
      activeError: null,
      memberships,
      limits: { createOrganization: { allowed: true, reason: null, used: 1, maximum: 3 } },
      ...changes,
    },
  }
}

/** Ada must choose an organization first, and has none. */
export function pendingSession(): SessionAnswer {
  const changes = { status: 'pending', tasks: [{ key: 'choose-organization' }] } as const
  return session({ active: null, slugs: [], changes, settings: { personalAccounts: false } })
}

export const signedOut: SessionAnswer = { session: null, settings }

let lastEvent = 0

type Draft = OrgkitEvent extends infer Event
  ? Event extends OrgkitEvent
    ? Omit<Event, 'id' | 'at' | 'sequence' | 'actorUserId'>
    : never
  : never

export function event(draft: Draft, actorUserId = 'user_ada'): OrgkitEvent {
  lastEvent++
  return { id: `evt_${lastEvent}`, at, sequence: lastEvent, actorUserId, ...draft }
}

/** The events of Ada creating an organization. */
export function creationEvents(slug: string): OrgkitEvent[] {
  const organizationId = `org_${slug}`
  return [
    event({ type: 'organization.created', organizationId, organization: organization(slug) }),
    event({ type: 'membership.created', organizationId, userId: 'user_ada', membership: membership(slug) }),
  ]
}

export function created(slug: string, events = creationEvents(slug)) {
  return { organization: organization(slug), membership: membership(slug), active: active(slug), events }
}
