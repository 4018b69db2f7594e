import {
  defaultAdminRole,
  defaultInstanceSettings,
  type ActiveOrganization,
  type AdministrationEvent,
  type AdministrationOffer,
  type AvailableRole,
  type Domain,
  type DomainEvent,
  type SessionSettings,
  type Invitation,
  type InvitationEvent,
  type Member,
  type MembershipRequest,
  type MembershipRequestEvent,
  type Organization,
  type OrganizationCounts,
  type OrgkitEvent,
  type Page,
  type Session,
  type SessionAnswer,
  type Suggestion,
  type UserInvitation,
  type UserMembership,
} from '@orgkit/core'
import type { AcceptInvitationOutput, PreviewInvitationOutput } from '@orgkit/core/contract/app'

const at = '2026-01-01T00:00:00.000Z'

const {
  invitationsPerHour: _invitationsPerHour,
  backendRequestsPerTenSeconds: _backendRequestsPerTenSeconds,
  ...shownSettings
} = defaultInstanceSettings

export const settings: SessionSettings = {
  ...shownSettings,
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
    pendingRequestCount: 0,
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
    limits: {
      inviteMember: { allowed: true, reason: null, used: 1, maximum: 5 },
      addMember: { allowed: true, reason: null, used: 1, maximum: 5 },
      deleteOrganization: { allowed: true, reason: null, used: 0, maximum: null },
    },
    administrationOffers: [],
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
  settings?: Partial<SessionSettings>
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
      invitationCount: 0,
      suggestionCount: 0,
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
    event({
      type: 'membership.created',
      organizationId,
      userId: 'user_ada',
      membership: membership(slug),
      counts: { memberCount: 1, pendingInvitationCount: 0 },
    }),
  ]
}

export function created(slug: string, events = creationEvents(slug)) {
  return { organization: organization(slug), membership: membership(slug), active: active(slug), events }
}

/** `role('editor')` is one of an organization's own, with the key `org:editor` and the name `Editor`. */
export function role(key: string, permissions: AvailableRole['permissions'] = []): AvailableRole {
  const name = key.charAt(0).toUpperCase() + key.slice(1)
  return { key: `org:${key}`, name, description: null, permissions, isOwn: true, version: 1 }
}

/** A member of Acme gets a role. */
export function roleChanged(
  userId: string,
  { permissions, key, name }: AvailableRole,
  slug = 'acme',
): OrgkitEvent {
  return event({
    type: 'membership.role_changed',
    organizationId: `org_${slug}`,
    userId,
    membership: { ...membership(slug), role: { key, name } },
    permissions,
  })
}

/** The Admin's role, from one to another of `ada`, `grace` and others. */
export function administrationOffer(from: string, to: string): AdministrationOffer {
  const person = (key: string) => ({ id: `user_${key}`, name: key })
  return {
    from: person(from),
    to: person(to),
    role: { key: 'org:admin', name: 'Admin' },
    nextRole: { key: 'org:member', name: 'Member' },
    createdAt: at,
  }
}

/** A hand-over in Acme. */
export function handOver(type: AdministrationEvent['type'], from: string, to: string): OrgkitEvent {
  const offer = administrationOffer(from, to)
  return event({ type, organizationId: 'org_acme', offer }, `user_${from}`)
}

/** A page with these rows, the only one unless `rest` says otherwise. */
export function pageOf<Item>(items: readonly Item[], rest: Partial<Page<Item>> = {}): Page<Item> {
  return { items, nextCursor: null, totalCount: items.length, ...rest }
}

/** `member('grace')` has the id `user_grace` and the name `Grace`. */
export function member(key: string): Member {
  return {
    user: {
      id: `user_${key}`,
      name: key.charAt(0).toUpperCase() + key.slice(1),
      imageUrl: null,
      emailAddress: `${key}@acme.test`,
    },
    role: { key: 'org:member', name: 'Member' },
    isAdministrator: false,
    joinedAt: at,
  }
}

/** `invitation('grace')` has the id `inv_grace` and goes to `grace@acme.test`, into Acme. */
export function invitation(key: string, changes: Partial<Invitation> = {}): Invitation {
  return {
    id: `inv_${key}`,
    organizationId: 'org_acme',
    emailAddress: `${key}@acme.test`,
    role: { key: 'org:member', name: 'Member' },
    status: 'pending',
    inviter: { id: 'user_ada', name: 'Ada' },
    createdAt: at,
    sentAt: at,
    expiresAt: '2026-01-31T00:00:00.000Z',
    ...changes,
  }
}

