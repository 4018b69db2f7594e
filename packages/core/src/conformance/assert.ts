import { type ErrorCode, isOrgkitError, type OrgkitError } from '../errors'

/** The suite brings its own assertions, so that it runs in any test runner. */
export function ok(condition: unknown, fact: string): asserts condition {
  if (!condition) throw new Error(`Not so: ${fact}`)
}

/** Compares as JSON does, whatever the order of fields. */
export function equal(actual: unknown, expected: unknown, fact: string): void {
  const [got, wanted] = [stable(actual), stable(expected)]
  if (got !== wanted) throw new Error(`Not so: ${fact}\n  expected ${wanted}\n  received ${got}`)
}

export interface RefusalFacts {
  field?: string
  /** Each of them must stand in `meta`; others may as well. */
  meta?: Readonly<Record<string, unknown>>
}

/** Waits for the call to be refused with that code, and answers with the error. */
export async function refusal(
  call: Promise<unknown>,
  code: ErrorCode | readonly ErrorCode[],
  { field, meta = {} }: RefusalFacts = {},
): Promise<OrgkitError> {
  const codes: readonly ErrorCode[] = typeof code === 'string' ? [code] : code
  const error = await rejection(call, `the call is refused with ${codes.join(' or ')}`)
  ok(isOrgkitError(error), `the call rejects with an OrgkitError; it rejected with ${describe(error)}`)
  ok(
    codes.includes(error.code),
    `the call is refused with ${codes.join(' or ')}; it was with ${describe(error)}`,
  )
  if (field !== undefined) equal(error.field, field, `${error.code} names the field`)
  for (const [key, value] of Object.entries(meta))
    equal(error.meta?.[key], value, `${error.code} says its ${key}`)
  return error
}

/** What the call rejects with. */
export async function rejection(call: Promise<unknown>, fact: string): Promise<unknown> {
  const [outcome] = await Promise.allSettled([call])
  if (outcome.status === 'fulfilled') throw new Error(`Not so: ${fact}; it answered ${stable(outcome.value)}`)
  return outcome.reason
}

/** Answers and refusals of calls that were made at once. */
export async function together<Answer>(
  calls: readonly Promise<Answer>[],
): Promise<{ answers: Answer[]; errors: unknown[] }> {
  const outcomes = await Promise.allSettled(calls)
  return {
    answers: outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : [])),
    errors: outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : [])),
  }
}

/** An error as it stands in an answer; two that must not be told apart are compared by it. */
export function bodyOf(error: OrgkitError): unknown {
  return JSON.parse(JSON.stringify(error.toJSON()))
}

function describe(error: unknown): string {
  if (isOrgkitError(error)) return JSON.stringify(error.toJSON())
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}

function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(', ')}]`
  if (typeof value !== 'object' || value === null)
    return value === undefined ? 'undefined' : JSON.stringify(value)
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  fields.sort(([left], [right]) => (left < right ? -1 : 1))
  return `{ ${fields.map(([key, field]) => `${key}: ${stable(field)}`).join(', ')} }`
}
