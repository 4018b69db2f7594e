import type { Permission } from '@orgkit/core'
import type { AppInput, AppOperationName } from '@orgkit/core/contract/app'
import { given } from './draw'
import { eventTypes } from './event-types'
import type { Sight } from './sight'

type Inputs = {
  [Name in AppOperationName]: (sight: Sight, organizationId: string) => AppInput<Name>
}

const logo = new Blob(['a picture'], { type: 'image/png' })

/** An input for every operation of the app contract: one added there does not compile until it is asked here. */
export const appInputs: Inputs = {
  getSession: (sight, organizationId) =>
    given({ organization: sight.draw.of([undefined, null, organizationId, sight.slug()]) }),
  setLastActiveOrganization: ({ draw }, organizationId) => ({
    organizationId: draw.oneIn(4) ? null : organizationId,
  }),
  listUserMemberships: (sight) => ({
    ...sight.page(),
    ...given({ query: query(sight), sort: sight.draw.of([undefined, 'name', 'recent'] as const) }),
  }),
  listUserInvitations: (sight) => sight.page(),
  acceptInvitation: answer,
  declineInvitation: answer,
  previewInvitation: (sight) => ({ token: sight.token() }),
  createOrganization: (sight) => ({
    name: sight.name(),
    ...given({ slug: sight.draw.oneIn(3) ? sight.slug() : undefined }),
  }),
  getOrganization: (sight, organizationId) => ({
    organization: sight.draw.oneIn(3) ? sight.slug() : organizationId,
  }),
  updateOrganization: (sight, organizationId) => ({
    organizationId,
    ...given({
      name: sight.draw.maybe(() => sight.name()),
      slug: sight.draw.maybe(() => sight.slug()),
      version: sight.version(sight.organization(organizationId)?.version),
    }),
  }),
  deleteOrganization: (_, organizationId) => ({ organizationId }),
  setOrganizationLogo: ({ draw }, organizationId) => ({
    organizationId,
    logo: draw.of([logo, null, new Blob(['text'], { type: 'text/plain' })]),
  }),
  leaveOrganization: (_, organizationId) => ({ organizationId }),
  listMembers: (sight, organizationId) => members(sight, organizationId),
  updateMemberRole: (sight, organizationId) => ({
    organizationId,
    userId: sight.userId(organizationId),
    roleKey: sight.roleKey(organizationId),
  }),
  removeMember: (sight, organizationId) => ({ organizationId, userId: sight.userId(organizationId) }),
  updateMembers: (sight, organizationId) => ({
    organizationId,
    userIds: several(sight, organizationId),
    roleKey: sight.roleKey(organizationId),
  }),
  removeMembers: (sight, organizationId) => ({ organizationId, userIds: several(sight, organizationId) }),
  offerAdministration: (sight, organizationId) => ({
    organizationId,
    userId: sight.userId(organizationId),
    ...given({ nextRoleKey: sight.draw.maybe(() => sight.roleKey(organizationId)) }),
  }),
  withdrawAdministration: (_, organizationId) => ({ organizationId }),
  acceptAdministration: offered,
  declineAdministration: offered,
  listRoles: (_, organizationId) => ({ organizationId }),
  listPermissions: (_, organizationId) => ({ organizationId }),
  createOrganizationRole: (sight, organizationId) => ({
    organizationId,
    name: roleName(sight),
    ...given({ description: sight.draw.maybe(() => 'What it is for') }),
    permissions: sight.permissions(),
  }),
  updateOrganizationRole: (sight, organizationId) => {
    const roleKey = sight.ownRoleKey(organizationId)
    return { organizationId, roleKey, ...roleChange(sight, roleKey) }
  },
  deleteOrganizationRole: (sight, organizationId) => ({
    organizationId,
    roleKey: sight.ownRoleKey(organizationId),
    ...given({ replacementRoleKey: sight.draw.oneIn(4) ? undefined : sight.roleKey(organizationId) }),
  }),
  listEvents: (sight, organizationId) => events(sight, organizationId),
  inviteMember: (sight, organizationId) => invitation(sight, organizationId),
  listInvitations: (sight, organizationId) => ({ organizationId, ...invitations(sight) }),
  resendInvitation: anInvitation,
  revokeInvitation: anInvitation,
  getInvitationLink: anInvitation,
  completeSessionTask: (sight) => sessionTask(sight),
  listSuggestions: (sight) => sight.page(),
  acceptSuggestion: (sight) => ({ suggestionId: sight.suggestionId() }),
  dismissSuggestion: (sight) => ({ suggestionId: sight.suggestionId() }),
  inviteMembers: (sight, organizationId) => invitationsAtOnce(sight, organizationId),
  listDomains: (sight, organizationId) => ({ organizationId, ...sight.page() }),
  addDomain: (sight, organizationId) => newDomain(sight, organizationId),
  startDomainVerification: (sight, organizationId) => {
    const domainId = sight.domainId(organizationId)
    return {
      organizationId,
      domainId,
      method: sight.draw.of(['email_code', 'email_code', 'dns_txt'] as const),
      ...given({
        emailAddress: sight.draw.of([`it@${sight.domain(domainId)?.name}`, undefined, 'a@model.test', 'x']),
      }),
    }
  },
  finishDomainVerification: (sight, organizationId) => ({
    organizationId,
    domainId: sight.domainId(organizationId),
    method: sight.draw.of(['email_code', 'email_code', 'verified_address', 'dns_txt'] as const),
    ...given({ code: sight.draw.oneIn(8) ? undefined : sight.code() }),
  }),
  updateDomain: (sight, organizationId) => changedDomain(sight, organizationId),
  removeDomain: (sight, organizationId) => ({ organizationId, domainId: sight.domainId(organizationId) }),
  listMembershipRequests: (sight, organizationId) => ({ organizationId, ...sight.page() }),
  approveMembershipRequest: (sight, organizationId) => ({
    organizationId,
    userId: sight.requesterId(organizationId),
    ...given({ roleKey: sight.draw.maybe(() => sight.roleKey(organizationId)) }),
  }),
  declineMembershipRequest: (sight, organizationId) => ({
    organizationId,
    userId: sight.requesterId(organizationId),
  }),
  approveMembershipRequests: (sight, organizationId) => ({
    organizationId,
    userIds: severalAsking(sight, organizationId),
    ...given({ roleKey: sight.draw.maybe(() => sight.roleKey(organizationId)) }),
  }),
  declineMembershipRequests: (sight, organizationId) => ({
    organizationId,
    userIds: severalAsking(sight, organizationId),
  }),
  checkSlug: (sight) => ({ slug: sight.slug() }),
}

