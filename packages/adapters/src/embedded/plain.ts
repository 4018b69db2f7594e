import { OrgkitError } from '@orgkit/core'
import type { AppOperationName } from '@orgkit/core/contract/app'

/** A copy that shares nothing a caller could change. Blobs cannot be changed and stay themselves. */
export function copyOf<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(copyOf) as Value
  if (typeof value !== 'object' || value === null || !isPlain(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, copyOf(field)])) as Value
}

type Kind = 'string' | 'number' | 'blob'

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
const ofInvitation: Fields = { ...ofOrganization, invitationId: { kind: 'string' } }

/** The fields of each operation, for callers without types. Values are the engine's to judge. */
const fields: Record<AppOperationName, Record<string, Field>> = {
  getSession: { organization: { ...optional('string'), isNullable: true } },
  setLastActiveOrganization: { organizationId: { kind: 'string', isNullable: true } },
  listUserMemberships: {
    ...page,
    query: optional('string'),
    sort: optional('string'),
  },
  createOrganization: { name: { kind: 'string' }, slug: optional('string') },
  getOrganization: { organization: { kind: 'string' } },
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
  listRoles: ofOrganization,
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
}

/** Throws `invalid_request` with the field where the input has not the shape that the contract gives it. */
export function checkShape(name: AppOperationName, input: unknown): void {
  if (typeof input !== 'object' || input === null) throw new OrgkitError({ code: 'invalid_request' })
  for (const [field, { kind, isOptional, isNullable }] of Object.entries(fields[name])) {
    const value = (input as Record<string, unknown>)[field]
    if ((value === undefined && isOptional) || (value === null && isNullable)) continue
    const fits = kind === 'blob' ? value instanceof Blob : typeof value === kind
    if (!fits) throw new OrgkitError({ code: 'invalid_request', field })
  }
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
