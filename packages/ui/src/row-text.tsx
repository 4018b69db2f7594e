import { forwardRef, type ComponentPropsWithoutRef, type ReactNode } from 'react'
import { part } from './part'

export interface RowTextProps extends ComponentPropsWithoutRef<'span'> {
  /** One line with an ellipsis; the whole of it stands in `title`. */
  name: string
  /** The line below it: a role, an address. */
  meta?: ReactNode
  /** The heading of a panel. @default false */
  current?: boolean
}

/** A name and the line below it, in a row. Renders a `<span>`. */
export const RowText = /* @__PURE__ */ forwardRef<HTMLSpanElement, RowTextProps>(function RowText(
  { name, meta, current = false, className, ...props },
  ref,
) {
  return (
    <span ref={ref} {...part('row-text', className)} {...props}>
      <span className="orgkit-row-name" data-current={current || undefined} title={name}>
        <bdi>{name}</bdi>
      </span>
      {meta ? <span className="orgkit-row-meta">{meta}</span> : null}
    </span>
  )
})
