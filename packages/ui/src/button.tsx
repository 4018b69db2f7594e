import { cva } from 'class-variance-authority'
import {
  forwardRef,
  type ComponentPropsWithoutRef,
  type MouseEvent as ReactMouseEvent,
  type ReactNode,
} from 'react'
import { Spinner } from './spinner'

export type ButtonVariant = 'primary' | 'accent' | 'secondary' | 'ghost' | 'danger'
export type ButtonSize = 'small' | 'medium' | 'large'

const button = /* @__PURE__ */ cva('orgkit-button', {
  variants: {
    variant: {
      primary: 'orgkit-button-primary',
      accent: 'orgkit-button-accent',
      secondary: 'orgkit-button-secondary',
      ghost: 'orgkit-button-ghost',
      danger: 'orgkit-button-danger',
    },
    size: { small: 'orgkit-button-small', medium: '', large: 'orgkit-button-large' },
    block: { true: 'orgkit-button-block' },
  },
})

export interface ButtonProps extends ComponentPropsWithoutRef<'button'> {
  /** `primary` once a view. @default 'secondary' */
  variant?: ButtonVariant
  /** 28, 36 or 44 pixels high. @default 'medium' */
  size?: ButtonSize
  /** Fills its line. @default false */
  block?: boolean
  /** Stands before the label; the spinner takes its place. */
  icon?: ReactNode
  /** Shows a spinner, keeps width and focus, and ignores presses. @default false */
  loading?: boolean
}

/** Renders a `<button type="button">`. Style with `[data-loading]`, `[aria-disabled]`. */
export const Button = /* @__PURE__ */ forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { variant = 'secondary', size, block, icon, loading = false, className, children, onClick, ...props },
  ref,
) {
  const inert = loading || props['aria-disabled'] === true || props['aria-disabled'] === 'true'
  return (
    <button
      ref={ref}
      type="button"
      data-orgkit="button"
      className={button({ variant, size, block, className })}
      data-loading={loading || undefined}
      data-icon={icon ? true : undefined}
      aria-busy={loading || undefined}
      {...props}
      aria-disabled={inert || undefined}
      onClick={inert ? refuse : onClick}
    >
      {loading ? <Spinner size={size === 'small' ? 12 : 14} /> : icon}
      {loading ? <span>{children}</span> : children}
    </button>
  )
})

export interface IconButtonProps extends Omit<ComponentPropsWithoutRef<'button'>, 'children' | 'aria-label'> {
  /** The accessible name, and the tooltip. */
  label: string
  icon: ReactNode
  /** @default 'ghost' */
  variant?: ButtonVariant
  /** 28 or 36 pixels. @default 'small' */
  size?: ButtonSize
  loading?: boolean
}

/** A square `<button>` with an icon alone: close, more, settings, invite. */
export const IconButton = /* @__PURE__ */ forwardRef<HTMLButtonElement, IconButtonProps>(function IconButton(
  { label, icon, variant = 'ghost', size = 'small', loading = false, className, onClick, ...props },
  ref,
) {
  const inert = loading || props['aria-disabled'] === true || props['aria-disabled'] === 'true'
  return (
    <button
      ref={ref}
      type="button"
      data-orgkit="icon-button"
      className={button({ variant, size, className: ['orgkit-button-icon orgkit-tooltip', className] })}
      aria-label={label}
      data-loading={loading || undefined}
      data-icon
      aria-busy={loading || undefined}
      {...props}
      aria-disabled={inert || undefined}
      onClick={inert ? refuse : onClick}
    >
      {loading ? <Spinner /> : icon}
    </button>
  )
})

// Also stops a form from being sent by Enter: the browser then presses its submit button.
function refuse(event: ReactMouseEvent) {
  event.preventDefault()
  event.stopPropagation()
}
