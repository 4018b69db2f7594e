import { enrollmentModes, type InstanceSettings } from '@orgkit/core'
import type {
  BackendCreateOrganizationInput,
  BackendInput,
  BackendOperationName,
  UpdateSettingsInput,
  UpdateUserInput,
} from '@orgkit/core/contract/backend'
import {
  changedDomain,
  events,
  invitation,
  invitations,
  invitationsAtOnce,
  members,
  newDomain,
  roleChange,
  roleName,
} from './app-inputs'
import { given } from './draw'
import { customPermissions, type Sight, userIds } from './sight'

type Inputs = {
  [Name in BackendOperationName]: (sight: Sight, organizationId: string) => BackendInput<Name>
}

/** An input for every operation of the backend contract: one added there does not compile until it is asked here. */
export const backendInputs: Inputs = {
  upsertUser(sight) {
    const { id, ...told } = sight.identity(sight.draw.of(userIds))
    return { userId: sight.draw.oneIn(20) ? '' : id, ...told }
  },
  getUser: aUser,
  listUsers: (sight) => ({
    ...sight.page(),
    ...given({ emailAddress: sight.draw.maybe(() => sight.emailAddress()) }),
  }),
  updateUser: (sight) => ({
    ...aUser(sight),
    ...given({
      mayCreateOrganizations: sight.draw.of([undefined, true, false, 'instance'] as const),
      creationLimit: sight.draw.maybe(() => sight.limit()),
      metadata: sight.draw.of<UpdateUserInput['metadata']>([
        undefined,
        undefined,
        { company: 'Acme' },
        { company: null },
        { '': 'x' },
      ]),
    }),
  }),
  deleteUser: aUser,
  listUserMemberships: (sight) => ({ ...aUser(sight), ...sight.page() }),
  createOrganization: (sight) => newOrganization(sight),
  createOrganizations: (sight) => ({
    organizations: Array.from({ length: sight.draw.of([2, 1, 3, 0]) }, () => newOrganization(sight)),
  }),
  listOrganizations: (sight) => sight.page(),
  getOrganization: (sight, organizationId) => ({
    organization: sight.draw.oneIn(2) ? sight.slug() : organizationId,
  }),
  updateOrganization: (sight, organizationId) => ({
    organizationId,
    ...given({
      name: sight.draw.maybe(() => sight.name()),
      slug: sight.draw.maybe(() => sight.slug()),
      membershipLimit: sight.draw.maybe(() => sight.limit()),
      membersMayDelete: sight.draw.of([undefined, true, false]),
      version: sight.version(sight.organization(organizationId)?.version),
    }),
  }),
  deleteOrganization: (_, organizationId) => ({ organizationId }),
  listMembers: (sight, organizationId) => members(sight, organizationId),
  addMember: (sight, organizationId) => ({
    organizationId,
    userId: sight.draw.oneIn(8) ? sight.userId(organizationId) : sight.draw.of(userIds),
    ...given({ roleKey: sight.draw.maybe(() => sight.roleKey(organizationId)) }),
  }),
  updateMemberRole: (sight, organizationId) => ({
    organizationId,
    userId: sight.userId(organizationId),
    roleKey: sight.roleKey(organizationId),
  }),
  removeMember: (sight, organizationId) => ({ organizationId, userId: sight.userId(organizationId) }),
  inviteMember: (sight, organizationId) => invitation(sight, organizationId),
  listInvitations: (sight, organizationId) => ({ organizationId, ...invitations(sight) }),
  resendInvitation: anInvitation,
  revokeInvitation: anInvitation,
  inviteToApplication(sight) {
    const { organizationId: _, roleKey: _role, ...input } = invitation(sight, '')
    return input
  },
  listApplicationInvitations: (sight) => invitations(sight),
  resendApplicationInvitation: (sight) => ({ invitationId: sight.invitationId(null) }),
  revokeApplicationInvitation: (sight) => ({ invitationId: sight.invitationId(null) }),
  getSettings: () => ({}),
  updateSettings: settings,
  listRoles: () => ({}),
  createRole: (sight) => ({
    key: sight.draw.of(['org:editor', 'org:auditor', 'org:owner', 'org:admin', 'Org:x', '']),
    name: roleName(sight),
    permissions: sight.permissions(),
  }),
  updateRole(sight) {
    const roleKey = sight.instanceRoleKey()
    return { roleKey, ...roleChange(sight, roleKey) }
  },
  deleteRole: (sight) => ({
    roleKey: sight.customRoleKey(),
    ...given({ replacementRoleKey: sight.draw.oneIn(4) ? undefined : sight.instanceRoleKey() }),
  }),
  setDefaultRole: (sight) => ({ roleKey: sight.instanceRoleKey() }),
  setCreatorRole: (sight) => ({ roleKey: sight.instanceRoleKey() }),
  listPermissions: () => ({}),
  createPermission: (sight) => ({
    key: sight.draw.of([...customPermissions, 'org:sys_x:y', 'nonsense', '']),
    name: sight.name(),
  }),
  updatePermission: (sight) => ({ permission: sight.draw.of(customPermissions), name: sight.name() }),
  deletePermission: (sight) => ({ permission: sight.draw.of(customPermissions) }),
  inviteMembers: (sight, organizationId) => invitationsAtOnce(sight, organizationId),
  listDomains: (sight, organizationId) => ({ organizationId, ...sight.page() }),
  addDomain: (sight, organizationId) => ({
    ...newDomain(sight, organizationId),
    ...given({ verified: sight.draw.of([undefined, true, true, false]) }),
  }),
  updateDomain: (sight, organizationId) => changedDomain(sight, organizationId),
  removeDomain: (sight, organizationId) => ({ organizationId, domainId: sight.domainId(organizationId) }),
  listEvents: (sight, organizationId) => events(sight, organizationId),
}

