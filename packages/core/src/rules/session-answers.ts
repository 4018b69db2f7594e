import { refuse, type Refusal } from '../errors'
import type { ProfileField, Terms } from '../model/instance'
import type { UserMetadata } from '../model/user'
import { answerOf } from './session'
import { profileFieldKey } from './session-settings'
import { checkStorable, isBlank, lengthOf } from './text'

/* What finishes the session tasks that orgkit knows. */

export const profileAnswerMaxLength = 200

/** Whether the user accepts what is to be accepted now, and not what they read before it changed. */
export function checkAcceptTerms(terms: Terms, version: string | undefined): Refusal | null {
  if (version === undefined || version === '') return refuse('required', { field: 'termsVersion' })
  return version === terms.version ? null : refuse('conflict', { field: 'termsVersion' })
}

/** The form in which an answer is kept: without white space at its ends, and in NFC. */
export function normalizeAnswer(answer: string): string {
  return answer.normalize('NFC').trim()
}

/** Asked of the normalized answer. */
export function checkAnswer(field: string, answer: string): Refusal | null {
  if (isBlank(answer)) return refuse('required', { field })
  if (lengthOf(answer) > profileAnswerMaxLength) {
    return refuse('too_long', { field, meta: { maximum: profileAnswerMaxLength } })
  }
  return checkStorable(field, answer)
}

export const metadataMaximum = 50

/** Whether the app's server may keep these of a user: those with a value as answers, `null` for what goes. */
export function checkMetadata(
  change: Readonly<Record<string, string | null>>,
  metadata: UserMetadata,
): Refusal | null {
  for (const [key, value] of Object.entries(change)) {
    const field = `metadata.${key}`
    if (!profileFieldKey.test(key)) return refuse('invalid_value', { field })
    const refusal = value === null ? null : checkAnswer(field, value)
    if (refusal) return refusal
  }
  const meta = { maximum: metadataMaximum }
  return Object.keys(changedMetadata(metadata, change)).length > metadataMaximum
    ? refuse('too_long', { field: 'metadata', meta })
    : null
}

/** What is kept of a user after the change: what it does not name stays. */
export function changedMetadata(
  metadata: UserMetadata,
  change: Readonly<Record<string, string | null>>,
): UserMetadata {
  const entries = Object.entries({ ...metadata, ...change })
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== null))
}

export interface ProfileFacts {
  /** What is asked for. */
  fields: readonly ProfileField[]
  /** What the user answered before. */
  metadata: UserMetadata
  /** What they answer now, normalized. */
  answers: UserMetadata
}

/** Whether all that is asked for is answered, now or before: all or nothing. */
export function checkProfile({ fields, metadata, answers }: ProfileFacts): Refusal | null {
  const foreign = Object.keys(answers).find((key) => !fields.some((field) => field.key === key))
  if (foreign !== undefined) return refuse('invalid_value', { field: `fields.${foreign}` })
  for (const { key } of fields) {
    const field = `fields.${key}`
    const answer = answerOf(answers, key)
    if (answer === null && answerOf(metadata, key) !== null) continue
    const refusal = answer === null ? refuse('required', { field }) : checkAnswer(field, answer)
    if (refusal) return refusal
  }
  return null
}
