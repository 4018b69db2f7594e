import type { Member, RoleKey } from '@orgkit/core'
import type { MemberSort, RemoveMembersOutput, UpdateMembersOutput } from '@orgkit/core/contract/app'
import { useAccess } from './access'
import { useOrgkit } from './context'
import { type ListInput, type ListState, useList } from './list'
import type { Orgkit } from './orgkit'
import { sendWrite } from './send-write'
import { useTypedQuery } from './typed-query'
import {
  type About,
  type OrganizationWriteInput,
  type OrganizationWriteState,
  useOrganizationWrite,
} from './organization-write'
import { useWrite, type WriteState } from './write'

export interface MembersInput extends ListInput {
  /** @default the organization that this tab works in */
  organizationId?: string
  /** Beginnings of words in the name or an address; asked 150 ms after the last change. @default '' */
  query?: string
  /** Only those who hold this role. */
  roleKey?: RoleKey
  /** `joined`: the latest first. @default 'name' */
  sort?: MemberSort
}

export type MembersState = ListState<Member>

/**
 * The members of an organization. Nothing is asked without an organization, or in this tab's without
 * `org:sys_memberships:read`. While another search or sort loads, the rows of the one before stay.
 */
export function useMembers({
  organizationId: wanted,
  query = '',
  roleKey,
  sort = 'name',
  ...input
}: MembersInput = {}): MembersState {
  const orgkit = useOrgkit('useMembers')
  const { adapter } = orgkit
  const { access, isKnown, error } = useAccess('org:sys_memberships:read', wanted)
  const { text, isTyping } = useTypedQuery(query)
  const { userId, organizationId } = access
  const filters = { ...(text && { query: text }), ...(roleKey !== undefined && { roleKey }), sort }
  const list = useList<Member>(orgkit, {
    ...input,
    noun: 'members',
    userId,
    organizationId,
    filters,
    isSupported: adapter.capabilities.members,
    isAsked: access.isAllowed,
    isWaiting: !isKnown,
    sessionError: error,
    isJumping: adapter.capabilities.offset,
    load: (page, signal) =>
      adapter.listMembers({ organizationId: organizationId!, ...filters, ...page }, { signal }),
    idOf,
  })
  return { ...list, isFetching: list.isFetching || (isTyping && access.isAllowed && list.isSupported) }
}

const idOf = ({ user }: Member) => user.id

/**
 * Leaves an organization. Where this tab works in it, it works nowhere afterwards: its data is dropped at once, and the session
 * is asked where to go on.
 *
 * Rejects with `last_administrator`, `not_found`, `organizations_disabled`, `idempotency_conflict` or `unreachable`.
 */
export function useLeaveOrganization(): WriteState & {
  leaveOrganization: (organizationId: string) => Promise<void>
} {
  const [leaveOrganization, state] = useWrite('useLeaveOrganization', runLeave)
  return { leaveOrganization, ...state }
}

async function runLeave(orgkit: Orgkit, organizationId: string): Promise<void> {
  await sendWrite(orgkit, 'leaveOrganization', { organizationId })
}

/**
 * Gives a member another role, the caller too. It acts at that member's next request.
 *
 * Rejects with `last_administrator`, `forbidden` (with the field `roleKey`: the role holds more than the caller), `invalid_value`,
 * `not_found`, `organizations_disabled`, `unsupported` or `unreachable`.
 */
export function useUpdateMemberRole(input: OrganizationWriteInput = {}): OrganizationWriteState & {
  updateMemberRole: (change: { userId: string; roleKey: RoleKey }) => Promise<Member>
} {
  const [updateMemberRole, state] = useOrganizationWrite(
    'useUpdateMemberRole',
    runUpdateRole,
    input,
    'members',
  )
  return { updateMemberRole, ...state }
}

async function runUpdateRole(
  orgkit: Orgkit,
  { organizationId, what }: About<{ userId: string; roleKey: RoleKey }>,
): Promise<Member> {
  return (await sendWrite(orgkit, 'updateMemberRole', { organizationId, ...what })).member
}

/**
 * Ends the membership of somebody else.
 *
 * Rejects with `last_administrator`, `forbidden`, `not_found`, `organizations_disabled`, `unsupported` or `unreachable`.
 */
export function useRemoveMember(input: OrganizationWriteInput = {}): OrganizationWriteState & {
  removeMember: (userId: string) => Promise<void>
} {
  const [removeMember, state] = useOrganizationWrite('useRemoveMember', runRemove, input, 'members')
  return { removeMember, ...state }
}

async function runRemove(orgkit: Orgkit, { organizationId, what: userId }: About<string>): Promise<void> {
  await sendWrite(orgkit, 'removeMember', { organizationId, userId })
}

/**
 * Gives up to 100 members another role, with a result for each, in their order.
 *
 * Rejects with `forbidden`, `invalid_value`, `required`, `too_long`, `not_found`, `organizations_disabled`, `unsupported` or
 * `unreachable`; what a rule refuses for one of them stands in its result.
 */
export function useUpdateMembers(input: OrganizationWriteInput = {}): OrganizationWriteState & {
  updateMembers: (change: {
    userIds: readonly string[]
    roleKey: RoleKey
  }) => Promise<UpdateMembersOutput['results']>
} {
  const [updateMembers, state] = useOrganizationWrite('useUpdateMembers', runUpdateMany, input, 'members')
  return { updateMembers, ...state }
}

async function runUpdateMany(
  orgkit: Orgkit,
  { organizationId, what }: About<{ userIds: readonly string[]; roleKey: RoleKey }>,
): Promise<UpdateMembersOutput['results']> {
  return (await sendWrite(orgkit, 'updateMembers', { organizationId, ...what })).results
}

/**
 * Ends up to 100 memberships, with a result for each, in their order.
 *
 * Rejects with `forbidden`, `invalid_value`, `required`, `too_long`, `not_found`, `organizations_disabled`, `unsupported` or
 * `unreachable`; what a rule refuses for one of them stands in its result.
 */
export function useRemoveMembers(input: OrganizationWriteInput = {}): OrganizationWriteState & {
  removeMembers: (userIds: readonly string[]) => Promise<RemoveMembersOutput['results']>
} {
  const [removeMembers, state] = useOrganizationWrite('useRemoveMembers', runRemoveMany, input, 'members')
  return { removeMembers, ...state }
}

async function runRemoveMany(
  orgkit: Orgkit,
  { organizationId, what: userIds }: About<readonly string[]>,
): Promise<RemoveMembersOutput['results']> {
  return (await sendWrite(orgkit, 'removeMembers', { organizationId, userIds })).results
}
