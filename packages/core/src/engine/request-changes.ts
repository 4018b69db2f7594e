import type { MembershipRequestEvent, OrgkitEvent, UserEventDraft } from '../model/event'
import type { MembershipRequest } from '../model/request'
import type { Instance } from '../model/instance'
import { ofUser } from './audit'
import { type Suggested, suggestionOf, viewRequest, viewSuggestion } from './request-view'
import { found, type Scene } from './scene'
import type { DomainRow, EventAudit, MembershipRequestRow, OrganizationRow, UserRow } from './store'

/*
 * What happens to a request to join, under the locks of whoever asked and of the organization. The organization's members are told
 * of the request, whoever asked of their suggestion.
 */

export interface RequestChange {
  organization: OrganizationRow
  request: MembershipRequest
  events: OrgkitEvent[]
}

interface Asked {
  organization: OrganizationRow
  user: UserRow
}

/** Whether the user may ask is asked before. `domain`: what suggested it; `emailAddress`: the user's there. */
export async function ask(
  scene: Scene,
  { organization, user, domain, emailAddress }: Asked & { domain: DomainRow; emailAddress: string },
): Promise<RequestChange & { row: MembershipRequestRow }> {
  const { tx, now } = scene
  const row: MembershipRequestRow = {
    organizationId: organization.id,
    userId: user.id,
    domainId: domain.id,
    domainName: domain.name,
    emailAddress,
    status: 'pending',
    createdAt: now.toISOString(),
  }
  await tx.requests.put(row)
  const counted = await count(scene, organization, row, 1)
  const told = await tell(scene, { organization: counted, user, row }, 'created')
  const suggestion = viewSuggestion(suggestionOf(row, organization), scene.instance)
  const own = await scene.tell({ type: 'user_suggestion.updated', userId: user.id, suggestion })
  return { organization: counted, request: told.request, row, events: [told.event, own] }
}

/**
 * Ends a pending request. A declined one stays, so that it is not made again; the others are gone. `isOpenAgain`: what suggested it
 * still does, and can be asked again.
 */
export async function endRequest(
  scene: Scene,
  { organization, user, row }: Asked & { row: MembershipRequestRow },
  as: 'approved' | 'declined' | 'withdrawn',
  { isOpenAgain = false }: { isOpenAgain?: boolean } = {},
): Promise<RequestChange> {
  const { tx, instance } = scene
  const ended: MembershipRequestRow = { ...row, status: 'declined' }
  if (as === 'declined') await tx.requests.put(ended)
  else await tx.requests.delete(organization.id, user.id)
  const counted = await count(scene, organization, row, -1)
  const told = await tell(scene, { organization: counted, user, row }, as)
  const declined = suggestionOf(ended, organization)
  const open = { ...declined, status: 'open', requestedAt: null } as const
  const isSeen = as === 'declined' || isOpenAgain
  const own = await scene.tell(
    isSeen ? updatedSuggestion(row, isOpenAgain ? open : declined, instance) : dismissedSuggestion(row),
  )
  return { organization: counted, request: told.request, events: [told.event, own] }
}

/**
 * Declines pending requests that one domain brought, all by one write of each kind, under the instance's exclusive lock.
 * `isDomainLeaving`: with what suggested them nothing is left to be seen of them. Answers with what the organization is told.
 */
export async function declineAll(
  scene: Scene,
  organization: OrganizationRow,
  rows: readonly MembershipRequestRow[],
  { isDomainLeaving = false }: { isDomainLeaving?: boolean } = {},
): Promise<{ organization: OrganizationRow; events: readonly OrgkitEvent[] }> {
  const { tx, instance, tellAll, tellUsers } = scene
  const [first] = rows
  if (!first) return { organization, events: [] }
  const users = new Map(
    (await tx.users.among(rows.map(({ userId }) => userId))).map((user) => [user.id, user]),
  )
  const ended = rows.map((row): MembershipRequestRow => ({ ...row, status: 'declined' }))
  await tx.requests.put(...ended)
  const counted = await count(scene, organization, first, -rows.length)
  const told = rows.map((row, index) => {
    const pendingRequestCount = organization.pendingRequestCount - index - 1
    const user = found(users.get(row.userId), 'userId')
    return telling({ organization: { ...organization, pendingRequestCount }, user, row }, 'declined')
  })
  const events = await tellAll(organization.id, told)
  await tellUsers(
    ended.map((row) =>
      isDomainLeaving
        ? dismissedSuggestion(row)
        : updatedSuggestion(row, suggestionOf(row, organization), instance),
    ),
  )
  return { organization: counted, events }
}

