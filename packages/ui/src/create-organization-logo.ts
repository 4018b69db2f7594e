import { checkLogo, logoTypeOf, type Refusal, refuse } from '@orgkit/core'
import { useCallback, useEffect, useRef, useState } from 'react'

export interface ChosenLogo {
  file: File | null
  /** For the preview; given back when another one is chosen. */
  url: string | null
  /** Why the chosen file cannot be one. */
  refusal: Refusal | null
}

const none: ChosenLogo = { file: null, url: null, refusal: null }

/** A picture that waits for its organization. What the file says of itself is not believed: its first bytes are read. */
export function useChosenLogo() {
  const [logo, setLogo] = useState<ChosenLogo>(none)
  const newest = useRef<File | null>(null)
  const { url } = logo
  useEffect(() => {
    if (url) return () => URL.revokeObjectURL(url)
  }, [url])

  const choose = useCallback(async (file: File): Promise<boolean> => {
    newest.current = file
    const refusal =
      checkLogo(file) ?? ((await isPicture(file)) ? null : refuse('image_unsupported', { field: 'logo' }))
    if (newest.current !== file) return false
    if (refusal) setLogo((last) => ({ ...last, refusal }))
    else setLogo({ file, url: URL.createObjectURL(file), refusal: null })
    return refusal === null
  }, [])

  const remove = useCallback(() => {
    newest.current = null
    setLogo(none)
  }, [])

  return { ...logo, choose, remove }
}

async function isPicture(file: File): Promise<boolean> {
  try {
    return logoTypeOf(new Uint8Array(await file.slice(0, 16).arrayBuffer())) !== null
  } catch {
    // The file was moved or deleted since it was chosen.
    return false
  }
}
