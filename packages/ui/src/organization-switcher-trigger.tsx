import { forwardRef, type ComponentPropsWithoutRef } from 'react'
import { OrganizationAvatar, UserAvatar } from './avatar'
import { AlertTriangleIcon } from './icons/alert-triangle-icon'
import { BuildingIcon } from './icons/building-icon'
import { ChevronsUpDownIcon } from './icons/chevrons-up-down-icon'
import { RefreshIcon } from './icons/refresh-icon'
import type { UseLate } from './load-late'
import { organizationSwitcherMessages } from './messages/en/organization-switcher'
import { useLocale, useMessages } from './messages/language'
import { OrganizationSwitcherName, OrganizationSwitcherTrigger } from './organization-switcher-parts'
import type { SwitcherState } from './organization-switcher-state'
import { part } from './part'
import { Skeleton } from './skeleton'
import { Spinner } from './spinner'
import { VisuallyHidden } from './visually-hidden'

interface SwitcherTriggerProps extends ComponentPropsWithoutRef<'button'> {
  state: SwitcherState
  /** The tab works in the personal account. */
  isPersonal: boolean
  isSwitching: boolean
  /** How far the panel has come. `failed`: a press tries again. */
  panel: UseLate<unknown>['state']
  /** Switching or opening takes long enough to be shown. */
  isSlow: boolean
}

/** One button in all its states, so that focus stays while they change. */
export const SwitcherTrigger = /* @__PURE__ */ forwardRef<HTMLButtonElement, SwitcherTriggerProps>(
  function SwitcherTrigger({ state, isPersonal, isSwitching, panel, isSlow, ...props }, ref) {
    const words = useMessages(organizationSwitcherMessages)
    const locale = useLocale()
    const { status, organization, user } = state
    const isLoading = status === 'loading'
    const isFailed = status === 'failed'
    const isNotOpened = panel === 'failed'
    const isWaiting = !isLoading && !isFailed && state.waitingCount > 0
    const name = organization?.name ?? (isPersonal ? user?.name : undefined)
    const purpose = name === undefined ? words.choose : words.trigger({ name })
    const waiting = isWaiting ? `. ${words.waiting({ count: state.waitingCount })}` : ''
    const label = isFailed
      ? `${words.failed}. ${words.retry}`
      : isLoading
        ? words.loading
        : isNotOpened
          ? `${purpose}. ${words.notOpened}`
          : purpose + waiting
    return (
      <>
        <OrganizationSwitcherTrigger
          ref={ref}
          loading={isLoading}
          failed={isFailed}
          switching={isSwitching}
          title={isNotOpened ? words.notOpened : undefined}
          aria-busy={isLoading || isSwitching || panel === 'loading' || undefined}
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
              <OrganizationSwitcherName title={isNotOpened ? undefined : name}>
                {/* The whole label is a text of its own: an aria-label would hide what the mark shows from voice control. */}
                <bdi aria-hidden="true">{isFailed ? words.failed : (name ?? words.choose)}</bdi>
                <VisuallyHidden>{label}</VisuallyHidden>
              </OrganizationSwitcherName>
            </>
          )}
          {isWaiting ? (
            <span {...part('count', undefined, 'orgkit-count orgkit-count-accent')} aria-hidden="true">
              {state.waitingCount.toLocaleString(locale)}
            </span>
          ) : null}
          {isSlow ? (
            <Spinner />
          ) : isFailed || isNotOpened ? (
            <RefreshIcon size={14} />
          ) : (
            <ChevronsUpDownIcon size={14} />
          )}
        </OrganizationSwitcherTrigger>
        {/* What says everything else comes with the panel. */}
        {panel === 'ready' ? null : (
          <VisuallyHidden role="alert">{isNotOpened ? words.notOpened : ''}</VisuallyHidden>
        )}
      </>
    )
  },
)
