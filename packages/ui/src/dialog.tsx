import { cx } from 'class-variance-authority'
import { Dialog as Radix } from 'radix-ui'
import { forwardRef, useRef, type ComponentPropsWithoutRef, type ReactNode } from 'react'
import { IconButton } from './icon-button'
import { CloseIcon } from './icons/close-icon'
import { actionsMessages } from './messages/en/actions'
import { useMessages } from './messages/language'
import { part } from './part'

export interface DialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  children?: ReactNode
}

/** A modal dialog. Renders nothing itself; give it a `DialogContent`. Load this module late: it brings radix. */
export function Dialog(props: DialogProps) {
  return <Radix.Root {...props} />
}

export interface DialogContentProps extends ComponentPropsWithoutRef<typeof Radix.Content> {
  /** Pixels: 400 for steps, 440, 512 for forms. A full page below 480. @default 440 */
  size?: 400 | 440 | 512
  /** Where the dialog goes in the document. @default document.body */
  container?: HTMLElement | null
  /** @default true */
  closeButton?: boolean
  /** Selector of what takes focus on opening. @default what comes first */
  initialFocus?: string
}

/** The scrim, the frame and the close button. Renders a `<div role="dialog">`. Style with `[data-state]`. */
export const DialogContent = /* @__PURE__ */ forwardRef<HTMLDivElement, DialogContentProps>(
  function DialogContent(
    { size = 440, container, closeButton = true, initialFocus, className, children, ...others },
    ref,
  ) {
    const { onOpenAutoFocus, onCloseAutoFocus, ...props } = others
    const actions = useMessages(actionsMessages)
    const opener = useRef<Element | null>(null)
    return (
      <Radix.Portal container={container}>
        <Radix.Overlay {...part('dialog-overlay')}>
          <Radix.Content
            ref={ref}
            {...part('dialog', className)}
            data-orgkit-root=""
            data-size={size}
            onOpenAutoFocus={(event) => {
              opener.current = document.activeElement
              onOpenAutoFocus?.(event)
              const dialog = event.target as HTMLElement
              const first = initialFocus ? dialog.querySelector<HTMLElement>(initialFocus) : null
              if (event.defaultPrevented || !first) return
              event.preventDefault()
              first.focus()
            }}
            // Radix gives focus back to a trigger of its own, and without one to nobody.
            onCloseAutoFocus={(event) => {
              onCloseAutoFocus?.(event)
              if (event.defaultPrevented) return
              event.preventDefault()
              if (opener.current instanceof HTMLElement) opener.current.focus()
            }}
            {...props}
          >
            {children}
            {closeButton ? (
              <Radix.Close asChild>
                <IconButton label={actions.close} icon={<CloseIcon />} className="orgkit-dialog-close" />
              </Radix.Close>
            ) : null}
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    )
  },
)

export interface DialogHeaderProps extends Omit<ComponentPropsWithoutRef<'div'>, 'title'> {
  title: ReactNode
  /** One sentence. */
  description?: ReactNode
}

/** The title and one sentence, both joined to the dialog. Renders a `<div>`. */
export const DialogHeader = /* @__PURE__ */ forwardRef<HTMLDivElement, DialogHeaderProps>(
  function DialogHeader({ title, description, className, ...props }, ref) {
    return (
      <div ref={ref} {...part('dialog-header', className)} {...props}>
        <DialogTitle>{title}</DialogTitle>
        {description ? <DialogDescription>{description}</DialogDescription> : null}
      </div>
    )
  },
)

/** Names the dialog. Renders an `<h2>`. */
export const DialogTitle = /* @__PURE__ */ forwardRef<
  HTMLHeadingElement,
  ComponentPropsWithoutRef<typeof Radix.Title>
>(function DialogTitle({ className, ...props }, ref) {
  return <Radix.Title ref={ref} {...part('dialog-title', className)} {...props} />
})

/** Describes the dialog. Renders a `<p>`. */
export const DialogDescription = /* @__PURE__ */ forwardRef<
  HTMLParagraphElement,
  ComponentPropsWithoutRef<typeof Radix.Description>
>(function DialogDescription({ className, ...props }, ref) {
  return <Radix.Description ref={ref} {...part('dialog-description', className)} {...props} />
})

/** The only part that scrolls. Renders a `<div>`. */
export const DialogBody = /* @__PURE__ */ forwardRef<HTMLDivElement, ComponentPropsWithoutRef<'div'>>(
  function DialogBody({ className, ...props }, ref) {
    return <div ref={ref} {...part('dialog-body', className)} {...props} />
  },
)

export interface DialogFooterProps extends ComponentPropsWithoutRef<'div'> {
  /** At the start: steps, seats. */
  aside?: ReactNode
}

/** Buttons at the end, the main one last; steps or seats at the start. Renders a `<div>`. */
export const DialogFooter = /* @__PURE__ */ forwardRef<HTMLDivElement, DialogFooterProps>(
  function DialogFooter({ aside, className, children, ...props }, ref) {
    return (
      <div ref={ref} {...part('dialog-footer', className)} {...props}>
        {aside}
        <div className={cx('orgkit-dialog-actions')}>{children}</div>
      </div>
    )
  },
)

/** Closes the dialog from a button of one's own: `<DialogClose asChild>`. */
export const DialogClose = Radix.Close
