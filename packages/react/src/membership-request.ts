import type { Member, MembershipRequest, RoleKey } from '@orgkit/core'
import type { DeclineMembershipRequestsOutput, UpdateMembersOutput } from '@orgkit/core/contract/app'
import { useAccess } from './access'
import { useOrgkit } from './context'
import { type ListInput, type ListState, useList } from './list'
import {
  type About,
  type OrganizationWriteInput,
  type OrganizationWriteState,
  type Run,
  useOrganizationWrite,
} from './organization-write'
import type { Orgkit } from './orgkit'
import { orAskAgain } from './refused-write'
import { sendWrite } from './send-write'
import { type SessionState, useSession } from './session'

export interface MembershipRequestsInput extends ListInput {
  /** @default the organization that this tab works in */
  organizationId?: string
}

/** `isSupported`: the backend has requests to join, and the instance has them turned on. */
export type MembershipRequestsState = ListState<MembershipRequest>

/**
 * Who asks to join an organization, the longest waiting first. Nothing is asked without an organization, or in this tab's without
 * `org:sys_memberships:manage`.
 */
export function useMembershipRequests({
  organizationId: wanted,
  ...input
}: MembershipRequestsInput = {}): MembershipRequestsState {
  const orgkit = useOrgkit('useMembershipRequests')
  const { adapter } = orgkit
  const { access, isKnown, error } = useAccess('org:sys_memberships:manage', wanted)
  const isTurnedOff = useSession(areRequestsOff)
  const { userId, organizationId } = access
  return useList<MembershipRequest>(orgkit, {
    ...input,
    noun: 'requests',
    userId,
    organizationId,
    filters: {},
    isSupported: adapter.capabilities.domains && !isTurnedOff,
    isAsked: access.isAllowed,
    isWaiting: !isKnown,
    sessionError: error,
    isJumping: adapter.capabilities.offset,
    load: (page, signal) =>
      adapter.listMembershipRequests({ organizationId: organizationId!, ...page }, { signal }),
    idOf,
  })
}

const idOf = ({ user }: MembershipRequest) => user.id
const areRequestsOff = ({ settings }: SessionState) => settings?.membershipRequests === false

export interface RequestApproval {
  userId: string
  /** @default the instance's default role */
  roleKey?: RoleKey
}

/**
 * Makes whoever asked a member.
 *
 * Rejects with `seat_limit_reached`, `invalid_value`, `forbidden` (with the field `roleKey`: the role holds more than the caller),
 * `requests_disabled`, `not_found`, `organizations_disabled`, `unsupported` or `unreachable`.
 */
export function useApproveMembershipRequest(input: OrganizationWriteInput = {}): OrganizationWriteState & {
  approveMembershipRequest: (approval: RequestApproval) => Promise<Member>
} {
  const [approveMembershipRequest, state] = useRequestWrite('useApproveMembershipRequest', runApprove, input)
  return { approveMembershipRequest, ...state }
}

async function runApprove(orgkit: Orgkit, { organizationId, what }: About<RequestApproval>): Promise<Member> {
  const writing = sendWrite(orgkit, 'approveMembershipRequest', { organizationId, ...what })
  return (await orLookAgain(orgkit, organizationId, writing)).member
}

/**
 * Turns a request down. Whoever asked cannot ask again by the same domain, but can be invited.
 *
 * Rejects with `requests_disabled`, `forbidden`, `not_found`, `organizations_disabled`, `unsupported` or `unreachable`.
 */
export function useDeclineMembershipRequest(input: OrganizationWriteInput = {}): OrganizationWriteState & {
  declineMembershipRequest: (userId: string) => Promise<MembershipRequest>
} {
  const [declineMembershipRequest, state] = useRequestWrite('useDeclineMembershipRequest', runDecline, input)
  return { declineMembershipRequest, ...state }
}

async function runDecline(orgkit: Orgkit, { organizationId, what: userId }: About<string>) {
  const writing = sendWrite(orgkit, 'declineMembershipRequest', { organizationId, userId })
  return (await orLookAgain(orgkit, organizationId, writing)).request
}

/**
 * Approves up to 100 requests, with a result for each, in their order.
 *
 * Rejects with `forbidden`, `invalid_value`, `required`, `too_long`, `requests_disabled`, `not_found`, `organizations_disabled`,
 * `unsupported` or `unreachable`; what a rule refuses for one of them stands in its result.
 */
export function useApproveMembershipRequests(input: OrganizationWriteInput = {}): OrganizationWriteState & {
  approveMembershipRequests: (approval: {
    userIds: readonly string[]
    roleKey?: RoleKey
  }) => Promise<UpdateMembersOutput['results']>
} {
  const name = 'useApproveMembershipRequests'
  const [approveMembershipRequests, state] = useRequestWrite(name, runApproveMany, input)
  return { approveMembershipRequests, ...state }
}

async function runApproveMany(
  orgkit: Orgkit,
  { organizationId, what }: About<{ userIds: readonly string[]; roleKey?: RoleKey }>,
): Promise<UpdateMembersOutput['results']> {
  return (await sendWrite(orgkit, 'approveMembershipRequests', { organizationId, ...what })).results
}

/**
 * Declines up to 100 requests, with a result for each, in their order.
 *
 * Rejects with `forbidden`, `invalid_value`, `required`, `too_long`, `requests_disabled`, `not_found`, `organizations_disabled`,
 * `unsupported` or `unreachable`; what a rule refuses for one of them stands in its result.
 */
export function useDeclineMembershipRequests(input: OrganizationWriteInput = {}): OrganizationWriteState & {
  declineMembershipRequests: (
    userIds: readonly string[],
  ) => Promise<DeclineMembershipRequestsOutput['results']>
} {
  const name = 'useDeclineMembershipRequests'
  const [declineMembershipRequests, state] = useRequestWrite(name, runDeclineMany, input)
  return { declineMembershipRequests, ...state }
}

async function runDeclineMany(
  orgkit: Orgkit,
  { organizationId, what: userIds }: About<readonly string[]>,
): Promise<DeclineMembershipRequestsOutput['results']> {
  return (await sendWrite(orgkit, 'declineMembershipRequests', { organizationId, userIds })).results
}

function useRequestWrite<What, Output>(
  name: string,
  run: Run<What, Output>,
  input: OrganizationWriteInput,
): [write: (what: What) => Promise<Output>, state: OrganizationWriteState] {
  return useOrganizationWrite(name, run, input, 'domains')
}

/** Taken back, or answered by somebody else meanwhile. */
function orLookAgain<Output>(
  { cache }: Orgkit,
  organizationId: string,
  writing: Promise<Output>,
): Promise<Output> {
  const queryKey = cache.keys.list(cache.userId(), organizationId, 'requests')
  return orAskAgain(cache.queryClient, queryKey, ['not_found'], writing)
}
