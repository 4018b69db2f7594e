import {
  createElement,
  forwardRef,
  type ComponentPropsWithoutRef,
  type ForwardRefExoticComponent,
  type RefAttributes,
} from 'react'

/** `data-orgkit` names the part and stays; the class carries the look and is what `unstyled` leaves out. */
export function part(name: string, className?: string, style = `orgkit-${name}`) {
  return { 'data-orgkit': name, className: joinClasses(style, className) }
}

/** Ours, then the host's. */
export function joinClasses(style: string, className?: string): string {
  return className ? `${style} ${className}` : style
}

type PlainTag = 'div' | 'span' | 'kbd'
type PlainPart<Tag extends PlainTag> = ForwardRefExoticComponent<
  ComponentPropsWithoutRef<Tag> & RefAttributes<HTMLElementTagNameMap[Tag]>
>

/** A part that is one element and nothing more: `plainPart('div', 'user-button-menu')`. */
export function plainPart<Tag extends PlainTag>(
  tag: Tag,
  name: string,
  style?: string,
  fixed?: ComponentPropsWithoutRef<Tag>,
): PlainPart<Tag> {
  const Part = forwardRef<HTMLElement, ComponentPropsWithoutRef<PlainTag>>(({ className, ...props }, ref) =>
    createElement(tag, { ref, ...fixed, ...part(name, className, style), ...props }),
  )
  Part.displayName = name
  return Part as unknown as PlainPart<Tag>
}
