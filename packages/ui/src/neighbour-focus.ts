import { useLayoutEffect, useRef, type FocusEvent } from 'react'
import { isFocusLost } from './focus-heading'

interface Focused {
  id: string
  index: number
  /** The panel or page around the list. */
  scope: Element | null
  list: Element
}

/**
 * Keeps focus when the row that has it goes: to the row in its place, else to the search field or the title around the list. Not to
 * a button of that row: a key that is held down would press it too. Give `onFocus` to the element around the rows, and each row its
 * id in `data-row` and a `tabIndex`. Stay mounted while the list is empty.
 */
export function useNeighbourFocus(ids: readonly string[]) {
  const focused = useRef<Focused | null>(null)
  useLayoutEffect(() => {
    const last = focused.current
    if (!last || ids.includes(last.id)) return
    focused.current = null
    if (!isFocusLost()) return
    const rows = last.list.isConnected ? [...last.list.querySelectorAll<HTMLElement>('[data-row]')] : []
    const row = rows[Math.min(last.index, rows.length - 1)]
    ;(row ?? last.scope?.querySelector<HTMLElement>('[role="combobox"], h1'))?.focus()
  }, [ids])
  return (event: FocusEvent) => {
    const row = event.target.closest<HTMLElement>('[data-row]')
    const id = row?.dataset.row
    focused.current =
      row && id
        ? {
            id,
            index: ids.indexOf(id),
            scope: row.closest('[role="dialog"], section'),
            list: event.currentTarget,
          }
        : null
  }
}
