import type { Language } from './language'

export interface Formats {
  locale: string
  number: (value: number) => string
  /** `plural(count, { one: 'seat', other: 'seats' })`, by the rules of the language. */
  plural: (count: number, forms: PluralForms) => string
  /** "Acme, Globex, and Initech". */
  list: (items: readonly string[]) => string
  /** "12 Jan 2026", in the order of the language. */
  date: (value: DateLike) => string
  /** "14:02". */
  time: (value: DateLike) => string
  /** The whole time, for `title`. */
  dateTime: (value: DateLike) => string
  /** "2 hours ago" or "in 6 days" within 7 days, then the date. @param now for tests and server rendering */
  relative: (value: DateLike, now?: number) => string
  /** A sum in cents with its currency. */
  money: (cents: number, currency: string) => string
}

export type DateLike = Date | string | number

export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

/** Numbers, dates and plurals of one language. `Intl` objects are costly, so each is made once, when first asked for. */
export function createFormats(locale: string, timeZone?: string): Formats {
  const number = once(() => new Intl.NumberFormat(locale))
  const rules = once(() => new Intl.PluralRules(locale))
  const list = once(() => new Intl.ListFormat(locale))
  const date = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone }))
  const time = once(() => new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone }))
  const dateTime = once(
    () => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone }),
  )
  const relative = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }))
  return {
    locale,
    number: (value) => number().format(value),
    plural: (count, forms) => forms[rules().select(count)] ?? forms.other,
    list: (items) => list().format(items),
    date: (value) => date().format(new Date(value)),
    time: (value) => time().format(new Date(value)),
    dateTime: (value) => dateTime().format(new Date(value)),
    relative(value, now = Date.now()) {
      const distance = new Date(value).getTime() - now
      if (Math.abs(distance) > 7 * 86_400_000) return date().format(new Date(value))
      const [unit, size] =
        units.find(([, length]) => Math.abs(distance) >= length) ?? (['second', Infinity] as const)
      return relative().format(Math.trunc(distance / size), unit)
    },
    money: (cents, currency) =>
      new Intl.NumberFormat(locale, { style: 'currency', currency }).format(cents / 100),
  }
}

/** The formats of a language, made when first asked for. */
export function formatsOf(language: Language): Formats {
  return (language.formats ??= createFormats(language.locale, language.timeZone))
}

function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}
