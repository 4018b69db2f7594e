import type { Instance } from '@orgkit/core'
import type { OrganizationRow } from '@orgkit/core/engine'
import type { ModelRows } from './rows'

/* What holds of the rows of an instance after every command, whatever was asked. Each says in words what it found. */

export function brokenRules(rows: ModelRows): string[] {
  return [
    ...administrators(rows),
    ...belonging(rows),
    ...counters(rows),
    ...slugs(rows),
    ...onePendingEach(rows),
    ...domains(rows),
    ...requests(rows),
    ...rolesOfInstance(rows.instance),
  ]
}

const manage = 'org:sys_memberships:manage'

function rolesIn(rows: ModelRows, organizationId: string) {
  return [...rows.instance.roles, ...rows.roles.filter((role) => role.organizationId === organizationId)]
}

function membersOf({ memberships }: ModelRows, organizationId: string) {
  return memberships.filter((row) => row.organizationId === organizationId)
}

function administrators(rows: ModelRows): string[] {
  return rows.organizations.flatMap(({ id }) => {
    const roles = rolesIn(rows, id)
    const keys = roles.filter(({ permissions }) => permissions.includes(manage)).map(({ key }) => key)
    const members = membersOf(rows, id)
    const isLed = members.length === 0 || members.some(({ roleKey }) => keys.includes(roleKey))
    return isLed ? [] : [`${id} has ${members.length} members and no administrator`]
  })
}

/** Nothing is left of what is gone. */
function belonging(rows: ModelRows): string[] {
  const organizations = new Set(rows.organizations.map(({ id }) => id))
  const users = new Set(rows.users.map(({ id }) => id))
  const isMember = (organizationId: string, userId: string) =>
    rows.memberships.some((row) => row.organizationId === organizationId && row.userId === userId)
  const isRole = (organizationId: string, roleKey: string) =>
    rolesIn(rows, organizationId).some(({ key }) => key === roleKey)

  const broken: string[] = []
  for (const { organizationId, userId, roleKey } of rows.memberships) {
    const at = `the membership of ${userId} in ${organizationId}`
    if (!organizations.has(organizationId)) broken.push(`${at} has no organization`)
    if (!users.has(userId)) broken.push(`${at} has no user`)
    if (!isRole(organizationId, roleKey)) broken.push(`${at} has the role ${roleKey}, which is none`)
  }
  for (const { id, organizationId, roleKey, status } of rows.invitations) {
    if (organizationId === null) continue
    if (!organizations.has(organizationId)) broken.push(`the invitation ${id} has no organization`)
    if (status === 'pending' && !isRole(organizationId, roleKey ?? ''))
      broken.push(`the invitation ${id} is with the role ${roleKey}, which is none`)
  }
  for (const { organizationId, key } of rows.roles)
    if (!organizations.has(organizationId)) broken.push(`the role ${key} has no organization`)
  for (const { organizationId, fromUserId, toUserId } of rows.administrationOffers) {
    for (const userId of [fromUserId, toUserId])
      if (!isMember(organizationId, userId))
        broken.push(`a hand-over in ${organizationId} is of ${userId}, who is no member`)
  }
  for (const { id, lastActiveOrganizationId: last } of rows.users)
    if (last !== null && !isMember(last, id))
      broken.push(`${id} last worked in ${last}, and is no member there`)
  return broken
}

/** What is kept is what is counted. */
function counters(rows: ModelRows): string[] {
  const broken: string[] = []
  const compare = (what: string, kept: number, counted: number) => {
    if (kept !== counted) broken.push(`${what} is kept as ${kept} and counted as ${counted}`)
  }
  for (const { id, memberCount, pendingInvitationCount, roleCount } of rows.organizations) {
    const pending = rows.invitations.filter((row) => row.organizationId === id && row.status === 'pending')
    compare(`memberCount of ${id}`, memberCount, membersOf(rows, id).length)
    compare(`pendingInvitationCount of ${id}`, pendingInvitationCount, pending.length)
    compare(`roleCount of ${id}`, roleCount, rows.roles.filter((role) => role.organizationId === id).length)
  }
  const asking = rows.requests.filter(({ status }) => status === 'pending')
  for (const { id, pendingRequestCount } of rows.organizations) {
    const own = asking.filter((row) => row.organizationId === id)
    compare(`pendingRequestCount of ${id}`, pendingRequestCount, own.length)
  }
  for (const { id, pendingRequestCount } of rows.domains) {
    const own = asking.filter(({ domainId }) => domainId === id)
    compare(`pendingRequestCount of ${id}`, pendingRequestCount, own.length)
  }
  for (const { id, organizationCount, createdOrganizationCount } of rows.users) {
    const created = rows.organizations.filter((row) => row.createdByUserId === id)
    const memberships = rows.memberships.filter(({ userId }) => userId === id)
    compare(`organizationCount of ${id}`, organizationCount, memberships.length)
    compare(`createdOrganizationCount of ${id}`, createdOrganizationCount, created.length)
  }
  return broken
}

