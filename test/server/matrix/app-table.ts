import type { AppOperationName } from '@orgkit/core/contract/app'
import type { AppCaller, appCallers, AskedPermission } from './callers'
import type { CellsOf } from './cell'

/** The permission that the operation asks for, the answer to each caller, and somebody to whom the same call is allowed. */
export type AppRow = readonly [
  permission: AskedPermission | null,
  cells: CellsOf<typeof appCallers>,
  twin: AppCaller,
]

const ok = 'ok'
const out = 'unauthenticated'
const wait = 'session_pending'
const no = 'forbidden'
/** To a stranger there is no such organization. */
const none = 'not_found organizationId'
const noOrg = 'not_found organization'
const noInv = 'not_found invitationId'
const noToken = 'not_found token'
const noSug = 'not_found suggestionId'
/** A hand-over is between two: to everybody else there is none. */
const noOffer = 'not_found fromUserId'

/**
 * Written by hand, cell by cell, from what the product says, not from the contract that it checks. A new operation does not compile
 * before it has its row.
 */
// prettier-ignore
export const appTable: { [Name in AppOperationName]: AppRow } = {
  // Cells in the order of `appCallers`: signed out, stranger, pending (choose-organization), pending (accept-terms), member, administrator,
  // exactly the permission, all but the permission, member of another organization, user of another instance, foreign user here,
  // secret key, secret key of another instance.
  getSession:                [null,                        [ok,  ok,    ok,    ok,    ok,    ok,    ok,    ok,    ok,    ok,    ok,    ok,    ok], 'administrator'],
  setLastActiveOrganization: [null,                        [out, none,  wait,  wait,  ok,    ok,    ok,    ok,    none,  none,  out,   out,   out], 'administrator'],
  listUserMemberships:       [null,                        [out, ok,    ok,    wait,  ok,    ok,    ok,    ok,    ok,    ok,    out,   out,   out], 'administrator'],
  listUserInvitations:       [null,                        [out, ok,    ok,    wait,  ok,    ok,    ok,    ok,    ok,    ok,    out,   out,   out], 'stranger'],
  acceptInvitation:          [null,                        [out, ok,    ok,    wait,  noInv, noInv, noInv, noInv, noInv, noInv, out,   out,   out], 'stranger'],
  declineInvitation:         [null,                        [out, ok,    ok,    wait,  noInv, noInv, noInv, noInv, noInv, noInv, out,   out,   out], 'stranger'],
  previewInvitation:         [null,                        [ok,  ok,    ok,    ok,    ok,    ok,    ok,    ok,    ok,    noToken, ok,    ok,    ok], 'stranger'],
  createOrganization:        [null,                        [out, ok,    ok,    wait,  ok,    ok,    ok,    ok,    ok,    ok,    out,   out,   out], 'administrator'],
  getOrganization:           [null,                        [out, noOrg, wait,  wait,  ok,    ok,    ok,    ok,    noOrg, noOrg, out,   out,   out], 'administrator'],
  updateOrganization:        ['org:sys_profile:manage',    [out, none,  wait,  wait,  no,    ok,    ok,    no,    none,  none,  out,   out,   out], 'administrator'],
  deleteOrganization:        ['org:sys_profile:delete',    [out, none,  wait,  wait,  no,    ok,    ok,    no,    none,  none,  out,   out,   out], 'administrator'],
  setOrganizationLogo:       ['org:sys_profile:manage',    [out, none,  wait,  wait,  no,    ok,    ok,    no,    none,  none,  out,   out,   out], 'administrator'],
  leaveOrganization:         [null,                        [out, none,  wait,  wait,  ok,    ok,    ok,    ok,    none,  none,  out,   out,   out], 'administrator'],
  listMembers:               ['org:sys_memberships:read',  [out, none,  wait,  wait,  ok,    ok,    ok,    no,    none,  none,  out,   out,   out], 'administrator'],
  updateMemberRole:          ['org:sys_memberships:manage',[out, none,  wait,  wait,  no,    ok,    ok,    no,    none,  none,  out,   out,   out], 'administrator'],
  removeMember:              ['org:sys_memberships:manage',[out, none,  wait,  wait,  no,    ok,    ok,    no,    none,  none,  out,   out,   out], 'administrator'],
  updateMembers:             ['org:sys_memberships:manage',[out, none,  wait,  wait,  no,    ok,    ok,    no,    none,  none,  out,   out,   out], 'administrator'],
  removeMembers:             ['org:sys_memberships:manage',[out, none,  wait,  wait,  no,    ok,    ok,    no,    none,  none,  out,   out,   out], 'administrator'],
  offerAdministration:       ['org:sys_memberships:manage',[out, none,  wait,  wait,  no,    ok,    ok,    no,    none,  none,  out,   out,   out], 'administrator'],
  withdrawAdministration:    [null,                        [out, none,  wait,  wait,  noOffer, ok,    noOffer, noOffer, none,  none,  out,   out,   out], 'administrator'],
  acceptAdministration:      [null,                        [out, none,  wait,  wait,  ok,    noOffer, noOffer, noOffer, none,  none,  out,   out,   out], 'member'],
  declineAdministration:     [null,                        [out, none,  wait,  wait,  ok,    noOffer, noOffer, noOffer, none,  none,  out,   out,   out], 'member'],
  listRoles:                 [null,                        [out, none,  wait,  wait,  ok,    ok,    ok,    ok,    none,  none,  out,   out,   out], 'administrator'],
  listPermissions:           [null,                        [out, none,  wait,  wait,  ok,    ok,    ok,    ok,    none,  none,  out,   out,   out], 'administrator'],
  createOrganizationRole:    ['org:sys_roles:manage',      [out, none,  wait,  wait,  no,    ok,    ok,    no,    none,  none,  out,   out,   out], 'administrator'],
  updateOrganizationRole:    ['org:sys_roles:manage',      [out, none,  wait,  wait,  no,    ok,    ok,    no,    none,  none,  out,   out,   out], 'administrator'],
  deleteOrganizationRole:    ['org:sys_roles:manage',      [out, none,  wait,  wait,  no,    ok,    ok,    no,    none,  none,  out,   out,   out], 'administrator'],
  listEvents:                ['org:sys_audit:read',        [out, none,  wait,  wait,  no,    ok,    ok,    no,    none,  none,  out,   out,   out], 'administrator'],
  inviteMember:              ['org:sys_memberships:manage',[out, none,  wait,  wait,  no,    ok,    ok,    no,    none,  none,  out,   out,   out], 'administrator'],
  listInvitations:           ['org:sys_memberships:manage',[out, none,  wait,  wait,  no,    ok,    ok,    no,    none,  none,  out,   out,   out], 'administrator'],
  resendInvitation:          ['org:sys_memberships:manage',[out, none,  wait,  wait,  no,    ok,    ok,    no,    none,  none,  out,   out,   out], 'administrator'],
  revokeInvitation:          ['org:sys_memberships:manage',[out, none,  wait,  wait,  no,    ok,    ok,    no,    none,  none,  out,   out,   out], 'administrator'],
  getInvitationLink:         ['org:sys_memberships:manage',[out, none,  wait,  wait,  no,    ok,    ok,    no,    none,  none,  out,   out,   out], 'administrator'],
  completeSessionTask:       [null,                        [out, ok,    ok,    ok,    ok,    ok,    ok,    ok,    ok,    ok,    out,   out,   out], 'administrator'],
  listSuggestions:           [null,                        [out, ok,    ok,    wait,  ok,    ok,    ok,    ok,    ok,    ok,    out,   out,   out], 'stranger'],
  acceptSuggestion:          [null,                        [out, ok,    ok,    wait,  noSug, noSug, noSug, noSug, noSug, noSug, out,   out,   out], 'stranger'],
  dismissSuggestion:         [null,                        [out, ok,    ok,    wait,  noSug, noSug, noSug, noSug, noSug, noSug, out,   out,   out], 'stranger'],
  inviteMembers:             ['org:sys_memberships:manage',[out, none,  wait,  wait,  no,    ok,    ok,    no,    none,  none,  out,   out,   out], 'administrator'],
  listDomains:               ['org:sys_domains:read',      [out, none,  wait,  wait,  ok,    ok,    ok,    no,    none,  none,  out,   out,   out], 'administrator'],
  addDomain:                 ['org:sys_domains:manage',    [out, none,  wait,  wait,  no,    ok,    ok,    no,    none,  none,  out,   out,   out], 'administrator'],
  startDomainVerification:   ['org:sys_domains:manage',    [out, none,  wait,  wait,  no,    ok,    ok,    no,    none,  none,  out,   out,   out], 'administrator'],
  finishDomainVerification:  ['org:sys_domains:manage',    [out, none,  wait,  wait,  no,    ok,    ok,    no,    none,  none,  out,   out,   out], 'administrator'],
  updateDomain:              ['org:sys_domains:manage',    [out, none,  wait,  wait,  no,    ok,    ok,    no,    none,  none,  out,   out,   out], 'administrator'],
  removeDomain:              ['org:sys_domains:manage',    [out, none,  wait,  wait,  no,    ok,    ok,    no,    none,  none,  out,   out,   out], 'administrator'],
  listMembershipRequests:    ['org:sys_memberships:manage',[out, none,  wait,  wait,  no,    ok,    ok,    no,    none,  none,  out,   out,   out], 'administrator'],
  approveMembershipRequest:  ['org:sys_memberships:manage',[out, none,  wait,  wait,  no,    ok,    ok,    no,    none,  none,  out,   out,   out], 'administrator'],
  declineMembershipRequest:  ['org:sys_memberships:manage',[out, none,  wait,  wait,  no,    ok,    ok,    no,    none,  none,  out,   out,   out], 'administrator'],
  approveMembershipRequests: ['org:sys_memberships:manage',[out, none,  wait,  wait,  no,    ok,    ok,    no,    none,  none,  out,   out,   out], 'administrator'],
  declineMembershipRequests: ['org:sys_memberships:manage',[out, none,  wait,  wait,  no,    ok,    ok,    no,    none,  none,  out,   out,   out], 'administrator'],
  checkSlug:                 [null,                        [out, ok,    ok,    wait,  ok,    ok,    ok,    ok,    ok,    ok,    out,   out,   out], 'administrator'],
}
