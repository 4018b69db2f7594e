import { refuse, type Refusal } from '../errors'
import { type EnrollmentMode, enrollmentModes } from '../model/domain'
import type { InstanceSettings } from '../model/instance'
import { checkEmailAddress, normalizeEmailAddress } from './email-address'
import { lengthOf } from './text'

/** https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4, without the last dot */
export const domainNameMaxLength = 253
export const maximumDomainCount = 10

export const domainCodeMinutes = 10
export const domainCodeTries = 5

/** What would make an address, a path or a port of it: a URL would take its host out of them. */
const notInNames = /[\s/\\?#@:%[\]]/

/** Letters, digits and hyphens in labels of at most 63, two at least, the last one not of digits alone: an IP address has such. */
const shape = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * The form in which domains are kept and compared: in lower case, without a dot at its end, international ones in ASCII. What is no
 * domain comes out as something that `checkDomainName` refuses.
 */
export function normalizeDomainName(name: string): string {
  const text = name.trim()
  return hostOf(text) ?? text.normalize('NFC').toLowerCase()
}

/** The platform's own reading of it: https://url.spec.whatwg.org/#concept-domain-to-ascii */
function hostOf(text: string): string | null {
  if (text === '' || notInNames.test(text)) return null
  try {
    return new URL(`http://${text}`).hostname.replace(/\.$/, '')
  } catch {
    return null
  }
}

/** Asked of the normalized name. */
export function checkDomainName(name: string): Refusal | null {
  const field = 'name'
  if (name === '') return refuse('required', { field })
  if (lengthOf(name) > domainNameMaxLength) {
    return refuse('too_long', { field, meta: { maximum: domainNameMaxLength } })
  }
  return shape.test(name) && hostOf(name) === name ? null : refuse('invalid_value', { field })
}

/** The normalized domain of an e-mail address; `null`: it is none, or no domain can be at its end. */
export function domainOfAddress(address: string): string | null {
  const emailAddress = normalizeEmailAddress(address)
  if (checkEmailAddress(emailAddress)) return null
  const name = normalizeDomainName(emailAddress.slice(emailAddress.lastIndexOf('@') + 1))
  return checkDomainName(name) ? null : name
}

export interface AddDomainFacts {
  /** Normalized. */
  name: string
  /** Of the domains that the organization has, verified or not. */
  names: readonly string[]
  /** It is that of a public or disposable provider, or below one. */
  isPublic: boolean
}

/** Whether the organization may add the domain (A8). Counted under its lock. Of other organizations' domains it tells nothing. */
export function checkAddDomain({ name, names, isPublic }: AddDomainFacts): Refusal | null {
  if (isPublic) return refuse('domain_public', { field: 'name' })
  if (names.includes(name)) return refuse('domain_taken', { field: 'name' })
  if (names.length < maximumDomainCount) return null
  return refuse('domain_limit_reached', { meta: { used: names.length, maximum: maximumDomainCount } })
}

export function checkDomainsOn({ domains }: Pick<InstanceSettings, 'domains'>): Refusal | null {
  return domains ? null : refuse('domains_disabled')
}

/** Whether the instance lets a domain do this. */
export function checkEnrollmentMode(
  mode: EnrollmentMode,
  { enrollmentModes: allowed }: Pick<InstanceSettings, 'enrollmentModes'>,
): Refusal | null {
  if (allowed.includes(mode)) return null
  return refuse('invalid_value', { field: 'enrollmentMode', meta: { allowed } })
}

/** What a new domain does that nothing is said of: nothing by itself, or else the first that the instance allows. */
export function defaultEnrollmentMode({
  enrollmentModes: allowed,
}: Pick<InstanceSettings, 'enrollmentModes'>): EnrollmentMode {
  return enrollmentModes.find((mode) => allowed.includes(mode)) ?? 'manual_invitation'
}

/** An address that a code may go to: one at exactly the domain. Asked of the normalized address. */
export function checkProofAddress(emailAddress: string, { name }: { name: string }): Refusal | null {
  const refusal = checkEmailAddress(emailAddress)
  if (refusal) return refusal
  if (domainOfAddress(emailAddress) === name) return null
  return refuse('invalid_value', { field: 'emailAddress', meta: { domain: name } })
}

export interface CodeFacts {
  /** `null`: no code was sent, or what was begun since is another proof. */
  proof: { expiresAt: string | null; triesLeft: number } | null
  now: Date
}

/** Whether a code can be tried at all. */
export function checkCodeTry({ proof, now }: CodeFacts): Refusal | null {
  const field = 'code'
  if (!proof?.expiresAt || proof.expiresAt <= now.toISOString()) return refuse('code_expired', { field })
  return proof.triesLeft > 0 ? null : refuse('code_exhausted', { field })
}
