import { forwardRef, type ComponentPropsWithoutRef } from 'react'
import { part } from './part'

/** A key, for the eye only: shortcuts are told by `aria-keyshortcuts`. Hidden on touch. Renders a `<kbd>`. */
export const KeyCap = forwardRef<HTMLElement, ComponentPropsWithoutRef<'kbd'>>(function KeyCap(
  { className, ...props },
  ref,
) {
  return <kbd ref={ref} aria-hidden="true" {...part('key-cap', className)} {...props} />
})
