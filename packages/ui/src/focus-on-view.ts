import { useEffect, useRef, type RefObject } from 'react'
import { focusHeading, isFocusLost } from './focus-heading'

/**
 * One view takes the place of another: focus goes to its title, or where `focus` puts it, unless something else has it. Not where
 * the page has just been opened, and not while `view` is `loading`.
 */
export function useFocusOnView(view: string, root: RefObject<Element | null>, focus?: () => void): void {
  const last = useRef<string>(undefined)
  const isFirst = useRef(true)
  useEffect(() => {
    const isSame = last.current === view
    last.current = view
    if (isSame || view === 'loading') return
    const wasFirst = isFirst.current
    isFirst.current = false
    if (wasFirst) return
    // A dialog takes the focus that its content loses.
    if (!isFocusLost() && document.activeElement !== root.current?.closest('[role="dialog"]')) return
    if (focus) focus()
    else focusHeading(root.current)
  })
}
