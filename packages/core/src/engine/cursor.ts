import { OrgkitError } from '../errors'
import { searchWords } from '../name-key'
import { checkStorable, lengthOf } from '../rules/text'
import { defaultPageSize, maximumOffset, maximumPageSize, type PageInput } from '../model/page'

/** Opaque to callers: base64url of JSON strings. */
export function encodeCursor(parts: readonly string[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify(parts))
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')
}

/** Throws `invalid_value` on anything that `encodeCursor` did not make with as many parts. */
export function decodeCursor(cursor: string, length: number): readonly string[] {
  try {
    const binary = atob(cursor.replace(/-/g, '+').replace(/_/g, '/'))
    const text = new TextDecoder('utf-8', { fatal: true }).decode(
      Uint8Array.from(binary, (c) => c.charCodeAt(0)),
    )
    const parts: unknown = JSON.parse(text)
    // A key is made of what can be stored; a database would stumble over anything else.
    const isKey = (part: unknown) => typeof part === 'string' && checkStorable('cursor', part) === null
    if (Array.isArray(parts) && parts.length === length && parts.every(isKey)) return parts
  } catch {
    // Falls through to the one refusal.
  }
  throw new OrgkitError({ code: 'invalid_value', field: 'cursor' })
}

/** A cursor of one list alone: that of another one is none. */
export function encodeListCursor(list: string, key: string): string {
  return encodeCursor([list, key])
}

/** Throws `invalid_value` on the cursor of another list too. */
export function decodeListCursor(list: string, cursor: string): string {
  const [madeFor, key = ''] = decodeCursor(cursor, 2)
  if (madeFor === list) return key
  throw new OrgkitError({ code: 'invalid_value', field: 'cursor' })
}

/** Throws `invalid_value` with the field where a page asks for what no list gives. */
export function checkedPage({ limit = defaultPageSize, offset, cursor }: PageInput): {
  limit: number
  offset: number
} {
  if (!Number.isInteger(limit) || limit < 1 || limit > maximumPageSize) {
    throw new OrgkitError({
      code: 'invalid_value',
      field: 'limit',
      meta: { minimum: 1, maximum: maximumPageSize },
    })
  }
  if (
    offset !== undefined &&
    (!Number.isInteger(offset) || offset < 0 || offset > maximumOffset || cursor !== undefined)
  ) {
    throw new OrgkitError({
      code: 'invalid_value',
      field: 'offset',
      meta: { minimum: 0, maximum: maximumOffset },
    })
  }
  return { limit, offset: offset ?? 0 }
}

const queryMaxLength = 100

/** The words of a search; `null`: there is something typed, but no word in it. Throws `too_long`. */
export function checkedQuery(query = ''): readonly string[] | null {
  if (lengthOf(query) > queryMaxLength) {
    throw new OrgkitError({ code: 'too_long', field: 'query', meta: { maximum: queryMaxLength } })
  }
  const words = searchWords(query)
  return query.trim() !== '' && words.length === 0 ? null : words
}

/** Whether a text is a time as rows hold it: a cursor comes from outside, and may have been forged. */
export function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text)
}
