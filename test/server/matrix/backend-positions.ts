import type { BackendInput, BackendOperationName } from '@orgkit/core/contract/backend'
import { domains, invitations, organizations, type Positions, roles, texts, users } from './positions'

const organizationId = organizations.ofInstance
const userId = users.ofInstance
const ofMember = { organizationId, userId: users.member }
const ofInvitation = { organizationId, invitationId: invitations.ofOrganization }
const ofApplicationInvitation = { invitationId: invitations.toApplication }

/** Each field of each operation that names something. The app may name any organization of its instance. */
export const backendPositions: { [Name in BackendOperationName]: Positions<BackendInput<Name>> } = {
  upsertUser: { userId },
  getUser: { userId },
  listUsers: { emailAddress: texts.address },
  updateUser: { userId },
  deleteUser: { userId },
  listUserMemberships: { userId, query: texts.organizationName },
  createOrganization: { userId, slug: texts.slug },
  createOrganizations: { organizations: organizations.creators },
  listOrganizations: {},
  getOrganization: { organization: organizations.ofInstanceOrSlug },
  updateOrganization: { organizationId, slug: texts.slug },
  deleteOrganization: { organizationId },
  listMembers: { organizationId, query: texts.memberName, roleKey: roles.ofOrganization },
  addMember: { organizationId, userId, roleKey: roles.ofOrganization },
  updateMemberRole: { ...ofMember, roleKey: roles.ofOrganization },
  removeMember: ofMember,
  inviteMember: { organizationId, emailAddress: texts.memberAddress, roleKey: roles.ofOrganization },
  listInvitations: { organizationId },
  resendInvitation: ofInvitation,
  revokeInvitation: ofInvitation,
  inviteToApplication: { emailAddress: texts.address },
  listApplicationInvitations: {},
  resendApplicationInvitation: ofApplicationInvitation,
  revokeApplicationInvitation: ofApplicationInvitation,
  getSettings: {},
  updateSettings: {},
  listRoles: {},
  createRole: { key: roles.key, permissions: roles.permissions },
  updateRole: { roleKey: roles.ofInstance, permissions: roles.permissions },
  deleteRole: { roleKey: roles.ofInstance, replacementRoleKey: roles.ofInstance },
  setDefaultRole: { roleKey: roles.ofInstance },
  setCreatorRole: { roleKey: roles.ofInstance },
  listPermissions: {},
  createPermission: { key: roles.permission },
  updatePermission: { permission: roles.permission },
  deletePermission: { permission: roles.permission },
  inviteMembers: { organizationId, roleKey: roles.ofOrganization, invitations: texts.invitations },
  listDomains: { organizationId },
  addDomain: { organizationId },
  updateDomain: { organizationId, domainId: domains.ofOrganization },
  removeDomain: { organizationId, domainId: domains.ofOrganization },
  listEvents: { organizationId, type: texts.eventType, actorUserId: users.actor },
}
