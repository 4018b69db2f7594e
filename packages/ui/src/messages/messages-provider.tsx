import { useMemo, type ReactNode } from 'react'
import type { Catalogue } from './en'
import { formatsOf } from './formats'
import { LanguageContext, type Language, type MessageOverrides } from './language'

export interface MessagesProviderProps {
  /** A BCP 47 tag. Decides numbers, dates and plurals. @default 'en' */
  locale?: string
  /** @default English */
  catalogue?: Catalogue
  /** The app's own words, over those of the catalogue. */
  overrides?: MessageOverrides
  /** @default the reader's; name one where the server renders dates */
  timeZone?: string
  children?: ReactNode
}

/** The language of everything below. Renders nothing of its own. */
export function MessagesProvider({
  locale = 'en',
  catalogue,
  overrides,
  timeZone,
  children,
}: MessagesProviderProps) {
  const language = useMemo(() => {
    const made: Language = { locale, timeZone, overrides, made: {} }
    return catalogue ? { ...made, translated: catalogue(formatsOf(made)) } : made
  }, [locale, catalogue, overrides, timeZone])
  return <LanguageContext.Provider value={language}>{children}</LanguageContext.Provider>
}
