import { useCallback, useEffect, useState } from 'react'
import { useLate, type Late } from './load-late'
import { usePopoverProps } from './use-popover'

/**
 * A popover whose content is a chunk that comes on intent. Asked to open before it is there, it opens when it comes; asked
 * once more meanwhile, it stays closed. A server renders it closed.
 */
export function useLatePopover<Content>(late: Late<Content>, defaultOpen = false) {
  const [open, setOpen] = useState(false)
  const [isIntended, setIsIntended] = useState(false)
  const { triggerProps, ...popover } = usePopoverProps(open, setOpen)
  const { module, state: contentState, prepare: load, request } = useLate(late)

  const prepare = useCallback(() => {
    setIsIntended(true)
    load()
  }, [load])
  const requestOpen = useCallback(
    () =>
      request(() => {
        setIsIntended(true)
        setOpen(true)
      }),
    [request],
  )

  const [opensAtOnce] = useState(defaultOpen)
  useEffect(() => {
    if (opensAtOnce) requestOpen()
  }, [opensAtOnce, requestOpen])

  return {
    ...popover,
    /** Nothing before the first intent, also where another component has loaded it. */
    content: isIntended ? module : undefined,
    /** `failed`: it did not come; opening tries again. */
    contentState,
    requestOpen,
    /** Intent that `triggerProps` do not see: call it where a key goes down. */
    prepare,
    triggerProps: { ...triggerProps, onPointerEnter: prepare, onPointerDown: prepare, onFocus: prepare },
  }
}
