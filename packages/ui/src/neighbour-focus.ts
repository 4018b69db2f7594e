import { useLayoutEffect, useRef, type FocusEvent } from 'react'

interface Focused {
  id: string
  index: number
  /** The panel or page around the list. */
  scope: Element | null
  list: Element
}

/**
 * Keeps focus when the row that has it goes: to the row in its place, else to the search field or the title around the list. Give
 * `onFocus` to the element around the rows, and each row its id in `data-row`. Stay mounted while the list is empty.
 */
export function useNeighbourFocus(ids: readonly string[]) {
  const focused = useRef<Focused | null>(null)
  useLayoutEffect(() => {
    const last = focused.current
    if (!last || ids.includes(last.id)) return
    focused.current = null
    if (document.activeElement && document.activeElement !== document.body) return
    const rows = last.list.isConnected ? [...last.list.querySelectorAll('[data-row]')] : []
    const row = rows[Math.min(last.index, rows.length - 1)]
    const to = row
      ? row.querySelector<HTMLElement>('button')
      : last.scope?.querySelector<HTMLElement>('[role="combobox"], h1')
    to?.focus()
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
