import type { CreateOrganizationInput, CreateOrganizationOutput } from '@orgkit/core/contract/app'
import { useCallback } from 'react'
import { activateCreated } from './activate-created'
import { ask } from './ask'
import { loadOwnEvents } from './late-events'
import type { Orgkit } from './orgkit'
import { useWrite, writeOnce, type WriteState } from './write'

export interface CreateOrganizationOptions {
  /** Whether this tab goes on in the new organization. @default true */
  activate?: boolean
}

export type CreateOrganization = (
  input: CreateOrganizationInput,
  options?: CreateOrganizationOptions,
) => Promise<CreateOrganizationOutput>

/**
 * Creates an organization and, unless `activate` is off, goes on in it by the same transaction as a switch. The same input
 * twice at once is one request; tried again after an uncertain end it is the same write.
 *
 * Rejects with `required`, `too_short`, `too_long`, `invalid_characters`, `slug_taken`, `slugs_disabled` (with `field`),
 * `creation_forbidden`, `creation_limit_reached`, `organizations_disabled` or `unreachable`.
 */
export function useCreateOrganization(): WriteState & { createOrganization: CreateOrganization } {
  const [write, state] = useWrite('useCreateOrganization', runCreate)
  const create = useCallback<CreateOrganization>((...call) => write(call), [write])
  return { createOrganization: create, ...state }
}

const runCreate = (orgkit: Orgkit, call: Parameters<CreateOrganization>) =>
  createOrganization(orgkit, ...call)

/** The write behind `useCreateOrganization`, without React. */
export function createOrganization(
  orgkit: Orgkit,
  input: CreateOrganizationInput,
  { activate = true }: CreateOrganizationOptions = {},
): Promise<CreateOrganizationOutput> {
  const ticket = orgkit.tab.switchTicket
  const userId = orgkit.cache.userId()
  return writeOnce(orgkit, 'createOrganization', input, async (idempotencyKey) => {
    const [output, applyEvents] = await Promise.all([
      ask(orgkit, orgkit.adapter.createOrganization(input, { idempotencyKey })),
      loadOwnEvents(),
    ])
    if (userId !== orgkit.cache.userId()) return output
    const apply = () => applyEvents(orgkit.cache, output.events)
    if (activate) await activateCreated(orgkit, ticket, output, apply)
    else apply()
    return output
  })
}
