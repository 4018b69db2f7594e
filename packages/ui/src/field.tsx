import {
  createContext,
  forwardRef,
  useContext,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  type ComponentPropsWithoutRef,
  type PointerEvent as ReactPointerEvent,
  type ReactNode,
  type RefObject,
} from 'react'
import { AlertIcon } from './icons/alert-icon'
import { fieldMessages } from './messages/en/field'
import { useMessages } from './messages/language'
import { part } from './part'

export interface FieldControl {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
  required: boolean | undefined
}

const FieldContext = /* @__PURE__ */ createContext<FieldControl | null>(null)

/** What a control of one's own spreads onto its element inside a `Field`. */
export function useFieldControl(): FieldControl | null {
  return useContext(FieldContext)
}

export interface FieldProps extends ComponentPropsWithoutRef<'div'> {
  label: ReactNode
  /** Below the control, until an error takes its line. */
  help?: ReactNode
  /** A sentence with a way out: "Taken. Try acme-hq". Marks the control as invalid. */
  error?: ReactNode
  /** Good news on the same line: "Free to use". */
  success?: ReactNode
  required?: boolean
  /** Says so beside the label. @default false */
  optional?: boolean
  /** Keeps the line below while it is empty, so that an error moves nothing. @default true */
  keepHelpLine?: boolean
}

/** A label, one control and the line below it, joined for assistive technology. Renders a `<div>`. */
export const Field = /* @__PURE__ */ forwardRef<HTMLDivElement, FieldProps>(function Field(
  {
    label,
    help,
    error,
    success,
    required,
    optional = false,
    keepHelpLine = true,
    className,
    children,
    ...props
  },
  ref,
) {
  const field = useMessages(fieldMessages)
  const id = useId()
  const helpId = `${id}help`
  const invalid = Boolean(error)
  const below = error ?? success ?? help
  const described = Boolean(below) || keepHelpLine
  const control = useMemo<FieldControl>(
    () => ({
      id,
      'aria-describedby': described ? helpId : undefined,
      'aria-invalid': invalid || undefined,
      required,
    }),
    [id, helpId, described, invalid, required],
  )
  return (
    <div ref={ref} {...part('field', className)} data-invalid={invalid || undefined} {...props}>
      <label htmlFor={id} className="orgkit-field-label">
        {label}
        {optional ? <span className="orgkit-field-optional">{field.optional}</span> : null}
      </label>
      <FieldContext.Provider value={control}>{children}</FieldContext.Provider>
      {described ? (
        <FieldHelp id={helpId} tone={error ? 'danger' : success ? 'success' : undefined}>
          {below}
        </FieldHelp>
      ) : null}
    </div>
  )
})

export interface FieldHelpProps extends ComponentPropsWithoutRef<'p'> {
  tone?: 'danger' | 'success'
}

/** The line below a control. Its changes are read politely. Renders a `<p>`. */
export const FieldHelp = /* @__PURE__ */ forwardRef<HTMLParagraphElement, FieldHelpProps>(function FieldHelp(
  { tone, className, children, ...props },
  ref,
) {
  return (
    <p ref={ref} aria-live="polite" {...part('field-help', className)} data-tone={tone} {...props}>
      {tone === 'danger' ? <AlertIcon size={14} /> : null}
      {children ? <span>{children}</span> : null}
    </p>
  )
})

export interface TextInputProps extends Omit<ComponentPropsWithoutRef<'input'>, 'prefix'> {
  /** Sixteen pixels, before the text. */
  icon?: ReactNode
  /** Fixed text before what is typed: `app.acme.test/`. */
  prefix?: string
  /** Behind the text: a check, a spinner, a button. */
  trailing?: ReactNode
  trailingTone?: 'success'
}

/** A line of text. Renders an `<input>` in a `<div>`; `className` goes to the `<div>`, all else to the `<input>`. */
export const TextInput = /* @__PURE__ */ forwardRef<HTMLInputElement, TextInputProps>(function TextInput(
  { icon, prefix, trailing, trailingTone, className, disabled, ...props },
  ref,
) {
  const control = useFieldControl()
  const prefixId = useId()
  const input = useRef<HTMLInputElement>(null)
  useImperativeHandle(ref, () => input.current as HTMLInputElement, [])
  const invalid = props['aria-invalid'] ?? control?.['aria-invalid']
  const describedBy = [prefix && prefixId, props['aria-describedby'] ?? control?.['aria-describedby']]
  return (
    <div
      {...part('text-input', className, 'orgkit-input')}
      data-invalid={invalid && invalid !== 'false' ? true : undefined}
      data-disabled={disabled || undefined}
      onPointerDown={(event) => focusFromFrame(event, input)}
    >
      {icon ? <span className="orgkit-input-icon">{icon}</span> : null}
      {prefix ? (
        <bdi id={prefixId} className="orgkit-input-prefix" dir="ltr">
          {prefix}
        </bdi>
      ) : null}
      <input
        type="text"
        disabled={disabled}
        {...control}
        {...props}
        ref={input}
        aria-describedby={describedBy.filter(Boolean).join(' ') || undefined}
      />
      {trailing ? (
        <span className="orgkit-input-trailing" data-tone={trailingTone}>
          {trailing}
        </span>
      ) : null}
    </div>
  )
})

// A press on the prefix, an icon or the padding is a press on the field.
function focusFromFrame(event: ReactPointerEvent, input: RefObject<HTMLInputElement | null>) {
  const target = event.target as Element
  if (target === input.current || target.closest('button, a')) return
  event.preventDefault()
  input.current?.focus()
}
