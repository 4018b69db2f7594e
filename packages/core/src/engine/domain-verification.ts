import type { DomainOutput, StartDomainVerificationInput } from '../contract/app'
import { OrgkitError, orThrow, refuse } from '../errors'
import type { DomainProof } from '../model/domain'
import {
  checkCodeTry,
  checkProofAddress,
  domainCodeMinutes,
  domainCodeTries,
  domainOfAddress,
} from '../rules/domain'
import { normalizeEmailAddress } from '../rules/email-address'
import { accessed } from './admit'
import { ofDomain } from './audit'
import { command } from './command'
import { countOrThrow, daySeconds, hourSeconds } from './counted'
import { claim, findDomain } from './domain-changes'
import { codeOf, recordNameOf, recordOf } from './domain-proof'
import { viewDomain } from './domain-view'
import { createId } from './id'
import { isSame } from './invitation-token'
import { type Outcome, Refused } from './outcome'
import type { Scene } from './scene'
import type { DomainProofRow, DomainRow } from './store'

/*
 * Codes cannot be guessed: each has five tries of a million, and there are so many codes in an hour and in a day for one name,
 * whoever asks for them and however often the domain is removed and made again. Ten a day are 50 tries, a chance of 1 in 20,000.
 */
const codesPerHour = 5
const codesPerDay = 10
/** To whatever addresses: nobody is mailed in crowds. */
const codesPerHourOfOrganization = 20
const lookupsPerHourOfOrganization = 60

export const startDomainVerification = command('startDomainVerification', {
  async run(scene) {
    const { tx, access, input, tell } = scene
    const { organization } = accessed(access)
    const row = await findDomain(scene, organization, input.domainId)
    if (row.verifiedAt !== null) throw new OrgkitError({ code: 'domain_verified' })
    const proof = proofOf(scene, row, input)
    // The record may be on its way through the caches of the world: it stays the one that was named.
    if (proof.method === 'dns_txt' && row.proof?.method === 'dns_txt')
      return { domain: await viewDomain(scene, row), events: [] }

    const change = { proof, proofVersion: row.proofVersion + 1, version: row.version + 1 }
    await tx.domains.update(row, change)
    const started = { ...row, ...change }
    const domain = await viewDomain(scene, started)
    const { method, emailAddress } = proof
    const event = await tell(
      { type: 'domain.verification_started', organizationId: organization.id, domain },
      ofDomain(row, { after: { method, ...(emailAddress !== null && { emailAddress }) } }),
    )
    if (method === 'email_code') await sendCode(scene, started)
    return { domain, events: [event] }
  },
})

/** Throws `invalid_request` on another method than those two, and what the rules say of the address. */
function proofOf(
  { now }: Scene,
  row: DomainRow,
  { method, emailAddress: given = '' }: StartDomainVerificationInput,
): DomainProofRow {
  if (method === 'dns_txt') return { method, emailAddress: null, expiresAt: null, triesLeft: 0 }
  if (method !== 'email_code') throw new OrgkitError({ code: 'invalid_request', field: 'method' })
  const emailAddress = normalizeEmailAddress(given)
  orThrow(checkProofAddress(emailAddress, row))
  const expiresAt = new Date(now.getTime() + domainCodeMinutes * 60_000).toISOString()
  return { method, emailAddress, expiresAt, triesLeft: domainCodeTries }
}

/** Throws `rate_limited`. The last step of the command. */
async function sendCode({ tx, now }: Scene, row: DomainRow): Promise<void> {
  const at = now.toISOString()
  await tx.outbox.insert({
    id: createId('out', now),
    kind: 'domain_code',
    subjectId: row.id,
    version: row.proofVersion,
    createdAt: at,
    dueAt: at,
  })
  const { name, organizationId } = row
  const hour = { windowSeconds: hourSeconds, now }
  await countOrThrow(tx, { key: `domain codes ${name}`, maximum: codesPerHour, ...hour })
  const day = { windowSeconds: daySeconds, now }
  await countOrThrow(tx, { key: `domain codes by day ${name}`, maximum: codesPerDay, ...day })
  const key = `domain codes of ${organizationId}`
  await countOrThrow(tx, { key, maximum: codesPerHourOfOrganization, ...hour })
}

