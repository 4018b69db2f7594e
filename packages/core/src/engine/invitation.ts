import { orThrow } from '../errors'
import { checkPending } from '../rules/invitation'
import { accessed } from './admit'
import { command, type CommandContext, query } from './command'
import { invite, type Inviting, resend, revoke } from './invitation-changes'
import { factsOf } from './invitation-facts'
import { organizationInvitations } from './invitation-page'
import { findInvitation } from './invitation-sending'
import { createToken } from './invitation-token'
import { authorityOf } from './view'

export const inviteMember = command('inviteMember', {
  run: (scene) => invite(scene, inviting(scene), scene.input),
})

export const resendInvitation = command('resendInvitation', {
  run: (scene) => resend(scene, inviting(scene), scene.input.invitationId),
})

export const revokeInvitation = command('revokeInvitation', {
  run: (scene) => revoke(scene, accessed(scene.access).organization, scene.input.invitationId),
})

export const getInvitationLink = query(
  'getInvitationLink',
  async ({ tx, access, instance, input, now, ports }) => {
    const { organization } = accessed(access)
    const row = await findInvitation(tx, organization.id, input.invitationId)
    orThrow(checkPending((await factsOf(tx, instance, row, now)).status))
    const token = await createToken(ports, instance.id, row, 'copied')
    return { url: ports.links.invitation(instance.id, token), expiresAt: row.expiresAt }
  },
)

export const listInvitations = query('listInvitations', (scene) =>
  organizationInvitations(scene, accessed(scene.access).organization.id, scene.input),
)

export function inviting({
  access,
  instance,
}: Pick<CommandContext<'inviteMember', void>, 'access' | 'instance'>): Inviting {
  const { organization, membership } = accessed(access)
  return { organization, giver: authorityOf(instance, membership.roleKey) }
}
