import { expect, test } from 'vitest'
import { defaultInstanceSettings } from '../model/instance'
import { matchedAddressMaximum, offerOf, provenDomains } from './enrollment'

const verified = (address: string) => ({ address, verified: true })

test('a user proves the domains of their verified addresses alone, each once, by the first there', () => {
  const proven = provenDomains([
    { address: 'ada@open.test', verified: false },
    verified('Ada@ACME.test'),
    verified('king@acme.test'),
    verified('ada@mail.acme.test'),
    verified('ada@bücher.test'),
    verified('nobody'),
  ])
  expect([...proven]).toEqual([
    ['acme.test', 'Ada@ACME.test'],
    ['mail.acme.test', 'ada@mail.acme.test'],
    ['xn--bcher-kva.test', 'ada@bücher.test'],
  ])
})

test('no more than fifty verified addresses are looked at, and unverified ones take no place', () => {
  const emails = Array.from({ length: 80 }, (_, index) => verified(`ada@d${index}.test`))
  const proven = provenDomains([{ address: 'x@open.test', verified: false }, ...emails])
  expect(proven.size).toBe(matchedAddressMaximum)
  expect([...proven.keys()].at(-1)).toBe('d49.test')
})

const settings = { ...defaultInstanceSettings, domains: true }
const at = '2026-01-01T00:00:00.000Z'
const suggesting = { verifiedAt: at, enrollmentMode: 'automatic_suggestion' } as const
const inviting = { verifiedAt: at, enrollmentMode: 'automatic_invitation' } as const

test('a verified domain offers what its mode says (A8)', () => {
  expect(offerOf(suggesting, settings)).toBe('suggestion')
  expect(offerOf(inviting, settings)).toBe('invitation')
  expect(offerOf({ verifiedAt: at, enrollmentMode: 'manual_invitation' }, settings)).toBeNull()
})

test('a domain offers nothing where it is unverified, domains are off, or its mode is not allowed', () => {
  for (const domain of [suggesting, inviting]) {
    expect(offerOf({ ...domain, verifiedAt: null }, settings)).toBeNull()
    expect(offerOf(domain, { ...settings, domains: false })).toBeNull()
    expect(offerOf(domain, { ...settings, enrollmentModes: ['manual_invitation'] })).toBeNull()
  }
})

test('nothing is suggested where nobody may ask to join; invitations stay', () => {
  const off = { ...settings, membershipRequests: false }
  expect(offerOf(suggesting, off)).toBeNull()
  expect(offerOf(inviting, off)).toBe('invitation')
})
