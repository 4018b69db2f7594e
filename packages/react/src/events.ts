import {
  creationLimit,
  nameKey,
  type OrganizationSummary,
  type OrgkitEvent,
  type Page,
  seatLimit,
  type Session,
  type SessionAnswer,
  type UserMembership,
} from '@orgkit/core'

/**
 * The session's data after an event; `undefined`: it does not touch it. Pure. Counting events must come once: `cache.apply`
 * sees to that.
 */
export function applyToSession(answer: SessionAnswer, event: OrgkitEvent): SessionAnswer | undefined {
  const { session, settings } = answer
  const change = session && changeOf(session, event, settings)
  return change ? { ...answer, session: { ...session, ...change } } : undefined
}

function changeOf(
  session: Session,
  event: OrgkitEvent,
  settings: SessionAnswer['settings'],
): Partial<Session> | undefined {
  const { active, limits, memberships, user } = session
  if (event.type === 'organization.updated') {
    const { organization } = event
    const isActive = active?.organization.id === organization.id
    if (isActive && organization.version < active.organization.version) return undefined
    const change = { memberships: patchPage(memberships, organization) }
    if (!isActive) return change
    const members = seatLimit(organization, active.limits.members.maximum)
    return { ...change, active: { ...active, organization, limits: { ...active.limits, members } } }
  }
  // What happened to somebody else is not in a session.
  if ((event.type === 'organization.created' ? event.actorUserId : event.userId) !== user.id) return undefined
  switch (event.type) {
    case 'organization.created': {
      const { reason, used, maximum } = limits.createOrganization
      // The maximum may be this user's own (A11), so it comes from the session and not from the settings.
      const facts = {
        ...settings,
        creationLimit: maximum,
        userCreatedOrganizations: reason !== 'creation_forbidden',
      }
      const createOrganization = creationLimit({ settings: facts, createdCount: used + 1 })
      return { limits: { ...limits, createOrganization } }
    }
    case 'membership.created':
      return { memberships: insertInto(memberships, event.membership) }
    case 'session_task.completed': {
      const tasks = session.tasks.filter((task) => task.key !== event.taskKey)
      return { tasks, status: tasks.length > 0 ? 'pending' : 'active' }
    }
  }
}

/**
 * Puts a new membership where its name belongs; of equal names the newer organization comes last. Beyond the end of a page
 * that is not the last it is only counted.
 */
function insertInto(page: Page<UserMembership>, membership: UserMembership): Page<UserMembership> {
  const { items, nextCursor } = page
  const { id, name } = membership.organization
  if (items.some((item) => item.organization.id === id)) return page
  const key = nameKey(name)
  const index = items.findIndex((item) => nameKey(item.organization.name) > key)
  const at = index < 0 ? items.length : index
  const added = index < 0 && nextCursor !== null ? [] : [membership]
  return {
    ...page,
    totalCount: page.totalCount + 1,
    items: [...items.slice(0, at), ...added, ...items.slice(at)],
  }
}

/** The page with an organization's new name, slug and picture. Its row stays where it is until the next answer. */
export function patchPage(
  page: Page<UserMembership>,
  { id, name, slug, imageUrl }: OrganizationSummary,
): Page<UserMembership> {
  const organization = { id, name, slug, imageUrl }
  return {
    ...page,
    items: page.items.map((item) => (item.organization.id === id ? { ...item, organization } : item)),
  }
}
