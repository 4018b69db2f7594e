import { forwardRef, type ComponentPropsWithoutRef, type ReactNode } from 'react'
import type { ButtonSize, ButtonVariant } from './button'
import { isInert, refusePress } from './inert-button'
import { part } from './part'
import { Spinner } from './spinner'

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
  const inert = isInert(loading, props['aria-disabled'])
  return (
    <button
      ref={ref}
      type="button"
      {...part(
        'icon-button',
        className,
        `orgkit-button orgkit-button-${variant} orgkit-button-${size} orgkit-button-icon orgkit-tooltip`,
      )}
      aria-label={label}
      data-loading={loading || undefined}
      data-icon
      aria-busy={loading || undefined}
      {...props}
      aria-disabled={inert || undefined}
      onClick={inert ? refusePress : onClick}
    >
      {loading ? <Spinner /> : icon}
    </button>
  )
})
