import { describe, expect, test } from 'vitest'
import {
  checkAddDomain,
  checkCodeTry,
  checkDomainName,
  checkEnrollmentMode,
  checkProofAddress,
  defaultEnrollmentMode,
  domainOfAddress,
  normalizeDomainName,
} from './domain'

describe('the name of a domain', () => {
  test.each([
    ['acme.com', 'acme.com'],
    [' ACME.Com. ', 'acme.com'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['BÜCHER.example', 'xn--bcher-kva.example'],
    ['bu\u0308cher.example', 'xn--bcher-kva.example'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['ａｃｍｅ。com', 'acme.com'],
    ['a-b.c1.co.uk', 'a-b.c1.co.uk'],
    ['1.example', '1.example'],
    [`${'a'.repeat(63)}.com`, `${'a'.repeat(63)}.com`],
  ])('%s is %s', (name, normalized) => {
    expect(normalizeDomainName(name)).toBe(normalized)
    expect(normalizeDomainName(normalized)).toBe(normalized)
    expect(checkDomainName(normalized)).toBeNull()
  })

  test.each([
    'acme',
    'ada@acme.com',
    'https://acme.com',
    'acme.com/',
    'acme.com:80',
    'acme.com?x',
    'acme .com',
    'acme%2ecom',
    'ac\tme.com',
    '.acme.com',
    'acme..com',
    'acme.com..',
    '-acme.com',
    'acme-.com',
    'ac_me.com',
    '*.acme.com',
    '127.0.0.1',
    '127.1',
    '0x7f.1',
    '2130706433',
    '[::1]',
    '::1',
    'acme.123',
    'acme／x.com',
    'acme@x.com',
    '\u0000.com',
    `${'a'.repeat(64)}.com`,
    '<b>.com',
  ])('%j is none', (name) => {
    expect(checkDomainName(normalizeDomainName(name))).toMatchObject({ code: 'invalid_value', field: 'name' })
  })

  test('is needed, and has at most 253 characters', () => {
    expect(checkDomainName(normalizeDomainName('  '))).toMatchObject({ code: 'required', field: 'name' })
    const label = `${'a'.repeat(62)}.`
    const longest = `${label.repeat(4)}b`
    expect(checkDomainName(normalizeDomainName(longest))).toBeNull()
    expect(checkDomainName(normalizeDomainName(`${longest}c`))).toMatchObject({
      code: 'too_long',
      meta: { maximum: 253 },
    })
    expect(checkDomainName(normalizeDomainName('x'.repeat(10_000)))).toMatchObject({ code: 'too_long' })
  })
})

test.each([
  ['ada@acme.com', 'acme.com'],
  [' Ada@ACME.com ', 'acme.com'],
  ['ada@bücher.example', 'xn--bcher-kva.example'],
  ['ada@mail.acme.com', 'mail.acme.com'],
  ['ada', null],
  ['ada@acme', null],
  ['@acme.com', null],
  ['ada@10.0.0.1', null],
  ['', null],
])('the domain of the address %j is %s', (address, name) => {
  expect(domainOfAddress(address)).toBe(name)
})

describe('adding a domain (A8)', () => {
  const facts = { name: 'acme.com', names: [] as string[], isPublic: false }
  const nine = Array.from({ length: 9 }, (_, index) => `acme${index}.com`)

  test('has room for ten', () => {
    expect(checkAddDomain({ ...facts, names: nine })).toBeNull()
    const meta = { used: 10, maximum: 10 }
    expect(checkAddDomain({ ...facts, names: [...nine, 'b.com'] })).toEqual({
      code: 'domain_limit_reached',
      meta,
    })
  })

  test('takes none twice, and none of a public provider, also where there is no room', () => {
    const full = [...nine, 'acme.com']
    expect(checkAddDomain({ ...facts, names: full })).toEqual({ code: 'domain_taken', field: 'name' })
    expect(checkAddDomain({ ...facts, names: full, isPublic: true })).toEqual({
      code: 'domain_public',
      field: 'name',
    })
  })

  test('lets it do only what the instance allows', () => {
    const allowed = { enrollmentModes: ['automatic_suggestion', 'automatic_invitation'] as const }
    expect(checkEnrollmentMode('automatic_suggestion', allowed)).toBeNull()
    expect(checkEnrollmentMode('manual_invitation', allowed)).toEqual({
      code: 'invalid_value',
      field: 'enrollmentMode',
      meta: { allowed: allowed.enrollmentModes },
    })
    expect(defaultEnrollmentMode(allowed)).toBe('automatic_invitation')
    expect(defaultEnrollmentMode({ enrollmentModes: ['automatic_suggestion', 'manual_invitation'] })).toBe(
      'manual_invitation',
    )
  })
})

describe('a code', () => {
  test('goes to an address at exactly the domain', () => {
    const domain = { name: 'acme.com' }
    for (const address of ['it@acme.com', 'IT@ACME.COM'])
      expect(checkProofAddress(address, domain)).toBeNull()
    for (const address of ['it@mail.acme.com', 'it@acme.com.evil.test', 'it@evilacme.com']) {
      expect(checkProofAddress(address, domain)).toMatchObject({
        code: 'invalid_value',
        field: 'emailAddress',
        meta: { domain: 'acme.com' },
      })
    }
    expect(checkProofAddress('', domain)).toMatchObject({ code: 'required', field: 'emailAddress' })
    expect(checkProofAddress('acme.com', domain)).toMatchObject({ code: 'invalid_value' })
  })

  test('can be tried until its time comes, five times, and not before one was sent', () => {
    const at = '2026-01-01T00:10:00.000Z'
    const facts = (time: string, triesLeft = 1) => ({
      proof: { expiresAt: at, triesLeft },
      now: new Date(time),
    })
    expect(checkCodeTry(facts('2026-01-01T00:09:59.999Z'))).toBeNull()
    expect(checkCodeTry(facts(at))).toEqual({ code: 'code_expired', field: 'code' })
    expect(checkCodeTry(facts('2026-01-01T00:00:00.000Z', 0))).toEqual({
      code: 'code_exhausted',
      field: 'code',
    })
    expect(checkCodeTry({ proof: null, now: new Date(at) })).toMatchObject({ code: 'code_expired' })
  })
})
