export type {
  ActiveOrganization,
  Adapter,
  AuthorizationQuery,
  ErrorBody,
  ErrorCode,
  InstanceSettings,
  Limit,
  Organization,
  OrganizationSummary,
  OrgkitError,
  OrgkitEvent,
  Permission,
  Refusal,
  RoleKey,
  Session,
  SessionAnswer,
  SessionTask,
  User,
  UserMembership,
} from '@orgkit/core'
export { OrgkitProvider, type OrgkitProviderProps, useLocale } from './provider'
export { browserScope, type ScopePort, tabScope } from './scope'
export {
  useSession,
  useSessionTasks,
  type SessionState,
  type SessionTasksState,
  type UseSessionResult,
} from './session'
export {
  useCreateOrganization,
  useOrganization,
  useSetOrganizationLogo,
  type CreateOrganizationOptions,
  type OrganizationState,
} from './organization'
export { useSlugAvailability, type SlugAvailability } from './slug'
export {
  useOrganizationList,
  type OrganizationListState,
  type UserMembershipsState,
} from './organization-list'
export {
  useOrganizationWindow,
  type OrganizationWindow,
  type OrganizationWindowInput,
} from './organization-window'
export {
  useSwitchOrganization,
  type AfterSwitch,
  type BeforeSwitch,
  type SwitchOptions,
  type SwitchResult,
} from './switch'
export { Show, useAuthorization, type AuthorizationState, type Has, type ShowProps } from './authorization'
export {
  useIdentity,
  useSignOut,
  type IdentityAccount,
  type IdentityPort,
  type ProfileChanges,
} from './identity'
export type { WriteState } from './write'
export { useNavigate } from './navigate'
export { useRefetchSession } from './refetch-session'
