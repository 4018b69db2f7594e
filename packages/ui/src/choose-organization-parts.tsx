import type { UserMembership } from '@orgkit/core'
import { forwardRef, useId, type ComponentPropsWithoutRef, type ReactNode } from 'react'
import { OrganizationAvatar } from './avatar'
import { ChevronSideIcon } from './icons/chevron-side-icon'
import { part } from './part'
import { RowText } from './row-text'
import { Spinner } from './spinner'

/** `choose`: there is something to choose from. `create`: the form. `dead-end`: neither. */
export type ChooseOrganizationView = 'loading' | 'failed' | 'choose' | 'create' | 'dead-end'

export interface ChooseOrganizationRootProps extends ComponentPropsWithoutRef<'section'> {
  view?: ChooseOrganizationView
}

/** The column of the page. Renders a `<section>`. Style with `[data-view]`. */
export const ChooseOrganizationRoot = /* @__PURE__ */ forwardRef<HTMLElement, ChooseOrganizationRootProps>(
  function ChooseOrganizationRoot({ view, className, ...props }, ref) {
    return <section ref={ref} {...part('choose-organization', className)} data-view={view} {...props} />
  },
)

/** The title and one sentence. Renders a `<div>`. */
export const ChooseOrganizationHeader = /* @__PURE__ */ forwardRef<
  HTMLDivElement,
  ComponentPropsWithoutRef<'div'>
>(function ChooseOrganizationHeader({ className, ...props }, ref) {
  return <div ref={ref} {...part('choose-organization-header', className)} {...props} />
})

/** Renders an `<h1>` that takes focus when the page comes in place of another. */
export const ChooseOrganizationTitle = /* @__PURE__ */ forwardRef<
  HTMLHeadingElement,
  ComponentPropsWithoutRef<'h1'>
>(function ChooseOrganizationTitle({ className, children, ...props }, ref) {
  return (
    <h1 ref={ref} tabIndex={-1} {...part('choose-organization-title', className)} {...props}>
      {children}
    </h1>
  )
})

/** Renders a `<p>`. */
export const ChooseOrganizationDescription = /* @__PURE__ */ forwardRef<
  HTMLParagraphElement,
  ComponentPropsWithoutRef<'p'>
>(function ChooseOrganizationDescription({ className, ...props }, ref) {
  return <p ref={ref} {...part('choose-organization-description', className)} {...props} />
})

export interface ChooseOrganizationGroupProps extends Omit<ComponentPropsWithoutRef<'div'>, 'title'> {
  /** Names the list: "Your organizations". */
  title: ReactNode
  /** Below the card. */
  after?: ReactNode
}

/** A named list of ways in, as one card. Renders a `<div>`; give it `ChooseOrganizationItem`s. */
export const ChooseOrganizationGroup = /* @__PURE__ */ forwardRef<
  HTMLDivElement,
  ChooseOrganizationGroupProps
>(function ChooseOrganizationGroup({ title, after, className, children, ...props }, ref) {
  const id = useId()
  return (
    <div ref={ref} {...part('choose-organization-group', className)} {...props}>
      <h2 id={id} className="orgkit-section-head">
        {title}
      </h2>
      <ul className="orgkit-card" aria-labelledby={id}>
        {children}
      </ul>
      {after}
    </div>
  )
})

export interface ChooseOrganizationItemProps extends Omit<ComponentPropsWithoutRef<'button'>, 'children'> {
  name: string
  /** The second line: a role. */
  meta?: ReactNode
  /** Before the name. */
  avatar: ReactNode
  /** This one is being opened. @default false */
  pending?: boolean
}

/** One way in: the whole row is the button. Renders a `<button>` in an `<li>`. Style with `[data-pending]`. */
export const ChooseOrganizationItem = /* @__PURE__ */ forwardRef<
  HTMLButtonElement,
  ChooseOrganizationItemProps
>(function ChooseOrganizationItem({ name, meta, avatar, pending = false, className, ...props }, ref) {
  return (
    <li>
      <button
        ref={ref}
        type="button"
        {...part('choose-organization-item', className, 'orgkit-row')}
        data-pending={pending || undefined}
        aria-busy={pending || undefined}
        {...props}
      >
        {avatar}
        <RowText name={name} meta={meta} />
        {pending ? <Spinner size={16} /> : <ChevronSideIcon />}
      </button>
    </li>
  )
})

/** "or", between two ways. Renders a `<div>`. */
export const ChooseOrganizationDivider = /* @__PURE__ */ forwardRef<
  HTMLDivElement,
  ComponentPropsWithoutRef<'div'>
>(function ChooseOrganizationDivider({ className, ...props }, ref) {
  return <div ref={ref} {...part('choose-organization-divider', className, 'orgkit-divider')} {...props} />
})

/** Who is signed in. Renders a `<p>`. */
export const ChooseOrganizationFooter = /* @__PURE__ */ forwardRef<
  HTMLParagraphElement,
  ComponentPropsWithoutRef<'p'>
>(function ChooseOrganizationFooter({ className, ...props }, ref) {
  return <p ref={ref} {...part('choose-organization-footer', className)} {...props} />
})

export type MembershipItemProps = Omit<ChooseOrganizationItemProps, 'name' | 'meta' | 'avatar'> & {
  membership: UserMembership
}

/** A `ChooseOrganizationItem` of an organization that the person is in. */
export const MembershipItem = /* @__PURE__ */ forwardRef<HTMLButtonElement, MembershipItemProps>(
  function MembershipItem({ membership: { organization, role }, ...props }, ref) {
    const { name, imageUrl } = organization
    const avatar = <OrganizationAvatar name={name} imageUrl={imageUrl} size={40} />
    return <ChooseOrganizationItem ref={ref} name={name} meta={role.name} avatar={avatar} {...props} />
  },
)
