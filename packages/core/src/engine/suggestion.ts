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
import { checkedPage, decodeListCursor, encodeListCursor } from './cursor'
import { dismiss, lockDomain, offerFacts, offersTo } from './enrollment'
import { pageOf } from './page'
import { ask, endRequest, type Suggested, suggestionOf, viewSuggestion } from './request-changes'
import { found, type Scene } from './scene'
import type { DomainRow, MembershipRequestRow, Transaction, UserRow } from './store'

const listName = 'suggestions'

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
export async function countSuggestions(
  tx: Transaction,
  whose: { user: UserRow; instance: Instance },
): Promise<number> {
  const all = await suggestionsTo(tx, whose)
  return all.filter(({ status }) => status !== 'declined').length
}

export const acceptSuggestion = command('acceptSuggestion', {
  async run(scene) {
    const user = signedIn(scene.actor)
    const { domain, organization, request, isOwn, emailAddress, facts } = await lockSuggested(scene, user)
    if (!isOwn) orThrow(checkAcceptSuggestion(facts))
    if (request?.status === 'pending')
      return { suggestion: viewSuggestion(suggestionOf(request, organization), scene.instance), events: [] }
    const asked = await ask(scene, { organization, user, domain, emailAddress })
    const suggestion = viewSuggestion(suggestionOf(asked.row, organization), scene.instance)
    // Whoever asks is a stranger still: what the members are told, numbers and all, is not theirs.
    return { suggestion, events: asked.events.filter(({ type }) => type === 'user_suggestion.updated') }
  },
})

export const dismissSuggestion = command('dismissSuggestion', {
  async run(scene) {
    const user = signedIn(scene.actor)
    const { domain, organization, request, isOwn, facts } = await lockSuggested(scene, user)
    if (!isOwn) orThrow(checkDismissSuggestion(facts))
    const isPending = request?.status === 'pending'
    const ended = isPending && (await endRequest(scene, { organization, user, row: request }, 'withdrawn'))
    await dismiss(scene.tx, user, domain)
    const events = ended ? ended.events.filter(({ type }) => type === 'user_suggestion.dismissed') : []
    if (!isOwn) {
      const dismissed = {
        type: 'user_suggestion.dismissed',
        userId: user.id,
        suggestionId: domain.id,
      } as const
      events.push(await scene.tell(dismissed))
    }
    return { events }
  },
})

/**
 * What the user could join, and what became of what they asked. A request that waits stands here also where its domain suggests
 * nothing any more: it can still be approved, and taken back. By the organization's name.
 */
async function suggestionsTo(
  tx: Transaction,
  whose: { user: UserRow; instance: Instance },
): Promise<Suggested[]> {
  if (!whose.instance.settings.membershipRequests) return []
  const rows = await tx.requests.listByUser(whose.user.id)
  const all: Suggested[] = []
  for (const row of rows) {
    const organization = row.status === 'pending' && (await tx.organizations.get(row.organizationId))
    if (organization && (await domainOf(tx, row))) all.push(suggestionOf(row, organization))
  }
  const preferred = rows.map(({ domainId }) => domainId)
  for (const { kind, domain, organization } of await offersTo(tx, whose, preferred)) {
    const row = rows.find(({ organizationId }) => organizationId === organization.id) ?? null
    if (kind !== 'suggestion' || row?.status === 'pending') continue
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

function domainOf(
  tx: Transaction,
  { organizationId, domainId }: MembershipRequestRow,
): Promise<DomainRow | null> {
  return tx.domains.get(organizationId, domainId)
}

async function statusOf(tx: Transaction, row: MembershipRequestRow | null) {
  return suggestionStatus({ request: row, isDomainThere: row !== null && (await domainOf(tx, row)) !== null })
}

/** The domain of `input.suggestionId` with its organization under lock, and all that decides what the user may do about it. */
async function lockSuggested(scene: Scene & { input: { suggestionId: string } }, user: UserRow) {
  const { tx, instance, input } = scene
  const { domain, organization } = found(await lockDomain(tx, input.suggestionId), 'suggestionId')
  const request = await tx.requests.get(organization.id, user.id)
  const { offer, emailAddress, isMember } = await offerFacts(tx, { domain, user, instance })
  const facts: AcceptSuggestionFacts = {
    isSuggested: offer === 'suggestion',
    memberOf: isMember ? organization.id : null,
    status: await statusOf(tx, request),
  }
  // What was asked stays the user's own, whatever the domain does by now.
  const isOwn =
    instance.settings.membershipRequests && request?.status === 'pending' && request.domainId === domain.id
  return { domain, organization, request, isOwn, emailAddress, facts }
}

/** Where a suggestion stands in the list: by the organization's name, then by id. */
function positionOf({ organization, domain }: Suggested): string {
  return `${nameKey(organization.name)} ${domain.id}`
}
