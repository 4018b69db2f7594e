import { isDeepStrictEqual } from 'node:util'
import type { ErrorBody } from '@orgkit/core'
import type { Call } from './calls'
import type { ModelRows } from './rows'

/** What a refused call wrote, in words; nothing is right. A domain's proof alone counts what is tried, though it is refused. */
export function writtenThoughRefused(
  before: ModelRows,
  after: ModelRows,
  { call, error }: { call: Call; error: ErrorBody },
): string[] {
  if (isDeepStrictEqual(after, before)) return []
  if (call.kind === 'app' && call.name === 'finishDomainVerification') {
    const { domainId, method } = call.input
    const counted: Partial<ModelRows> = {}
    // With the try it is kept whom the host said the caller is, and what a repeated request is answered.
    if (error.code === 'code_wrong')
      Object.assign(counted, {
        domains: withTry(before, domainId),
        users: after.users,
        idempotency: after.idempotency,
      })
    if (method === 'dns_txt') counted.counters = after.counters.filter(isLookup).concat(others(before))
    if (isSameBut(after, { ...before, ...counted })) return []
  }
  return ['what was refused has written something']
}

function withTry({ domains }: ModelRows, domainId: string): ModelRows['domains'] {
  return domains.map((row) =>
    row.id === domainId && row.proof
      ? { ...row, proof: { ...row.proof, triesLeft: row.proof.triesLeft - 1 } }
      : row,
  )
}

const isLookup = ({ key }: ModelRows['counters'][number]) => key.startsWith('domain lookups of ')
const others = ({ counters }: ModelRows) => counters.filter((row) => !isLookup(row))

/** Counters in any order. */
function isSameBut(left: ModelRows, right: ModelRows): boolean {
  const sorted = ({ counters, ...rows }: ModelRows) => ({
    ...rows,
    counters: counters.toSorted((one, other) => (one.key < other.key ? -1 : 1)),
  })
  return isDeepStrictEqual(sorted(left), sorted(right))
}
