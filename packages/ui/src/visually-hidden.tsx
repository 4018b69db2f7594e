import { forwardRef, type ComponentPropsWithoutRef } from 'react'
import { part } from './part'

/** Words for assistive technology alone. Renders a `<span>`. */
export const VisuallyHidden = forwardRef<HTMLSpanElement, ComponentPropsWithoutRef<'span'>>(
  function VisuallyHidden({ className, ...props }, ref) {
    return <span ref={ref} {...part('visually-hidden', className)} {...props} />
  },
)
