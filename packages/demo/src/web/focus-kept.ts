import { type RefObject, useEffect, useRef } from 'react'

/** Whoever stood on something that went, because of what they did with it, stands at the heading. `count`: of what can go. */
export function useFocusKept(heading: RefObject<HTMLElement | null>, count: number): void {
  const before = useRef(count)
  useEffect(() => {
    if (count < before.current && document.activeElement === document.body) heading.current?.focus()
    before.current = count
  }, [heading, count])
}