interface Lookup {
  recordName: string
}

export const finishDomainVerification = command<'finishDomainVerification', readonly string[], Lookup | null>(
  'finishDomainVerification',
  {
    /** `null`: there is nothing to look up. */
    async look({ tx, instance, access, input, now }) {
      const { organization } = accessed(access)
      const row = await findDomain({ tx, instance }, organization, input.domainId)
      if (input.method !== 'dns_txt' || row.verifiedAt !== null || row.proof?.method !== 'dns_txt')
        return null
      const key = `domain lookups of ${organization.id}`
      const maximum = lookupsPerHourOfOrganization
      await countOrThrow(tx, { key, maximum, windowSeconds: hourSeconds, now })
      return { recordName: recordNameOf(row) }
    },

    /** The values of the records that stand there. */
    async prepare({ seen, ports }) {
      if (!seen) return []
      try {
        return (await ports.dns.resolveTxt(seen.recordName)).map((parts) => parts.join(''))
      } catch (cause) {
        const message = `The TXT records of ${seen.recordName} could not be asked for: ${String(cause)}`
        throw new OrgkitError({ code: 'unreachable', message }, { cause })
      }
    },

    async run(scene) {
      const { access, input, prepared } = scene
      const { organization } = accessed(access)
      const row = await findDomain(scene, organization, input.domainId)
      if (row.verifiedAt !== null) return { domain: await viewDomain(scene, row), events: [] }
      if (input.method === 'email_code') return tryCode(scene, row, input.code)
      if (input.method === 'verified_address') {
        const isProven = scene.actor?.emails.some(
          ({ address, verified }) => verified && domainOfAddress(address) === row.name,
        )
        if (!isProven) throw new OrgkitError({ code: 'address_unverified', meta: { domain: row.name } })
        return verify(scene, row, 'verified_address')
      }
      if (input.method !== 'dns_txt') throw new OrgkitError({ code: 'invalid_request', field: 'method' })
      // The record of this proof: one that was looked up for another proof of the domain has another value.
      const { recordName, recordValue } = await recordOf(scene.ports, scene.instance.id, row)
      if (row.proof?.method !== 'dns_txt' || !prepared.includes(recordValue))
        throw new OrgkitError({ code: 'dns_record_missing', meta: { recordName } })
      return verify(scene, row, 'dns_txt')
    },
  },
)

/** A wrong try is counted, though it is refused. */
async function tryCode(
  scene: Scene,
  row: DomainRow,
  given: string | undefined,
): Promise<Outcome<DomainOutput>> {
  const { tx, instance, now, ports } = scene
  const field = 'code'
  const code = given?.replace(/\s/g, '') ?? ''
  if (code === '') throw new OrgkitError({ code: 'required', field })
  const proof = row.proof?.method === 'email_code' ? row.proof : null
  orThrow(checkCodeTry({ proof, now }))
  if (!proof?.emailAddress) throw new OrgkitError({ code: 'code_expired', field })
  if (isSame(code, await codeOf(ports, instance.id, row, proof.emailAddress)))
    return verify(scene, row, 'email_code')
  const triesLeft = proof.triesLeft - 1
  await tx.domains.update(row, { proof: { ...proof, triesLeft } })
  return new Refused(refuse('code_wrong', { field, meta: { triesLeft } }))
}

/** Throws `domain_taken`. */
async function verify(scene: Scene, row: DomainRow, method: DomainProof): Promise<DomainOutput> {
  const { tx, now, tell } = scene
  await claim(tx, row)
  const change = { verifiedAt: now.toISOString(), proof: null, version: row.version + 1 }
  await tx.domains.update(row, change)
  const domain = await viewDomain(scene, { ...row, ...change })
  const event = await tell(
    { type: 'domain.verified', organizationId: row.organizationId, domain },
    ofDomain(row, { before: { status: 'unverified' }, after: { status: 'verified', method } }),
  )
  return { domain, events: [event] }
}
