import {
  useIdentity,
  useNavigate,
  useRefetchSession,
  useSession,
  useSignOut,
  type IdentityAccount,
  type SessionState,
} from '@orgkit/react'
import { useCallback, useId, useState, type KeyboardEvent, type ReactNode } from 'react'
import { UserAvatar } from './avatar'
import { AlertTriangleIcon, CheckIcon, SignOutIcon, UserIcon } from './icons'
import { useLiveRegion } from './live-region'
import { useMenuKeys } from './menu-keys'
import { useMessages } from './messages'
import { usePopover } from './popover'
import { RowText } from './row-text'
import { Skeleton } from './skeleton'
import { Notice } from './state-message'
import { OtherAccounts } from './user-button-accounts'
import {
  UserButtonAction,
  UserButtonContext,
  UserButtonHeader,
  UserButtonLink,
  UserButtonMenu,
  UserButtonPanel,
  UserButtonRoot,
  UserButtonSection,
  UserButtonTrigger,
} from './user-button-parts'
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

/** Shows who is signed in, and what they may do with their account. Nothing while nobody is. */
export function UserButton(props: UserButtonProps) {
  const { showName = false, defaultOpen, userProfileUrl, afterSignOutUrl, align = 'end', children } = props
  const { userButton: words } = useMessages()
  const { status, user } = useSession(toUserState)
  const refetchSession = useRefetchSession()
  const identity = useIdentity()
  const { signOut, isAvailable } = useSignOut()
  const navigate = useNavigate()
  const { announce, region } = useLiveRegion()
  const { open, setOpen, trigger, triggerProps, panelProps } = usePopover({ defaultOpen })
  const { menuProps, onKeyDown, initialFocus, openAt } = useMenuKeys()
  const [busy, setBusy] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [accounts, setAccounts] = useState<readonly IdentityAccount[] | null>(null)
  const [isAccountsFailed, setIsAccountsFailed] = useState(false)
  const headerId = useId()

  const close = useCallback(() => setOpen(false), [setOpen])

  const loadAccounts = async () => {
    if (!identity.accounts) return
    try {
      setAccounts(await identity.accounts())
      setIsAccountsFailed(false)
    } catch {
      setIsAccountsFailed(true)
    }
  }
  const show = (next: boolean) => {
    if (next) void loadAccounts()
    else setProblem(null)
    setOpen(next)
  }
  /** Does what the host offers; where that fails the menu says so, and everything can be tried again. */
  const run = async (key: string, action: () => Promise<void> | void, message: string) => {
    if (busy !== null) return
    setBusy(key)
    setProblem(null)
    try {
      await action()
      show(false)
    } catch {
      setProblem(message)
      announce(message, { assertive: true })
      setOpen(true)
    } finally {
      setBusy(null)
    }
  }
  const signOutAndLeave = async () => {
    await signOut()
    if (afterSignOutUrl !== undefined) navigate(afterSignOutUrl)
  }
  const { manageAccount, switchAccount, addAccount } = identity
  const hasManage = userProfileUrl !== undefined || manageAccount !== undefined
  const hasAccounts = (identity.accounts && switchAccount) || addAccount
  const hasItems = Boolean(hasManage || children || hasAccounts || isAvailable)

  if (status === 'signed-out') return null
  const isLoading = status === 'loading'
  const isFailed = status === 'failed'
  const label = isLoading
    ? words.loading
    : isFailed
      ? words.failed
      : words.trigger({ name: user?.name ?? '' })
  return (
    <UserButtonRoot className={props.className}>
      <UserButtonTrigger
        {...triggerProps}
        ref={trigger}
        aria-haspopup={hasItems ? 'menu' : 'dialog'}
        loading={isLoading}
        failed={isFailed}
        named={showName}
        title={isFailed ? label : undefined}
        onPointerEnter={() => void loadAccounts()}
        onClick={() => {
          openAt('first')
          if (isFailed) void refetchSession()
          else if (user) show(!open)
        }}
        onKeyDown={(event: KeyboardEvent) => {
          if ((event.key !== 'ArrowDown' && event.key !== 'ArrowUp') || !user) return
          event.preventDefault()
          openAt(event.key === 'ArrowUp' ? 'last' : 'first')
          show(true)
        }}
      >
        {user ? (
          <UserAvatar name={user.name} imageUrl={user.imageUrl} />
        ) : isFailed ? (
          <span className="orgkit-tile" data-round>
            <AlertTriangleIcon />
          </span>
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
      {user ? (
        <UserButtonPanel
          {...panelProps}
          onOpenChange={show}
          align={align}
          role={hasItems ? undefined : 'dialog'}
          aria-label={hasItems ? undefined : label}
          initialFocus={initialFocus}
          onKeyDown={(event) => {
            // To the neighbour of the trigger, on either side: focus is back on it before the browser moves on.
            if (event.key === 'Tab' && hasItems) show(false)
            else onKeyDown(event)
          }}
        >
          <UserButtonHeader id={headerId}>
            <div className="orgkit-row">
              <UserAvatar name={user.name} imageUrl={user.imageUrl} />
              <RowText
                current
                name={user.name}
                meta={user.email ? <bdi title={user.email}>{user.email}</bdi> : null}
              />
              <CheckIcon />
            </div>
          </UserButtonHeader>
          {problem ? (
            <Notice tone="danger" role={undefined}>
              {problem}
            </Notice>
          ) : null}
          {hasItems ? (
            <UserButtonContext.Provider value={close}>
              <UserButtonMenu {...menuProps} aria-labelledby={headerId}>
                {hasManage || children ? (
                  <UserButtonSection>
                    {userProfileUrl !== undefined ? (
                      <UserButtonLink href={userProfileUrl} icon={<UserIcon />}>
                        {words.manage}
                      </UserButtonLink>
                    ) : manageAccount ? (
                      <UserButtonAction
                        icon={<UserIcon />}
                        onClick={() => void run('manage', manageAccount, words.actionFailed)}
                      >
                        {words.manage}
                      </UserButtonAction>
                    ) : null}
                    {children}
                  </UserButtonSection>
                ) : null}
                {hasAccounts ? (
                  <OtherAccounts
                    accounts={accounts}
                    failed={isAccountsFailed}
                    opening={busy}
                    onSwitch={
                      switchAccount && (({ id }) => void run(id, () => switchAccount(id), words.actionFailed))
                    }
                    onAdd={addAccount && (() => void run('add', addAccount, words.actionFailed))}
                  />
                ) : null}
                {isAvailable ? (
                  <UserButtonSection>
                    <UserButtonAction
                      icon={<SignOutIcon />}
                      loading={busy === 'sign-out'}
                      onClick={(event) => {
                        event.preventDefault()
                        void run('sign-out', signOutAndLeave, words.signOutFailed)
                      }}
                    >
                      {words.signOut}
                    </UserButtonAction>
                  </UserButtonSection>
                ) : null}
              </UserButtonMenu>
            </UserButtonContext.Provider>
          ) : null}
        </UserButtonPanel>
      ) : null}
      {region}
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
