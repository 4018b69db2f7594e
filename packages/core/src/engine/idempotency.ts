import { OrgkitError } from '../errors'
import type { Transaction } from './store'

const keyMaxLength = 200

export interface IdempotentCall {
  actorId: string
  key: string
  operation: string
  input: unknown
}

/**
 * The answer that this call was given before, under the caller's lock; `undefined`: it is new. Throws `idempotency_conflict`
 * where the key was used for something else.
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
  return JSON.parse(known.answer)
}

export async function remember(
  tx: Transaction,
  call: IdempotentCall,
  answer: unknown,
  now: Date,
): Promise<void> {
  const { actorId, key, operation, input } = call
  const row = { actorId, key, operation, fingerprint: fingerprint(input), answer: JSON.stringify(answer) }
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
