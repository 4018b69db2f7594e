import { useLayoutEffect, type RefObject } from 'react'

/**
 * Dialogs and menus of what is kept stand elsewhere in the document, out of the reach of what hides it; a modal one also holds all
 * the rest shut. They are put aside while the gate's screen stands, and given back as they were.
 */
export function useLayersAside(isCovering: boolean, screen: RefObject<HTMLElement | null>): void {
  // Given back before a layer that goes with the rest undoes what it did.
  useLayoutEffect(() => {
    const own = screen.current
    if (!isCovering || !own) return
    const undo: (() => void)[] = []
    const change = (element: Element, name: string, value: string | null) => {
      const before = element.getAttribute(name)
      if (before === value) return
      set(element, name, value)
      undo.push(() => set(element, name, before))
    }
    for (const element of document.body.children) {
      if (element.contains(own) || !element.matches(layers)) continue
      change(element, 'hidden', '')
      change(element, 'inert', '')
    }
    // What a modal layer did to everybody else: https://www.radix-ui.com/primitives/docs/components/dialog
    for (let element: Element | null = own; element; element = element.parentElement) {
      change(element, 'aria-hidden', null)
      change(element, 'inert', null)
    }
    change(document.body, 'data-scroll-locked', null)
    own.style.setProperty('pointer-events', 'auto')
    // It listens at the document for whatever happens outside of it: that would close it, or take focus and the wheel back.
    const { body } = document
    const stop = (event: Event) => {
      if (own.contains(event.target as Node)) event.stopPropagation()
    }
    for (const type of heard) body.addEventListener(type, stop)
    undo.push(() => {
      for (const type of heard) body.removeEventListener(type, stop)
    })
    return () => {
      for (const each of undo) each()
    }
  }, [isCovering, screen])
}

const heard = ['pointerdown', 'focusin', 'focusout', 'wheel', 'touchmove']

/** By themselves, or in a portal's element. */
const roles = ['dialog', 'alertdialog', 'menu', 'listbox'].map((role) => `[role="${role}"]`).join()
const layers = `:is(dialog, ${roles}), :has(:is(dialog, ${roles}))`

function set(element: Element, name: string, value: string | null): void {
  if (value === null) element.removeAttribute(name)
  else element.setAttribute(name, value)
}