function answer(sight: Sight) {
  const { draw } = sight
  if (draw.oneIn(20)) return draw.of([{}, { token: sight.token(), invitationId: 'inv_none' }])
  if (draw.oneIn(2)) return { token: sight.token() }
  const to = draw.of(sight.rows.organizations.map(({ id }) => id).concat('org_none'))
  return { invitationId: sight.invitationId(to) }
}

function anInvitation(sight: Sight, organizationId: string) {
  return { organizationId, invitationId: sight.invitationId(organizationId) }
}

function offered(sight: Sight, organizationId: string) {
  const open = sight.rows.administrationOffers.filter((row) => row.organizationId === organizationId)
  const fromUserId =
    open.length > 0 && !sight.draw.oneIn(6) ? sight.draw.of(open).fromUserId : sight.userId(organizationId)
  return { organizationId, fromUserId }
}

function several(sight: Sight, organizationId: string): string[] {
  if (sight.draw.oneIn(20)) return sight.draw.of([[], ['user_a', 'user_a'], Array(101).fill('user_a')])
  const drawn = Array.from({ length: 1 + sight.draw.number(3) }, () => sight.userId(organizationId))
  return [...new Set(drawn)]
}

const query = ({ draw }: Sight) =>
  draw.of([undefined, undefined, 'a', 'user b', 'model', '%', '-', 'x'.repeat(101)])

