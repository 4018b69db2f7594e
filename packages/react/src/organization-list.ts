import { useCallback } from 'react'
import { useOrgkit } from './context'
import { type UserMembershipsState, useMembershipPages } from './membership-pages'
import { createOrganization, type CreateOrganization } from './organization-writes'
import { useSessionQuery } from './session'
import { switchOrganization, type SwitchOptions, type SwitchResult } from './switch'

export interface OrganizationListState {
  isLoaded: boolean
  /** See `useCreateOrganization`, which also knows whether it is under way. */
  createOrganization: CreateOrganization
  /** See `useSwitchOrganization`, which also knows whether it is under way. `null`: the personal account. */
  setActive: (wish: { organization: string | null } & SwitchOptions) => Promise<SwitchResult>
  userMemberships: UserMembershipsState
}

/** The organizations that the signed-in user belongs to, page by page. */
export function useOrganizationList(): OrganizationListState {
  const orgkit = useOrgkit('useOrganizationList')
  return {
    isLoaded: useSessionQuery(isThere).data === true,
    createOrganization: useCallback((...call) => createOrganization(orgkit, ...call), [orgkit]),
    setActive: useCallback(
      ({ organization, ...options }) => switchOrganization(orgkit, organization, options),
      [orgkit],
    ),
    userMemberships: useMembershipPages(orgkit),
  }
}

const isThere = () => true