function slugs({ organizations, slugs: claims }: ModelRows): string[] {
  const broken: string[] = []
  for (const { id, slug } of organizations) {
    const claim = claims.find((row) => row.slug === slug)
    if (slug !== null && (claim?.organizationId !== id || claim.releasedAt !== null))
      broken.push(`${id} has the slug ${slug}, which is not claimed for it`)
  }
  for (const { slug, organizationId, releasedAt } of claims) {
    const holder = organizations.find((row) => row.slug === slug)
    if (releasedAt === null && holder?.id !== organizationId)
      broken.push(`the slug ${slug} is claimed for ${organizationId}, which does not have it`)
  }
  return broken
}

function onePendingEach({ invitations }: ModelRows): string[] {
  const seen = new Set<string>()
  return invitations.flatMap(({ organizationId, addressKey, status }) => {
    if (status !== 'pending') return []
    const to = `${organizationId ?? 'the app'} for ${addressKey}`
    if (seen.has(to)) return [`two invitations to ${to} are pending`]
    seen.add(to)
    return []
  })
}

/** A verified domain is one organization's; each has ten at most, and none twice. */
function domains({ domains: all, organizations, users, dismissals }: ModelRows): string[] {
  const broken: string[] = []
  const twice = (keys: readonly string[]) => keys.filter((key, index) => keys.indexOf(key) !== index)
  for (const { id, organizationId } of all)
    if (!organizations.some((row) => row.id === organizationId))
      broken.push(`the domain ${id} has no organization`)
  for (const key of twice(all.map((row) => `${row.organizationId} ${row.name}`)))
    broken.push(`the domain of ${key} is there twice`)
  for (const name of twice(all.filter((row) => row.verifiedAt !== null).map((row) => row.name)))
    broken.push(`the domain ${name} is verified twice`)
  for (const { id } of organizations)
    if (all.filter((row) => row.organizationId === id).length > 10) broken.push(`${id} has too many domains`)
  for (const { userId, domainId } of dismissals) {
    if (!users.some(({ id }) => id === userId)) broken.push(`${userId} dismissed something, and is gone`)
    if (!all.some(({ id }) => id === domainId)) broken.push(`${userId} dismissed ${domainId}, which is gone`)
  }
  return broken
}

/** Nobody asks who is a member, and all of a request is there: the user, and while it waits its domain. */
function requests(rows: ModelRows): string[] {
  return rows.requests.flatMap(({ organizationId, userId, domainId, status }) => {
    const at = `the request of ${userId} in ${organizationId}`
    const isMember = rows.memberships.some(
      (row) => row.organizationId === organizationId && row.userId === userId,
    )
    return [
      ...(rows.organizations.some(({ id }) => id === organizationId) ? [] : [`${at} has no organization`]),
      ...(rows.users.some(({ id }) => id === userId) ? [] : [`${at} has no user`]),
      ...(status === 'pending' && isMember ? [`${at} waits, though they are a member`] : []),
      ...(status === 'pending' && !rows.domains.some(({ id }) => id === domainId)
        ? [`${at} has no domain`]
        : []),
    ]
  })
}

function rolesOfInstance({ roles, settings }: Instance): string[] {
  const creator = roles.find(({ key }) => key === settings.creatorRoleKey)
  const broken: string[] = []
  if (!roles.some(({ key }) => key === settings.defaultRoleKey)) broken.push('the default role is gone')
  for (const permission of [manage, 'org:sys_memberships:read', 'org:sys_profile:delete'])
    if (!creator?.permissions.includes(permission)) broken.push(`the creator role lacks ${permission}`)
  return broken
}

/** The members that an organization may have (A6), said a second time. */
function limitOf({ membershipLimit }: OrganizationRow, { settings, application }: Instance): number {
  const wanted = (membershipLimit === 'instance' ? settings.membershipLimit : membershipLimit) ?? Infinity
  return application.plan === 'free' ? Math.min(wanted, 5) : wanted
}

/**
 * Whoever was let in, and whatever was promised, found a seat. Lowered limits may leave more than there are seats; then nobody is
 * added. `isPromised`: seats of pending invitations are others' (all doors but accepting one).
 */
export function brokenSeats(
  before: ModelRows,
  after: ModelRows,
  { now, isPromised }: { now: Date; isPromised: boolean },
): string[] {
  const waiting = ({ invitations }: ModelRows, organizationId: string) =>
    invitations.filter(
      (row) =>
        row.organizationId === organizationId &&
        row.status === 'pending' &&
        row.expiresAt > now.toISOString(),
    ).length
  return after.organizations.flatMap((organization) => {
    const { id } = organization
    const members = membersOf(after, id).length
    const pending = waiting(after, id)
    const joined = members > membersOf(before, id).length
    const invited = pending > waiting(before, id)
    const used = members + (invited || isPromised ? pending : 0)
    const limit = limitOf(organization, before.instance)
    return (joined || invited) && used > limit ? [`${id} got ${used} seats taken of ${limit}`] : []
  })
}
