import type { AdministrationOffer, RoleKey } from '@orgkit/core'
import { applyEvents } from './apply-events'
import type { Orgkit } from './orgkit'
import {
  type About,
  type OrganizationWriteInput,
  type OrganizationWriteState,
  orRenew,
  useOrganizationWrite,
} from './organization-write'
import { sendWrite } from './send-write'

/*
 * Handing over administration: offered by one, confirmed by the other. Open offers stand in `useOrganization`; one that turns
 * out to be open no more goes from there.
 */

export interface AdministrationOfferChange {
  /** Who gets the caller's role once they accept. */
  userId: string
  /** What the caller holds then. @default the instance's default role */
  nextRoleKey?: RoleKey
}

/**
 * Offers the caller's role to another member. In place of an earlier offer of the caller's.
 *
 * Rejects with `already_administrator`, `invalid_value`, `forbidden`, `not_found`, `organizations_disabled`, `unsupported` or
 * `unreachable`.
 */
export function useOfferAdministration(input: OrganizationWriteInput = {}): OrganizationWriteState & {
  offerAdministration: (offer: AdministrationOfferChange) => Promise<AdministrationOffer>
} {
  const [run, state] = useOrganizationWrite('useOfferAdministration', runOffer, input, 'members')
  return { offerAdministration: run, ...state }
}

async function runOffer(orgkit: Orgkit, { organizationId, what }: About<AdministrationOfferChange>) {
  return (await sendWrite(orgkit, 'offerAdministration', { organizationId, ...what })).offer
}

/**
 * Takes the caller's offer back.
 *
 * Rejects with `not_found`, `organizations_disabled`, `unsupported` or `unreachable`.
 */
export function useWithdrawAdministration(input: OrganizationWriteInput = {}): OrganizationWriteState & {
  withdrawAdministration: () => Promise<void>
} {
  const name = 'useWithdrawAdministration'
  const [run, state] = useOrganizationWrite<void, void>(name, runWithdraw, input, 'members')
  return { withdrawAdministration: run, ...state }
}

async function runWithdraw(orgkit: Orgkit, { organizationId }: About<void>): Promise<void> {
  await orRenew(orgkit, 'not_found', sendWrite(orgkit, 'withdrawAdministration', { organizationId }))
}

/**
 * Takes the role that somebody offered; they take the one that they named. Both at once.
 *
 * Rejects with `not_found` where the offer is open no more, `organizations_disabled`, `unsupported` or `unreachable`.
 */
export function useAcceptAdministration(input: OrganizationWriteInput = {}): OrganizationWriteState & {
  acceptAdministration: (fromUserId: string) => Promise<void>
} {
  const [run, state] = useOrganizationWrite('useAcceptAdministration', runAccept, input, 'members')
  return { acceptAdministration: run, ...state }
}

async function runAccept(orgkit: Orgkit, { organizationId, what: fromUserId }: About<string>): Promise<void> {
  const input = { organizationId, fromUserId }
  const writing = sendWrite(orgkit, 'acceptAdministration', input, ({ active, events }) =>
    applyEvents(orgkit, events, active),
  )
  await orRenew(orgkit, 'not_found', writing)
}

/**
 * Turns down what somebody offered.
 *
 * Rejects with `not_found` where the offer is open no more, `organizations_disabled`, `unsupported` or `unreachable`.
 */
export function useDeclineAdministration(input: OrganizationWriteInput = {}): OrganizationWriteState & {
  declineAdministration: (fromUserId: string) => Promise<void>
} {
  const [run, state] = useOrganizationWrite('useDeclineAdministration', runDecline, input, 'members')
  return { declineAdministration: run, ...state }
}

async function runDecline(
  orgkit: Orgkit,
  { organizationId, what: fromUserId }: About<string>,
): Promise<void> {
  const writing = sendWrite(orgkit, 'declineAdministration', { organizationId, fromUserId })
  await orRenew(orgkit, 'not_found', writing)
}
