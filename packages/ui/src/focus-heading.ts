/** To the title of what came in place of something else: it says where one is now. */
export function focusHeading(container: Element | null): void {
  const heading = container?.querySelector<HTMLElement>('h1, h2, h3')
  if (!heading) return
  if (!heading.hasAttribute('tabindex')) heading.tabIndex = -1
  heading.focus()
}

/** What had focus is gone, and nothing else has it. */
export function isFocusLost(): boolean {
  const { activeElement, body } = document
  return activeElement === null || activeElement === body
}
