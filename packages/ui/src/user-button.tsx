import { useRefetchSession, useSession, type SessionState } from '@orgkit/react'
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { UserAvatar } from './avatar'
import { AlertTriangleIcon } from './icons/alert-triangle-icon'
import { useLatePopover } from './late-popover'
import { loadLate } from './load-late'
import { userButtonMessages } from './messages/en/user-button'
import { useMessages } from './messages/language'
import { Skeleton } from './skeleton'
import { UserButtonRoot, UserButtonTrigger } from './user-button-parts'
import { VisuallyHidden } from './visually-hidden'

export interface UserButtonProps {
  /** @default false */
  showName?: boolean
  /** @default false */
  defaultOpen?: boolean
  /** Where “Manage account” leads. @default the identity port's `manageAccount`; without that there is no such item */
  userProfileUrl?: string
  /** Where signing out leads. @default nowhere */
  afterSignOutUrl?: string
  /** The edge of the trigger that the menu keeps to. @default 'end' */
  align?: 'start' | 'end'
  /** Items of your own, after “Manage account”: `UserButtonAction`, `UserButtonLink`. */
  children?: ReactNode
  className?: string
}

const lateMenu = /* @__PURE__ */ loadLate(() => import('./user-button-content'))

/** Shows who is signed in, and what they may do with their account. Nothing while nobody is. */
export function UserButton(props: UserButtonProps) {
  const { showName = false } = props
  const words = useMessages(userButtonMessages)
  const { status, user } = useSession(toUserState)
  const refetchSession = useRefetchSession()
  const { open, setOpen, trigger, triggerProps, panelProps, content, contentState, requestOpen, prepare } =
    useLatePopover(lateMenu, props.defaultOpen)
  const opensAt = useRef<'first' | 'last'>('first')
  /** The menu corrects it once it is there, hence before it opens. */
  const [hasItems, setHasItems] = useState(true)

  if (status === 'signed-out') return null
  const isLoading = status === 'loading'
  const isFailed = status === 'failed'
  const isNotOpened = contentState === 'failed'
  const purpose = words.trigger({ name: user?.name ?? '' })
  const label = isLoading
    ? words.loading
    : isFailed
      ? words.failed
      : isNotOpened
        ? `${purpose}. ${words.notOpened}`
        : purpose
  const Content = content?.UserButtonContent
  return (
    <UserButtonRoot className={props.className}>
      <UserButtonTrigger
        {...triggerProps}
        ref={trigger}
        aria-haspopup={hasItems ? 'menu' : 'dialog'}
        loading={isLoading}
        failed={isFailed || isNotOpened}
        named={showName}
        title={isFailed || isNotOpened ? label : undefined}
        aria-busy={isLoading || contentState === 'loading' || undefined}
        onClick={() => {
          opensAt.current = 'first'
          if (isFailed) void refetchSession()
          else if (open) setOpen(false)
          else if (user) requestOpen()
        }}
        onKeyDown={(event: KeyboardEvent) => {
          prepare()
          if ((event.key !== 'ArrowDown' && event.key !== 'ArrowUp') || !user) return
          event.preventDefault()
          opensAt.current = event.key === 'ArrowUp' ? 'last' : 'first'
          if (!open && contentState !== 'loading') requestOpen()
        }}
      >
        {isFailed || isNotOpened ? (
          <span className="orgkit-tile" data-round>
            <AlertTriangleIcon />
          </span>
        ) : user ? (
          <UserAvatar name={user.name} imageUrl={user.imageUrl} />
        ) : (
          <Skeleton shape="circle" />
        )}
        {showName && user ? (
          <span className="orgkit-user-button-name" title={user.name} aria-hidden="true">
            <bdi>{user.name}</bdi>
          </span>
        ) : null}
        {showName && isLoading ? <Skeleton /> : null}
        {/* Not an aria-label: that would hide the initials from voice control. */}
        <VisuallyHidden>{label}</VisuallyHidden>
      </UserButtonTrigger>
      {Content && user ? (
        <Content
          options={props}
          user={user}
          label={purpose}
          popover={{ open, setOpen, panelProps }}
          opensAt={opensAt}
          onItems={setHasItems}
        />
      ) : (
        <VisuallyHidden role="alert">{isNotOpened ? words.notOpened : ''}</VisuallyHidden>
      )}
    </UserButtonRoot>
  )
}

function toUserState({ status, user }: SessionState) {
  const address = user?.emails.find(({ verified }) => verified) ?? user?.emails[0]
  return {
    status,
    user: user && { name: user.name, imageUrl: user.imageUrl, email: address?.address ?? null },
  }
}
