import type { AvailableRole, OrgkitError, RoleKey } from '@orgkit/core'
import type { ListRolesOutput } from '@orgkit/core/contract/app'
import { useAccess } from './access'
import { ask } from './ask'
import { useOrgkit } from './context'
import { useRead } from './read'

export interface RolesState {
  /** The instance's in its order, then the organization's own by name. */
  data: readonly AvailableRole[]
  /** What those get who are invited without a role. `null`: not known yet. */
  defaultRoleKey: RoleKey | null
  /** Whether the backend has roles to list; where not, nothing is asked. */
  isSupported: boolean
  /** Nothing is there to show yet. */
  isLoading: boolean
  isFetching: boolean
  isError: boolean
  error: OrgkitError | null
  /** Never rejects. */
  revalidate: () => Promise<void>
}

/** The roles that members of an organization can hold. Nothing is asked without an organization. */
export function useRoles({ organizationId: wanted }: { organizationId?: string } = {}): RolesState {
  const orgkit = useOrgkit('useRoles')
  const { adapter, cache } = orgkit
  const { access, isKnown, error: sessionError } = useAccess(null, wanted)
  const { userId, organizationId, isAllowed } = access
  const isSupported = adapter.capabilities.members
  const isAsked = isAllowed && isSupported
  const { data, error, isFetching, refetch } = useRead<ListRolesOutput>(cache.queryClient, {
    queryKey: cache.keys.list(userId, organizationId, 'roles'),
    queryFn: ({ signal }) => ask(orgkit, adapter.listRoles({ organizationId: organizationId! }, { signal })),
    enabled: isAsked,
  })
  const failure = isAsked ? error : isSupported ? sessionError : null
  return {
    data: (isAsked && data?.items) || none,
    defaultRoleKey: (isAsked && data?.defaultRoleKey) || null,
    isSupported,
    isLoading: isSupported && failure === null && (isAsked ? data === undefined : !isKnown),
    isFetching,
    isError: failure !== null,
    error: failure,
    revalidate: async () => {
      if (sessionError) await orgkit.refetchSession()
      else if (isAsked) await refetch()
    },
  }
}

const none: readonly AvailableRole[] = []
