import { abortCases } from './abort'
import { activeOrganizationCases } from './active-organization'
import { answerInvitationCases } from './answer-invitation'
import { applicationInvitationCases } from './application-invitations'
import { auditTrailCases } from './audit-trail'
import { authorizationCases } from './authorization'
import { automaticInvitationCases } from './automatic-invitations'
import { backendDomainCases } from './backend-domains'
import { backendMemberCases } from './backend-members'
import { backendOperationCases } from './backend-operation'
import { backendOrganizationCases } from './backend-organizations'
import { backendSettingsCases } from './backend-settings'
import { backendUserCases } from './backend-users'
import { bulkInvitationCases } from './bulk-invitations'
import { bulkMemberCases } from './bulk-members'
import type { ConformanceCase } from './case'
import { creationLimitCases } from './creation-limit'
import { defaultRoleCases } from './default-roles'
import { domainProofCases } from './domain-proofs'
import { domainCases } from './domains'
import { handOverCases } from './hand-over'
import { idempotencyCases } from './idempotency'
import { instanceRoleCases } from './instance-roles'
import { instanceSettingsCases } from './instance-settings'
import { invitationCases } from './invitations'
import { lastAdministratorCases } from './last-administrator'
import { limitsCases } from './limits'
import { liveCases } from './live'
import { logoCases } from './logo'
import { memberRemovalCases } from './member-removal'
import { memberRoleCases } from './member-role'
import { memberCases } from './members'
import { membershipLimitCases } from './membership-limit'
import { membershipListCases } from './membership-list'
import { membershipRequestCases } from './membership-requests'
import { membershipSearchCases } from './membership-search'
import { organizationCases } from './organization'
import { organizationDeletionCases } from './organization-deletion'
import { organizationNameCases } from './organization-name'
import { organizationUpdateCases } from './organization-update'
import { ownRoleChangeCases } from './own-role-changes'
import { ownRoleCases } from './own-roles'
import { permissionCases } from './permissions'
import { sessionCases } from './session'
import { sessionTaskCases } from './session-tasks'
import { slugCases } from './slug'
import { suggestionCases } from './suggestions'

/** Every case of the suite, by noun. */
export const chapters: Readonly<Record<string, readonly ConformanceCase[]>> = {
  authorization: authorizationCases,
  session: sessionCases,
  'session task': sessionTaskCases,
  settings: instanceSettingsCases,
  'active organization': activeOrganizationCases,
  organization: organizationCases,
  'organization name': organizationNameCases,
  'change of an organization': organizationUpdateCases,
  'deletion of an organization': organizationDeletionCases,
  'creation limit': creationLimitCases,
  'membership limit': membershipLimitCases,
  'limits as data': limitsCases,
  slug: slugCases,
  logo: logoCases,
  'membership list': membershipListCases,
  'membership search': membershipSearchCases,
  member: memberCases,
  'role of a member': memberRoleCases,
  'removal of a member': memberRemovalCases,
  'members by the list': bulkMemberCases,
  'hand-over of administration': handOverCases,
  'last administrator': lastAdministratorCases,
  'role of an organization': ownRoleCases,
  'change of an organization’s role': ownRoleChangeCases,
  'role of the instance': instanceRoleCases,
  'default and creator role': defaultRoleCases,
  permission: permissionCases,
  invitation: invitationCases,
  'invitations by the list': bulkInvitationCases,
  'answer to an invitation': answerInvitationCases,
  'automatic invitation': automaticInvitationCases,
  suggestion: suggestionCases,
  'request to join': membershipRequestCases,
  domain: domainCases,
  'proof of a domain': domainProofCases,
  'audit trail': auditTrailCases,
  'live events': liveCases,
  'backend operation': backendOperationCases,
  'backend user': backendUserCases,
  'backend organization': backendOrganizationCases,
  'backend member': backendMemberCases,
  'backend domain': backendDomainCases,
  'backend settings': backendSettingsCases,
  'invitation to the app': applicationInvitationCases,
  idempotency: idempotencyCases,
  abort: abortCases,
}
