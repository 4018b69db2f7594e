import type { Adapter, CallOptions, Capabilities } from '../adapter'
import { app, type AppInput, type AppOperationName } from '../contract/app'
import { defaultAdminRole, defaultMemberRole, type Role } from '../model/role'
import { bodyOf, equal, refusal } from './assert'
import { type ConformanceCase, organizationsOn } from './case'
import { picture } from './pictures'

/** An input that is right but for who asks. A new row of the contract does not compile before it has one. */
const inputs: { [Name in AppOperationName]: (organizationId: string) => AppInput<Name> } = {
  getSession: () => ({}),
  setLastActiveOrganization: (organizationId) => ({ organizationId }),
  listUserMemberships: () => ({}),
  createOrganization: () => ({ name: 'Acme' }),
  getOrganization: (organization) => ({ organization }),
  setOrganizationLogo: (organizationId) => ({ organizationId, logo: picture('red') }),
  listUserInvitations: () => ({}),
  acceptInvitation: () => ({ invitationId: unknownInvitationId }),
  declineInvitation: () => ({ invitationId: unknownInvitationId }),
  previewInvitation: () => ({ token: 'none' }),
  leaveOrganization: (organizationId) => ({ organizationId }),
  listMembers: (organizationId) => ({ organizationId }),
  listRoles: (organizationId) => ({ organizationId }),
  inviteMember: (organizationId) => ({ organizationId, emailAddress: 'grace@conformance.test' }),
  listInvitations: (organizationId) => ({ organizationId }),
  resendInvitation: (organizationId) => ({ organizationId, invitationId: unknownInvitationId }),
  revokeInvitation: (organizationId) => ({ organizationId, invitationId: unknownInvitationId }),
  getInvitationLink: (organizationId) => ({ organizationId, invitationId: unknownInvitationId }),
  checkSlug: () => ({ slug: 'acme' }),
  updateOrganization: (organizationId) => ({ organizationId, name: 'Globex' }),
  deleteOrganization: (organizationId) => ({ organizationId }),
  updateMemberRole: (organizationId) => ({ organizationId, userId: unknownUserId, roleKey: 'org:member' }),
  removeMember: (organizationId) => ({ organizationId, userId: unknownUserId }),
  updateMembers: (organizationId) => ({ organizationId, userIds: [unknownUserId], roleKey: 'org:member' }),
  removeMembers: (organizationId) => ({ organizationId, userIds: [unknownUserId] }),
  offerAdministration: (organizationId) => ({ organizationId, userId: unknownUserId }),
  withdrawAdministration: (organizationId) => ({ organizationId }),
  acceptAdministration: (organizationId) => ({ organizationId, fromUserId: unknownUserId }),
  declineAdministration: (organizationId) => ({ organizationId, fromUserId: unknownUserId }),
  listPermissions: (organizationId) => ({ organizationId }),
  createOrganizationRole: (organizationId) => ({ organizationId, name: 'Editor', permissions: [] }),
  updateOrganizationRole: (organizationId) => ({ organizationId, roleKey: unknownRoleKey, name: 'Editor' }),
  deleteOrganizationRole: (organizationId) => ({ organizationId, roleKey: unknownRoleKey }),
  listEvents: (organizationId) => ({ organizationId }),
  completeSessionTask: () => ({ taskKey: 'choose-organization' }),
  listSuggestions: () => ({}),
  acceptSuggestion: () => ({ suggestionId: unknownDomainId }),
  dismissSuggestion: () => ({ suggestionId: unknownDomainId }),
  inviteMembers: (organizationId) => ({
    organizationId,
    invitations: [{ emailAddress: 'grace@conformance.test' }],
  }),
  listDomains: (organizationId) => ({ organizationId }),
  addDomain: (organizationId) => ({ organizationId, name: 'conformance.test' }),
  startDomainVerification: (organizationId) => ({
    organizationId,
    domainId: unknownDomainId,
    method: 'dns_txt',
  }),
  finishDomainVerification: (organizationId) => ({
    organizationId,
    domainId: unknownDomainId,
    method: 'dns_txt',
  }),
  updateDomain: (organizationId) => ({
    organizationId,
    domainId: unknownDomainId,
    enrollmentMode: 'manual_invitation',
  }),
  removeDomain: (organizationId) => ({ organizationId, domainId: unknownDomainId }),
  listMembershipRequests: (organizationId) => ({ organizationId }),
  approveMembershipRequest: (organizationId) => ({ organizationId, userId: unknownUserId }),
  declineMembershipRequest: (organizationId) => ({ organizationId, userId: unknownUserId }),
  approveMembershipRequests: (organizationId) => ({ organizationId, userIds: [unknownUserId] }),
  declineMembershipRequests: (organizationId) => ({ organizationId, userIds: [unknownUserId] }),
}

const unknownUserId = 'nobody'
const unknownDomainId = 'dom_01jd0000000000000000000000'
const unknownRoleKey = 'role_01jd0000000000000000000000'
const unknownInvitationId = 'inv_01jd0000000000000000000000'
const guest: Role = { key: 'org:guest', name: 'Guest', description: null, permissions: [] }

