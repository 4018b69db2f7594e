import type { ActiveOrganization, ErrorBody, Organization, Permission, SessionAnswer } from '@orgkit/core'
import { useOrgkit } from './context'
import { useSessionPart } from './session'

export interface OrganizationState {
  isLoaded: boolean
  /** The one that this tab works in; `null`: the personal account, nobody signed in, or `error`. */
  organization: Organization | null
  membership: ActiveOrganization['membership'] | null
  permissions: readonly Permission[]
  limits: ActiveOrganization['limits'] | null
  /** Open hand-overs of administration that the caller offered or was offered. */
  administrationOffers: ActiveOrganization['administrationOffers']
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
const noOffers: ActiveOrganization['administrationOffers'] = []

function toOrganizationState(answer?: SessionAnswer, error: ErrorBody | null = null): OrganizationState {
  const { active, activeError } = answer?.session ?? {}
  return {
    isLoaded: answer !== undefined,
    organization: active?.organization ?? null,
    membership: active?.membership ?? null,
    permissions: active?.membership.permissions ?? noPermissions,
    limits: active?.limits ?? null,
    administrationOffers: active?.administrationOffers ?? noOffers,
    error: activeError ?? error,
  }
}
