import type { ActiveOrganization, ErrorBody, Organization, Permission, SessionAnswer } from '@orgkit/core'
import type { CreateOrganizationInput, CreateOrganizationOutput } from '@orgkit/core/contract/app'
import { useCallback } from 'react'
import { useOrgkit } from './context'
import type { Orgkit } from './orgkit'
import { useSessionPart } from './session'
import { activateCreated } from './switch'
import { useWrite, writeOnce, type WriteState } from './write'

export interface OrganizationState {
  isLoaded: boolean
  /** The one that this tab works in; `null`: the personal account, nobody signed in, or `error`. */
  organization: Organization | null
  membership: ActiveOrganization['membership'] | null
  permissions: readonly Permission[]
  limits: ActiveOrganization['limits'] | null
  /** `not_found`, naming `meta.organization`: the organization that was asked for is not there for this user. */
  error: ErrorBody | null
}

/** The organization that this tab works in. Comes with the session: no request of its own. */
export function useOrganization(): OrganizationState
/**
 * The same through `select`, e.g. `useOrganization((state) => state.organization?.name)`: the component renders again only
 * when what it selects has changed.
 */
export function useOrganization<Selected>(select: (state: OrganizationState) => Selected): Selected
export function useOrganization<Selected>(
  select?: (state: OrganizationState) => Selected,
): OrganizationState | Selected {
  useOrgkit('useOrganization')
  return useSessionPart(toOrganizationState, select).value
}

const noPermissions: readonly Permission[] = []

function toOrganizationState(answer?: SessionAnswer, error: ErrorBody | null = null): OrganizationState {
  const { active, activeError } = answer?.session ?? {}
  return {
    isLoaded: answer !== undefined,
    organization: active?.organization ?? null,
    membership: active?.membership ?? null,
    permissions: active?.membership.permissions ?? noPermissions,
    limits: active?.limits ?? null,
    error: activeError ?? error,
  }
}

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
    const output = await orgkit.ask(orgkit.adapter.createOrganization(input, { idempotencyKey }))
    if (userId !== orgkit.cache.userId()) return output
    if (activate) await activateCreated(orgkit, ticket, output.active, output.events)
    else orgkit.cache.apply(output.events)
    return output
  })
}

/**
 * Sets an organization's logo: PNG, JPEG or WebP, at most 512 kB; `null` removes it.
 *
 * Rejects with `image_unsupported`, `image_too_large` (field `logo`), `forbidden`, `not_found` or `unreachable`.
 */
export function useSetOrganizationLogo(): WriteState & {
  setOrganizationLogo: (organizationId: string, logo: Blob | null) => Promise<Organization>
} {
  const [write, state] = useWrite('useSetOrganizationLogo', runSetLogo)
  const setOrganizationLogo = useCallback(
    (organizationId: string, logo: Blob | null) => write({ organizationId, logo }),
    [write],
  )
  return { setOrganizationLogo, ...state }
}

function runSetLogo(
  orgkit: Orgkit,
  input: { organizationId: string; logo: Blob | null },
): Promise<Organization> {
  return writeOnce(orgkit, 'setOrganizationLogo', input, async (idempotencyKey) => {
    const { organization, events } = await orgkit.ask(
      orgkit.adapter.setOrganizationLogo(input, { idempotencyKey }),
    )
    orgkit.cache.apply(events)
    return organization
  })
}
