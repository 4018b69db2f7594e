import { OrgkitError, type Refusal } from '../errors'
import { type Outcome, Refused } from './outcome'
import type { Transaction } from './store'

const keyMaxLength = 200

export interface IdempotentCall {
  actorId: string
  key: string
  operation: string
  input: unknown
}

/**
 * The answer that this call was given before, or the refusal that kept what was written, under the caller's lock; `undefined`: it is
 * new. Throws `idempotency_conflict` where the key was used for something else.
 */
export async function recall(tx: Transaction, call: IdempotentCall): Promise<unknown> {
  if (call.key.length > keyMaxLength) {
    throw new OrgkitError({ code: 'too_long', field: 'Idempotency-Key', meta: { maximum: keyMaxLength } })
  }
  const known = await tx.idempotency.get(call.actorId, call.key)
  if (!known) return undefined
  if (known.operation !== call.operation || known.fingerprint !== fingerprint(call.input)) {
    throw new OrgkitError({ code: 'idempotency_conflict', field: 'Idempotency-Key' })
  }
  const answer = JSON.parse(known.answer) as { [refusedField]?: Refusal }
  const refusal = answer[refusedField]
  return refusal ? new Refused(refusal) : answer
}

/** No answer of an operation has such a field. */
const refusedField = 'refused'

export async function remember(
  tx: Transaction,
  call: IdempotentCall,
  outcome: Outcome<unknown>,
  now: Date,
): Promise<void> {
  const { actorId, key, operation, input } = call
  const answer = JSON.stringify(outcome instanceof Refused ? { [refusedField]: outcome.refusal } : outcome)
  const row = { actorId, key, operation, fingerprint: fingerprint(input), answer }
  await tx.idempotency.insert({ ...row, createdAt: now.toISOString() })
}

/** The input as text that does not depend on the order of its fields. A picture counts by its type and size. */
function fingerprint(value: unknown): string {
  if (value instanceof Blob) return `blob:${value.type}:${value.size}`
  if (Array.isArray(value)) return `[${value.map(fingerprint).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  fields.sort(([left], [right]) => (left < right ? -1 : 1))
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${fingerprint(field)}`).join(',')}}`
}