/** `userInvitation('zeta')` has the id `inv_zeta` and leads into Zeta. */
export function userInvitation(slug: string): UserInvitation {
  return {
    id: `inv_${slug}`,
    source: 'invitation',
    organization: membership(slug).organization,
    role: { key: 'org:member', name: 'Member' },
    inviterName: 'Grace',
    createdAt: at,
    expiresAt: '2026-01-31T00:00:00.000Z',
  }
}

export function preview(refusal: PreviewInvitationOutput['refusal'] = null): PreviewInvitationOutput {
  return {
    invitation: {
      kind: 'organization',
      status: 'pending',
      organizationName: 'Zeta',
      inviterName: 'Grace',
      role: { key: 'org:member', name: 'Member' },
      expiresAt: '2026-01-31T00:00:00.000Z',
    },
    refusal,
  }
}

export const counts = (memberCount: number, pendingInvitationCount: number): OrganizationCounts => ({
  memberCount,
  pendingInvitationCount,
})

export function invitationEvent(
  type: InvitationEvent['type'],
  row: Invitation,
  after: OrganizationCounts,
  actorUserId?: string,
): OrgkitEvent {
  const draft = { type, organizationId: row.organizationId, invitation: row, counts: after }
  return event(draft as Draft, actorUserId)
}

/** The events of Ada accepting an invitation to an address of hers. */
export function joiningEvents(slug: string): OrgkitEvent[] {
  const organizationId = `org_${slug}`
  const accepted = invitation(slug, { organizationId, emailAddress: 'Ada@acme.test', status: 'accepted' })
  const after = counts(2, 0)
  return [
    invitationEvent('invitation.accepted', accepted, after),
    event({
      type: 'membership.created',
      organizationId,
      userId: 'user_ada',
      membership: membership(slug),
      counts: after,
    }),
  ]
}

export function joined(slug: string, events = joiningEvents(slug)): AcceptInvitationOutput {
  return { active: active(slug), isFirstMember: false, events }
}

export function leaving(slug: string, userId = 'user_ada', after = counts(1, 0)): OrgkitEvent {
  return event({ type: 'membership.deleted', organizationId: `org_${slug}`, userId, counts: after }, userId)
}

/** `domain('acme.test')` is one of Acme's, and suggests it. */
export function domain(name: string, changes: Partial<Domain> = {}): Domain {
  return {
    id: `dom_${name}`,
    organizationId: 'org_acme',
    name,
    status: 'verified',
    enrollmentMode: 'automatic_suggestion',
    verification: null,
    pendingRequestCount: 0,
    createdAt: at,
    verifiedAt: at,
    version: 1,
    ...changes,
  }
}

export function domainEvent(type: DomainEvent['type'], row: Domain): OrgkitEvent {
  return event({ type, organizationId: row.organizationId, domain: row } as Draft)
}

/** `membershipRequest('grace')` is one of `user_grace` to join Acme. */
export function membershipRequest(key: string, changes: Partial<MembershipRequest> = {}): MembershipRequest {
  return {
    organizationId: 'org_acme',
    user: { id: `user_${key}`, name: key, imageUrl: null, emailAddress: `${key}@acme.test` },
    domainName: 'acme.test',
    status: 'pending',
    createdAt: at,
    ...changes,
  }
}

export function requestEvent(
  type: MembershipRequestEvent['type'],
  request: MembershipRequest,
  pendingRequestCount: number,
): OrgkitEvent {
  return event({ type, organizationId: request.organizationId, request, pendingRequestCount } as Draft)
}

/** `suggestion('zeta')` has the id `sug_zeta` and leads into Zeta. */
export function suggestion(slug: string, status: Suggestion['status'] = 'open'): Suggestion {
  return {
    id: `sug_${slug}`,
    organization: membership(slug).organization,
    domainName: `${slug}.test`,
    status,
    requestedAt: status === 'open' ? null : at,
  }
}

export function suggestionEvent(after: Suggestion, userId = 'user_ada'): OrgkitEvent {
  return event({ type: 'user_suggestion.updated', userId, suggestion: after }, userId)
}

export function dismissal(suggestionId: string, userId = 'user_ada'): OrgkitEvent {
  return event({ type: 'user_suggestion.dismissed', userId, suggestionId }, userId)
}
