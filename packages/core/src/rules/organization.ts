import { refuse, type ErrorCode, type Refusal } from '../errors'
import type { InstanceSettings, LimitOverride, PermitOverride } from '../model/instance'
import type { Limit } from '../model/limit'
import { type Authority, has } from './authorization'
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
  /** Against the setting. */
  mayCreateOrganizations: PermitOverride
  creationLimit: LimitOverride
}

/** Whether the user may create one more organization (A1, A10, A11). The caller counts under the user's lock. */
export function checkCreateOrganization(facts: CreationFacts): Refusal | null {
  const { settings, createdCount: used, mayCreateOrganizations: permit } = facts
  if (!settings.organizationsEnabled) return refuse('organizations_disabled')
  if (!(permit === 'instance' ? settings.userCreatedOrganizations : permit))
    return refuse('creation_forbidden')
  const maximum = creationMaximum(facts)
  return maximum !== null && used >= maximum
    ? refuse('creation_limit_reached', { meta: { used, maximum } })
    : null
}

function creationMaximum({ settings, creationLimit: own }: CreationFacts): number | null {
  return own === 'instance' ? settings.creationLimit : own
}

/** The same rule as data: what is left, and why not. */
export function creationLimit(facts: CreationFacts): Limit {
  return limitOf(checkCreateOrganization(facts), facts.createdCount, creationMaximum(facts))
}

/** Whether one more seat is free (A6). A pending invitation holds one. */
export function checkSeat(used: number, maximum: number | null): Refusal | null {
  return maximum !== null && used >= maximum
    ? refuse('seat_limit_reached', { meta: { used, maximum } })
    : null
}

export interface SeatCounts {
  memberCount: number
  /** Those that have not expired. */
  pendingInvitationCount: number
}

/** Seats that an invitation takes: members and pending invitations (A6). */
export function seatLimit(
  { memberCount, pendingInvitationCount }: SeatCounts,
  maximum: number | null,
): Limit {
  const used = memberCount + pendingInvitationCount
  return limitOf(checkSeat(used, maximum), used, maximum)
}

/** Whether the holder may invite one more. */
export function invitationLimit(counts: SeatCounts, maximum: number | null, holder: Authority): Limit {
  const seats = seatLimit(counts, maximum)
  return has(holder, { permission: 'org:sys_memberships:manage' })
    ? seats
    : { ...seats, allowed: false, reason: 'forbidden' }
}

/** Whether one more may join by invitation: accepting counts members alone (A6). */
export function joiningLimit({ memberCount: used }: SeatCounts, maximum: number | null): Limit {
  return limitOf(checkSeat(used, maximum), used, maximum)
}

/** Whether the holder may delete the organization (A14). `holder: null`: the app itself, which always may. */
export function checkDeleteOrganization(
  { membersMayDelete }: { membersMayDelete: boolean },
  holder: Authority | null,
): Refusal | null {
  if (!holder) return null
  const permission = 'org:sys_profile:delete'
  if (!has(holder, { permission })) return refuse('forbidden', { meta: { permission } })
  return membersMayDelete ? null : refuse('deletion_disabled')
}

export function deletionLimit(organization: { membersMayDelete: boolean }, holder: Authority): Limit {
  return limitOf(checkDeleteOrganization(organization, holder), 0, null)
}

function limitOf(refusal: { code: ErrorCode } | null, used: number, maximum: number | null): Limit {
  return { allowed: refusal === null, reason: refusal?.code ?? null, used, maximum }
}
