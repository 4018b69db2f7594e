/**
 * Order, case and search are computed here and not by a collation, so that every store answers alike.
 * Both keys are compared by code point (`compareKeys`, or `collate "C"` in a database).
 */

/** One ligature may unfold into eighteen letters; a database's index takes 2,704 bytes. */
const nameKeyMaxLength = 200

/** A name without case, accents and doubled spaces: what lists are sorted by. At most 200 code points. */
export function nameKey(name: string): string {
  const key = fold(name).trim()
  return key.length <= nameKeyMaxLength ? key : [...key].slice(0, nameKeyMaxLength).join('')
}

/** The words of all texts, each after a space: ` ada king acme test`. A search looks for ` word` in it. */
export function searchKey(...texts: readonly (string | null | undefined)[]): string {
  const words = texts.flatMap((text) => searchWords(text ?? ''))
  return words.map((word) => ` ${word}`).join('')
}

/** The words of a query, folded as in `searchKey`. All of them must begin a word of the key. */
export function searchWords(query: string): string[] {
  return fold(query)
    .split(/[^\p{L}\p{N}\p{M}\p{S}]+/u)
    .filter((word) => word !== '')
}

export function matchesWords(key: string, words: readonly string[]): boolean {
  return words.every((word) => key.includes(` ${word}`))
}

/** Compares by code point, as `collate "C"` does on UTF-8; `<` compares UTF-16 units and differs above the surrogates. */
export function compareKeys(left: string, right: string): number {
  const length = Math.min(left.length, right.length)
  for (let index = 0; index < length; index++) {
    const a = left.charCodeAt(index)
    const b = right.charCodeAt(index)
    if (a !== b) return raiseSurrogate(a) - raiseSurrogate(b)
  }
  return left.length - right.length
}

/** Surrogates stand for code points above U+FFFF, so they sort after U+E000–U+FFFF. */
function raiseSurrogate(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}+/gu, '')
    .toLowerCase()
    .normalize('NFKC')
    .replace(/ς/g, 'σ')
    .replace(/\s+/gu, ' ')
}
