export {
  OrganizationAvatar,
  UserAvatar,
  type AvatarSize,
  type OrganizationAvatarProps,
  type UserAvatarProps,
} from './avatar'
export { Badge, Count, type BadgeProps, type BadgeTone, type CountProps } from './badge'
export {
  Button,
  IconButton,
  type ButtonProps,
  type ButtonSize,
  type ButtonVariant,
  type IconButtonProps,
} from './button'
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
export { CreateOrganization, type CreateOrganizationProps } from './create-organization'
export { CreateOrganizationDialog, type CreateOrganizationDialogProps } from './create-organization-dialog'
export {
  CreateOrganizationBody,
  CreateOrganizationDescription,
  CreateOrganizationFooter,
  CreateOrganizationForm,
  CreateOrganizationHeader,
  CreateOrganizationMark,
  CreateOrganizationProblem,
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
export * from './icons'
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
export * from './messages'
export { OrganizationSwitcher, type OrganizationSwitcherProps } from './organization-switcher'
export * from './organization-switcher-parts'
export { PopoverPanel, usePopover, type PopoverPanelProps, type UsePopoverOptions } from './popover'
export { SessionTaskGate, type SessionTaskGateProps } from './session-task-gate'
export {
  SessionTaskGateScreen,
  type SessionTaskScreen,
  type SessionTaskScreenProps,
} from './session-task-gate-screens'
export { Skeleton, SkeletonRows, type SkeletonProps, type SkeletonRowsProps } from './skeleton'
export { Spinner, type SpinnerProps } from './spinner'
export { Notice, StateMessage, type NoticeProps, type StateMessageProps } from './state-message'
export { StepIndicator, type StepIndicatorProps } from './step-indicator'
export { UserButton, type UserButtonProps } from './user-button'
export {
  UserButtonAccount,
  UserButtonAction,
  UserButtonHeader,
  UserButtonLink,
  UserButtonMenu,
  UserButtonPanel,
  UserButtonRoot,
  UserButtonSection,
  UserButtonTrigger,
  type UserButtonActionProps,
  type UserButtonLinkProps,
  type UserButtonTriggerProps,
} from './user-button-parts'
export { VisuallyHidden } from './visually-hidden'
