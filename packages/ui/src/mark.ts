/** Degrees of `oklch` that a mark can take; `avatar.css` has a rule for each. */
export const hues = [262, 240, 215, 190, 165, 145, 70, 50, 30, 5, 340, 305] as const

export type Hue = (typeof hues)[number]

export interface Mark {
  hue: Hue
  /** 0 diagonal, 1 quarter circle, 2 half, 3 lower half, 4 corner arc, 5 counter-diagonal, 6 half disc, 7 top arc. */
  figure: number
  /** The first grapheme of the name, in capitals where the script has them. */
  letter: string
}

/** What stands for an organization without a logo. The same name gives the same mark everywhere. */
export function markOf(name: string): Mark {
  const hash = hashOf(name)
  return {
    hue: hues[hash % 12] ?? 262,
    figure: (hash >>> 5) % 8,
    letter: capital(firstGrapheme(name.trim())),
  }
}

/** One or two initials: of the first and the last word. One grapheme where words have no capitals. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u)
  const first = capital(firstGrapheme(words[0] ?? ''))
  const last = words.length > 1 ? capital(firstGrapheme(words[words.length - 1] ?? '')) : ''
  return hasCapitals(first) && hasCapitals(last) ? first + last : first
}

/** What a reader takes for the first character: a letter with its marks, a flag, a family of emoji. */
export function firstGrapheme(text: string): string {
  if (/^[ -~](?:[ -~]|$)/.test(text)) return text.charAt(0)
  if (typeof Intl === 'undefined' || !('Segmenter' in Intl)) return withoutSegmenter(text)
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  for (const { segment } of segmenter.segment(text)) return segment
  return ''
}

let segmenter: Intl.Segmenter | undefined

// Firefox before 125: https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/Intl/Segmenter
function withoutSegmenter(text: string): string {
  return /^(?:\p{RI}\p{RI}|\P{M}(?:\p{M}|\p{EMod}|\u200d\P{M})*)/u.exec(text)?.[0] ?? ''
}

// FNV-1a, 32 bits, over UTF-16 units. Its low bits are uneven for short names, so a final mix follows.
function hashOf(name: string): number {
  const text = name.normalize('NFC').trim().toLowerCase()
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}

// 'ß' would become 'SS', and 'ŉ' two letters: a mark has room for one.
function capital(grapheme: string): string {
  const upper = grapheme.toUpperCase()
  return firstGrapheme(upper) === upper ? upper : grapheme
}

function hasCapitals(grapheme: string): boolean {
  return grapheme.toLowerCase() !== grapheme.toUpperCase()
}
