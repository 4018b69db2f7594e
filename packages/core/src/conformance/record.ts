import type { Adapter, AdapterMethods, CallOptions } from '../adapter'
import { app, type AppOperationName, commonErrorCodes } from '../contract/app'
import { appSchemas } from '../contract/app-schema'
import { type ErrorCode, isOrgkitError } from '../errors'
import { equal, ok } from './assert'
import type { Cover } from './case'

/** What the calls of one test came to. */
export interface Record {
  seen: Set<Cover>
  /** What no answer may be, whatever the test asks: noted at once, told at the end. */
  complaints: string[]
}

/** The adapter, with every answer held against the contract: a known code, plain JSON, the adapter's own capabilities. */
export function recorded(adapter: Adapter, record: Record): Adapter {
  const names = Object.keys(app) as AppOperationName[]
  const methods = Object.fromEntries(names.map((name) => [name, recordedMethod(adapter, name, record)]))
  return { name: adapter.name, capabilities: adapter.capabilities, ...(methods as unknown as AdapterMethods) }
}

function recordedMethod(adapter: Adapter, name: AppOperationName, record: Record) {
  return async (input: never, options?: CallOptions): Promise<unknown> => {
    try {
      const answer = await adapter[name](input, options)
      record.seen.add(name)
      note(record, () => checkAnswer(name, answer))
      return answer
    } catch (error) {
      const isAbort = options?.signal?.aborted && error === options.signal.reason
      if (!isAbort) note(record, () => checkError(name, error))
      if (isOrgkitError(error)) record.seen.add(`${name}:${error.code}`)
      throw error
    }
  }
}

function checkAnswer(name: AppOperationName, answer: unknown): void {
  equal(JSON.parse(JSON.stringify(answer)), answer, `${name} answers plain JSON`)
  const { error, data } = appSchemas[name].output.safeParse(answer)
  ok(!error, `${name} answers what the contract says: ${error?.message}`)
  equal(answer, data, `${name} answers nothing beside what the contract says`)
}

function checkError(name: AppOperationName, error: unknown): void {
  ok(isOrgkitError(error), `${name} rejects with an OrgkitError; it rejected with ${String(error)}`)
  ok(error.code !== 'internal', `${name} never fails with internal: ${error.message}`)
  ok(
    allowedCodes(name).has(error.code),
    `${name} refuses only with the codes of its contract row; it did with ${error.code}`,
  )
  ok(error.message.length > 0, `${error.code} has a message for developers`)
}

/** The codes of the contract row, those of its session, and those of every operation. */
export function allowedCodes(name: AppOperationName): Set<ErrorCode> {
  const { errors, session } = app[name]
  const bySession: ErrorCode[] = session === 'any' ? [] : ['unauthenticated']
  if (session === 'active') bySession.push('session_pending')
  return new Set<ErrorCode>([...errors, ...bySession, ...commonErrorCodes, 'unsupported'])
}

function note(record: Record, check: () => void): void {
  try {
    check()
  } catch (error) {
    record.complaints.push((error as Error).message)
  }
}
