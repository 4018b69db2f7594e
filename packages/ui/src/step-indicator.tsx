import { forwardRef, type ComponentPropsWithoutRef } from 'react'
import { stepsMessages } from './messages/en/steps'
import { useMessages } from './messages/language'
import { part } from './part'

export interface StepIndicatorProps extends ComponentPropsWithoutRef<'div'> {
  /** From 1. */
  current: number
  total: number
}

/** Where a dialog of several steps stands. Renders a `<div role="group">` with the words "2 of 3". */
export const StepIndicator = /* @__PURE__ */ forwardRef<HTMLDivElement, StepIndicatorProps>(
  function StepIndicator({ current, total, className, ...props }, ref) {
    const steps = useMessages(stepsMessages)
    return (
      <div
        ref={ref}
        role="group"
        aria-label={steps.label}
        {...part('step-indicator', className, 'orgkit-steps')}
        {...props}
      >
        {Array.from({ length: total }, (_, index) => (
          <span key={index} data-reached={index < current || undefined} />
        ))}
        <bdi>{steps.progress({ current, total })}</bdi>
      </div>
    )
  },
)
