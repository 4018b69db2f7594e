import type { Language } from './language'

/** Words that belong together. A component asks for those that it shows, and costs no others. */
export interface MessageGroup<Name extends string = string, Words extends object = object> {
  /** Of the entry in a catalogue. */
  name: Name
  english: (language: Language) => Words
}

/** Words without numbers and dates. With them: `formattedGroup`. */
export function messageGroup<Name extends string, Words extends object>(
  name: Name,
  english: () => Words,
): MessageGroup<Name, Words> {
  return { name, english }
}
