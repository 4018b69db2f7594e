import { useCallback, useMemo, useState, type ReactNode } from 'react'
import { VisuallyHidden } from './visually-hidden'

export interface AnnounceOptions {
  /** Interrupts what is being read. For errors. @default false */
  assertive?: boolean
}

export interface LiveRegion {
  announce: (text: string, options?: AnnounceOptions) => void
  /** Render this always, also while there is nothing to say: a region that arrives with its text is not read. */
  region: ReactNode
}

/** Says a sentence to assistive technology, also when it is the same as the last one. */
export function useLiveRegion(): LiveRegion {
  const [said, setSaid] = useState({ text: '', assertive: false, count: 0 })
  const announce = useCallback((text: string, { assertive = false }: AnnounceOptions = {}) => {
    setSaid((last) => ({ text, assertive, count: last.count + 1 }))
  }, [])
  // Readers compare text: a trailing no-break space makes a repeated sentence a new one.
  const text = said.text && said.text + (said.count % 2 ? '' : '\u00a0')
  const region = useMemo(
    () => (
      <>
        <VisuallyHidden role="status">{said.assertive ? '' : text}</VisuallyHidden>
        <VisuallyHidden role="alert">{said.assertive ? text : ''}</VisuallyHidden>
      </>
    ),
    [said.assertive, text],
  )
  return useMemo(() => ({ announce, region }), [announce, region])
}
