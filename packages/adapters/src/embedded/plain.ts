import { OrgkitError } from '@orgkit/core'
import type { AppOperationName, AppStreamName } from '@orgkit/core/contract/app'

/**
 * A copy that shares nothing a caller could change, without fields that are `undefined`, as JSON has it. Blobs cannot be changed and
 * stay themselves.
 */
export function copyOf<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(copyOf) as Value
  if (typeof value !== 'object' || value === null || !isPlain(value)) return value
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  return Object.fromEntries(fields.map(([key, field]) => [key, copyOf(field)])) as Value
}

type Kind = 'string' | 'number' | 'boolean' | 'strings' | 'texts' | 'invitations' | 'blob'

interface Field {
  kind: Kind
  isOptional?: boolean
  isNullable?: boolean
}

const optional = (kind: Kind): Field => ({ kind, isOptional: true })

type Fields = Record<string, Field>

const page: Fields = {
  limit: optional('number'),
  cursor: optional('string'),
  offset: optional('number'),
}
const ofOrganization: Fields = { organizationId: { kind: 'string' } }
const ofMember: Fields = { ...ofOrganization, userId: { kind: 'string' } }
const ofMembers: Fields = { ...ofOrganization, userIds: { kind: 'strings' } }
const ofOffer: Fields = { ...ofOrganization, fromUserId: { kind: 'string' } }
const ofRole: Fields = { ...ofOrganization, roleKey: { kind: 'string' } }
const text: Field = { ...optional('string'), isNullable: true }
const ofDomain: Fields = { ...ofOrganization, domainId: { kind: 'string' } }
const ofSuggestion: Fields = { suggestionId: { kind: 'string' } }
const ofInvitation: Fields = { ...ofOrganization, invitationId: { kind: 'string' } }

/** The fields of each operation and stream, for callers without types. Values are the engine's to judge. */
const fields: Record<AppOperationName | AppStreamName, Record<string, Field>> = {
  getSession: { organization: { ...optional('string'), isNullable: true } },
  setLastActiveOrganization: { organizationId: { kind: 'string', isNullable: true } },
  listUserMemberships: {
    ...page,
    query: optional('string'),
    sort: optional('string'),
  },
  createOrganization: { name: { kind: 'string' }, slug: optional('string') },
  getOrganization: { organization: { kind: 'string' } },
  updateOrganization: {
    ...ofOrganization,
    name: optional('string'),
    slug: optional('string'),
    version: optional('number'),
  },
  deleteOrganization: ofOrganization,
  setOrganizationLogo: { organizationId: { kind: 'string' }, logo: { kind: 'blob', isNullable: true } },
  listUserInvitations: page,
  acceptInvitation: { token: optional('string'), invitationId: optional('string') },
  declineInvitation: { token: optional('string'), invitationId: optional('string') },
  previewInvitation: { token: { kind: 'string' } },
  leaveOrganization: ofOrganization,
  listMembers: {
    ...ofOrganization,
    query: optional('string'),
    roleKey: optional('string'),
    sort: optional('string'),
    ...page,
  },
  updateMemberRole: { ...ofMember, roleKey: { kind: 'string' } },
  removeMember: ofMember,
  updateMembers: { ...ofMembers, roleKey: { kind: 'string' } },
  removeMembers: ofMembers,
  offerAdministration: { ...ofMember, nextRoleKey: optional('string') },
  withdrawAdministration: ofOrganization,
  acceptAdministration: ofOffer,
  declineAdministration: ofOffer,
  listRoles: ofOrganization,
  listPermissions: ofOrganization,
  createOrganizationRole: {
    ...ofOrganization,
    name: { kind: 'string' },
    description: text,
    permissions: { kind: 'strings' },
  },
  updateOrganizationRole: {
    ...ofRole,
    name: optional('string'),
    description: text,
    permissions: optional('strings'),
    version: optional('number'),
  },
  deleteOrganizationRole: { ...ofRole, replacementRoleKey: optional('string') },
  listEvents: { ...ofOrganization, type: optional('string'), actorUserId: optional('string'), ...page },
  inviteMember: {
    ...ofOrganization,
    emailAddress: { kind: 'string' },
    roleKey: optional('string'),
    expiresInDays: optional('number'),
  },
  listInvitations: { ...ofOrganization, status: optional('string'), ...page },
  resendInvitation: ofInvitation,
  revokeInvitation: ofInvitation,
  getInvitationLink: ofInvitation,
  checkSlug: { slug: { kind: 'string' } },
  completeSessionTask: {
    taskKey: { kind: 'string' },
    termsVersion: optional('string'),
    fields: optional('texts'),
  },
  listSuggestions: page,
  acceptSuggestion: ofSuggestion,
  dismissSuggestion: ofSuggestion,
  inviteMembers: {
    ...ofOrganization,
    invitations: { kind: 'invitations' },
    roleKey: optional('string'),
    expiresInDays: optional('number'),
  },
  listDomains: { ...ofOrganization, ...page },
  addDomain: { ...ofOrganization, name: { kind: 'string' }, enrollmentMode: optional('string') },
  startDomainVerification: { ...ofDomain, method: { kind: 'string' }, emailAddress: optional('string') },
  finishDomainVerification: { ...ofDomain, method: { kind: 'string' }, code: optional('string') },
  updateDomain: {
    ...ofDomain,
    enrollmentMode: { kind: 'string' },
    declineRequests: optional('boolean'),
    version: optional('number'),
  },
  removeDomain: ofDomain,
  listMembershipRequests: { ...ofOrganization, ...page },
  approveMembershipRequest: { ...ofMember, roleKey: optional('string') },
  declineMembershipRequest: ofMember,
  approveMembershipRequests: { ...ofMembers, roleKey: optional('string') },
  declineMembershipRequests: ofMembers,
  subscribe: { organizationId: optional('string'), cursor: optional('string') },
}

/** Throws `invalid_request` with the field where the input has not the shape that the contract gives it. */
export function checkShape(name: AppOperationName | AppStreamName, input: unknown): void {
  if (typeof input !== 'object' || input === null) throw new OrgkitError({ code: 'invalid_request' })
  for (const [field, { kind, isOptional, isNullable }] of Object.entries(fields[name])) {
    const value = (input as Record<string, unknown>)[field]
    if ((value === undefined && isOptional) || (value === null && isNullable)) continue
    if (!fits(kind, value)) throw new OrgkitError({ code: 'invalid_request', field })
  }
}

function fits(kind: Kind, value: unknown): boolean {
  if (kind === 'blob') return value instanceof Blob
  if (kind === 'strings') return Array.isArray(value) && value.every((each) => typeof each === 'string')
  if (kind === 'texts')
    return isRecord(value) && Object.values(value).every((each) => typeof each === 'string')
  if (kind === 'invitations') return Array.isArray(value) && value.every(isInvitation)
  return typeof value === kind
}

function isInvitation(value: unknown): boolean {
  if (!isRecord(value)) return false
  const { emailAddress, roleKey } = value
  return typeof emailAddress === 'string' && (roleKey === undefined || typeof roleKey === 'string')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && isPlain(value)
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
