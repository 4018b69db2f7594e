import { forwardRef, type ComponentPropsWithoutRef } from 'react'
import { part } from './part'
import { Skeleton } from './skeleton'

export interface SkeletonRowsProps extends ComponentPropsWithoutRef<'div'> {
  /** @default 5 */
  rows?: number
  /** @default 'mark' */
  shape?: 'circle' | 'mark'
}

/** The shape of a list that is on its way. Widths follow the place, and each row is fainter. Renders a `<div>`. */
export const SkeletonRows = /* @__PURE__ */ forwardRef<HTMLDivElement, SkeletonRowsProps>(
  function SkeletonRows({ rows = 5, shape = 'mark', className, ...props }, ref) {
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
  },
)
