import { orThrow } from '../errors'
import type { Instance } from '../model/instance'
import { compareKeys, nameKey } from '../name-key'
import {
  type AcceptSuggestionFacts,
  checkAcceptSuggestion,
  checkDismissSuggestion,
  suggestionStatus,
} from '../rules/request'
import { signedIn } from './access'
import { command, query } from './command'
import { countOrThrow, hourSeconds } from './counted'
import { checkedPage, decodeListCursor, encodeListCursor } from './cursor'
import { dismiss, lockDomain, type Offer, offerFacts, offersTo } from './enrollment'
import { pageOf } from './page'
import { ask, endRequest } from './request-changes'
import { type Suggested, suggestionOf, viewSuggestion } from './request-view'
import { found, type Scene } from './scene'
import type { MembershipRequestRow, Transaction, UserRow } from './store'

const listName = 'suggestions'
/** Of one user, to all organizations. */
const requestsPerHour = 100

interface Whose {
  user: UserRow
  instance: Instance
  /** What their domains offer them, where that is known. */
  offers?: readonly Offer[]
}

export const listSuggestions = query('listSuggestions', async ({ tx, actor, instance, input }) => {
  const { limit, offset } = checkedPage(input)
  const after = input.cursor === undefined ? null : decodeListCursor(listName, input.cursor)
  const all = await suggestionsTo(tx, { user: signedIn(actor), instance })
  const from = after ? all.filter((each) => compareKeys(positionOf(each), after) > 0) : all.slice(offset)
  return pageOf({
    limit,
    list: (most) => from.slice(0, most),
    cursorOf: (last) => encodeListCursor(listName, positionOf(last)),
    view: (rows) => rows.map((each) => viewSuggestion(each, instance)),
    count: () => all.length,
  })
})

/** How many organizations are suggested to the user, asked for or not; without those that turned them down. */
export async function countSuggestions(tx: Transaction, whose: Whose): Promise<number> {
  const all = await suggestionsTo(tx, whose)
  return all.filter(({ status }) => status !== 'declined').length
}

export const acceptSuggestion = command('acceptSuggestion', {
  async run(scene) {
    const user = signedIn(scene.actor)
    const { domain, organization, request, emailAddress, facts } = await lockSuggested(scene, user)
    orThrow(checkAcceptSuggestion(facts))
    if (request?.status === 'pending')
      return { suggestion: viewSuggestion(suggestionOf(request, organization), scene.instance), events: [] }
    const asked = await ask(scene, { organization, user, domain, emailAddress })
    const suggestion = viewSuggestion(suggestionOf(asked.row, organization), scene.instance)
    // Asked, taken back and asked again, it would fill the organization's audit trail.
    const limit = { key: `requests ${user.id}`, maximum: requestsPerHour, windowSeconds: hourSeconds }
    await countOrThrow(scene.tx, { ...limit, now: scene.now })
    // Whoever asks is a stranger still: what the members are told, numbers and all, is not theirs.
    return { suggestion, events: asked.events.filter(({ type }) => type === 'user_suggestion.updated') }
  },
})

export const dismissSuggestion = command('dismissSuggestion', {
  async run(scene) {
    const user = signedIn(scene.actor)
    const { domain, organization, request, facts } = await lockSuggested(scene, user)
    orThrow(checkDismissSuggestion(facts))
    if (request?.status === 'pending') {
      const taken = { organization, user, row: request }
      const isOpenAgain = facts.isSuggested && request.domainId === domain.id
      const { events } = await endRequest(scene, taken, 'withdrawn', { isOpenAgain })
      return { events: events.filter(({ type }) => type.startsWith('user_suggestion.')) }
    }
    await dismiss(scene.tx, user, domain)
    const dismissed = { type: 'user_suggestion.dismissed', userId: user.id, suggestionId: domain.id } as const
    return { events: [await scene.tell(dismissed)] }
  },
})

/**
 * What the user could join, and what became of what they asked. That stays here also where its domain suggests nothing any more: a
 * request that waits can still be approved or taken back, one that was declined is there until it is dismissed. By the
 * organization's name.
 */
async function suggestionsTo(tx: Transaction, whose: Whose): Promise<Suggested[]> {
  if (!whose.instance.settings.membershipRequests) return []
  const { user } = whose
  const rows = await tx.requests.listByUser(user.id)
  const domainIds = rows.map(({ domainId }) => domainId)
  const dismissed = rows.length === 0 ? [] : await tx.dismissals.among(user.id, domainIds)
  const all: Suggested[] = []
  for (const row of rows) {
    if (row.status === 'declined' && dismissed.includes(row.domainId)) continue
    const organization = (await isDomainThere(tx, row)) && (await tx.organizations.get(row.organizationId))
    if (organization) all.push(suggestionOf(row, organization))
  }
  const asked = new Set(all.map(({ organization }) => organization.id))
  for (const { kind, domain, organization } of whose.offers ?? (await offersTo(tx, whose))) {
    if (kind !== 'suggestion' || asked.has(organization.id)) continue
    const row = rows.find(({ organizationId }) => organizationId === organization.id) ?? null
    const status = await statusOf(tx, row)
    all.push({
      domain,
      organization,
      status,
      requestedAt: status === 'open' ? null : (row?.createdAt ?? null),
    })
  }
  return all.sort((left, right) => compareKeys(positionOf(left), positionOf(right)))
}

async function isDomainThere(
  tx: Transaction,
  { organizationId, domainId }: MembershipRequestRow,
): Promise<boolean> {
  return (await tx.domains.get(organizationId, domainId)) !== null
}

async function statusOf(tx: Transaction, row: MembershipRequestRow | null) {
  return suggestionStatus({ request: row, isDomainThere: row !== null && (await isDomainThere(tx, row)) })
}

/** The domain of `input.suggestionId` with its organization under lock, and all that decides what the user may do about it. */
async function lockSuggested(scene: Scene & { input: { suggestionId: string } }, user: UserRow) {
  const { tx, instance, input } = scene
  const { domain, organization } = found(await lockDomain(tx, input.suggestionId), 'suggestionId')
  const request = await tx.requests.get(organization.id, user.id)
  const offered = await offerFacts(tx, { domain, user, instance })
  const facts: AcceptSuggestionFacts = {
    isOwn:
      instance.settings.membershipRequests &&
      request?.domainId === domain.id &&
      (request.status === 'pending' || !offered.isDismissed),
    isSuggested: offered.offer === 'suggestion',
    memberOf: offered.isMember ? organization.id : null,
    status: await statusOf(tx, request),
  }
  return { domain, organization, request, emailAddress: offered.emailAddress, facts }
}

/** Where a suggestion stands in the list: by the organization's name, then by id. */
function positionOf({ organization, domain }: Suggested): string {
  return `${nameKey(organization.name)} ${domain.id}`
}
