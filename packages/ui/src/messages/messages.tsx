import { createContext, useContext, useMemo, type ReactNode } from 'react'
import { en, type Catalogue, type Messages } from './en'
import { createFormats, type Formats } from './formats'

interface Language {
  messages: Messages
  formats: Formats
}

const LanguageContext = createContext<Language | null>(null)

// Without a provider: English. Made when first read, so that importing costs nothing.
let english: Language | undefined
function englishLanguage(): Language {
  if (!english) {
    const formats = createFormats('en')
    english = { formats, messages: en(formats) }
  }
  return english
}

/** A part of the words, to replace. */
export type MessageOverrides = { [Group in keyof Messages]?: Partial<Messages[Group]> }

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
  catalogue = en,
  overrides,
  timeZone,
  children,
}: MessagesProviderProps) {
  const language = useMemo(() => {
    const formats = createFormats(locale, timeZone)
    return { formats, messages: withOverrides(catalogue(formats), overrides) }
  }, [locale, catalogue, overrides, timeZone])
  return <LanguageContext.Provider value={language}>{children}</LanguageContext.Provider>
}

/** All words, in the chosen language. English where there is no provider. */
export function useMessages(): Messages {
  return (useContext(LanguageContext) ?? englishLanguage()).messages
}

/** Numbers, dates and plurals of the chosen language. */
export function useFormats(): Formats {
  return (useContext(LanguageContext) ?? englishLanguage()).formats
}

/** The chosen language as a BCP 47 tag. */
export function useLocale(): string {
  return useFormats().locale
}

function withOverrides(messages: Messages, overrides: MessageOverrides = {}): Messages {
  const merged: Record<string, object> = { ...messages }
  for (const [group, entries] of Object.entries(overrides)) merged[group] = { ...merged[group], ...entries }
  return merged as Messages
}
