import { useCallback, useId, useRef, useState } from 'react'

export interface UsePopoverOptions {
  open?: boolean
  /** @default false */
  defaultOpen?: boolean
  onOpenChange?: (open: boolean) => void
}

/** The state of a popover, and what joins its trigger to its panel. */
export function usePopover({ open: given, defaultOpen = false, onOpenChange }: UsePopoverOptions = {}) {
  const [own, setOwn] = useState(defaultOpen)
  const setOpen = useCallback(
    (next: boolean) => {
      setOwn(next)
      onOpenChange?.(next)
    },
    [onOpenChange],
  )
  return usePopoverProps(given ?? own, setOpen)
}

/** What joins a trigger to its panel, wherever the state is kept. */
export function usePopoverProps(open: boolean, setOpen: (open: boolean) => void) {
  const trigger = useRef<HTMLButtonElement>(null)
  const id = useId()
  return {
    open,
    setOpen,
    trigger,
    /** For the button, beside `ref={trigger}`; call `setOpen` from its own handler. */
    triggerProps: {
      'aria-haspopup': 'dialog',
      'aria-expanded': open,
      'aria-controls': open ? id : undefined,
      'data-state': open ? 'open' : 'closed',
    } as const,
    /** For `PopoverPanel`. */
    panelProps: { id, open, onOpenChange: setOpen, trigger },
  }
}
