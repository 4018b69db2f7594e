import { formatsOf, type Formats } from './formats'
import type { MessageGroup } from './group'

/** Words with numbers, dates or plurals in them. Apart from `messageGroup`: a trigger has none of these. */
export function formattedGroup<Name extends string, Words extends object>(
  name: Name,
  english: (format: Formats) => Words,
): MessageGroup<Name, Words> {
  return { name, english: (language) => english(formatsOf(language)) }
}
