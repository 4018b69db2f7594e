import { forwardRef, type ComponentPropsWithoutRef, type ReactNode } from 'react'
import { part } from './part'

/** `form`: who is invited. `sent`: it is on its way. */
export type InviteMemberStep = 'form' | 'sent'

export interface InviteMemberRootProps extends ComponentPropsWithoutRef<'section'> {
  step?: InviteMemberStep
  /** A write is under way. @default false */
  busy?: boolean
}

/** The frame on a page. Renders a `<section>`. Style with `[data-step]`, `[data-busy]`. */
export const InviteMemberRoot = /* @__PURE__ */ forwardRef<HTMLElement, InviteMemberRootProps>(
  function InviteMemberRoot({ step = 'form', busy = false, className, ...props }, ref) {
    return (
      <section
        ref={ref}
        {...part('invite-member', className, 'orgkit-dialog-page orgkit-invite-member-page')}
        data-step={step}
        data-busy={busy || undefined}
        {...props}
      />
    )
  },
)

/** Renders an `<h2>`. In a dialog, `DialogTitle` takes its place. */
export const InviteMemberTitle = /* @__PURE__ */ forwardRef<
  HTMLHeadingElement,
  ComponentPropsWithoutRef<'h2'>
>(function InviteMemberTitle({ className, children, ...props }, ref) {
  return (
    <h2 ref={ref} {...part('invite-member-title', className, 'orgkit-dialog-title')} {...props}>
      {children}
    </h2>
  )
})

/** Renders a `<p>`. In a dialog, `DialogDescription` takes its place. */
export const InviteMemberDescription = /* @__PURE__ */ forwardRef<
  HTMLParagraphElement,
  ComponentPropsWithoutRef<'p'>
>(function InviteMemberDescription({ className, ...props }, ref) {
  return (
    <p ref={ref} {...part('invite-member-description', className, 'orgkit-dialog-description')} {...props} />
  )
})

/** The fields. Renders a `<form>`; the browser's own bubbles are off. */
export const InviteMemberForm = /* @__PURE__ */ forwardRef<HTMLFormElement, ComponentPropsWithoutRef<'form'>>(
  function InviteMemberForm({ className, ...props }, ref) {
    return <form ref={ref} noValidate {...part('invite-member-form', className)} {...props} />
  },
)

/** Renders a `<div>`. */
export const InviteMemberBody = /* @__PURE__ */ forwardRef<HTMLDivElement, ComponentPropsWithoutRef<'div'>>(
  function InviteMemberBody({ className, ...props }, ref) {
    const style = 'orgkit-dialog-body orgkit-invite-member-body'
    return <div ref={ref} {...part('invite-member-body', className, style)} {...props} />
  },
)

export interface InviteMemberFooterProps extends ComponentPropsWithoutRef<'div'> {
  /** At the start. */
  aside?: ReactNode
}

/** Buttons at the end, the main one last. Renders a `<div>`. */
export const InviteMemberFooter = /* @__PURE__ */ forwardRef<HTMLDivElement, InviteMemberFooterProps>(
  function InviteMemberFooter({ aside, className, children, ...props }, ref) {
    return (
      <div ref={ref} {...part('invite-member-footer', className, 'orgkit-dialog-footer')} {...props}>
        {aside}
        <div className="orgkit-dialog-actions">{children}</div>
      </div>
    )
  },
)