const names = Object.keys(app) as AppOperationName[]
const unknownId = 'org_01jd0000000000000000000000'

type AnyMethod = (input: unknown, options?: CallOptions) => Promise<unknown>

/** Asks with an input that is right but for who asks, and what it names beside the organization. */
export const ask = (
  adapter: Adapter,
  name: AppOperationName,
  organizationId = unknownId,
  options?: CallOptions,
): Promise<unknown> => (adapter[name] as AnyMethod)(inputs[name](organizationId), options)

const administration = [
  'listMembers',
  'updateMemberRole',
  'removeMember',
  'updateMembers',
  'removeMembers',
  'offerAdministration',
  'withdrawAdministration',
  'acceptAdministration',
  'declineAdministration',
  'listRoles',
] as const satisfies AppOperationName[]

/** The operations that a backend may declare not to have. */
const byCapability: Partial<Record<keyof Capabilities, readonly AppOperationName[]>> = {
  slugs: ['checkSlug'],
  logos: ['setOrganizationLogo'],
  domains: [
    'listSuggestions',
    'acceptSuggestion',
    'dismissSuggestion',
    'listDomains',
    'addDomain',
    'startDomainVerification',
    'finishDomainVerification',
    'updateDomain',
    'removeDomain',
    'listMembershipRequests',
    'approveMembershipRequest',
    'declineMembershipRequest',
    'approveMembershipRequests',
    'declineMembershipRequests',
  ],
  members: administration,
  roles: ['listPermissions', 'createOrganizationRole', 'updateOrganizationRole', 'deleteOrganizationRole'],
  activity: ['listEvents'],
  invitations: [
    'listUserInvitations',
    'acceptInvitation',
    'declineInvitation',
    'previewInvitation',
    'inviteMember',
    'inviteMembers',
    'listInvitations',
    'resendInvitation',
    'revokeInvitation',
    'getInvitationLink',
  ],
}

/** What a backend has to declare for the operation. */
export function neededFor(name: AppOperationName): (keyof Capabilities)[] {
  const capabilities = Object.keys(byCapability) as (keyof Capabilities)[]
  return capabilities.filter((capability) => byCapability[capability]?.includes(name))
}

const forSignedIn = names.filter((name) => app[name].session !== 'any')
const ofOrganizations = forSignedIn.filter((name) =>
  (app[name].errors as readonly string[]).includes('organizations_disabled'),
)
const forActive = names.filter((name) => app[name].session === 'active')
const withOrganization = names.filter((name) => app[name].permission !== null)
const withPermission = withOrganization.filter((name) => app[name].permission !== 'member')

/** Who may ask what, read from the contract. */
export const authorizationCases: ConformanceCase[] = [
  ...forSignedIn.map((name): ConformanceCase => ({
    title: `${name} refuses the signed-out`,
    covers: [`${name}:unauthenticated`],
    needs: neededFor(name),
    settings: organizationsOn,
    async run(world) {
      await refusal(ask(world.signedOut(), name), 'unauthenticated')
    },
  })),

  ...ofOrganizations.map((name): ConformanceCase => ({
    title: `${name} answers organizations_disabled where organizations are off (A1)`,
    covers: [`${name}:organizations_disabled`],
    needs: neededFor(name),
    async run(world) {
      const ada = await world.signUp()
      await refusal(ask(ada, name), 'organizations_disabled')
    },
  })),

  ...forActive.map((name): ConformanceCase => ({
    title: `${name} refuses a session with an open task, and names the task (A2)`,
    covers: [`${name}:session_pending`],
    needs: neededFor(name),
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp('Ada')
      const { organization } = await ada.createOrganization({ name: 'Acme' })
      const grace = await world.signUp('Grace')
      for (const id of [unknownId, organization.id]) {
        await refusal(ask(grace, name, id), 'session_pending', { meta: { task: 'choose-organization' } })
      }
    },
  })),

  ...withOrganization.map((name): ConformanceCase => ({
    title: `${name} tells a stranger nothing: another's organization answers like one that does not exist`,
    covers: [`${name}:not_found`],
    needs: neededFor(name),
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp('Ada')
      const { organization } = await ada.createOrganization({ name: 'Acme' })
      const grace = await world.signUp('Grace')
      await grace.createOrganization({ name: 'Globex' })
      const foreign = await refusal(ask(grace, name, organization.id), 'not_found')
      const unknown = await refusal(ask(grace, name, unknownId), 'not_found')
      equal(bodyOf(foreign), bodyOf(unknown), 'both refusals are the same')
    },
  })),

  ...withPermission.map((name): ConformanceCase => ({
    title: `${name} refuses a member whose role does not hold the permission`,
    covers: [`${name}:forbidden`],
    needs: ['addMember', ...neededFor(name)],
    settings: organizationsOn,
    roles: [defaultAdminRole, defaultMemberRole, guest],
    async run(world) {
      const ada = await world.signUp('Ada')
      const { organization } = await ada.createOrganization({ name: 'Acme' })
      const grace = await world.signUp('Grace')
      await world.addMember(organization.id, grace, guest.key)
      await refusal(ask(grace, name, organization.id), 'forbidden', {
        meta: { permission: app[name].permission },
      })
    },
  })),
]
