import type { Domain, ErrorCode } from '@orgkit/core'
import type { AppInput } from '@orgkit/core/contract/app'
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

export interface DomainsInput extends ListInput {
  /** @default the organization that this tab works in */
  organizationId?: string
}

/** `isSupported`: the backend has domains, and the instance has them turned on. */
export type DomainsState = ListState<Domain>

/**
 * The e-mail domains of an organization, by name. Nothing is asked without an organization, or in this tab's without
 * `org:sys_domains:read`.
 */
export function useDomains({ organizationId: wanted, ...input }: DomainsInput = {}): DomainsState {
  const orgkit = useOrgkit('useDomains')
  const { adapter } = orgkit
  const { access, isKnown, error } = useAccess('org:sys_domains:read', wanted)
  const isTurnedOff = useSession(areDomainsOff)
  const { userId, organizationId } = access
  return useList<Domain>(orgkit, {
    ...input,
    noun: 'domains',
    userId,
    organizationId,
    filters: {},
    isSupported: adapter.capabilities.domains && !isTurnedOff,
    isAsked: access.isAllowed,
    isWaiting: !isKnown,
    sessionError: error,
    isJumping: adapter.capabilities.offset,
    load: (page, signal) => adapter.listDomains({ organizationId: organizationId!, ...page }, { signal }),
    idOf,
  })
}

const idOf = ({ id }: Domain) => id
const areDomainsOff = ({ settings }: SessionState) => settings?.domains === false

type Input<
  Name extends 'addDomain' | 'startDomainVerification' | 'finishDomainVerification' | 'updateDomain',
> = Omit<AppInput<Name>, 'organizationId'>

export type AddDomainInput = Input<'addDomain'>
export type StartDomainVerificationInput = Input<'startDomainVerification'>
export type FinishDomainVerificationInput = Input<'finishDomainVerification'>
export type DomainChange = Input<'updateDomain'>

/**
 * Adds an e-mail domain. Until it is verified it grants nothing.
 *
 * Rejects with `required`, `too_long`, `invalid_value`, `domain_public`, `domain_taken` (with `field`), `domain_limit_reached`,
 * `domains_disabled`, `forbidden`, `not_found`, `organizations_disabled`, `unsupported` or `unreachable`.
 */
export function useAddDomain(input: OrganizationWriteInput = {}): OrganizationWriteState & {
  addDomain: (input: AddDomainInput) => Promise<Domain>
} {
  const [addDomain, state] = useDomainWrite('useAddDomain', runAdd, input)
  return { addDomain, ...state }
}

async function runAdd(orgkit: Orgkit, { organizationId, what }: About<AddDomainInput>) {
  return (await sendWrite(orgkit, 'addDomain', { organizationId, ...what })).domain
}

/**
 * Begins a proof: sends a code to an address at the domain, or names the DNS record. What there is to do then stands in the
 * domain's `verification`.
 *
 * Rejects with `required`, `too_long`, `invalid_value` (with `field`), `domain_verified`, `rate_limited`, `domains_disabled`,
 * `forbidden`, `not_found`, `organizations_disabled`, `unsupported` or `unreachable`.
 */
export function useStartDomainVerification(input: OrganizationWriteInput = {}): OrganizationWriteState & {
  startDomainVerification: (input: StartDomainVerificationInput) => Promise<Domain>
} {
  const [startDomainVerification, state] = useDomainWrite('useStartDomainVerification', runStart, input)
  return { startDomainVerification, ...state }
}

async function runStart(orgkit: Orgkit, { organizationId, what }: About<StartDomainVerificationInput>) {
  const writing = sendWrite(orgkit, 'startDomainVerification', { organizationId, ...what })
  return (await orLookAgain(orgkit, organizationId, ['domain_verified', 'not_found'], writing)).domain
}

/**
 * Proves the domain: by the code, by the DNS record, or by a verified address of the caller's there.
 *
 * Rejects with `required`, `code_wrong`, `code_expired`, `code_exhausted` (with `field`), `dns_record_missing`, `address_unverified`,
 * `domain_taken`, `rate_limited`, `domains_disabled`, `forbidden`, `not_found`, `organizations_disabled`, `unsupported` or
 * `unreachable`.
 */
export function useFinishDomainVerification(input: OrganizationWriteInput = {}): OrganizationWriteState & {
  finishDomainVerification: (input: FinishDomainVerificationInput) => Promise<Domain>
} {
  const [finishDomainVerification, state] = useDomainWrite('useFinishDomainVerification', runFinish, input)
  return { finishDomainVerification, ...state }
}

async function runFinish(orgkit: Orgkit, { organizationId, what }: About<FinishDomainVerificationInput>) {
  const writing = sendWrite(orgkit, 'finishDomainVerification', { organizationId, ...what })
  // A try was used up.
  const codes = ['code_wrong', 'code_expired', 'code_exhausted', 'not_found'] as const
  return (await orLookAgain(orgkit, organizationId, codes, writing)).domain
}

/**
 * Changes what a domain does for users with an address there; `declineRequests` declines what it brought and nobody has answered.
 * With `version`, a change that somebody else has overtaken is refused with `conflict`, and the list is asked for again.
 *
 * Rejects with `invalid_value` (with `field`), `conflict`, `domains_disabled`, `forbidden`, `not_found`, `organizations_disabled`,
 * `unsupported` or `unreachable`.
 */
export function useUpdateDomain(input: OrganizationWriteInput = {}): OrganizationWriteState & {
  updateDomain: (change: DomainChange) => Promise<Domain>
} {
  const [updateDomain, state] = useDomainWrite('useUpdateDomain', runUpdate, input)
  return { updateDomain, ...state }
}

async function runUpdate(orgkit: Orgkit, { organizationId, what }: About<DomainChange>) {
  const writing = sendWrite(orgkit, 'updateDomain', { organizationId, ...what })
  return (await orLookAgain(orgkit, organizationId, ['conflict', 'not_found'], writing)).domain
}

/**
 * Removes a domain, with its invitations and suggestions; the requests that it brought are declined.
 *
 * Rejects with `domains_disabled`, `forbidden`, `not_found`, `organizations_disabled`, `unsupported` or `unreachable`.
 */
export function useRemoveDomain(input: OrganizationWriteInput = {}): OrganizationWriteState & {
  removeDomain: (domainId: string) => Promise<void>
} {
  const [removeDomain, state] = useDomainWrite('useRemoveDomain', runRemove, input)
  return { removeDomain, ...state }
}

async function runRemove(orgkit: Orgkit, { organizationId, what: domainId }: About<string>): Promise<void> {
  const writing = sendWrite(orgkit, 'removeDomain', { organizationId, domainId })
  await orLookAgain(orgkit, organizationId, ['not_found'], writing)
}

function useDomainWrite<What, Output>(
  name: string,
  run: Run<What, Output>,
  input: OrganizationWriteInput,
): [write: (what: What) => Promise<Output>, state: OrganizationWriteState] {
  return useOrganizationWrite(name, run, input, 'domains')
}

function orLookAgain<Output>(
  { cache }: Orgkit,
  organizationId: string,
  codes: readonly ErrorCode[],
  writing: Promise<Output>,
): Promise<Output> {
  const queryKey = cache.keys.list(cache.userId(), organizationId, 'domains')
  return orAskAgain(cache.queryClient, queryKey, codes, writing)
}
