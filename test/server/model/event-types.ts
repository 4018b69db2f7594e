import type { OrganizationEvent } from '@orgkit/core'

const known: Record<OrganizationEvent['type'], true> = {
  'organization.created': true,
  'organization.updated': true,
  'organization.deleted': true,
  'membership.created': true,
  'membership.role_changed': true,
  'membership.deleted': true,
  'invitation.created': true,
  'invitation.resent': true,
  'invitation.revoked': true,
  'invitation.accepted': true,
  'invitation.declined': true,
  'role.created': true,
  'role.updated': true,
  'role.deleted': true,
  'administration.offered': true,
  'administration.withdrawn': true,
  'administration.accepted': true,
  'administration.declined': true,
  'domain.created': true,
  'domain.verification_started': true,
  'domain.verified': true,
  'domain.updated': true,
  'domain.deleted': true,
  'membership_request.created': true,
  'membership_request.approved': true,
  'membership_request.declined': true,
  'membership_request.withdrawn': true,
}

export const eventTypes = Object.keys(known) as OrganizationEvent['type'][]
