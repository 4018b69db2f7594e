import type { Adapter, AdapterMethods, CallOptions } from '../adapter'
import { app, type AppOperationName, type AppStreamName, appStreams, commonErrorCodes } from '../contract/app'
import { appSchemas, appStreamSchemas } from '../contract/app-schema'
import { backend, type BackendOperationName } from '../contract/backend'
import { backendSchemas } from '../contract/backend-schema'
import { type ErrorCode, isOrgkitError } from '../errors'
import { equal, ok } from './assert'
import type { AskBackend } from './backend'
import type { Cover, CoveredOperation } from './case'

/** Of any operation's answer. */
interface AnswerSchema {
  safeParse(answer: unknown): { error?: Error; data?: unknown }
}

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
  return {
    name: adapter.name,
    capabilities: adapter.capabilities,
    ...(methods as unknown as AdapterMethods),
    subscribe: recordedStream(adapter, record),
  }
}

/** A stream is seen once a message has come; each is held against the contract. */
function recordedStream(adapter: Adapter, record: Record): Adapter['subscribe'] {
  return async (input, options) => {
    const messages = await refusable(
      'subscribe',
      record,
      () => adapter.subscribe(input, options),
      options?.signal,
    )
    return (async function* () {
      for await (const message of messages) {
        record.seen.add('subscribe')
        note(record, () => checkAnswer('subscribe', appStreamSchemas.subscribe.message, message))
        yield message
      }
    })()
  }
}

/** The same for the backend contract. */
export function recordedBackend(ask: AskBackend, record: Record): AskBackend {
  return (name, input, options) =>
    recordedCall(`backend.${name}`, backendSchemas[name].output, record, () => ask(name, input, options))
}

function recordedMethod(adapter: Adapter, name: AppOperationName, record: Record) {
  return (input: never, options?: CallOptions): Promise<unknown> =>
    recordedCall(
      name,
      appSchemas[name].output,
      record,
      () => adapter[name](input, options) as Promise<unknown>,
      options?.signal,
    )
}

async function recordedCall<Answer>(
  name: CoveredOperation,
  schema: AnswerSchema,
  record: Record,
  call: () => Promise<Answer>,
  signal?: AbortSignal,
): Promise<Answer> {
  const answer = await refusable(name, record, call, signal)
  record.seen.add(name)
  note(record, () => checkAnswer(name, schema, answer))
  return answer
}

/** A refusal is held against the contract. */
async function refusable<Answer>(
  name: CoveredOperation,
  record: Record,
  call: () => Promise<Answer>,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  try {
    return await call()
  } catch (error) {
    const isAbort = signal?.aborted && error === signal.reason
    if (!isAbort) note(record, () => checkError(name, error))
    if (isOrgkitError(error)) record.seen.add(`${name}:${error.code}`)
    throw error
  }
}

function checkAnswer(name: string, schema: AnswerSchema, answer: unknown): void {
  equal(JSON.parse(JSON.stringify(answer)), answer, `${name} answers plain JSON`)
  const { error, data } = schema.safeParse(answer)
  ok(!error, `${name} answers what the contract says: ${error?.message}`)
  equal(answer, data, `${name} answers nothing beside what the contract says`)
}

function checkError(name: CoveredOperation, error: unknown): void {
  ok(isOrgkitError(error), `${name} rejects with an OrgkitError; it rejected with ${String(error)}`)
  ok(error.code !== 'internal', `${name} never fails with internal: ${error.message}`)
  ok(
    allowedCodes(name).has(error.code),
    `${name} refuses only with the codes of its contract row; it did with ${error.code}`,
  )
  ok(error.message.length > 0, `${error.code} has a message for developers`)
}

/** The codes of the contract row, those of its session, and those of every operation. */
export function allowedCodes(covered: CoveredOperation): Set<ErrorCode> {
  return new Set<ErrorCode>([...ownCodes(covered), ...commonErrorCodes, 'unsupported'])
}

/** The codes that a case is to bring about. */
export function ownCodes(covered: CoveredOperation): readonly ErrorCode[] {
  if (isOfBackend(covered)) return backend[covered.slice('backend.'.length) as BackendOperationName].errors
  if (covered in appStreams) return [...appStreams[covered as AppStreamName].errors, 'unauthenticated']
  const { errors, session } = app[covered as AppOperationName]
  const bySession: ErrorCode[] = session === 'any' ? [] : ['unauthenticated', 'session_pending']
  return [...errors, ...bySession]
}

function isOfBackend(covered: CoveredOperation): covered is `backend.${BackendOperationName}` {
  return covered.startsWith('backend.')
}

function note(record: Record, check: () => void): void {
  try {
    check()
  } catch (error) {
    record.complaints.push((error as Error).message)
  }
}
