import type { EnrollmentMode } from '@orgkit/core'
import { type Sight, userIds } from './sight'
import type { StepName } from './steps'

/** What a step is about, where it can succeed: by chance alone too few would. */
export interface Aim {
  organizationId: string
  actorId?: string
  /** In place of a drawn one. */
  input?: object
}

type Aims = Partial<Record<StepName, (sight: Sight) => Aim | null>>

export const aims: Aims = {
  'app.acceptInvitation': ownInvitation,
  'app.declineInvitation': ownInvitation,
  'app.acceptAdministration': offerToAnswer,
  'app.declineAdministration': offerToAnswer,
  'app.withdrawAdministration': (sight) => {
    const row = one(sight, sight.rows.administrationOffers)
    return row && { organizationId: row.organizationId, actorId: row.fromUserId }
  },
  'app.completeSessionTask': openTask,
  'app.acceptSuggestion': suggested,
  'app.dismissSuggestion': suggested,
  'app.approveMembershipRequest': whereRequestsAre,
  'app.declineMembershipRequest': whereRequestsAre,
  'app.approveMembershipRequests': whereRequestsAre,
  'app.declineMembershipRequests': whereRequestsAre,
  'app.startDomainVerification': unproven,
  'app.finishDomainVerification': proofToFinish,
  'app.updateDomain': whereDomainsAre,
  'app.removeDomain': whereDomainsAre,
  'app.updateOrganizationRole': whereRolesAre,
  'app.deleteOrganizationRole': whereRolesAre,
  'app.resendInvitation': whereInvitationsAre,
  'app.revokeInvitation': whereInvitationsAre,
  'app.getInvitationLink': whereInvitationsAre,
  'backend.resendInvitation': whereInvitationsAre,
  'backend.revokeInvitation': whereInvitationsAre,
}

function one<Row>({ draw }: Sight, rows: readonly Row[]): Row | null {
  return rows.length === 0 ? null : draw.of(rows)
}

const pendingOf = ({ rows }: Sight) =>
  rows.invitations.filter(({ organizationId, status }) => organizationId !== null && status === 'pending')

/** Somebody answers what was sent to them, by the link that came with the mail or from the list. */
function ownInvitation(sight: Sight): Aim | null {
  if (sight.draw.oneIn(4)) return invitedByDomain(sight)
  const pending = pendingOf(sight)
  const row = one(
    sight,
    pending.filter(({ addressKey }) => userIds.some((id) => isOf(id, addressKey))),
  )
  if (!row) return null
  const token = sight.trail.tokens.findLast((each) => each.startsWith(`${row.id}.`))
  const input = token !== undefined && sight.draw.oneIn(2) ? { token } : { invitationId: row.id }
  const actorId = userIds.find((id) => isOf(id, row.addressKey))!
  return { organizationId: row.organizationId ?? '', actorId, input }
}

const isOf = (userId: string, addressKey: string) => addressKey === `${userId.at(-1)}@model.test`

function offerToAnswer(sight: Sight): Aim | null {
  const row = one(sight, sight.rows.administrationOffers)
  if (!row) return null
  const { organizationId, fromUserId, toUserId } = row
  return { organizationId, actorId: toUserId, input: { organizationId, fromUserId } }
}

function whereRolesAre(sight: Sight): Aim | null {
  const row = one(sight, sight.rows.roles)
  return row && { organizationId: row.organizationId }
}

function whereInvitationsAre(sight: Sight): Aim | null {
  const row = one(sight, pendingOf(sight))
  return row && { organizationId: row.organizationId ?? '' }
}

/** Somebody outside whose address is at a domain that lets them join. */
function invitedByDomain(sight: Sight): Aim | null {
  const row = openDomain(sight, 'automatic_invitation')
  const actorId = row && one(sight, outsidersOf(sight, row.organizationId))
  return row && actorId
    ? { organizationId: row.organizationId, actorId, input: { invitationId: row.id } }
    : null
}

/** Somebody outside asks to join by a domain that suggests it, now and then one who was turned down. */
function suggested(sight: Sight): Aim | null {
  const row = openDomain(sight, 'automatic_suggestion')
  if (!row) return null
  const { organizationId } = row
  const declined = sight.rows.requests
    .filter((each) => each.organizationId === organizationId && each.status === 'declined')
    .map(({ userId }) => userId)
  const from = declined.length > 0 && sight.draw.oneIn(3) ? declined : outsidersOf(sight, organizationId)
  const actorId = one(sight, from)
  return actorId === null ? null : { organizationId, actorId, input: { suggestionId: row.id } }
}

/** The one at which everybody has an address. */
function openDomain(sight: Sight, mode: EnrollmentMode) {
  const open = sight.rows.domains.filter((each) => each.verifiedAt !== null && each.name === 'model.test')
  const wanted = open.filter(({ enrollmentMode }) => enrollmentMode === mode)
  return one(sight, wanted.length > 0 ? wanted : open)
}

function outsidersOf(sight: Sight, organizationId: string): string[] {
  const members = sight.memberIds(organizationId)
  return userIds.filter((id) => !members.includes(id))
}

/** Somebody finishes what they must finish before anything else. */
function openTask(sight: Sight): Aim | null {
  const { terms, profileFields } = sight.rows.instance.settings
  const late = sight.rows.users.filter(
    (row) =>
      (terms && row.acceptedTermsVersion !== terms.version) ||
      profileFields.some(({ key }) => row.metadata[key] === undefined),
  )
  const row = one(sight, late)
  if (!row) return null
  const fields = Object.fromEntries(profileFields.map(({ key }) => [key, 'Acme']))
  const isFirst = terms && row.acceptedTermsVersion !== terms.version
  const input = isFirst
    ? { taskKey: 'accept-terms', termsVersion: sight.draw.oneIn(5) ? '0' : terms.version }
    : { taskKey: 'complete-profile', fields }
  return { organizationId: '', actorId: row.id, input }
}

function whereRequestsAre(sight: Sight): Aim | null {
  const { requests } = sight.rows
  const pending = requests.filter(({ status }) => status === 'pending')
  const row = one(sight, pending.length > 0 ? pending : requests)
  return row && { organizationId: row.organizationId }
}

function whereDomainsAre(sight: Sight): Aim | null {
  const row = one(sight, sight.rows.domains)
  return row && { organizationId: row.organizationId }
}

function unproven(sight: Sight): Aim | null {
  const row = one(
    sight,
    sight.rows.domains.filter(({ verifiedAt }) => verifiedAt === null),
  )
  if (!row) return null
  const { organizationId, id: domainId, name } = row
  const proof = sight.draw.oneIn(3)
    ? { method: 'dns_txt' }
    : { method: 'email_code', emailAddress: `it@${name}` }
  return { organizationId, input: { organizationId, domainId, ...proof } }
}

/** By the code that was mailed last, or by a wrong one: first where there are the fewest tries left. */
function proofToFinish(sight: Sight): Aim | null {
  const { draw, rows, trail } = sight
  const begun = rows.domains
    .filter(({ proof }) => proof !== null)
    .toSorted((left, right) => left.proof!.triesLeft - right.proof!.triesLeft)
  if (begun.length === 0 || draw.oneIn(4)) return whereDomainsAre(sight)
  const { organizationId, id: domainId, proof } = draw.oneIn(2) ? draw.of(begun) : begun[0]!
  const method = draw.oneIn(8) ? 'verified_address' : proof!.method
  const code = draw.of([...trail.codes.slice(-2), '000000', '999999'])
  const input = { organizationId, domainId, method, ...(method === 'email_code' && { code }) }
  return { organizationId, input }
}
