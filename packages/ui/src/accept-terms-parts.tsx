import { forwardRef, type ComponentPropsWithoutRef } from 'react'
import { part } from './part'

/** `terms`: there is something to accept. */
export type AcceptTermsView = 'loading' | 'failed' | 'terms'

export interface AcceptTermsRootProps extends ComponentPropsWithoutRef<'section'> {
  view?: AcceptTermsView
}

/** The column of the page. Renders a `<section>`. Style with `[data-view]`. */
export const AcceptTermsRoot = /* @__PURE__ */ forwardRef<HTMLElement, AcceptTermsRootProps>(
  function AcceptTermsRoot({ view, className, ...props }, ref) {
    const style = 'orgkit-choose-organization orgkit-session-task'
    return <section ref={ref} {...part('accept-terms', className, style)} data-view={view} {...props} />
  },
)

/** The terms themselves, where the app shows them here. Scrolls by itself. Renders a `<div>`. */
export const AcceptTermsText = /* @__PURE__ */ forwardRef<HTMLDivElement, ComponentPropsWithoutRef<'div'>>(
  function AcceptTermsText({ className, ...props }, ref) {
    // Who reads by keyboard scrolls it.
    return (
      <div
        ref={ref}
        role="region"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        {...part('accept-terms-text', className, 'orgkit-card orgkit-accept-terms-text')}
        {...props}
      />
    )
  },
)
