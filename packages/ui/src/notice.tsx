import { forwardRef, type ComponentPropsWithoutRef, type ReactNode } from 'react'
import { part } from './part'

export interface NoticeProps extends ComponentPropsWithoutRef<'div'> {
  /** @default 'warning' */
  tone?: 'warning' | 'danger'
  icon?: ReactNode
}

/** A strip above a list that stays: offline with the time, a page that failed. Renders a `<div role="status">`. */
export const Notice = /* @__PURE__ */ forwardRef<HTMLDivElement, NoticeProps>(function Notice(
  { tone = 'warning', icon, className, children, ...props },
  ref,
) {
  return (
    <div ref={ref} role="status" {...part('notice', className)} data-tone={tone} {...props}>
      {icon}
      {children}
    </div>
  )
})
