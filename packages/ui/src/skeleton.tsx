import { forwardRef, type ComponentPropsWithoutRef } from 'react'
import { part } from './part'

export interface SkeletonProps extends ComponentPropsWithoutRef<'span'> {
  /** @default 'bar' */
  shape?: 'bar' | 'circle' | 'mark'
  /** Pixels of a circle or mark. @default that of the row */
  size?: 22 | 40
}

/** One grey shape. Renders a `<span>`; the width of a bar comes from CSS. */
export const Skeleton = /* @__PURE__ */ forwardRef<HTMLSpanElement, SkeletonProps>(function Skeleton(
  { shape = 'bar', size, className, ...props },
  ref,
) {
  return (
    <span
      ref={ref}
      aria-hidden="true"
      {...part('skeleton', className)}
      data-shape={shape === 'bar' ? undefined : shape}
      data-size={size}
      {...props}
    />
  )
})
