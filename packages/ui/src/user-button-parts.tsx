import { forwardRef, type ComponentPropsWithoutRef } from 'react'
import { part, plainPart } from './part'

/** What the trigger and the menu stand in. Renders a `<div>`. */
export const UserButtonRoot = /* @__PURE__ */ plainPart('div', 'user-button-root', 'orgkit-user-button')

export interface UserButtonTriggerProps extends ComponentPropsWithoutRef<'button'> {
  /** Nothing is known yet. @default false */
  loading?: boolean
  /** Nothing could be loaded; a press tries again. @default false */
  failed?: boolean
  /** A name stands beside the picture. @default false */
  named?: boolean
}

/** Opens the menu. Renders a `<button>`. Style with `[data-state]`, `[data-loading]`, `[data-failed]`, `[data-named]`. */
export const UserButtonTrigger = /* @__PURE__ */ forwardRef<HTMLButtonElement, UserButtonTriggerProps>(
  function UserButtonTrigger({ loading, failed, named, className, ...props }, ref) {
    return (
      <button
        ref={ref}
        type="button"
        {...part('user-button-trigger', className)}
        data-loading={loading || undefined}
        data-failed={failed || undefined}
        data-named={named || undefined}
        aria-busy={loading || undefined}
        {...props}
      />
    )
  },
)
