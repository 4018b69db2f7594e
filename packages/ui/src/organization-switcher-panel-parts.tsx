import { forwardRef, type ComponentPropsWithoutRef, type Ref } from 'react'
import { part, plainPart } from './part'
import { PopoverPanel, type PopoverPanelProps } from './popover'
import { SkeletonRows } from './skeleton-rows'

/** Opens beside the trigger, a sheet on narrow screens. Renders a `<div role="dialog">`; see `PopoverPanel`. */
export const OrganizationSwitcherPanel = /* @__PURE__ */ forwardRef<HTMLDivElement, PopoverPanelProps>(
  function OrganizationSwitcherPanel(props, ref) {
    return <PopoverPanel ref={ref} data-orgkit="organization-switcher-panel" {...props} />
  },
)

/** Frames what is current. Renders a `<div>`. */
export const OrganizationSwitcherHeader = /* @__PURE__ */ plainPart(
  'div',
  'organization-switcher-header',
  'orgkit-section',
)
/** The current organization or account in the header. Renders a `<div>`. */
export const OrganizationSwitcherCurrent = /* @__PURE__ */ plainPart(
  'div',
  'organization-switcher-current',
  'orgkit-row',
)
/** Icon buttons at the end of the header. Renders a `<div>`. */
export const OrganizationSwitcherActions = /* @__PURE__ */ plainPart(
  'div',
  'organization-switcher-actions',
  'orgkit-row-actions',
)
/** The line with the search field. Renders a `<div>`. */
export const OrganizationSwitcherSearch = /* @__PURE__ */ plainPart(
  'div',
  'organization-switcher-search',
  'orgkit-switcher-search',
)

/** The search field; keeps focus while the list is walked through. Renders an `<input role="combobox">`. */
export const OrganizationSwitcherInput = /* @__PURE__ */ forwardRef<
  HTMLInputElement,
  ComponentPropsWithoutRef<'input'>
>(function OrganizationSwitcherInput(
  { className, 'aria-expanded': expanded = false, 'aria-controls': controls, ...props },
  ref,
) {
  return (
    <input
      ref={ref}
      type="text"
      role="combobox"
      aria-autocomplete="list"
      aria-haspopup="listbox"
      aria-expanded={expanded}
      aria-controls={controls}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      enterKeyHint="go"
      {...part('organization-switcher-input', className, 'orgkit-switcher-input')}
      {...props}
    />
  )
})

export interface OrganizationSwitcherListProps extends ComponentPropsWithoutRef<'div'> {
  /** Without options it is no list box, and holds a message. @default false */
  empty?: boolean
}

/** The only part that scrolls. Renders a `<div role="listbox">`. Style with `[data-empty]`. */
export const OrganizationSwitcherList = /* @__PURE__ */ forwardRef<
  HTMLDivElement,
  OrganizationSwitcherListProps
>(function OrganizationSwitcherList({ empty = false, className, ...props }, ref) {
  return (
    <div
      ref={ref}
      role={empty ? undefined : 'listbox'}
      // Not a stop of its own: the search field walks through it.
      tabIndex={-1}
      {...part('organization-switcher-list', className, 'orgkit-switcher-list')}
      data-empty={empty || undefined}
      {...props}
    />
  )
})

export interface OrganizationSwitcherRowProps extends ComponentPropsWithoutRef<'div'> {
  /** Its place in the whole list. */
  index: number
  /** Of how many. */
  count: number
  /** The one that this tab works in. @default false */
  selected?: boolean
  /** Under the cursor. @default false */
  highlighted?: boolean
  /** Not loaded yet. @default false */
  loading?: boolean
}

/** One organization, or the personal account. Renders a `<div role="option">`. Style with `[data-highlighted]`, `[data-selected]`. */
export const OrganizationSwitcherRow = /* @__PURE__ */ forwardRef<
  HTMLDivElement,
  OrganizationSwitcherRowProps
>(function OrganizationSwitcherRow(
  { index, count, selected = false, highlighted = false, loading = false, className, style, ...props },
  ref,
) {
  return (
    <div
      ref={ref}
      role="option"
      aria-selected={selected}
      aria-setsize={count}
      aria-posinset={index + 1}
      aria-disabled={loading || undefined}
      {...part(
        'organization-switcher-row',
        className,
        loading ? 'orgkit-row orgkit-skeleton-row' : 'orgkit-row',
      )}
      data-index={index}
      data-selected={selected || undefined}
      data-highlighted={highlighted || undefined}
      data-loading={loading || undefined}
      style={{ insetBlockStart: `calc(var(--orgkit-entity-row) * ${index})`, ...style }}
      {...props}
    />
  )
})

/** In place of the list: nothing found, failed. Renders a `<div>`. */
export const OrganizationSwitcherMessage = /* @__PURE__ */ plainPart(
  'div',
  'organization-switcher-message',
  'orgkit-switcher-message',
)
/** A further block below the list, behind a hairline. Renders a `<div>`. */
export const OrganizationSwitcherSection = /* @__PURE__ */ plainPart(
  'div',
  'organization-switcher-section',
  'orgkit-section',
)
/** Invitations that are on their way, in their own frame. Renders a `<div>`. */
export function OrganizationSwitcherWaiting({ count }: { count: number }) {
  return (
    <OrganizationSwitcherSection data-waiting="" aria-busy="true">
      <div className="orgkit-section-head" />
      <SkeletonRows rows={Math.min(count, 3)} />
    </OrganizationSwitcherSection>
  )
}

/** The last block: creating. Renders a `<div>`. */
export const OrganizationSwitcherFooter = /* @__PURE__ */ plainPart(
  'div',
  'organization-switcher-footer',
  'orgkit-section',
)

export interface OrganizationSwitcherCreateProps extends ComponentPropsWithoutRef<'button'> {
  /** Makes it a link. */
  href?: string
}

/** Leads to creating an organization. Renders a `<button>`, with `href` an `<a>`. */
export const OrganizationSwitcherCreate = /* @__PURE__ */ forwardRef<
  HTMLElement,
  OrganizationSwitcherCreateProps
>(function OrganizationSwitcherCreate({ href, className, ...props }, ref) {
  const shared = part('organization-switcher-create', className, 'orgkit-row orgkit-row-action')
  if (href === undefined) {
    return <button ref={ref as Ref<HTMLButtonElement>} type="button" {...shared} {...props} />
  }
  const link = props as ComponentPropsWithoutRef<'a'>
  return (
    <a ref={ref as Ref<HTMLAnchorElement>} href={href} {...shared} {...link}>
      {link.children}
    </a>
  )
})
