/*
 * Names are what people typed: markup, line breaks, any direction of writing, direction marks that would turn the sentence around
 * them. So a name is cleaned and put between marks first, then stands in a sentence, and the sentence becomes a header, plain text
 * or HTML last. The marks are Unicode's own: https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates
 */
const firstStrongIsolate = '\u2068'
const popDirectionalIsolate = '\u2069'
const marked = /\u2068([^\u2068\u2069]*)\u2069/g

const nameMaxLength = 100

/** Whatever could end a line, or hide in one. */
// eslint-disable-next-line no-control-regex
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g
const directionMarks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
/** The blocks that hold what is written from right to left. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/** A name, to stand in a sentence. */
export function markName(name: string): string {
  const characters = [...name.replace(controls, ' ').replace(directionMarks, '').trim()]
  const shown =
    characters.length > nameMaxLength
      ? `${characters.slice(0, nameMaxLength - 1).join('')}…`
      : characters.join('')
  return `${firstStrongIsolate}${shown}${popDirectionalIsolate}`
}

/** One line. The marks stay where a name needs them, and nobody's search for a plain name fails on what they cannot see. */
export function plainSentence(sentence: string): string {
  return oneLine(sentence.replace(marked, (whole, name: string) => (rightToLeft.test(name) ? whole : name)))
}

export function htmlSentence(sentence: string): string {
  return escapeHtml(sentence).replace(marked, '<bdi>$1</bdi>')
}

/** A header holds no line break: what follows one would be another header. */
export function oneLine(text: string): string {
  return text.replace(controls, ' ').trim()
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
