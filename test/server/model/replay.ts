import { addressKey, type OrganizationEvent, type OrgkitEvent } from '@orgkit/core'
import { type ModelRows, type StoredEvent, streamOf } from './rows'

/** What somebody knows of an organization who read nothing but its stream. */
interface Told {
  name: string
  slug: string | null
  /** User id → role key. */
  members: Map<string, string>
  /** Address key → id and role key. */
  invitations: Map<string, string>
  roles: Map<string, string>
  /** Domain id → version, mode and whether it is verified. */
  domains: Map<string, string>
  /** Who asks to join. */
  requesters: Map<string, string>
  memberCount: number
  isDeleted: boolean
}

/** Where the events of an instance do not tell what its rows are. */
export function untoldChanges(rows: ModelRows): string[] {
  const streams = streamsOf(rows)
  const broken: string[] = []
  for (const [stream, events] of streams) {
    const numbers = events.map(({ event }) => event.sequence)
    if (numbers.some((number, index) => number !== index + 1))
      broken.push(`${stream} has the events ${numbers.join()}`)
  }
  for (const organization of rows.organizations) {
    const { id, name, slug } = organization
    const told = replay(streams.get(`organization ${id}`) ?? [])
    const members = rows.memberships.filter((row) => row.organizationId === id)
    const pending = rows.invitations.filter((row) => row.organizationId === id && row.status === 'pending')
    const roles = rows.roles.filter((row) => row.organizationId === id)
    const domains = rows.domains.filter((row) => row.organizationId === id)
    const requests = rows.requests.filter((row) => row.organizationId === id && row.status === 'pending')
    const facts: [string, unknown, unknown][] = [
      ['name', told.name, name],
      ['slug', told.slug, slug],
      ['members', inOrder(told.members), inOrder(members.map(({ userId, roleKey }) => [userId, roleKey]))],
      [
        'invitations',
        inOrder(told.invitations),
        inOrder(pending.map((row) => [row.addressKey, `${row.id} ${row.roleKey}`])),
      ],
      ['roles', inOrder(told.roles), inOrder(roles.map((row) => [row.key, `${row.version} ${row.name}`]))],
      ['domains', inOrder(told.domains), inOrder(domains.map((row) => [row.id, sumOf(row)]))],
      [
        'requesters',
        inOrder(told.requesters),
        inOrder(requests.map(({ userId, domainName }) => [userId, domainName])),
      ],
      ['memberCount', told.memberCount, members.length],
      ['isDeleted', told.isDeleted, false],
    ]
    for (const [what, heard, is] of facts) {
      if (JSON.stringify(heard) !== JSON.stringify(is))
        broken.push(
          `the events of ${id} tell its ${what} as ${JSON.stringify(heard)}, the rows ${JSON.stringify(is)}`,
        )
    }
  }
  for (const { id } of rows.users) {
    const told = new Set<string>()
    for (const { event } of streams.get(`user ${id}`) ?? []) hearOwn(told, event)
    const own = rows.memberships.filter(({ userId }) => userId === id)
    const is = own
      .map(({ organizationId }) => organizationId)
      .sort()
      .join()
    const heard = [...told].sort().join()
    if (heard !== is) broken.push(`the events of ${id} tell their memberships as ${heard}, the rows ${is}`)
  }
  const ids = new Set(rows.organizations.map(({ id }) => id))
  for (const [stream, events] of streams) {
    const [kind, id] = stream.split(' ')
    if (kind === 'organization' && !ids.has(id ?? '') && events.at(-1)?.event.type !== 'organization.deleted')
      broken.push(`${stream} is gone, and its events do not end with that`)
  }
  return broken
}

function streamsOf({ events }: ModelRows): Map<string, StoredEvent[]> {
  const streams = new Map<string, StoredEvent[]>()
  for (const stored of events) {
    const stream = streamOf(stored.event)
    const known = streams.get(stream)
    if (known) known.push(stored)
    else streams.set(stream, [stored])
  }
  return streams
}

function inOrder(entries: Iterable<readonly [string, string]>): (readonly [string, string])[] {
  return [...entries].sort(([left], [right]) => (left < right ? -1 : 1))
}

function replay(events: readonly StoredEvent[]): Told {
  const told: Told = {
    name: '',
    slug: null,
    members: new Map(),
    invitations: new Map(),
    roles: new Map(),
    domains: new Map(),
    requesters: new Map(),
    memberCount: 0,
    isDeleted: false,
  }
  for (const { event, audit } of events) {
    // Where slugs are off an event names none; the trail tells of each change.
    const slug = audit?.target.kind === 'organization' ? audit.after?.slug : undefined
    if (slug !== undefined) told.slug = slug as string | null
    hear(told, event as OrganizationEvent)
  }
  return told
}

function hear(told: Told, event: OrganizationEvent): void {
  if ('counts' in event) told.memberCount = event.counts.memberCount
  switch (event.type) {
    case 'organization.created':
    case 'organization.updated':
      told.name = event.organization.name
      told.memberCount = event.organization.memberCount
      return
    case 'organization.deleted':
      told.isDeleted = true
      return
    case 'membership.created':
    case 'membership.role_changed':
      told.members.set(event.userId, event.membership.role.key)
      return
    case 'membership.deleted':
      told.members.delete(event.userId)
      return
    case 'invitation.created':
    case 'invitation.resent': {
      const { id, emailAddress, role } = event.invitation
      told.invitations.set(addressKey(emailAddress), `${id} ${role.key}`)
      return
    }
    case 'invitation.revoked':
    case 'invitation.accepted':
    case 'invitation.declined': {
      const key = addressKey(event.invitation.emailAddress)
      // One that had ended can be taken back too, while another one to the address waits.
      if (told.invitations.get(key)?.startsWith(`${event.invitation.id} `)) told.invitations.delete(key)
      return
    }
    case 'role.created':
    case 'role.updated':
      told.roles.set(event.role.key, `${event.role.version} ${event.role.name}`)
      return
    case 'domain.created':
    case 'domain.verification_started':
    case 'domain.verified':
    case 'domain.updated': {
      const { id, enrollmentMode, verifiedAt } = event.domain
      told.domains.set(id, sumOf({ enrollmentMode, verifiedAt }))
      return
    }
    case 'domain.deleted':
      told.domains.delete(event.domain.id)
      return
    case 'membership_request.created':
      told.requesters.set(event.request.user.id, event.request.domainName)
      return
    case 'membership_request.approved':
    case 'membership_request.declined':
    case 'membership_request.withdrawn':
      told.requesters.delete(event.request.user.id)
      return
    case 'role.deleted':
      return forget(told, event.roleKey, event.replacement?.key)
    default:
  }
}

/** What a user hears of their own memberships: the ids of their organizations. Roles may change for all their holders at once. */
function hearOwn(told: Set<string>, event: OrgkitEvent): void {
  switch (event.type) {
    case 'user_membership.created':
      told.add(event.membership.organization.id)
      return
    case 'user_membership.deleted':
      told.delete(event.organization.id)
      return
    default:
  }
}

const sumOf = ({ enrollmentMode, verifiedAt }: { enrollmentMode: string; verifiedAt: string | null }) =>
  `${enrollmentMode} ${verifiedAt}`

function forget(told: Told, roleKey: string, replacement: string | undefined): void {
  told.roles.delete(roleKey)
  if (replacement === undefined) return
  for (const [userId, key] of told.members) if (key === roleKey) told.members.set(userId, replacement)
  for (const [address, invitation] of told.invitations) {
    const [id, key] = invitation.split(' ')
    if (key === roleKey) told.invitations.set(address, `${id} ${replacement}`)
  }
}
