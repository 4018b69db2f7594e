import { useMemo, useRef, type KeyboardEvent, type PointerEvent, type RefObject } from 'react'

/** Milliseconds after which letters begin a new word. */
const typingRest = 600

/** The item that a key leads to from `current` (-1: none), around the ends; `null`: it is no key of a menu. */
export function itemAfter(key: string, current: number, count: number): number | null {
  if (count === 0) return null
  if (key === 'ArrowDown') return (current + 1) % count
  if (key === 'ArrowUp') return (Math.max(current, 0) - 1 + count) % count
  if (key === 'Home' || key === 'PageUp') return 0
  return key === 'End' || key === 'PageDown' ? count - 1 : null
}

/** The next item that begins with what was typed; one letter again and again walks through all that begin with it. */
export function itemTyped(labels: readonly string[], typed: string, current: number): number | null {
  const isRepeated = [...typed].every((letter) => letter === typed[0])
  const word = fold(isRepeated ? (typed[0] ?? '') : typed)
  // A longer word may still mean the item that its first letter led to.
  const start = isRepeated ? current + 1 : Math.max(current, 0)
  for (let step = 0; step < labels.length; step++) {
    const index = (start + step) % labels.length
    if (fold(labels[index] ?? '').startsWith(word)) return index
  }
  return null
}

function fold(text: string): string {
  return text
    .trim()
    .normalize('NFKD')
    .replace(/\p{Mn}+/gu, '')
    .toLowerCase()
}

/**
 * The keys of a menu: focus itself moves from item to item, by arrows, Home, End and letters, and follows the mouse. Give its
 * parts to the element with `role="menu"`. `opensAt`: where focus goes on opening. https://www.w3.org/WAI/ARIA/apg/patterns/menubar/
 */
export function useMenuKeys(opensAt: RefObject<'first' | 'last'>) {
  const menu = useRef<HTMLDivElement>(null)
  const typed = useRef({ text: '', at: 0 })
  const initialFocus = useMemo<RefObject<HTMLElement | null>>(
    () => ({
      get current() {
        return itemsOf(menu.current).at(opensAt.current === 'last' ? -1 : 0) ?? null
      },
    }),
    [opensAt],
  )

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing) return
    const items = itemsOf(menu.current)
    const current = items.indexOf(document.activeElement as HTMLElement)
    let to = itemAfter(event.key, current, items.length)
    if (to === null && event.key.length === 1) {
      const { text, at } = typed.current
      const word = event.timeStamp - at < typingRest ? text + event.key : event.key
      if (word === ' ') {
        // A link is pressed by Enter alone; in a menu all items are alike.
        if (items[current]?.tagName === 'A') {
          event.preventDefault()
          items[current].click()
        }
        return
      }
      typed.current = { text: word, at: event.timeStamp }
      event.preventDefault()
      const labels = items.map((item) => item.textContent ?? '')
      to = itemTyped(labels, word, current)
    }
    if (to === null) return
    event.preventDefault()
    items[to]?.focus()
  }

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (event.pointerType === 'touch') return
    const item = (event.target as Element).closest<HTMLElement>('[role="menuitem"]')
    if (item && item !== document.activeElement) item.focus({ preventScroll: true })
  }

  return { menuProps: { ref: menu, onPointerMove }, onKeyDown, initialFocus }
}

function itemsOf(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])]
}
