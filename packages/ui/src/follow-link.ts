import type { MouseEvent } from 'react'

/**
 * Lets the host's router follow a link of this site. What is meant for the browser stays its own: another site, a new tab, a
 * download. Answers whether the router took it.
 */
export function followLink(event: MouseEvent, href: string, navigate: (address: string) => void): boolean {
  const { button, metaKey, ctrlKey, shiftKey, altKey, currentTarget, defaultPrevented } = event
  if (defaultPrevented || button !== 0 || metaKey || ctrlKey || shiftKey || altKey) return false
  const isElsewhere =
    currentTarget.hasAttribute('download') || /^(?!_self$)./.test(currentTarget.getAttribute('target') ?? '')
  if (isElsewhere || new URL(href, location.href).origin !== location.origin) return false
  event.preventDefault()
  navigate(href)
  return true
}
