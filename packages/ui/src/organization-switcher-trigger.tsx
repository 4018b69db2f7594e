import { forwardRef, type ComponentPropsWithoutRef } from 'react'
import { OrganizationAvatar, UserAvatar } from './avatar'
import { AlertTriangleIcon, BuildingIcon, ChevronsUpDownIcon, RefreshIcon } from './icons'
import { useMessages } from './messages'
import { OrganizationSwitcherName, OrganizationSwitcherTrigger } from './organization-switcher-parts'
import type { SwitcherState } from './organization-switcher-state'
import { Skeleton } from './skeleton'
import { Spinner } from './spinner'
import { VisuallyHidden } from './visually-hidden'

interface SwitcherTriggerProps extends ComponentPropsWithoutRef<'button'> {
  state: SwitcherState
  /** The tab works in the personal account. */
  isPersonal: boolean
  isSwitching: boolean
  /** Switching takes long enough to be shown. */
  isSlow: boolean
}

/** One button in all its states, so that focus stays while they change. */
export const SwitcherTrigger = /* @__PURE__ */ forwardRef<HTMLButtonElement, SwitcherTriggerProps>(
  function SwitcherTrigger({ state, isPersonal, isSwitching, isSlow, ...props }, ref) {
    const { actions, organizationSwitcher: words } = useMessages()
    const { status, organization, user } = state
    const isLoading = status === 'loading'
    const isFailed = status === 'failed'
    const name = organization?.name ?? (isPersonal ? user?.name : undefined)
    const label = isFailed
      ? `${words.failed}. ${actions.retry}`
      : isLoading
        ? words.loading
        : name === undefined
          ? words.choose
          : words.trigger({ name })
    return (
      <OrganizationSwitcherTrigger
        ref={ref}
        loading={isLoading}
        failed={isFailed}
        switching={isSwitching}
        {...props}
      >
        {isLoading ? (
          <>
            <Skeleton shape="mark" size={22} />
            <Skeleton />
            <VisuallyHidden>{label}</VisuallyHidden>
          </>
        ) : (
          <>
            {isFailed ? (
              <AlertTriangleIcon />
            ) : organization ? (
              <OrganizationAvatar size={22} name={organization.name} imageUrl={organization.imageUrl} />
            ) : isPersonal && user ? (
              <UserAvatar size={22} name={user.name} imageUrl={user.imageUrl} />
            ) : (
              <BuildingIcon />
            )}
            <OrganizationSwitcherName title={name}>
              {/* The whole label is a text of its own: an aria-label would hide what the mark shows from voice control. */}
              <bdi aria-hidden="true">{isFailed ? words.failed : (name ?? words.choose)}</bdi>
              <VisuallyHidden>{label}</VisuallyHidden>
            </OrganizationSwitcherName>
          </>
        )}
        {isFailed ? <RefreshIcon size={14} /> : isSlow ? <Spinner /> : <ChevronsUpDownIcon size={14} />}
      </OrganizationSwitcherTrigger>
    )
  },
)
