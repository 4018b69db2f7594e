import { forwardRef, type ComponentPropsWithoutRef, type ReactNode } from 'react'
import { joinClasses } from '../part'

export interface IconProps extends Omit<ComponentPropsWithoutRef<'svg'>, 'children'> {
  /** Pixels. @default 16 */
  size?: 12 | 14 | 16 | 20 | 24
}

// On a grid of 24; the stroke grows as the icon shrinks, so that it is painted about 1 px wide at every size.
const strokes = { 12: 2, 14: 1.7, 16: 1.5, 20: 1.5, 24: 1.5 }

/**
 * A drawing, or the one path of it. `directional` icons point along the line of text and are mirrored in right-to-left ones.
 * Each icon is a module of its own, so that a trigger weighs those that it shows.
 */
export function icon(name: string, drawing: ReactNode, directional = false) {
  const Icon = forwardRef<SVGSVGElement, IconProps>(function Icon({ size = 16, className, ...props }, ref) {
    return (
      <svg
        ref={ref}
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth={strokes[size]}
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        focusable="false"
        className={joinClasses(
          directional ? 'orgkit-icon orgkit-icon-directional' : 'orgkit-icon',
          className,
        )}
        {...props}
      >
        {typeof drawing === 'string' ? <path d={drawing} /> : drawing}
      </svg>
    )
  })
  Icon.displayName = name
  return Icon
}
