import { forwardRef, type ComponentPropsWithoutRef } from 'react'
import { part, plainPart } from './part'

/** What the trigger and the panel stand in. Renders a `<div>`. */
export const OrganizationSwitcherRoot = /* @__PURE__ */ plainPart(
  'div',
  'organization-switcher-root',
  'orgkit-switcher',
)

export interface OrganizationSwitcherTriggerProps extends ComponentPropsWithoutRef<'button'> {
  /** Nothing is known yet. @default false */
  loading?: boolean
  /** Nothing could be loaded; a press tries again. @default false */
  failed?: boolean
  /** A switch is under way; the name stays the old one until the answer. @default false */
  switching?: boolean
}

/** Opens the panel. Renders a `<button>`. Style with `[data-state]`, `[data-loading]`, `[data-failed]`, `[data-switching]`. */
export const OrganizationSwitcherTrigger = /* @__PURE__ */ forwardRef<
  HTMLButtonElement,
  OrganizationSwitcherTriggerProps
>(function OrganizationSwitcherTrigger({ loading, failed, switching, className, ...props }, ref) {
  return (
    <button
      ref={ref}
      type="button"
      {...part('organization-switcher-trigger', className, 'orgkit-switcher-trigger')}
      data-loading={loading || undefined}
      data-failed={failed || undefined}
      data-switching={switching || undefined}
      aria-busy={loading || switching || undefined}
      {...props}
    />
  )
})

/** The name in the trigger, one line. Renders a `<span>`. */
export const OrganizationSwitcherName = /* @__PURE__ */ plainPart(
  'span',
  'organization-switcher-name',
  'orgkit-switcher-name',
)
