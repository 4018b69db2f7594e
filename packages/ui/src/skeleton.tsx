import { forwardRef, type ComponentPropsWithoutRef } from 'react'
import { part } from './part'

export interface SkeletonProps extends ComponentPropsWithoutRef<'span'> {
  /** @default 'bar' */
  shape?: 'bar' | 'circle' | 'mark'
  /** Pixels of a circle or mark. @default that of the row */
  size?: 22 | 40
}

/** One grey shape. Renders a `<span>`; the width of a bar comes from CSS. */
export const Skeleton = forwardRef<HTMLSpanElement, SkeletonProps>(function Skeleton(
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

export interface SkeletonRowsProps extends ComponentPropsWithoutRef<'div'> {
  /** @default 5 */
  rows?: number
  /** @default 'mark' */
  shape?: 'circle' | 'mark'
}

/** The shape of a list that is on its way. Widths follow the place, and each row is fainter. Renders a `<div>`. */
export const SkeletonRows = forwardRef<HTMLDivElement, SkeletonRowsProps>(function SkeletonRows(
  { rows = 5, shape = 'mark', className, ...props },
  ref,
) {
  return (
    <div ref={ref} aria-hidden="true" {...part('skeleton-rows', className)} {...props}>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="orgkit-row orgkit-skeleton-row" data-orgkit="skeleton-row">
          <Skeleton shape={shape} />
          <span className="orgkit-row-text">
            <Skeleton />
            <Skeleton />
          </span>
        </div>
      ))}
    </div>
  )
})
