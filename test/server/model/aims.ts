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
  'app.acceptSuggestion': suggested,
  'app.dismissSuggestion': suggested,
  'app.approveMembershipRequest': whereRequestsAre,
  'app.declineMembershipRequest': whereRequestsAre,
  'app.approveMembershipRequests': whereRequestsAre,
  'app.declineMembershipRequests': whereRequestsAre,
  'app.startDomainVerification': whereDomainsAre,
  'app.finishDomainVerification': whereDomainsAre,
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

/** Somebody outside asks to join by a domain that suggests it. */
function suggested(sight: Sight): Aim | null {
  const row = one(
    sight,
    sight.rows.domains.filter((each) => each.verifiedAt !== null && each.name === 'model.test'),
  )
  if (!row) return null
  const members = sight.memberIds(row.organizationId)
  const outside = userIds.filter((id) => !members.includes(id))
  const actorId = one(sight, outside)
  return actorId === null
    ? null
    : { organizationId: row.organizationId, actorId, input: { suggestionId: row.id } }
}

function whereRequestsAre(sight: Sight): Aim | null {
  const row = one(sight, sight.rows.requests)
  return row && { organizationId: row.organizationId }
}

function whereDomainsAre(sight: Sight): Aim | null {
  const row = one(sight, sight.rows.domains)
  return row && { organizationId: row.organizationId }
}
