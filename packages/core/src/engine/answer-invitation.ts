import type { AnswerInvitationInput } from '../contract/app'
import { OrgkitError, orThrow } from '../errors'
import type { OrgkitEvent } from '../model/event'
import type { Instance } from '../model/instance'
import { checkAcceptInvitation, checkAnswerInvitation } from '../rules/invitation'
import { openTasks } from '../rules/session'
import { signedIn } from './access'
import { command, type CommandPorts, query } from './command'
import { addressOf, answerFacts, findAnswered, findByToken } from './found-invitation'
import { countsOf, viewInvitation } from './invitation-facts'
import {
  type InvitationRow,
  type MembershipRow,
  type OrganizationRow,
  type Transaction,
  TransactionConflict,
  type UserRow,
} from './store'
import { roleOf, viewActive, viewUserMembership } from './view'

export const acceptInvitation = command('acceptInvitation', {
  async run({ tx, actor, instance, input, now, tell, ports }) {
    const user = signedIn(actor)
    const { row, organization, facts } = await lockAnswered(tx, input, { user, instance, now, ports })
    orThrow(checkAcceptInvitation(facts))
    await end(tx, row, organization, 'accepted')
    if (!organization) return { active: null, isFirstMember: false, events: [] }

    const { settings } = instance
    const organizationId = organization.id
    const at = now.toISOString()
    const isFirstMember = organization.memberCount === 0
    const membership: MembershipRow = {
      organizationId,
      userId: user.id,
      // The first to join an organization without members is its administrator, whatever the invitation says.
      roleKey: isFirstMember ? settings.creatorRoleKey : (row.roleKey ?? settings.defaultRoleKey),
      joinedAt: at,
      lastActiveAt: at,
    }
    const joined = {
      ...organization,
      memberCount: organization.memberCount + 1,
      pendingInvitationCount: organization.pendingInvitationCount - 1,
    }
    await tx.memberships.insert(membership)
    await tx.organizations.update(organizationId, { memberCount: joined.memberCount })
    await tx.users.update(user.id, {
      organizationCount: user.organizationCount + 1,
      lastActiveOrganizationId: organizationId,
    })

    const counts = await countsOf(tx, joined, now)
    const invitation = viewInvitation(row, { ...facts, status: 'accepted' }, instance)
    const view = viewUserMembership({ ...membership, organization }, instance)
    const events: OrgkitEvent[] = [
      await tell({ type: 'invitation.accepted', organizationId, invitation, counts }),
      await tell({
        type: 'membership.created',
        organizationId,
        userId: user.id,
        membership: view,
        counts,
      }),
    ]
    for (const { key } of openTasks({ settings, organizationCount: user.organizationCount })) {
      events.push(await tell({ type: 'session_task.completed', userId: user.id, taskKey: key }))
    }
    return { active: viewActive({ ...joined, ...counts }, membership, instance), isFirstMember, events }
  },
})

export const declineInvitation = command('declineInvitation', {
  async run({ tx, actor, instance, input, now, tell, ports }) {
    const user = signedIn(actor)
    const { row, organization, facts } = await lockAnswered(tx, input, { user, instance, now, ports })
    orThrow(checkAnswerInvitation(facts))
    await end(tx, row, organization, 'declined')
    if (!organization) return { events: [] }

    const organizationId = organization.id
    const pendingInvitationCount = organization.pendingInvitationCount - 1
    const counts = await countsOf(tx, { ...organization, pendingInvitationCount }, now)
    const invitation = viewInvitation(row, { ...facts, status: 'declined' }, instance)
    await tell({ type: 'invitation.declined', organizationId, invitation, counts })
    // Whoever declines stays a stranger: what the members are told, numbers and all, is not theirs.
    if (!addressOf(user, row)?.verified) return { events: [] }
    const invitationId = row.id
    return { events: [await tell({ type: 'user_invitation.declined', userId: user.id, invitationId })] }
  },
})

export const previewInvitation = query(
  'previewInvitation',
  async ({ tx, actor, instance, input, now, ports }) => {
    if (!instance.settings.organizationsEnabled) throw new OrgkitError({ code: 'organizations_disabled' })
    const found = await findByToken(tx, input.token, { instance, ports })
    const { row } = found
    const organization = row.organizationId === null ? null : await tx.organizations.get(row.organizationId)
    const facts = await answerFacts(tx, found, { user: actor, organization, instance, now })
    // A link that came to an end offers nothing: to strangers it tells no more than whom to ask for another.
    const isOffer = facts.status === 'pending' || facts.hasAddress
    const role = isOffer && row.roleKey !== null ? roleOf(instance, row.roleKey) : null
    return {
      invitation: {
        kind: row.organizationId === null ? 'application' : 'organization',
        status: facts.status,
        organizationName: isOffer ? (organization?.name ?? null) : null,
        inviterName: isOffer || !found.isOutdated ? (facts.inviter?.name ?? null) : null,
        role: role && { key: role.key, name: role.name },
        expiresAt: row.expiresAt,
      },
      refusal: checkAcceptInvitation(facts),
    }
  },
)

/** Finds the invitation, locks its organization, and looks again: another one may have answered it before the lock. */
async function lockAnswered(
  tx: Transaction,
  input: AnswerInvitationInput,
  where: { user: UserRow; instance: Instance; now: Date; ports: CommandPorts },
) {
  const found = await findAnswered(tx, input, where)
  const { id, organizationId, version } = found.row
  const organization = organizationId === null ? null : await tx.lockOrganization(organizationId)
  const row = await tx.invitations.get(organizationId, id)
  if (!row || (organizationId !== null && !organization)) {
    throw new OrgkitError({ code: 'not_found', field: input.token === undefined ? 'invitationId' : 'token' })
  }
  const isOutdated = found.isOutdated || (input.token !== undefined && row.version !== version)
  const facts = await answerFacts(tx, { ...found, row, isOutdated }, { ...where, organization })
  return { row, organization, facts }
}

/** Writes the end of a pending invitation, and gives its seat back. */
async function end(
  tx: Transaction,
  row: InvitationRow,
  organization: OrganizationRow | null,
  status: 'accepted' | 'declined',
): Promise<void> {
  // No lock orders those to the app: of two answers at once the second looks again.
  if (!(await tx.invitations.update(row, { status })))
    throw new TransactionConflict('It was answered meanwhile.')
  if (!organization) return
  const pendingInvitationCount = organization.pendingInvitationCount - 1
  await tx.organizations.update(organization.id, { pendingInvitationCount })
}
