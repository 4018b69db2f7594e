import type { BackendInput, BackendOperationName } from '@orgkit/core/contract/backend'
import type { backendCallers } from './callers'
import type { CellsOf } from './cell'
import { guestRole, keysIn } from './seed'
import type { World } from './world'

const ok = 'ok'
const out = 'unauthenticated'
const noOrg = 'not_found organization'
const none = 'not_found organizationId'
const noUser = 'not_found userId'
const noInv = 'not_found invitationId'
const noRole = 'not_found roleKey'
const noPerm = 'not_found permission'

/**
 * Written by hand, cell by cell. Who holds the secret key of another instance asks there: what it names of X is not there, and
 * what names nothing of X is done in their own instance alone.
 */
// prettier-ignore
export const backendTable: { [Name in BackendOperationName]: CellsOf<typeof backendCallers> } = {
  //                            no   unknown publishable user     user    secret of       secret
  //                            key  key     key         session  cookie  another inst.   key
  upsertUser:                  [out, out,    out,        out,     out,    ok,             ok],
  getUser:                     [out, out,    out,        out,     out,    noUser,         ok],
  listUsers:                   [out, out,    out,        out,     out,    ok,             ok],
  updateUser:                  [out, out,    out,        out,     out,    noUser,         ok],
  deleteUser:                  [out, out,    out,        out,     out,    noUser,         ok],
  listUserMemberships:         [out, out,    out,        out,     out,    noUser,         ok],
  createOrganization:          [out, out,    out,        out,     out,    noUser,         ok],
  createOrganizations:         [out, out,    out,        out,     out,    ok,             ok],
  listOrganizations:           [out, out,    out,        out,     out,    ok,             ok],
  getOrganization:             [out, out,    out,        out,     out,    noOrg,          ok],
  updateOrganization:          [out, out,    out,        out,     out,    none,           ok],
  deleteOrganization:          [out, out,    out,        out,     out,    none,           ok],
  listMembers:                 [out, out,    out,        out,     out,    none,           ok],
  addMember:                   [out, out,    out,        out,     out,    none,           ok],
  updateMemberRole:            [out, out,    out,        out,     out,    none,           ok],
  removeMember:                [out, out,    out,        out,     out,    none,           ok],
  inviteMember:                [out, out,    out,        out,     out,    none,           ok],
  listInvitations:             [out, out,    out,        out,     out,    none,           ok],
  resendInvitation:            [out, out,    out,        out,     out,    none,           ok],
  revokeInvitation:            [out, out,    out,        out,     out,    none,           ok],
  inviteToApplication:         [out, out,    out,        out,     out,    ok,             ok],
  listApplicationInvitations:  [out, out,    out,        out,     out,    ok,             ok],
  resendApplicationInvitation: [out, out,    out,        out,     out,    noInv,          ok],
  revokeApplicationInvitation: [out, out,    out,        out,     out,    noInv,          ok],
  getSettings:                 [out, out,    out,        out,     out,    ok,             ok],
  updateSettings:              [out, out,    out,        out,     out,    ok,             ok],
  listRoles:                   [out, out,    out,        out,     out,    ok,             ok],
  createRole:                  [out, out,    out,        out,     out,    ok,             ok],
  updateRole:                  [out, out,    out,        out,     out,    noRole,         ok],
  deleteRole:                  [out, out,    out,        out,     out,    noRole,         ok],
  setDefaultRole:              [out, out,    out,        out,     out,    noRole,         ok],
  setCreatorRole:              [out, out,    out,        out,     out,    noRole,         ok],
  listPermissions:             [out, out,    out,        out,     out,    ok,             ok],
  createPermission:            [out, out,    out,        out,     out,    ok,             ok],
  updatePermission:            [out, out,    out,        out,     out,    noPerm,         ok],
  deletePermission:            [out, out,    out,        out,     out,    noPerm,         ok],
  inviteMembers:               [out, out,    out,        out,     out,    none,           ok],
  listDomains:                 [out, out,    out,        out,     out,    none,           ok],
  addDomain:                   [out, out,    out,        out,     out,    none,           ok],
  updateDomain:                [out, out,    out,        out,     out,    none,           ok],
  removeDomain:                [out, out,    out,        out,     out,    none,           ok],
  listEvents:                  [out, out,    out,        out,     out,    none,           ok],
}

