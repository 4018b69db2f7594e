import { cx } from 'class-variance-authority'

/** `data-orgkit` names the part and stays; the class carries the look and is what `unstyled` leaves out. */
export function part(name: string, className?: string, style = `orgkit-${name}`) {
  return { 'data-orgkit': name, className: cx(style, className) }
}
