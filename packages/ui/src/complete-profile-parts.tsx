import { forwardRef, type ComponentPropsWithoutRef } from 'react'
import { part } from './part'

/** `form`: there is something to fill in. */
export type CompleteProfileView = 'loading' | 'failed' | 'form'

export interface CompleteProfileRootProps extends ComponentPropsWithoutRef<'section'> {
  view?: CompleteProfileView
}

/** The column of the page. Renders a `<section>`. Style with `[data-view]`. */
export const CompleteProfileRoot = /* @__PURE__ */ forwardRef<HTMLElement, CompleteProfileRootProps>(
  function CompleteProfileRoot({ view, className, ...props }, ref) {
    const style = 'orgkit-choose-organization orgkit-session-task'
    return <section ref={ref} {...part('complete-profile', className, style)} data-view={view} {...props} />
  },
)

/** The fields and the button. Renders a `<form>`; the browser's own bubbles are off. */
export const CompleteProfileForm = /* @__PURE__ */ forwardRef<
  HTMLFormElement,
  ComponentPropsWithoutRef<'form'>
>(function CompleteProfileForm({ className, ...props }, ref) {
  return <form ref={ref} noValidate {...part('complete-profile-form', className)} {...props} />
})
