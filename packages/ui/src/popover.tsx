import {
  forwardRef,
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  type ComponentPropsWithoutRef,
  type RefObject,
} from 'react'
import { joinClasses } from './part'

export interface PopoverPanelProps extends ComponentPropsWithoutRef<'div'> {
  open: boolean
  onOpenChange: (open: boolean) => void
  trigger: RefObject<HTMLElement | null>
  /** The edge of the trigger that the panel keeps to. @default 'start' */
  align?: 'start' | 'end'
  /** What takes focus on opening; on touch the panel itself does, so that no keyboard covers it. @default the panel */
  initialFocus?: RefObject<HTMLElement | null>
  /** Before Escape closes. `preventDefault()` keeps it open: a search field clears first. */
  onEscape?: (event: KeyboardEvent) => void
}

/**
 * A panel beside its trigger in the browser's top layer; a sheet below 480 pixels. Render it right after the trigger.
 * Not modal: a press or focus elsewhere closes it. Renders `<div role="dialog">` in a `<div popover="manual">`.
 */
export const PopoverPanel = /* @__PURE__ */ forwardRef<HTMLDivElement, PopoverPanelProps>(
  function PopoverPanel(props, ref) {
    const { open } = props
    const [wasOpen, setWasOpen] = useState(open)
    const [leaving, setLeaving] = useState(false)
    if (open !== wasOpen) {
      setWasOpen(open)
      setLeaving(!open)
    }
    const left = useCallback(() => setLeaving(false), [])
    return open || leaving ? <Layer ref={ref} {...props} onLeft={left} /> : null
  },
)

interface LayerProps extends PopoverPanelProps {
  /** Closed, and its animation has ended. */
  onLeft: () => void
}

const Layer = /* @__PURE__ */ forwardRef<HTMLDivElement, LayerProps>(function Layer(
  { open, onOpenChange, trigger, align = 'start', initialFocus, onEscape, onLeft, className, ...props },
  ref,
) {
  const id = useId()
  const layer = useRef<HTMLDivElement>(null)
  const surface = useRef<HTMLDivElement>(null)
  useImperativeHandle(ref, () => surface.current as HTMLDivElement, [])

  // Runs after a child's layout effects: what showPopover() has not shown yet cannot take focus.
  useLayoutEffect(() => {
    const box = layer.current
    const button = trigger.current
    if (!open || !box || !button) return
    box.inert = false
    const unplace = place(box, button, align, `--orgkit-${id.replace(/[^\w-]/g, '')}`)
    const first = matchMedia('(pointer: coarse)').matches ? null : initialFocus?.current
    ;(first ?? surface.current)?.focus({ preventScroll: true })
    return () => {
      const active = document.activeElement
      if (!active || active === document.body || box.contains(active)) button.focus({ preventScroll: true })
      box.inert = true
      unplace()
    }
  }, [open, align, trigger, initialFocus, id])

  const handlers = useRef({ onOpenChange, onEscape })
  useLayoutEffect(() => {
    handlers.current = { onOpenChange, onEscape }
  })

  useEffect(() => {
    const box = layer.current
    const button = trigger.current
    if (!open || !box || !button) return
    return dismissable(box, button, (escape) => {
      if (escape) handlers.current.onEscape?.(escape)
      if (!escape?.defaultPrevented) handlers.current.onOpenChange(false)
    })
  }, [open, trigger])

  useEffect(() => {
    if (open) return
    let waiting = true
    const animations = surface.current?.getAnimations?.() ?? []
    void Promise.allSettled(animations.map((each) => each.finished)).then(() => waiting && onLeft())
    return () => {
      waiting = false
    }
  }, [open, onLeft])

  return (
    <div
      ref={layer}
      popover="manual"
      className="orgkit-popover"
      data-orgkit="popover"
      data-align={align}
      data-state={open ? 'open' : 'closed'}
    >
      <div
        ref={surface}
        role="dialog"
        tabIndex={-1}
        data-orgkit="popover-panel"
        data-orgkit-root=""
        className={joinClasses('orgkit-popover-surface', className)}
        {...props}
      />
    </div>
  )
})

const margin = 8
const gap = 6

/** Puts the panel into the top layer beside the trigger, by CSS where the browser can, else by measuring. */
function place(box: HTMLElement, button: HTMLElement, align: 'start' | 'end', name: string): () => void {
  const top = 'showPopover' in box
  if (top && !box.matches(':popover-open')) box.showPopover()
  const below = innerHeight - button.getBoundingClientRect().bottom
  box.dataset.side = below < 320 && below < innerHeight / 2 ? 'top' : 'bottom'

  if (top && CSS.supports('position-area: bottom span-right')) {
    const before = button.style.getPropertyValue('anchor-name')
    button.style.setProperty('anchor-name', before ? `${before}, ${name}` : name)
    box.style.setProperty('position-anchor', name)
    return () => button.style.setProperty('anchor-name', before)
  }

  const measure = () => {
    const style = box.style
    style.cssText = ''
    if (innerWidth < 480) return
    const rect = button.getBoundingClientRect()
    const room = box.dataset.side === 'top' ? rect.top : innerHeight - rect.bottom
    style.maxHeight = `${Math.min(innerHeight * 0.8, room - gap - margin)}px`
    const atRight = (align === 'end') !== (getComputedStyle(box).direction === 'rtl')
    const left = atRight ? rect.right - box.offsetWidth : rect.left
    style.left = `${Math.max(margin, Math.min(left, document.documentElement.clientWidth - box.offsetWidth - margin))}px`
    if (box.dataset.side === 'top') style.bottom = `${innerHeight - rect.top + gap}px`
    else style.top = `${rect.bottom + gap}px`
  }
  measure()
  addEventListener('scroll', measure, { capture: true, passive: true })
  addEventListener('resize', measure)
  return () => {
    removeEventListener('scroll', measure, { capture: true })
    removeEventListener('resize', measure)
  }
}

// Escape closes one layer at a time: the last one opened.
const layers: HTMLElement[] = []

/** Own dismissal: `popover="auto"` would close on the press on the trigger, and the click would open again. */
function dismissable(
  box: HTMLElement,
  button: HTMLElement,
  dismiss: (escape?: KeyboardEvent) => void,
): () => void {
  // The box itself is pressed only where it is the scrim of a sheet.
  const press = (event: Event) => {
    const path = event.composedPath()
    if (!path.includes(button) && (path[0] === box || !path.includes(box))) dismiss()
  }
  const focus = (event: Event) => {
    const path = event.composedPath()
    if (!path.includes(button) && !path.includes(box)) dismiss()
  }
  // On the window, while capturing: before a host's dialog around us, which would close as well.
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.isComposing || layers[layers.length - 1] !== box) return
    const target = event.target as Node
    if (!box.contains(target) && !button.contains(target) && target !== document.body) return
    event.stopPropagation()
    dismiss(event)
    event.preventDefault()
  }
  layers.push(box)
  document.addEventListener('pointerdown', press, true)
  document.addEventListener('focusin', focus)
  addEventListener('keydown', key, true)
  return () => {
    layers.splice(layers.indexOf(box), 1)
    document.removeEventListener('pointerdown', press, true)
    document.removeEventListener('focusin', focus)
    removeEventListener('keydown', key, true)
  }
}
