import { refuse, type Refusal } from '../errors'
import { enrollmentModes } from '../model/domain'
import {
  type Application,
  defaultInstanceSettings,
  type Instance,
  type InstanceSettings,
  type LimitOverride,
} from '../model/instance'
import { checkEmailAddress } from './email-address'
import { checkSessionSettings } from './session-settings'
import { checkStorable, lengthOf } from './text'

/** Before this, applications had no way to turn personal accounts off (A5). */
const personalAccountsSettingSince = '2025-08-22T00:00:00.000Z'
/** Before this, organizations had slugs unless they were turned off (A5). */
const slugsOffSince = '2025-10-08T00:00:00.000Z'

export const productionBackendRequestsPerTenSeconds = 1000
export const developmentBackendRequestsPerTenSeconds = 100
export const freePlanMembershipLimit = 5
export const defaultMaximumCreationLimit = 100
const supportContactMaxLength = 500

/** The settings of a new instance, dated by its application's creation, also where it is provisioned later (A5). */
export function defaultSettings(
  { createdAt }: Pick<Application, 'createdAt'>,
  environment: Instance['environment'],
): InstanceSettings {
  const created = new Date(createdAt).getTime()
  return {
    ...defaultInstanceSettings,
    personalAccounts: created < Date.parse(personalAccountsSettingSince),
    slugs: created < Date.parse(slugsOffSince),
    backendRequestsPerTenSeconds:
      environment === 'production'
        ? productionBackendRequestsPerTenSeconds
        : developmentBackendRequestsPerTenSeconds,
  }
}

/** Settings that are not shown to an application of that age (A5). */
export function hiddenSettings({ createdAt }: Pick<Application, 'createdAt'>): (keyof InstanceSettings)[] {
  return Date.parse(createdAt) < Date.parse(personalAccountsSettingSince) ? ['personalAccounts'] : []
}

/**
 * How many members an organization may have (A6): its own limit, or the instance's; on the free plan never more than 5, whatever
 * was set before. `null`: any number.
 */
export function membershipLimitOf(
  { membershipLimit }: { membershipLimit: LimitOverride },
  { settings, application }: Pick<Instance, 'settings' | 'application'>,
): number | null {
  const wanted = membershipLimit === 'instance' ? settings.membershipLimit : membershipLimit
  return application.plan === 'free'
    ? Math.min(wanted ?? freePlanMembershipLimit, freePlanMembershipLimit)
    : wanted
}

/** Whether a membership limit may be set (A6). */
export function checkMembershipLimit(
  limit: LimitOverride,
  { plan }: Pick<Application, 'plan'>,
): Refusal | null {
  if (limit === 'instance') return null
  const maximum = plan === 'free' ? freePlanMembershipLimit : null
  return checkLimit(limit, {
    field: 'membershipLimit',
    minimum: 1,
    maximum,
    isUnlimitedAllowed: plan !== 'free',
  })
}

/** Whether a creation limit may be set (A11). `maximum`: what whoever runs the server lets it be. */
export function checkCreationLimit(limit: LimitOverride, maximum: number): Refusal | null {
  if (limit === 'instance') return null
  return checkLimit(limit, { field: 'creationLimit', minimum: 0, maximum, isUnlimitedAllowed: true })
}

export interface SettingsFacts {
  application: Pick<Application, 'plan'>
  maximumCreationLimit: number
}

/** Whether settings may be changed to these; those that are left out stay as they are. */
export function checkSettings(change: Partial<InstanceSettings>, facts: SettingsFacts): Refusal | null {
  const { creationLimit, membershipLimit, supportContact } = change
  const anyNumber = { maximum: null, isUnlimitedAllowed: true }
  const checkRate = (field: 'invitationsPerHour' | 'backendRequestsPerTenSeconds', minimum: number) => {
    const limit = change[field]
    return limit === undefined ? null : checkLimit(limit, { ...anyNumber, field, minimum })
  }
  return (
    (creationLimit === undefined ? null : checkCreationLimit(creationLimit, facts.maximumCreationLimit)) ??
    (membershipLimit === undefined ? null : checkMembershipLimit(membershipLimit, facts.application)) ??
    (supportContact === undefined ? null : checkSupportContact(supportContact)) ??
    checkRate('invitationsPerHour', 0) ??
    checkRate('backendRequestsPerTenSeconds', 1) ??
    (change.enrollmentModes === undefined ? null : checkEnrollmentModes(change.enrollmentModes)) ??
    checkSessionSettings(change)
  )
}

interface LimitBounds {
  field: string
  minimum: number
  /** `null`: none. */
  maximum: number | null
  isUnlimitedAllowed: boolean
}

/** The largest number that both databases keep as an integer. */
const largestLimit = 2_147_483_647

function checkLimit(limit: number | null, { field, minimum, ...bounds }: LimitBounds): Refusal | null {
  const maximum = bounds.maximum ?? largestLimit
  if (
    limit === null
      ? bounds.isUnlimitedAllowed
      : Number.isSafeInteger(limit) && limit >= minimum && limit <= maximum
  ) {
    return null
  }
  return refuse('invalid_value', { field, meta: { minimum, maximum } })
}

/** One at least, each once. */
function checkEnrollmentModes(modes: InstanceSettings['enrollmentModes']): Refusal | null {
  const isKnown = modes.every((mode) => enrollmentModes.includes(mode))
  if (isKnown && modes.length > 0 && new Set(modes).size === modes.length) return null
  return refuse('invalid_value', { field: 'enrollmentModes', meta: { allowed: enrollmentModes } })
}

/** An e-mail address, or an address that a link may lead to. */
function checkSupportContact(contact: string | null): Refusal | null {
  const field = 'supportContact'
  if (contact === null) return null
  if (lengthOf(contact) > supportContactMaxLength) {
    return refuse('too_long', { field, meta: { maximum: supportContactMaxLength } })
  }
  const isLink = /^https?:\/\/[^\s]+$|^mailto:[^\s]+$/i.test(contact)
  if (!isLink && checkEmailAddress(contact)) return refuse('invalid_value', { field })
  return checkStorable(field, contact)
}
