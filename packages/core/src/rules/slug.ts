import { refuse, type Refusal } from '../errors'

export const slugMinLength = 2
export const slugMaxLength = 48

/** Letters that decompose into nothing readable. */
const transliterated: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}

/** The form in which a slug is compared and kept. */
export function normalizeSlug(slug: string): string {
  return slug.trim().toLowerCase()
}

/**
 * A readable address part for a name: `Acme & Söhne` → `acme-sohne`. Empty where the name has no Latin letter or digit
 * to make one of; the slug is then the person's to type.
 */
export function proposeSlug(name: string): string {
  const latin = name
    .normalize('NFKD')
    .replace(/\p{Mn}+/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => transliterated[letter] ?? '')
    .replace(/['’]/g, '')
  const parts = latin.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '')
  const slug = parts.slice(0, slugMaxLength).replace(/-+$/, '')
  return slug.length < slugMinLength ? '' : slug
}

/** Whether the text can be a slug at all; whether it is free is asked of the store. */
export function checkSlug(slug: string): Refusal | null {
  if (slug === '') return refuse('required', { field: 'slug' })
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(slug)) return refuse('invalid_characters', { field: 'slug' })
  if (slug.length < slugMinLength)
    return refuse('too_short', { field: 'slug', meta: { minimum: slugMinLength } })
  if (slug.length > slugMaxLength)
    return refuse('too_long', { field: 'slug', meta: { maximum: slugMaxLength } })
  return null
}

/** Slugs to try when the wanted one is taken, best first. */
export function slugCandidates(slug: string): string[] {
  const endings = ['hq', 'team', '2', '3', 'group', '4', '5', '6', '7', '8']
  return endings.map(
    (ending) => `${slug.slice(0, slugMaxLength - ending.length - 1).replace(/-+$/, '')}-${ending}`,
  )
}
