import { cva } from 'class-variance-authority'
import { forwardRef, type ComponentPropsWithoutRef, type ReactNode } from 'react'
import { isInert, refusePress } from './inert-button'
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
  const inert = isInert(loading, props['aria-disabled'])
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
      onClick={inert ? refusePress : onClick}
    >
      {loading ? <Spinner size={size === 'small' ? 12 : 14} /> : icon}
      {loading ? <span>{children}</span> : children}
    </button>
  )
})
