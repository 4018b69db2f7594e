import { forwardRef, type ComponentPropsWithoutRef } from 'react'
import { part } from './part'

export interface SpinnerProps extends Omit<ComponentPropsWithoutRef<'svg'>, 'children'> {
  /** Pixels. @default 14 */
  size?: 12 | 14 | 16
}

/** A turning three-quarter ring in the colour of its text. Hidden from assistive technology: `aria-busy` says it. */
export const Spinner = /* @__PURE__ */ forwardRef<SVGSVGElement, SpinnerProps>(function Spinner(
  { size = 14, className, ...props },
  ref,
) {
  return (
    <svg
      ref={ref}
      width={size}
      height={size}
      viewBox="0 0 14 14"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      aria-hidden="true"
      focusable="false"
      {...part('spinner', className)}
      {...props}
    >
      <path d="M7 1.5A5.5 5.5 0 1 0 12.5 7" />
    </svg>
  )
})
