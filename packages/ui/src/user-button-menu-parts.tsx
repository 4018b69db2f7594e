import { useNavigate } from '@orgkit/react'
import { createContext, forwardRef, useContext, type ComponentPropsWithoutRef, type ReactNode } from 'react'
import { followLink } from './follow-link'
import { joinClasses, part, plainPart } from './part'
import { PopoverPanel, type PopoverPanelProps } from './popover'
import { Spinner } from './spinner'

/** Opens beside the trigger, a sheet on narrow screens. Renders a `<div>`; see `PopoverPanel`. */
export const UserButtonPanel = /* @__PURE__ */ forwardRef<HTMLDivElement, PopoverPanelProps>(
  function UserButtonPanel({ className, ...props }, ref) {
    return (
      <PopoverPanel
        ref={ref}
        data-orgkit="user-button-panel"
        className={joinClasses('orgkit-user-button-menu', className)}
        {...props}
      />
    )
  },
)

/** Who is signed in; names the menu. Renders a `<div>`. */
export const UserButtonHeader = /* @__PURE__ */ plainPart('div', 'user-button-header', 'orgkit-section')
/** The items. Renders a `<div role="menu">`. */
export const UserButtonMenu = /* @__PURE__ */ plainPart('div', 'user-button-menu', 'orgkit-menu', {
  role: 'menu',
})
/** Items that belong together, behind a hairline. Renders a `<div role="group">`. */
export const UserButtonSection = /* @__PURE__ */ plainPart('div', 'user-button-section', 'orgkit-section', {
  role: 'group',
})

/** How an item closes the menu that it stands in. */
export const UserButtonContext = /* @__PURE__ */ createContext<() => void>(noop)

export interface UserButtonActionProps extends ComponentPropsWithoutRef<'button'> {
  /** Sixteen pixels, before the label. */
  icon?: ReactNode
  /** At the end: a key cap, a count. */
  trailing?: ReactNode
  /** Shows a spinner, keeps focus, and ignores presses. @default false */
  loading?: boolean
}

/** An item that does something. The menu closes first; not after `preventDefault()`. Renders a `<button role="menuitem">`. */
export const UserButtonAction = /* @__PURE__ */ forwardRef<HTMLButtonElement, UserButtonActionProps>(
  function UserButtonAction(
    { icon, trailing, loading = false, className, children, onClick, ...props },
    ref,
  ) {
    const close = useContext(UserButtonContext)
    return (
      <button
        ref={ref}
        type="button"
        role="menuitem"
        tabIndex={-1}
        {...part('user-button-action', className, 'orgkit-menu-item')}
        aria-busy={loading || undefined}
        {...props}
        onClick={(event) => {
          if (loading) return
          onClick?.(event)
          if (!event.defaultPrevented) close()
        }}
      >
        {loading ? <Spinner size={16} /> : icon}
        <span className="orgkit-menu-item-label">{children}</span>
        {trailing}
      </button>
    )
  },
)

export interface UserButtonLinkProps extends ComponentPropsWithoutRef<'a'> {
  href: string
  /** Sixteen pixels, before the label. */
  icon?: ReactNode
  trailing?: ReactNode
}

/** An item that leads somewhere. Renders an `<a role="menuitem">`. */
export const UserButtonLink = /* @__PURE__ */ forwardRef<HTMLAnchorElement, UserButtonLinkProps>(
  function UserButtonLink({ href, icon, trailing, className, children, onClick, ...props }, ref) {
    const close = useContext(UserButtonContext)
    const navigate = useNavigate()
    return (
      <a
        ref={ref}
        href={href}
        role="menuitem"
        tabIndex={-1}
        {...part('user-button-link', className, 'orgkit-menu-item')}
        {...props}
        onClick={(event) => {
          onClick?.(event)
          followLink(event, href, navigate)
          close()
        }}
      >
        {icon}
        <span className="orgkit-menu-item-label">{children}</span>
        {trailing}
      </a>
    )
  },
)

/** An item of two lines with a picture: another account. Renders a `<button role="menuitem">`. */
export const UserButtonAccount = /* @__PURE__ */ forwardRef<
  HTMLButtonElement,
  ComponentPropsWithoutRef<'button'>
>(function UserButtonAccount({ className, ...props }, ref) {
  return (
    <button
      ref={ref}
      type="button"
      role="menuitem"
      tabIndex={-1}
      {...part('user-button-account', className, 'orgkit-row')}
      {...props}
    />
  )
})

function noop() {}
