import { forwardRef, type ComponentPropsWithoutRef } from 'react'
import { AlertIcon } from './icons/alert-icon'
import { part } from './part'

/** Why a form was not sent, when no field is at fault. Renders a `<div role="alert">`. */
export const FormProblem = /* @__PURE__ */ forwardRef<HTMLDivElement, ComponentPropsWithoutRef<'div'>>(
  function FormProblem({ className, children, ...props }, ref) {
    return (
      <div ref={ref} role="alert" {...part('form-problem', className)} {...props}>
        <AlertIcon size={16} />
        <p>{children}</p>
      </div>
    )
  },
)
