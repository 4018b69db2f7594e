import { cva } from 'class-variance-authority'
import { forwardRef, type ComponentPropsWithoutRef } from 'react'

export type BadgeTone = 'neutral' | 'accent' | 'success' | 'warning' | 'danger' | 'outline'

const badge = /* @__PURE__ */ cva('orgkit-badge', {
  variants: {
    tone: {
      neutral: '',
      accent: 'orgkit-badge-accent',
      success: 'orgkit-badge-success',
      warning: 'orgkit-badge-warning',
      danger: 'orgkit-badge-danger',
      outline: 'orgkit-badge-outline',
    },
  },
})

export interface BadgeProps extends ComponentPropsWithoutRef<'span'> {
  /** @default 'neutral' */
  tone?: BadgeTone
}

/** A state in a word: Expired, Default, You. A role is plain text. Renders a `<span>`. */
export const Badge = /* @__PURE__ */ forwardRef<HTMLSpanElement, BadgeProps>(function Badge(
  { tone, className, ...props },
  ref,
) {
  return <span ref={ref} data-orgkit="badge" className={badge({ tone, className })} {...props} />
})

const count = /* @__PURE__ */ cva('orgkit-count', {
  variants: { tone: { neutral: '', accent: 'orgkit-count-accent' } },
})

export interface CountProps extends ComponentPropsWithoutRef<'span'> {
  /** `accent` where it waits for the reader. @default 'neutral' */
  tone?: 'neutral' | 'accent'
}

/** A number in a pill, 18 pixels high. Give the words to a `VisuallyHidden` beside it. Renders a `<span>`. */
export const Count = /* @__PURE__ */ forwardRef<HTMLSpanElement, CountProps>(function Count(
  { tone, className, ...props },
  ref,
) {
  return <span ref={ref} data-orgkit="count" className={count({ tone, className })} {...props} />
})
