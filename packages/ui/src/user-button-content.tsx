import { useIdentity, useNavigate, useSignOut, type IdentityAccount } from '@orgkit/react'
import { useCallback, useEffect, useId, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { UserAvatar } from './avatar'
import { CheckIcon } from './icons/check-icon'
import { SignOutIcon } from './icons/sign-out-icon'
import { UserIcon } from './icons/user-icon'
import { useLiveRegion } from './live-region'
import { useMenuKeys } from './menu-keys'
import { userButtonMenuMessages } from './messages/en/user-button-menu'
import { useMessages } from './messages/language'
import { Notice } from './notice'
import { RowText } from './row-text'
import type { UserButtonProps } from './user-button'
import { OtherAccounts } from './user-button-accounts'
import {
  UserButtonAction,
  UserButtonContext,
  UserButtonHeader,
  UserButtonLink,
  UserButtonMenu,
  UserButtonPanel,
  UserButtonSection,
} from './user-button-menu-parts'
import type { usePopover } from './use-popover'

interface UserButtonContentProps {
  options: UserButtonProps
  user: { name: string; imageUrl: string | null; email: string | null }
  /** Of a panel without items. */
  label: string
  popover: Pick<ReturnType<typeof usePopover>, 'open' | 'setOpen' | 'panelProps'>
  opensAt: RefObject<'first' | 'last'>
  /** Whether the panel is a menu at all: the trigger says so. */
  onItems: (hasItems: boolean) => void
}

/** The menu. Loaded late; stays while it is closed. */
export function UserButtonContent(props: UserButtonContentProps) {
  const { options, user, label, popover, onItems } = props
  const { userProfileUrl, afterSignOutUrl, align = 'end', children } = options
  const { open, setOpen, panelProps } = popover
  const { signOut, isAvailable } = useSignOut()
  const { accounts: listAccounts, manageAccount, switchAccount, addAccount } = useIdentity()
  const words = useMessages(userButtonMenuMessages)
  const navigate = useNavigate()
  const { announce, region } = useLiveRegion()
  const { menuProps, onKeyDown, initialFocus } = useMenuKeys(props.opensAt)
  const [busy, setBusy] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [accounts, setAccounts] = useState<readonly IdentityAccount[] | null>(null)
  const [isAccountsFailed, setIsAccountsFailed] = useState(false)
  const headerId = useId()
  const hasManage = userProfileUrl !== undefined || manageAccount !== undefined
  const hasAccounts = (listAccounts && switchAccount) || addAccount
  const hasItems = Boolean(hasManage || children || hasAccounts || isAvailable)

  const [wasOpen, setWasOpen] = useState(open)
  if (open !== wasOpen) {
    setWasOpen(open)
    if (!open) setProblem(null)
  }

  useLayoutEffect(() => onItems(hasItems), [onItems, hasItems])

  // Once on intent, when the menu has come, and again at each opening.
  const lastOpen = useRef<boolean>(undefined)
  useEffect(() => {
    const isDue = open || lastOpen.current === undefined
    const isSame = lastOpen.current === open
    lastOpen.current = open
    if (!listAccounts || !isDue || isSame) return
    void (async () => {
      try {
        setAccounts(await listAccounts())
        setIsAccountsFailed(false)
      } catch {
        setIsAccountsFailed(true)
      }
    })()
  }, [listAccounts, open])

  const close = useCallback(() => setOpen(false), [setOpen])

  /** Does what the host offers; where that fails the menu says so, and everything can be tried again. */
  const run = async (key: string, action: () => Promise<void> | void, message: string) => {
    if (busy !== null) return
    setBusy(key)
    setProblem(null)
    try {
      await action()
      setOpen(false)
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

  return (
    <>
      <UserButtonPanel
        {...panelProps}
        align={align}
        role={hasItems ? undefined : 'dialog'}
        aria-label={hasItems ? undefined : label}
        initialFocus={initialFocus}
        onKeyDown={(event) => {
          // To the neighbour of the trigger, on either side: focus is back on it before the browser moves on.
          if (event.key === 'Tab' && hasItems) setOpen(false)
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
      {region}
    </>
  )
}
