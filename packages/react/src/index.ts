export type {
  ActiveOrganization,
  Adapter,
  AdministrationOffer,
  AuthorizationQuery,
  AvailableRole,
  Domain,
  DomainProof,
  DomainVerification,
  EnrollmentMode,
  ErrorBody,
  ErrorCode,
  Invitation,
  InvitationStatus,
  InvitationSummary,
  Limit,
  Member,
  MembershipRequest,
  Organization,
  OrganizationSummary,
  OrgkitError,
  OrgkitEvent,
  Permission,
  Refusal,
  Role,
  RoleKey,
  Session,
  SessionAnswer,
  SessionSettings,
  SessionTask,
  Suggestion,
  User,
  UserInvitation,
  UserMembership,
} from '@orgkit/core'
export type {
  AcceptInvitationOutput,
  CompleteSessionTaskInput,
  InvitationLinkOutput,
  MemberSort,
} from '@orgkit/core/contract/app'
export { OrgkitProvider, type OrgkitProviderProps, useLocale } from './provider'
export { browserScope, type ScopePort, tabScope } from './scope'
export {
  useRefetchSession,
  useSession,
  useSessionTasks,
  type SessionState,
  type SessionTasksState,
  type UseSessionResult,
} from './session'
export { useOrganization, type OrganizationState } from './organization'
export { useCreateOrganization, type CreateOrganizationOptions } from './organization-writes'
export { useSetOrganizationLogo } from './organization-logo'
export type { ListInput, ListState } from './list'
export {
  useLeaveOrganization,
  useMembers,
  useRemoveMember,
  useRemoveMembers,
  useUpdateMemberRole,
  useUpdateMembers,
  type MembersInput,
  type MembersState,
} from './member'
export { useDeleteOrganization, useUpdateOrganization, type OrganizationChange } from './organization-changes'
export type { OrganizationWriteInput, OrganizationWriteState } from './organization-write'
export {
  useAcceptAdministration,
  useDeclineAdministration,
  useOfferAdministration,
  useWithdrawAdministration,
  type AdministrationOfferChange,
} from './administration'
export { useRoles, type RolesState } from './role'
export {
  useInvitationLink,
  useInvitations,
  useInviteMember,
  useInviteMembers,
  useResendInvitation,
  useRevokeInvitation,
  type InvitationsInput,
  type InvitationsState,
  type InvitationWriteInput,
  type InvitationWriteState,
  type InviteMemberInput,
  type InviteMembersInput,
} from './invitation'
export { useUserInvitations, type UserInvitationsState } from './user-invitation'
export {
  useAcceptInvitation,
  useDeclineInvitation,
  useInvitationPreview,
  type AcceptInvitation,
  type AcceptInvitationOptions,
  type AnsweredInvitation,
  type InvitationPreviewState,
} from './answer-invitation'
export {
  useAcceptSuggestion,
  useDismissSuggestion,
  useSuggestions,
  type SuggestionsState,
} from './suggestion'
export {
  useAddDomain,
  useDomains,
  useFinishDomainVerification,
  useRemoveDomain,
  useStartDomainVerification,
  useUpdateDomain,
  type AddDomainInput,
  type DomainChange,
  type DomainsInput,
  type DomainsState,
  type FinishDomainVerificationInput,
  type StartDomainVerificationInput,
} from './domain'
export {
  useApproveMembershipRequest,
  useApproveMembershipRequests,
  useDeclineMembershipRequest,
  useDeclineMembershipRequests,
  useMembershipRequests,
  type MembershipRequestsInput,
  type MembershipRequestsState,
  type RequestApproval,
} from './membership-request'
export { useCompleteSessionTask } from './session-task'
export { useSlugAvailability, type SlugAvailability } from './slug'
export { useOrganizationList, type OrganizationListState } from './organization-list'
export type { UserMembershipsState } from './membership-pages'
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
