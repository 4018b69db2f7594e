import { useCallback, useRef, useState } from 'react'

/** Space before the first and after the last row, in pixels; as in `switcher.css`. */
const padding = 6
const overscan = 5
/** However tall the screen is. */
const maximumRows = 78

interface Metrics {
  /** Pixels. */
  rowHeight: number
  viewHeight: number
}

/** The rows on screen: `top` is the first, `overscan` how many more are drawn on either side. */
interface Shown {
  top: number
  rows: number
  overscan: number
}

/** Indexes of the rows to draw, in order. `extra`: the row under the cursor, which is drawn wherever it is. */
export function rowsToDraw(shown: Shown, count: number, extra: number): number[] {
  const top = Math.max(0, Math.min(shown.top, count - shown.rows))
  const first = Math.max(0, top - shown.overscan)
  const last = Math.min(count, top + shown.rows + shown.overscan, first + maximumRows) - 1
  const indexes = Array.from({ length: Math.max(0, last - first + 1) }, (_, place) => first + place)
  if (extra < 0 || extra >= count) return indexes
  // In the order of the list, for those who read it in the order of the document.
  if (extra < first) return [extra, ...indexes]
  return extra > last ? [...indexes, extra] : indexes
}

/** Where to scroll so that the row is seen whole; the same place where it is already. */
export function revealed(index: number, scrollTop: number, { rowHeight, viewHeight }: Metrics): number {
  const start = index * rowHeight
  if (start < scrollTop) return start
  return Math.max(scrollTop, start + rowHeight + 2 * padding - viewHeight)
}

export function shownAt(scrollTop: number, { rowHeight, viewHeight }: Metrics): Omit<Shown, 'overscan'> {
  const top = Math.max(0, Math.floor((scrollTop - padding) / rowHeight))
  return { top, rows: Math.ceil((scrollTop - padding + viewHeight) / rowHeight) - top }
}

export interface CursorKey {
  key: string
  ctrlKey: boolean
  metaKey: boolean
}

/** Where a key leads from `cursor`; `null`: it is none of the list's. Home and End belong to the text while there is some. */
export function cursorAfter(
  { key, ctrlKey, metaKey }: CursorKey,
  { cursor, count, rows, hasText }: { cursor: number; count: number; rows: number; hasText: boolean },
): number | null {
  const jumps = ctrlKey || metaKey || !hasText
  const page = Math.max(1, rows - 1)
  const to =
    key === 'ArrowDown'
      ? metaKey
        ? count - 1
        : cursor + 1
      : key === 'ArrowUp'
        ? metaKey
          ? 0
          : cursor - 1
        : key === 'PageDown'
          ? cursor + page
          : key === 'PageUp'
            ? cursor - page
            : key === 'Home' && jumps
              ? 0
              : key === 'End' && jumps
                ? count - 1
                : null
  return to === null ? null : Math.max(0, Math.min(to, count - 1))
}

/**
 * The window of a list of rows of one height: few are drawn, however long it is. The first paint draws what is seen and
 * nothing more; heights are measured once the list is on screen, and when it changes its size.
 */
export function useListWindow(startAt: number) {
  const list = useRef<HTMLDivElement | null>(null)
  const [metrics, setMetrics] = useState<Metrics>(estimate)
  const [shown, setShown] = useState<Shown>(() => {
    const scrollTop = revealed(startAt, 0, metrics)
    return { ...shownAt(scrollTop, metrics), overscan: 0 }
  })
  const current = useRef(metrics)

  const update = useCallback((scrollTop: number) => {
    const next = { ...shownAt(scrollTop, current.current), overscan }
    setShown((before) => (isSame(before, next) ? before : next))
  }, [])

  const reveal = useCallback(
    (index: number) => {
      const element = list.current
      if (!element) return
      element.scrollTop = revealed(index, element.scrollTop, current.current)
      update(element.scrollTop)
    },
    [update],
  )

  const observer = useRef<ResizeObserver | null>(null)
  const observe = useCallback(
    (element: HTMLDivElement | null) => {
      list.current = element
      observer.current?.disconnect()
      if (!element) return
      let isFirst = true
      // In the first frame, before it is painted; `showPopover` comes after this element's own layout effects.
      observer.current = new ResizeObserver(() => {
        const row = element.querySelector<HTMLElement>('[role="option"]')
        if (element.clientHeight === 0) return
        current.current = {
          viewHeight: element.clientHeight,
          rowHeight: row?.offsetHeight || current.current.rowHeight,
        }
        setMetrics(current.current)
        if (isFirst) reveal(startAt)
        else update(element.scrollTop)
        isFirst = false
      })
      observer.current.observe(element)
    },
    // eslint-disable-next-line react/exhaustive-deps -- where it started is of interest once
    [reveal, update],
  )

  return { observe, shown, metrics, update, reveal }
}

/** Before anything can be measured: the panel takes 80 % of the view's height, its other blocks take 150 pixels. */
function estimate(): Metrics {
  if (typeof innerHeight === 'undefined') return { rowHeight: 48, viewHeight: 480 }
  const isRoomy = globalThis.matchMedia?.('(pointer: coarse), (max-width: 479.98px)').matches
  return { rowHeight: isRoomy ? 56 : 48, viewHeight: Math.max(96, innerHeight * 0.8 - 150) }
}

function isSame(left: Shown, right: Shown): boolean {
  return left.top === right.top && left.rows === right.rows && left.overscan === right.overscan
}
