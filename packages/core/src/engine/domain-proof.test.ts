import { expect, test } from 'vitest'
import { codeOf, recordOf } from './domain-proof'
import type { DomainRow } from './store'

const encoder = new TextEncoder()
const secret = await crypto.subtle.importKey(
  'raw',
  encoder.encode('secret'),
  { name: 'HMAC', hash: 'SHA-256' },
  false,
  ['sign'],
)

/** As the server makes them: HMAC-SHA256, in base64url. */
const ports = {
  tokens: {
    async mac(text: string) {
      const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', secret, encoder.encode(text)))
      const base64 = btoa(String.fromCharCode(...bytes))
      return base64.replaceAll('+', '-').replaceAll('/', '_').replace('=', '')
    },
  },
}

const row: DomainRow = {
  id: 'dom_1',
  organizationId: 'org_1',
  name: 'acme.test',
  enrollmentMode: 'manual_invitation',
  verifiedAt: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  version: 1,
  proof: null,
  proofVersion: 1,
  pendingRequestCount: 0,
}

test('a code is six digits, and no rest of it is more likely than another', async () => {
  const count = 32_000
  const byRest = new Map<number, number>()
  const byFirst = new Map<string, number>()
  for (let proofVersion = 1; proofVersion <= count; proofVersion++) {
    const code = await codeOf(ports, 'ins_1', { ...row, proofVersion }, 'it@acme.test')
    expect(code).toMatch(/^\d{6}$/)
    const rest = Number(code) % 64
    byRest.set(rest, (byRest.get(rest) ?? 0) + 1)
    byFirst.set(code.charAt(0), (byFirst.get(code.charAt(0)) ?? 0) + 1)
  }
  // A code made of the last characters of base64url would miss most of the rests. Six standard deviations each.
  expect([byRest.size, byFirst.size]).toEqual([64, 10])
  for (const number of byRest.values()) expect(Math.abs(number - 500)).toBeLessThan(135)
  for (const number of byFirst.values()) expect(Math.abs(number - 3200)).toBeLessThan(325)
})

test('whatever differs makes another code and another record', async () => {
  const rows: [string, DomainRow, string][] = [
    ['ins_1', row, 'it@acme.test'],
    ['ins_2', row, 'it@acme.test'],
    ['ins_1', { ...row, organizationId: 'org_2' }, 'it@acme.test'],
    ['ins_1', { ...row, id: 'dom_2' }, 'it@acme.test'],
    ['ins_1', { ...row, name: 'acme.example' }, 'it@acme.test'],
    ['ins_1', { ...row, proofVersion: 2 }, 'it@acme.test'],
  ]
  const codes = await Promise.all(rows.map(([id, each, to]) => codeOf(ports, id, each, to)))
  codes.push(await codeOf(ports, 'ins_1', row, 'hr@acme.test'))
  expect(new Set(codes).size).toBe(7)
  const records = await Promise.all(rows.map(([id, each]) => recordOf(ports, id, each)))
  expect(new Set(records.map(({ recordValue }) => recordValue)).size).toBe(6)
  expect(records[0]).toEqual({
    recordName: '_orgkit.acme.test',
    recordValue: expect.stringMatching(/^orgkit-verification=[\w-]{43}$/),
  })
})

test('what does not belong to the proof changes nothing', async () => {
  const other: DomainRow = {
    ...row,
    version: 9,
    enrollmentMode: 'automatic_invitation',
    verifiedAt: row.createdAt,
  }
  expect(await codeOf(ports, 'ins_1', other, 'it@acme.test')).toBe(
    await codeOf(ports, 'ins_1', row, 'it@acme.test'),
  )
  expect(await recordOf(ports, 'ins_1', other)).toEqual(await recordOf(ports, 'ins_1', row))
})
