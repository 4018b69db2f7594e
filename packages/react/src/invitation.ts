import type { Invitation, InvitationStatus } from '@orgkit/core'
import type { AppInput, InvitationLinkOutput, InviteMembersOutput } from '@orgkit/core/contract/app'
import { useAccess } from './access'
import { ask } from './ask'
import { useOrgkit } from './context'
import { type ListInput, type ListState, useList } from './list'
import type { Orgkit } from './orgkit'
import { sendWrite } from './send-write'
import {
  type About,
  type OrganizationWriteInput,
  type OrganizationWriteState,
  type Run,
  useOrganizationWrite,
} from './organization-write'

export interface InvitationsInput extends ListInput {
  /** @default the organization that this tab works in */
  organizationId?: string
  /** @default all */
  status?: InvitationStatus
}

export type InvitationsState = ListState<Invitation>

const permission = 'org:sys_memberships:manage'

/**
 * The invitations of an organization, the newest first. Nothing is asked without an organization, or in this tab's without
 * `org:sys_memberships:manage`.
 */
export function useInvitations({
  organizationId: wanted,
  status,
  ...input
}: InvitationsInput = {}): InvitationsState {
  const orgkit = useOrgkit('useInvitations')
  const { adapter } = orgkit
  const { access, isKnown, error } = useAccess(permission, wanted)
  const { userId, organizationId } = access
  const filters = status === undefined ? {} : { status }
  return useList<Invitation>(orgkit, {
    ...input,
    noun: 'invitations',
    userId,
    organizationId,
    filters,
    isSupported: adapter.capabilities.invitations,
    isAsked: access.isAllowed,
    isWaiting: !isKnown,
    sessionError: error,
    isJumping: adapter.capabilities.offset,
    load: (page, signal) =>
      adapter.listInvitations({ organizationId: organizationId!, ...filters, ...page }, { signal }),
    idOf,
  })
}

const idOf = ({ id }: Invitation) => id

export type InvitationWriteInput = OrganizationWriteInput
export type InvitationWriteState = OrganizationWriteState

export type InviteMemberInput = Omit<AppInput<'inviteMember'>, 'organizationId'>

/**
 * Offers a place in the organization by e-mail. The same input twice at once is one request.
 *
 * Rejects with `required`, `too_long`, `invalid_value`, `already_member`, `already_invited` (with `field`), `forbidden` (with the
 * field `roleKey`: the role holds more than the caller), `seat_limit_reached`, `not_found`, `organizations_disabled`,
 * `rate_limited`, `unsupported` or `unreachable`.
 */
export function useInviteMember(input: InvitationWriteInput = {}): InvitationWriteState & {
  inviteMember: (input: InviteMemberInput) => Promise<Invitation>
} {
  const [inviteMember, state] = useInvitationWrite('useInviteMember', runInvite, input)
  return { inviteMember, ...state }
}

async function runInvite(orgkit: Orgkit, { organizationId, what }: About<InviteMemberInput>) {
  return (await sendWrite(orgkit, 'inviteMember', { organizationId, ...what })).invitation
}

export type InviteMembersInput = Omit<AppInput<'inviteMembers'>, 'organizationId'>

/**
 * Offers a place to up to 500 people, with a result for each, in their order. The same input twice at once is one request.
 *
 * Rejects with `required`, `too_long`, `invalid_value`, `forbidden` (with the field `roleKey`: the role holds more than the caller),
 * `not_found`, `organizations_disabled`, `unsupported` or `unreachable`; what stands against one of them stands in its result.
 */
export function useInviteMembers(input: InvitationWriteInput = {}): InvitationWriteState & {
  inviteMembers: (input: InviteMembersInput) => Promise<InviteMembersOutput['results']>
} {
  const [inviteMembers, state] = useInvitationWrite('useInviteMembers', runInviteMany, input)
  return { inviteMembers, ...state }
}

async function runInviteMany(
  orgkit: Orgkit,
  { organizationId, what }: About<InviteMembersInput>,
): Promise<InviteMembersOutput['results']> {
  return (await sendWrite(orgkit, 'inviteMembers', { organizationId, ...what })).results
}

/**
 * Sends a pending or expired invitation again, with its whole time to run; links sent before stop working.
 *
 * Rejects with `invitation_accepted`, `invitation_declined`, `invitation_revoked`, `already_member`, `already_invited`,
 * `seat_limit_reached`, `forbidden`, `not_found`, `organizations_disabled`, `rate_limited`, `unsupported` or `unreachable`.
 */
export function useResendInvitation(input: InvitationWriteInput = {}): InvitationWriteState & {
  resendInvitation: (invitationId: string) => Promise<Invitation>
} {
  const [resendInvitation, state] = useInvitationWrite('useResendInvitation', runResend, input)
  return { resendInvitation, ...state }
}

async function runResend(orgkit: Orgkit, { organizationId, what: invitationId }: About<string>) {
  return (await sendWrite(orgkit, 'resendInvitation', { organizationId, invitationId })).invitation
}

/**
 * Takes an invitation back, pending or expired; its links stop working.
 *
 * Rejects with `invitation_accepted`, `invitation_declined`, `invitation_revoked`, `forbidden`, `not_found`,
 * `organizations_disabled`, `unsupported` or `unreachable`.
 */
export function useRevokeInvitation(input: InvitationWriteInput = {}): InvitationWriteState & {
  revokeInvitation: (invitationId: string) => Promise<Invitation>
} {
  const [revokeInvitation, state] = useInvitationWrite('useRevokeInvitation', runRevoke, input)
  return { revokeInvitation, ...state }
}

async function runRevoke(orgkit: Orgkit, { organizationId, what: invitationId }: About<string>) {
  return (await sendWrite(orgkit, 'revokeInvitation', { organizationId, invitationId })).invitation
}

/**
 * Asks for the link of a pending invitation, when it is wanted. It proves nothing of whoever uses it.
 *
 * Rejects with `invitation_accepted`, `invitation_declined`, `invitation_revoked`, `invitation_expired`, `forbidden`,
 * `not_found`, `organizations_disabled`, `unsupported` or `unreachable`.
 */
export function useInvitationLink(input: InvitationWriteInput = {}): InvitationWriteState & {
  getLink: (invitationId: string) => Promise<InvitationLinkOutput>
} {
  const [getLink, state] = useInvitationWrite('useInvitationLink', runGetLink, input)
  return { getLink, ...state }
}

function runGetLink(orgkit: Orgkit, { organizationId, what: invitationId }: About<string>) {
  return ask(orgkit, orgkit.adapter.getInvitationLink({ organizationId, invitationId }))
}

function useInvitationWrite<What, Output>(
  name: string,
  run: Run<What, Output>,
  input: InvitationWriteInput,
): [write: (what: What) => Promise<Output>, state: InvitationWriteState] {
  return useOrganizationWrite(name, run, input, 'invitations')
}
