import { type FormEvent, useRef } from 'react'

/** A form's submit handler that begins `send` once: what comes while it is under way is the second half of a double click. */
export function useSendOnce(send: () => Promise<unknown>) {
  const sending = useRef(false)
  return {
    isSending: () => sending.current,
    submit(event?: FormEvent) {
      event?.preventDefault()
      // A dialog's events reach the host's own form around it through React's tree.
      event?.stopPropagation()
      if (sending.current) return
      sending.current = true
      void send().finally(() => {
        sending.current = false
      })
    },
  }
}
