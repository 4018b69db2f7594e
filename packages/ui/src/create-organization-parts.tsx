import { cx } from 'class-variance-authority'
import { forwardRef, type ComponentPropsWithoutRef, type ReactNode } from 'react'
import { OrganizationAvatar } from './avatar'
import { CheckIcon } from './icons/check-icon'
import { part } from './part'

/** `details`: what it is called. `logo`: it exists, its logo did not arrive. `done`: it is ready. */
export type CreateOrganizationStep = 'details' | 'logo' | 'done'

export interface CreateOrganizationRootProps extends ComponentPropsWithoutRef<'div'> {
  step?: CreateOrganizationStep
  /** A write is under way. @default false */
  busy?: boolean
}

/** The frame on a page. Renders a `<div>`. Style with `[data-step]`, `[data-busy]`. */
export const CreateOrganizationRoot = /* @__PURE__ */ forwardRef<HTMLDivElement, CreateOrganizationRootProps>(
  function CreateOrganizationRoot({ step = 'details', busy = false, className, ...props }, ref) {
    return (
      <div
        ref={ref}
        {...part('create-organization', className, 'orgkit-dialog-page orgkit-create-organization-page')}
        data-step={step}
        data-busy={busy || undefined}
        {...props}
      />
    )
  },
)

/** The title and one sentence. Renders a `<div>`. */
export const CreateOrganizationHeader = /* @__PURE__ */ forwardRef<
  HTMLDivElement,
  ComponentPropsWithoutRef<'div'>
>(function CreateOrganizationHeader({ className, ...props }, ref) {
  return (
    <div ref={ref} {...part('create-organization-header', className, 'orgkit-dialog-header')} {...props} />
  )
})

/** Renders an `<h2>`. In a dialog, `DialogTitle` takes its place. */
export const CreateOrganizationTitle = /* @__PURE__ */ forwardRef<
  HTMLHeadingElement,
  ComponentPropsWithoutRef<'h2'>
>(function CreateOrganizationTitle({ className, children, ...props }, ref) {
  return (
    <h2 ref={ref} {...part('create-organization-title', className, 'orgkit-dialog-title')} {...props}>
      {children}
    </h2>
  )
})

/** Renders a `<p>`. In a dialog, `DialogDescription` takes its place. */
export const CreateOrganizationDescription = /* @__PURE__ */ forwardRef<
  HTMLParagraphElement,
  ComponentPropsWithoutRef<'p'>
>(function CreateOrganizationDescription({ className, ...props }, ref) {
  return (
    <p
      ref={ref}
      {...part('create-organization-description', className, 'orgkit-dialog-description')}
      {...props}
    />
  )
})

/** What is filled in. Renders a `<form>`; the browser's own bubbles are off. Style with `[data-busy]`. */
export const CreateOrganizationForm = /* @__PURE__ */ forwardRef<
  HTMLFormElement,
  ComponentPropsWithoutRef<'form'> & { busy?: boolean }
>(function CreateOrganizationForm({ busy = false, className, ...props }, ref) {
  return (
    <form
      ref={ref}
      noValidate
      {...part('create-organization-form', className)}
      data-busy={busy || undefined}
      {...props}
    />
  )
})

/** Fields, or the last page. Renders a `<div>`. */
export const CreateOrganizationBody = /* @__PURE__ */ forwardRef<
  HTMLDivElement,
  ComponentPropsWithoutRef<'div'>
>(function CreateOrganizationBody({ className, ...props }, ref) {
  return (
    <div
      ref={ref}
      {...part(
        'create-organization-body',
        cx('orgkit-create-organization-body', className),
        'orgkit-dialog-body',
      )}
      {...props}
    />
  )
})

export interface CreateOrganizationFooterProps extends ComponentPropsWithoutRef<'div'> {
  /** At the start: the steps. */
  aside?: ReactNode
}

/** The steps at the start, buttons at the end. Renders a `<div>`. */
export const CreateOrganizationFooter = /* @__PURE__ */ forwardRef<
  HTMLDivElement,
  CreateOrganizationFooterProps
>(function CreateOrganizationFooter({ aside, className, children, ...props }, ref) {
  return (
    <div ref={ref} {...part('create-organization-footer', className, 'orgkit-dialog-footer')} {...props}>
      {aside}
      <div className="orgkit-dialog-actions">{children}</div>
    </div>
  )
})

export interface CreateOrganizationMarkProps extends ComponentPropsWithoutRef<'div'> {
  name: string
  imageUrl?: string | null
}

/** The new organization's mark with a green check. Renders a `<div>`, hidden from assistive technology. */
export const CreateOrganizationMark = /* @__PURE__ */ forwardRef<HTMLDivElement, CreateOrganizationMarkProps>(
  function CreateOrganizationMark({ name, imageUrl, className, ...props }, ref) {
    return (
      <div ref={ref} aria-hidden="true" {...part('create-organization-mark', className)} {...props}>
        <OrganizationAvatar name={name} imageUrl={imageUrl} size={72} />
        <CheckIcon size={14} />
      </div>
    )
  },
)
