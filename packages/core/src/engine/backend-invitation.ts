import { backendCommand, backendQuery } from './backend-command'
import { invite, resend, revoke } from './invitation-changes'
import { organizationInvitations } from './invitation-page'
import { found } from './scene'
import type { OrganizationRow } from './store'

export const backendInviteMember = backendCommand('inviteMember', {
  run: (scene) => invite(scene, forTheApp(scene.organization), scene.input),
})

export const backendListInvitations = backendQuery('listInvitations', (scene) =>
  organizationInvitations(scene, scene.input.organizationId, scene.input),
)

export const backendResendInvitation = backendCommand('resendInvitation', {
  run: (scene) => resend(scene, forTheApp(scene.organization), scene.input.invitationId),
})

export const backendRevokeInvitation = backendCommand('revokeInvitation', {
  run: (scene) => revoke(scene, found(scene.organization, 'organizationId'), scene.input.invitationId),
})

export function forTheApp(organization: OrganizationRow | null) {
  return { organization: found(organization, 'organizationId'), giver: null }
}
