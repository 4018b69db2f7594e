import { refuse, type Refusal } from '../errors'
import type { InstanceSettings, ProfileField, Terms } from '../model/instance'
import { invitationMaximumDays } from './invitation'
import { checkStorable, isBlank, lengthOf } from './text'

export const termsVersionMaxLength = 100
export const termsUrlMaxLength = 500
export const profileFieldsMaximum = 20
export const profileFieldKey = /^[A-Za-z][A-Za-z0-9_]{0,49}$/
const labelMaxLength = 100

/** Whether the settings of session tasks and of the reminder may be changed to these; those that are left out stay. */
export function checkSessionSettings({
  terms,
  profileFields,
  invitationReminderDays: days,
}: Partial<InstanceSettings>): Refusal | null {
  return (
    (terms === undefined ? null : checkTerms(terms)) ??
    (profileFields === undefined ? null : checkProfileFields(profileFields)) ??
    (days === undefined ? null : checkReminderDays(days))
  )
}

function checkTerms(terms: Terms | null): Refusal | null {
  if (terms === null) return null
  return checkLine('terms.version', terms.version, termsVersionMaxLength) ?? checkTermsUrl(terms.url)
}

/** A web address, or a path of the app's own. */
function checkTermsUrl(url: string | null): Refusal | null {
  if (url === null) return null
  const field = 'terms.url'
  if (lengthOf(url) > termsUrlMaxLength) return tooLong(field, termsUrlMaxLength)
  const isAddress = /^https?:\/\/\S+$/i.test(url) && URL.canParse(url)
  const isPath = /^\/(?![/\\])\S*$/.test(url)
  return isAddress || isPath ? checkStorable(field, url) : refuse('invalid_value', { field })
}

function checkProfileFields(fields: readonly ProfileField[]): Refusal | null {
  if (fields.length > profileFieldsMaximum) return tooLong('profileFields', profileFieldsMaximum)
  for (const [index, { key, label }] of fields.entries()) {
    const at = `profileFields.${index}`
    const isTaken = fields.findIndex((field) => field.key === key) < index
    if (!profileFieldKey.test(key) || isTaken) return refuse('invalid_value', { field: `${at}.key` })
    const refusal = checkLine(`${at}.label`, label, labelMaxLength)
    if (refusal) return refusal
  }
  return null
}

function checkReminderDays(days: number | null): Refusal | null {
  const meta = { minimum: 1, maximum: invitationMaximumDays }
  if (days === null || (Number.isInteger(days) && days >= meta.minimum && days <= meta.maximum)) return null
  return refuse('invalid_value', { field: 'invitationReminderDays', meta })
}

function checkLine(field: string, text: string, maximum: number): Refusal | null {
  if (isBlank(text) || text.trim() !== text) return refuse('invalid_value', { field })
  return lengthOf(text) > maximum ? tooLong(field, maximum) : checkStorable(field, text)
}

function tooLong(field: string, maximum: number): Refusal {
  return refuse('too_long', { field, meta: { maximum } })
}
