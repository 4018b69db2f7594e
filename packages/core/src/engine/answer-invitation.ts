import type { AnswerInvitationInput } from '../contract/app'
import { OrgkitError, orThrow } from '../errors'
import { checkAcceptInvitation, checkAnswerInvitation } from '../rules/invitation'
import { checkMayChoose } from '../rules/session'
import { endAccepted, invitationsTo } from './accepted-invitations'
import { signedIn } from './access'
import { ofInvitation } from './audit'
import { acceptAutomatic, answeredDomainId, declineAutomatic } from './automatic-invitation'
import { command, query } from './command'
import { addressOf, answerFacts, findAnswered, findByToken } from './found-invitation'
import { countsOf, viewInvitation } from './invitation-facts'
import { join } from './join'
import { instanceFor, type Scene } from './scene'
import { liveCursor } from './live'
import { type InvitationRow, type Transaction, TransactionConflict, type UserRow } from './store'
import { roleOf, viewActive } from './view'

export const acceptInvitation = command('acceptInvitation', {
  async run(scene) {
    const { tx, actor, input } = scene
    const domainId = answeredDomainId(input)
    if (domainId !== null) return acceptAutomatic(scene, domainId)
    const user = signedIn(actor)
    const { row, organization, instance, facts } = await lockAnswered(scene, input, user)
    orThrow(checkAcceptInvitation(facts))
    if (!organization) {
      await end(tx, row, 'accepted')
      return { active: null, isFirstMember: false, events: [] }
    }

    const here = { ...scene, instance }
    const others = (await invitationsTo(here, organization, user)).filter(({ id }) => id !== row.id)
    const answered = await endAccepted(here, organization, [row, ...others])
    const roleKey = row.roleKey ?? instance.settings.defaultRoleKey
    const joining = { organization: answered.organization, user, roleKey, isActive: true }
    const { membership, isFirstMember, counts, ...joined } = await join(here, joining)
    const active = viewActive({ ...joined.organization, ...counts }, membership, instance)
    const cursor = await liveCursor(tx, user.id, organization.id)
    return { active, liveCursor: cursor, isFirstMember, events: [...answered.events, ...joined.events] }
  },
})

export const declineInvitation = command('declineInvitation', {
  async run(scene) {
    const { tx, actor, input, now, tell } = scene
    const domainId = answeredDomainId(input)
    if (domainId !== null) return declineAutomatic(scene, domainId)
    const user = signedIn(actor)
    const { row, organization, instance, facts } = await lockAnswered(scene, input, user)
    orThrow(checkAnswerInvitation(facts))
    await end(tx, row, 'declined')
    if (!organization) return { events: [] }

    const organizationId = organization.id
    const pendingInvitationCount = organization.pendingInvitationCount - 1
    await tx.organizations.update(organizationId, { pendingInvitationCount })
    const counts = await countsOf(tx, { ...organization, pendingInvitationCount }, now)
    const invitation = viewInvitation(row, { ...facts, status: 'declined' }, instance)
    await tell(
      { type: 'invitation.declined', organizationId, invitation, counts },
      ofInvitation(row, { before: { status: 'pending' }, after: { status: 'declined' } }),
    )
    // Whoever declines stays a stranger: what the members are told, numbers and all, is not theirs.
    if (!addressOf(user, row)?.verified) return { events: [] }
    const invitationId = row.id
    return { events: [await tell({ type: 'user_invitation.declined', userId: user.id, invitationId })] }
  },
})

export const previewInvitation = query(
  'previewInvitation',
  async ({ tx, actor, instance: whole, input, now, ports, tasks }) => {
    if (!whole.settings.organizationsEnabled) throw new OrgkitError({ code: 'organizations_disabled' })
    const found = await findByToken(tx, input.token, { instance: whole, ports })
    const { row } = found
    const organization = row.organizationId === null ? null : await tx.organizations.get(row.organizationId)
    const instance = await instanceFor(tx, whole, organization)
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
      // What stands against it for good comes first: who cannot accept need finish nothing for it.
      refusal: checkAcceptInvitation(facts) ?? checkMayChoose(tasks),
    }
  },
)

/** Finds the invitation, locks its organization, and looks again: another one may have answered it before the lock. */
async function lockAnswered(
  { tx, now, ports, instance: whole }: Scene,
  input: AnswerInvitationInput,
  user: UserRow,
) {
  const found = await findAnswered(tx, input, { user, instance: whole, ports })
  const { id, organizationId, version } = found.row
  const organization = organizationId === null ? null : await tx.lockOrganization(organizationId)
  const row = await tx.invitations.get(organizationId, id)
  if (!row || (organizationId !== null && !organization)) {
    throw new OrgkitError({ code: 'not_found', field: input.token === undefined ? 'invitationId' : 'token' })
  }
  const instance = await instanceFor(tx, whole, organization)
  const isOutdated = found.isOutdated || (input.token !== undefined && row.version !== version)
  const facts = await answerFacts(tx, { ...found, row, isOutdated }, { user, instance, now, organization })
  return { row, organization, instance, facts }
}

/** Writes the end of a pending invitation. Its seat is given back by whoever changes the organization's counters. */
async function end(tx: Transaction, row: InvitationRow, status: 'accepted' | 'declined'): Promise<void> {
  // No lock orders those to the app: of two answers at once the second looks again.
  if (await tx.invitations.update(row, { status })) return
  throw new TransactionConflict('It was answered meanwhile.')
}