function aUser({ draw }: Sight) {
  return { userId: draw.oneIn(12) ? draw.of(['user_none', '']) : draw.of(userIds) }
}

function anInvitation(sight: Sight, organizationId: string) {
  return { organizationId, invitationId: sight.invitationId(organizationId) }
}

function newOrganization(sight: Sight): BackendCreateOrganizationInput {
  return {
    name: sight.name(),
    ...given({
      slug: sight.draw.oneIn(3) ? sight.slug() : undefined,
      userId: sight.draw.oneIn(4) ? undefined : aUser(sight).userId,
      membershipLimit: sight.draw.oneIn(3) ? sight.limit() : undefined,
    }),
  }
}

type Settable = { [Key in keyof Required<UpdateSettingsInput>]: (sight: Sight) => InstanceSettings[Key] }

const flag = ({ draw }: Sight) => draw.number(3) > 0

const settable: Settable = {
  membershipLimit: (sight) => sight.instanceLimit(),
  personalAccounts: flag,
  slugs: flag,
  userCreatedOrganizations: flag,
  creationLimit: (sight) => sight.instanceLimit(),
  organizationRoles: flag,
  membersMayDeleteOrganizations: flag,
  organizationsEnabled: ({ draw }) => !draw.oneIn(3),
  supportContact: ({ draw }) => draw.of([null, 'help@model.test', 'https://model.test/help', 'nonsense']),
  invitationsPerHour: ({ draw }) => draw.of([null, null, 5, 0, -1]),
  backendRequestsPerTenSeconds: ({ draw }) => draw.of([100, 1000, null, 0]),
  domains: ({ draw }) => !draw.oneIn(6),
  enrollmentModes: ({ draw }) =>
    draw.oneIn(4) ? draw.of([['manual_invitation'], ['automatic_invitation'], []]) : [...enrollmentModes],
  membershipRequests: ({ draw }) => !draw.oneIn(3),
  invitationReminderDays: ({ draw }) => draw.of([3, null, 1, 90, -1]),
  // Until they have accepted it people can do nothing.
  terms: ({ draw }) =>
    draw.of([null, null, null, null, { version: '1', url: null }, { version: '2', url: '/terms' }]),
  profileFields: ({ draw }) => (draw.oneIn(4) ? [{ key: 'company', label: 'Company' }] : []),
}

function settings(sight: Sight): UpdateSettingsInput {
  const wanted = sight.draw.some(Object.keys(settable) as (keyof Settable)[], 2)
  // Where organizations are off nearly all is refused: not for long.
  const isOff = !sight.rows.instance.settings.organizationsEnabled
  const changes = wanted.map((key) => [key, settable[key](sight)] as const)
  return {
    ...(Object.fromEntries(changes) as UpdateSettingsInput),
    ...(isOff && { organizationsEnabled: true }),
  }
}
