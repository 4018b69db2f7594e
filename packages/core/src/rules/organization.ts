import { refuse, type ErrorCode, type Refusal } from '../errors'
import type { InstanceSettings } from '../model/instance'
import type { Limit } from '../model/limit'
import { checkStorable, isBlank, lengthOf } from './text'

export const organizationNameMaxLength = 100

/** The form in which a name is kept: without white space at its ends, and in NFC. */
export function normalizeName(name: string): string {
  return name.normalize('NFC').trim()
}

/** Asked of the normalized name. Markup is text and needs no rule. */
export function checkOrganizationName(name: string): Refusal | null {
  if (isBlank(name)) return refuse('required', { field: 'name' })
  if (lengthOf(name) > organizationNameMaxLength) {
    return refuse('too_long', { field: 'name', meta: { maximum: organizationNameMaxLength } })
  }
  return checkStorable('name', name)
}

export interface CreationFacts {
  settings: Pick<InstanceSettings, 'organizationsEnabled' | 'userCreatedOrganizations' | 'creationLimit'>
  /** Organizations that the user created, or that were created for them, and that still exist. */
  createdCount: number
}

/** Whether the user may create one more organization (A1, A10, A11). The caller counts under the user's lock. */
export function checkCreateOrganization({ settings, createdCount }: CreationFacts): Refusal | null {
  if (!settings.organizationsEnabled) return refuse('organizations_disabled')
  if (!settings.userCreatedOrganizations) return refuse('creation_forbidden')
  if (settings.creationLimit !== null && createdCount >= settings.creationLimit) {
    return refuse('creation_limit_reached', { meta: { used: createdCount, maximum: settings.creationLimit } })
  }
  return null
}

/** The same rule as data: what is left, and why not. */
export function creationLimit(facts: CreationFacts): Limit {
  return limitOf(checkCreateOrganization(facts), facts.createdCount, facts.settings.creationLimit)
}

/** Whether one more seat is free (A6). A pending invitation holds one. */
export function checkSeat(used: number, maximum: number | null): Refusal | null {
  return maximum !== null && used >= maximum
    ? refuse('seat_limit_reached', { meta: { used, maximum } })
    : null
}

export function seatLimit(
  organization: { memberCount: number; pendingInvitationCount: number },
  maximum: number | null,
): Limit {
  const used = organization.memberCount + organization.pendingInvitationCount
  return limitOf(checkSeat(used, maximum), used, maximum)
}

function limitOf(refusal: { code: ErrorCode } | null, used: number, maximum: number | null): Limit {
  return { allowed: refusal === null, reason: refusal?.code ?? null, used, maximum }
}