const userId = 'user_x_theo'
const { spareRole, chiefRole, permission } = keysIn('x')

/** What everybody asks for in instance X: right but for who asks. */
export const backendInputs: { [Name in BackendOperationName]: (world: World) => BackendInput<Name> } = {
  upsertUser: () => ({ userId, name: 'Theodora', emails: [{ address: 'new@matrix.test', verified: true }] }),
  getUser: () => ({ userId }),
  listUsers: () => ({}),
  updateUser: () => ({ userId, mayCreateOrganizations: false, creationLimit: 1 }),
  deleteUser: () => ({ userId }),
  listUserMemberships: () => ({ userId }),
  createOrganization: () => ({ name: 'Globex', userId }),
  createOrganizations: () => ({ organizations: [{ name: 'Globex' }] }),
  listOrganizations: () => ({}),
  getOrganization: ({ x }) => ({ organization: x.a.id }),
  updateOrganization: (world) => ({
    ...ofA(world),
    name: 'Initech',
    membershipLimit: 50,
    membersMayDelete: false,
  }),
  deleteOrganization: ofA,
  listMembers: ofA,
  addMember: (world) => ({ ...ofA(world), userId: 'user_x_ben', roleKey: guestRole.key }),
  updateMemberRole: (world) => ({ ...ofA(world), userId, roleKey: guestRole.key }),
  removeMember: (world) => ({ ...ofA(world), userId }),
  inviteMember: (world) => ({ ...ofA(world), emailAddress: 'new@matrix.test' }),
  listInvitations: ofA,
  resendInvitation: (world) => ({ ...ofA(world), invitationId: world.x.a.otherInvitationId }),
  revokeInvitation: (world) => ({ ...ofA(world), invitationId: world.x.a.otherInvitationId }),
  inviteToApplication: () => ({ emailAddress: 'new@matrix.test' }),
  listApplicationInvitations: () => ({}),
  resendApplicationInvitation: ({ x }) => ({ invitationId: x.applicationInvitationId }),
  revokeApplicationInvitation: ({ x }) => ({ invitationId: x.applicationInvitationId }),
  getSettings: () => ({}),
  updateSettings: () => ({ creationLimit: 7, supportContact: 'https://help.matrix.test' }),
  listRoles: () => ({}),
  createRole: () => ({ key: 'org:editor', name: 'Editor', permissions: [] }),
  updateRole: () => ({ roleKey: spareRole, name: 'Editor' }),
  deleteRole: () => ({ roleKey: spareRole, replacementRoleKey: guestRole.key }),
  setDefaultRole: () => ({ roleKey: spareRole }),
  setCreatorRole: () => ({ roleKey: chiefRole }),
  listPermissions: () => ({}),
  createPermission: () => ({ key: 'org:pages:read', name: 'Read pages' }),
  updatePermission: () => ({ permission, name: 'Change notes' }),
  deletePermission: () => ({ permission }),
  inviteMembers: (world) => ({ ...ofA(world), invitations: [{ emailAddress: 'new@matrix.test' }] }),
  listDomains: ofA,
  addDomain: (world) => ({ ...ofA(world), name: 'matrix.example', verified: true }),
  updateDomain: (world) => ({
    ...ofA(world),
    domainId: world.x.a.domainId,
    enrollmentMode: 'automatic_invitation',
    declineRequests: true,
  }),
  removeDomain: (world) => ({ ...ofA(world), domainId: world.x.a.domainId }),
  listEvents: ofA,
}

function ofA({ x }: World): { organizationId: string } {
  return { organizationId: x.a.id }
}
