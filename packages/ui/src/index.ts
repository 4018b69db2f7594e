export { AcceptInvitation, type AcceptInvitationProps } from './accept-invitation'
export {
  AcceptInvitationActions,
  AcceptInvitationHeader,
  AcceptInvitationRoot,
  type AcceptInvitationHeaderProps,
  type AcceptInvitationRootProps,
  type AcceptInvitationView,
} from './accept-invitation-parts'
export { AcceptTerms, type AcceptTermsProps } from './accept-terms'
export {
  AcceptTermsRoot,
  AcceptTermsText,
  type AcceptTermsRootProps,
  type AcceptTermsView,
} from './accept-terms-parts'
export {
  OrganizationAvatar,
  UserAvatar,
  type AvatarSize,
  type OrganizationAvatarProps,
  type UserAvatarProps,
} from './avatar'
export { Badge, Count, type BadgeProps, type BadgeTone, type CountProps } from './badge'
export { Button, type ButtonProps, type ButtonSize, type ButtonVariant } from './button'
export { CopyLinkButton, type CopyLinkButtonProps } from './copy-link-button'
export {
  ChooseOrganizationInvitation,
  type ChooseOrganizationInvitationProps,
} from './choose-organization-invitations'
export {
  ChooseOrganizationSuggestion,
  type ChooseOrganizationSuggestionProps,
} from './choose-organization-suggestions'
export { ChooseOrganization, type ChooseOrganizationProps } from './choose-organization'
export {
  ChooseOrganizationDescription,
  ChooseOrganizationDivider,
  ChooseOrganizationFooter,
  ChooseOrganizationGroup,
  ChooseOrganizationHeader,
  ChooseOrganizationItem,
  ChooseOrganizationRoot,
  ChooseOrganizationTitle,
  type ChooseOrganizationGroupProps,
  type ChooseOrganizationItemProps,
  type ChooseOrganizationRootProps,
  type ChooseOrganizationView,
} from './choose-organization-parts'
export { CompleteProfile, type CompleteProfileProps } from './complete-profile'
export {
  CompleteProfileForm,
  CompleteProfileRoot,
  type CompleteProfileRootProps,
  type CompleteProfileView,
} from './complete-profile-parts'
export { CreateOrganization, type CreateOrganizationProps } from './create-organization'
export { CreateOrganizationDialog, type CreateOrganizationDialogProps } from './create-organization-dialog'
export {
  CreateOrganizationBody,
  CreateOrganizationDescription,
  CreateOrganizationFooter,
  CreateOrganizationForm,
  CreateOrganizationHeader,
  CreateOrganizationMark,
  CreateOrganizationRoot,
  CreateOrganizationTitle,
  type CreateOrganizationFooterProps,
  type CreateOrganizationMarkProps,
  type CreateOrganizationRootProps,
  type CreateOrganizationStep,
} from './create-organization-parts'
export { useDelayedLoading, type DelayedLoadingOptions } from './delayed-loading'
export {
  Field,
  FieldHelp,
  TextInput,
  useFieldControl,
  type FieldControl,
  type FieldHelpProps,
  type FieldProps,
  type TextInputProps,
} from './field'
export { IconButton, type IconButtonProps } from './icon-button'
export type { IconProps } from './icons/icon'
export { AlertIcon } from './icons/alert-icon'
export { AlertTriangleIcon } from './icons/alert-triangle-icon'
export { ArrowBackIcon } from './icons/arrow-back-icon'
export { BuildingIcon } from './icons/building-icon'
export { CheckIcon } from './icons/check-icon'
export { ChevronDownIcon } from './icons/chevron-down-icon'
export { ChevronSideIcon } from './icons/chevron-side-icon'
export { ChevronsUpDownIcon } from './icons/chevrons-up-down-icon'
export { CloseIcon } from './icons/close-icon'
export { ExternalLinkIcon } from './icons/external-link-icon'
export { FileTextIcon } from './icons/file-text-icon'
export { ImageIcon } from './icons/image-icon'
export { LockIcon } from './icons/lock-icon'
export { MailIcon } from './icons/mail-icon'
export { PlusIcon } from './icons/plus-icon'
export { RefreshIcon } from './icons/refresh-icon'
export { ReturnKeyIcon } from './icons/return-key-icon'
export { SearchEmptyIcon } from './icons/search-empty-icon'
export { SearchIcon } from './icons/search-icon'
export { SettingsIcon } from './icons/settings-icon'
export { SignOutIcon } from './icons/sign-out-icon'
export { TrashIcon } from './icons/trash-icon'
export { UploadIcon } from './icons/upload-icon'
export { UserIcon } from './icons/user-icon'
export { UserPlusIcon } from './icons/user-plus-icon'
export { UsersIcon } from './icons/users-icon'
export { WifiOffIcon } from './icons/wifi-off-icon'
export { InviteMember, type InviteMemberProps } from './invite-member'
export { InviteMemberDialog, type InviteMemberDialogProps } from './invite-member-dialog'
export {
  InviteMemberBody,
  InviteMemberDescription,
  InviteMemberFooter,
  InviteMemberForm,
  InviteMemberRoot,
  InviteMemberTitle,
  type InviteMemberFooterProps,
  type InviteMemberRootProps,
  type InviteMemberStep,
} from './invite-member-parts'
export { FormProblem } from './form-problem'
export { KeyCap } from './key-cap'
export { useLiveRegion, type AnnounceOptions, type LiveRegion } from './live-region'
export { loadLate, useLate, type Late, type UseLate } from './load-late'
export {
  checkLogo,
  LogoInput,
  logoMaxBytes,
  logoTypes,
  type LogoInputProps,
  type LogoProblem,
} from './logo-input'
export { hues, initialsOf, markOf, type Hue, type Mark } from './mark'
export { en, type Catalogue, type Messages } from './messages/en'
export { acceptInvitationMessages } from './messages/en/accept-invitation'
export { acceptTermsMessages } from './messages/en/accept-terms'
export { actionsMessages } from './messages/en/actions'
export { chooseOrganizationMessages } from './messages/en/choose-organization'
export { completeProfileMessages } from './messages/en/complete-profile'
export { createOrganizationMessages } from './messages/en/create-organization'
export { errorsMessages, type ErrorFacts } from './messages/en/errors'
export { fieldMessages } from './messages/en/field'
export { invitationsMessages } from './messages/en/invitations'
export { inviteMemberMessages } from './messages/en/invite-member'
export { logoMessages } from './messages/en/logo'
export { organizationSwitcherMessages } from './messages/en/organization-switcher'
export { organizationSwitcherPanelMessages } from './messages/en/organization-switcher-panel'
export { sessionTaskGateMessages } from './messages/en/session-task-gate'
export { statesMessages } from './messages/en/states'
export { stepsMessages } from './messages/en/steps'
export { suggestionsMessages } from './messages/en/suggestions'
export { userButtonMessages } from './messages/en/user-button'
export { userButtonMenuMessages } from './messages/en/user-button-menu'
export { errorMessage } from './messages/error-message'
export { createFormats, type DateLike, type Formats, type PluralForms } from './messages/formats'
export type { MessageGroup } from './messages/group'
export { useLocale, useMessages, type MessageOverrides } from './messages/language'
export { MessagesProvider, type MessagesProviderProps } from './messages/messages-provider'
export { useFormats } from './messages/use-formats'
export { withNode } from './messages/with-node'
export { Notice, type NoticeProps } from './notice'
export { OrganizationSwitcher, type OrganizationSwitcherProps } from './organization-switcher'
export {
  OrganizationSwitcherActions,
  OrganizationSwitcherCreate,
  OrganizationSwitcherCurrent,
  OrganizationSwitcherFooter,
  OrganizationSwitcherHeader,
  OrganizationSwitcherInput,
  OrganizationSwitcherList,
  OrganizationSwitcherMessage,
  OrganizationSwitcherPanel,
  OrganizationSwitcherRow,
  OrganizationSwitcherSearch,
  OrganizationSwitcherSection,
  type OrganizationSwitcherCreateProps,
  type OrganizationSwitcherListProps,
  type OrganizationSwitcherRowProps,
} from './organization-switcher-panel-parts'
export {
  OrganizationSwitcherName,
  OrganizationSwitcherRoot,
  OrganizationSwitcherTrigger,
  type OrganizationSwitcherTriggerProps,
} from './organization-switcher-parts'
export { PopoverPanel, type PopoverPanelProps } from './popover'
export { SelectInput, type SelectInputProps } from './select-input'
export { SessionTaskGate, type SessionTaskGateProps } from './session-task-gate'
export {
  SessionTaskGateScreen,
  type SessionTaskScreen,
  type SessionTaskScreenProps,
} from './session-task-gate-screens'
export { Skeleton, type SkeletonProps } from './skeleton'
export { SkeletonRows, type SkeletonRowsProps } from './skeleton-rows'
export { Spinner, type SpinnerProps } from './spinner'
export { StateMessage, type StateMessageProps } from './state-message'
export { StepIndicator, type StepIndicatorProps } from './step-indicator'
export { UserButton, type UserButtonProps } from './user-button'
export {
  UserButtonAccount,
  UserButtonAction,
  UserButtonHeader,
  UserButtonLink,
  UserButtonMenu,
  UserButtonPanel,
  UserButtonSection,
  type UserButtonActionProps,
  type UserButtonLinkProps,
} from './user-button-menu-parts'
export { UserButtonRoot, UserButtonTrigger, type UserButtonTriggerProps } from './user-button-parts'
export { usePopover, type UsePopoverOptions } from './use-popover'
export { VisuallyHidden } from './visually-hidden'
