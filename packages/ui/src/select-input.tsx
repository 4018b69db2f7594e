import { forwardRef, type ComponentPropsWithoutRef } from 'react'
import { useFieldControl } from './field'
import { ChevronDownIcon } from './icons/chevron-down-icon'
import { part } from './part'

export type SelectInputProps = ComponentPropsWithoutRef<'select'>

/**
 * The platform's own list of a few choices: it knows every keyboard, screen reader and phone. Renders a `<select>` in a `<div>`;
 * `className` goes to the `<div>`, all else to the `<select>`.
 */
export const SelectInput = /* @__PURE__ */ forwardRef<HTMLSelectElement, SelectInputProps>(
  function SelectInput({ className, disabled, children, ...props }, ref) {
    const control = useFieldControl()
    const invalid = props['aria-invalid'] ?? control?.['aria-invalid']
    return (
      <div
        {...part('select-input', className, 'orgkit-input orgkit-select')}
        data-invalid={invalid && invalid !== 'false' ? true : undefined}
        data-disabled={disabled || undefined}
      >
        <select ref={ref} disabled={disabled} {...control} {...props}>
          {children}
        </select>
        <ChevronDownIcon size={14} />
      </div>
    )
  },
)