export function members(sight: Sight, organizationId: string) {
  return {
    organizationId,
    ...sight.page(),
    ...given({
      query: query(sight),
      roleKey: sight.draw.oneIn(3) ? sight.roleKey(organizationId) : undefined,
      sort: sight.draw.of([undefined, 'name', 'joined'] as const),
    }),
  }
}

export function invitation(sight: Sight, organizationId: string) {
  return {
    organizationId,
    emailAddress: sight.emailAddress(),
    ...given({
      roleKey: sight.draw.maybe(() => sight.roleKey(organizationId)),
      expiresInDays: sight.draw.of([undefined, undefined, 1, 90, 0]),
    }),
  }
}

export function invitations(sight: Sight) {
  const status = [undefined, 'pending', 'expired', 'revoked', 'accepted', 'declined'] as const
  return { ...sight.page(), ...given({ status: sight.draw.of(status) }) }
}

export function events(sight: Sight, organizationId: string) {
  return {
    organizationId,
    ...sight.page(),
    ...given({
      type: sight.draw.oneIn(3) ? sight.draw.of(eventTypes) : undefined,
      actorUserId: sight.draw.oneIn(4) ? sight.userId(organizationId) : undefined,
    }),
  }
}

export function roleName(sight: Sight): string {
  return sight.draw.oneIn(8) ? sight.name() : sight.draw.of(['Editor', 'Auditor', 'Owner', 'editor', 'Admin'])
}

/** `roleKey`: whose version may be named. */
export function roleChange(sight: Sight, roleKey: string) {
  const permissions = (): readonly Permission[] => sight.permissions()
  return given({
    name: sight.draw.oneIn(4) ? roleName(sight) : undefined,
    description: sight.draw.oneIn(6) ? sight.draw.of([null, 'Another']) : undefined,
    permissions: sight.draw.maybe(permissions),
    version: sight.version(sight.rows.roles.find(({ key }) => key === roleKey)?.version),
  })
}

const modes = [
  'automatic_suggestion',
  'automatic_suggestion',
  'automatic_invitation',
  'manual_invitation',
] as const

export function newDomain(sight: Sight, organizationId: string) {
  return {
    organizationId,
    name: sight.domainName(),
    ...given({ enrollmentMode: sight.draw.of([...modes, undefined]) }),
  }
}

export function changedDomain(sight: Sight, organizationId: string) {
  const domainId = sight.domainId(organizationId)
  return {
    organizationId,
    domainId,
    enrollmentMode: sight.draw.of(modes),
    ...given({
      declineRequests: sight.draw.of([undefined, undefined, true, false]),
      version: sight.version(sight.domain(domainId)?.version),
    }),
  }
}

function severalAsking(sight: Sight, organizationId: string): string[] {
  if (sight.draw.oneIn(20)) return sight.draw.of([[], Array<string>(101).fill('user_a')])
  const drawn = Array.from({ length: 1 + sight.draw.number(3) }, () => sight.requesterId(organizationId))
  return [...new Set(drawn)]
}

export function invitationsAtOnce(sight: Sight, organizationId: string) {
  const { draw } = sight
  const one = () => ({
    emailAddress: sight.emailAddress(),
    ...given({ roleKey: draw.maybe(() => sight.roleKey(organizationId)) }),
  })
  return {
    organizationId,
    invitations: draw.oneIn(20) ? [] : Array.from({ length: 1 + draw.number(4) }, one),
    ...given({
      roleKey: draw.maybe(() => sight.roleKey(organizationId)),
      expiresInDays: draw.of([undefined, undefined, 2, 90, 91]),
    }),
  }
}

function sessionTask({ draw, rows }: Sight) {
  const { terms, profileFields } = rows.instance.settings
  const fields = Object.fromEntries(profileFields.map(({ key }) => [key, draw.oneIn(8) ? ' ' : 'Acme']))
  return draw.of([
    { taskKey: 'accept-terms', ...given({ termsVersion: draw.oneIn(5) ? '0' : terms?.version }) },
    { taskKey: 'complete-profile', fields: draw.oneIn(8) ? { nothing: 'x' } : fields },
    { taskKey: 'choose-organization' },
    { taskKey: 'unknown' },
  ])
}
