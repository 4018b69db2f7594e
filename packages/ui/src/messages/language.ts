import { createContext, useContext } from 'react'
import type { Messages } from './en'
import type { Formats } from './formats'
import type { MessageGroup } from './group'

/** A part of the words, to replace. */
export type MessageOverrides = { [Group in keyof Messages]?: Partial<Messages[Group]> }

export interface Language {
  /** A BCP 47 tag. */
  locale: string
  timeZone?: string
  /** The words of a catalogue. Without one each group speaks its own English. */
  translated?: Messages
  overrides?: MessageOverrides
  /** Made when first asked for: see `formatsOf`. */
  formats?: Formats
  /** Words by group, made once, so that what is built from them stays the same at each render. */
  made: Partial<Messages>
}

/** English where there is no provider. */
export const LanguageContext = /* @__PURE__ */ createContext<Language>({ locale: 'en', made: {} })

/**
 * The words of a group in the chosen language: `useMessages(actionsMessages)`. A group that the catalogues do not have cannot
 * be asked for.
 */
export function useMessages<Name extends keyof Messages>(
  group: MessageGroup<Name, Messages[Name]>,
): Messages[Name] {
  return wordsOf(useContext(LanguageContext), group)
}

/** The chosen language as a BCP 47 tag. */
export function useLocale(): string {
  return useContext(LanguageContext).locale
}

function wordsOf<Name extends keyof Messages>(
  language: Language,
  { name, english }: MessageGroup<Name, Messages[Name]>,
): Messages[Name] {
  const { made, translated, overrides } = language
  return (made[name] ??= { ...(translated?.[name] ?? english(language)), ...overrides?.[name] })
}