/** Whoever joins or is gone asks for nothing any more; nor does it stand that they were turned down once. */
export async function settleRequest(
  scene: Scene,
  { organization, user }: Asked,
): Promise<{ organization: OrganizationRow; events: OrgkitEvent[] }> {
  const row = await scene.tx.requests.get(organization.id, user.id)
  if (row?.status === 'pending') return endRequest(scene, { organization, user, row }, 'withdrawn')
  if (row) await scene.tx.requests.delete(organization.id, user.id)
  return { organization, events: [] }
}

const endedAtOnce = 1000

/** Tells all who ask to join an organization that is about to be deleted, and its requests with it. */
export async function endAllRequests(
  { tx, tellUsers }: Scene,
  { id: organizationId, pendingRequestCount }: OrganizationRow,
): Promise<OrgkitEvent[]> {
  const events: OrgkitEvent[] = []
  let after: MembershipRequestRow | undefined
  do {
    const page = { limit: endedAtOnce, offset: 0, after: after ?? null }
    const rows = pendingRequestCount === 0 ? [] : await tx.requests.listPending({ organizationId, ...page })
    events.push(...(await tellUsers(rows.map(dismissedSuggestion))))
    after = rows[endedAtOnce - 1]
  } while (after)
  return events
}

async function count(
  { tx }: Scene,
  organization: OrganizationRow,
  { domainId }: MembershipRequestRow,
  by: number,
): Promise<OrganizationRow> {
  const pendingRequestCount = organization.pendingRequestCount + by
  await tx.organizations.update(organization.id, { pendingRequestCount })
  const domain = await tx.domains.get(organization.id, domainId)
  if (domain) await tx.domains.update(domain, { pendingRequestCount: domain.pendingRequestCount + by })
  return { ...organization, pendingRequestCount }
}

type Ending = MembershipRequestEvent['type'] extends `membership_request.${infer What}` ? What : never

/** What the organization is told of it, and what the audit trail says. */
function telling(
  { organization, user, row }: Asked & { row: MembershipRequestRow },
  what: Ending,
): { draft: Omit<MembershipRequestEvent, StampedField>; audit: EventAudit } {
  const status = what === 'created' ? 'pending' : what
  const { pendingRequestCount, id: organizationId } = organization
  const audit = ofUser(user, {
    before: what === 'created' ? null : { status: 'pending' },
    after: what === 'created' ? { status, domain: row.domainName } : { status },
  })
  const request = viewRequest(row, user, status)
  return {
    draft: { type: `membership_request.${what}`, organizationId, request, pendingRequestCount },
    audit,
  }
}

type StampedField = 'id' | 'at' | 'actorUserId' | 'sequence'

async function tell(
  scene: Scene,
  asked: Asked & { row: MembershipRequestRow },
  what: Ending,
): Promise<{ request: MembershipRequest; event: OrgkitEvent }> {
  const { draft, audit } = telling(asked, what)
  return { request: draft.request, event: await scene.tell(draft, audit) }
}

function updatedSuggestion(
  { userId }: MembershipRequestRow,
  suggested: Suggested,
  instance: Instance,
): UserEventDraft {
  return { type: 'user_suggestion.updated', userId, suggestion: viewSuggestion(suggested, instance) }
}

function dismissedSuggestion({ userId, domainId: suggestionId }: MembershipRequestRow): UserEventDraft {
  return { type: 'user_suggestion.dismissed', userId, suggestionId }
}
