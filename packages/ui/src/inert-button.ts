import type { MouseEvent } from 'react'

/** Whether a button ignores presses now. It stays focusable, so that focus is not lost and a reader can be told why. */
export function isInert(loading: boolean, ariaDisabled: boolean | 'true' | 'false' | undefined): boolean {
  return loading || ariaDisabled === true || ariaDisabled === 'true'
}

/** Also stops a form from being sent by Enter: the browser then presses its submit button. */
export function refusePress(event: MouseEvent): void {
  event.preventDefault()
  event.stopPropagation()
}
