import { type ErrorCode, isOrgkitError, OrgkitError, type Refusal } from '@orgkit/core'
import {
  type AppInput,
  type AppOperationName,
  type AppStreamInput,
  type AppStreamName,
  appStreamRoutes,
} from '@orgkit/core/contract/app'

/** An error code, or a whole error. */
export type Failure = ErrorCode | Refusal | Error

export interface FailOptions {
  /** How many calls fail. @default all, until the returned function is called */
  times?: number
  /**
   * Fails after the commit: the operation has happened, its answer is lost. A stream is opened, and is lost with what it would tell
   * next. @default false
   */
  after?: boolean
}

/** Held shut until it is opened. */
export interface Gate {
  /** Lets through everybody who waits, and everybody who comes later. */
  open(): void
  /** How many calls wait now. */
  readonly waiting: number
  pass(): Promise<void>
}

export function createGate(): Gate {
  let open: () => void = () => {}
  let isOpen = false
  let waiting = 0
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return {
    open() {
      isOpen = true
      open()
    },
    get waiting() {
      return isOpen ? 0 : waiting
    },
    pass() {
      waiting++
      return opened
    },
  }
}

/** `*`: every operation. A stream is there all the time, and would take what was meant for a call: it is named. */
type Target = Asked | '*'
type Asked = AppOperationName | AppStreamName
type InputOf<Name> = Name extends AppOperationName
  ? AppInput<Name>
  : Name extends AppStreamName
    ? AppStreamInput<Name>
    : unknown

interface Fault {
  target: Target
  failure: Failure | ((input: unknown) => Failure | null)
  timesLeft: number
  after: boolean
}

/** What goes wrong in an embedded backend, by operation. The newest fault of an operation comes first. */
export interface Faults {
  fail<Name extends Target>(
    name: Name,
    failure: Failure | ((input: InputOf<Name>) => Failure | null),
    options?: FailOptions,
  ): () => void
  delay(name: Target, how: number | Gate): () => void
  throwBefore(name: Asked, input: unknown): void
  throwAfter(name: Asked, input: unknown): void
  wait(name: Asked, latencyMs: number): Promise<void> | undefined
  clear(): void
}

export function createFaults(): Faults {
  let faults: Fault[] = []
  let delays: { target: Target; how: number | Gate }[] = []

  function strike(name: Asked, input: unknown, after: boolean): void {
    for (const fault of faults) {
      if (!isMeant(fault, name) || fault.after !== after || fault.timesLeft <= 0) continue
      const failure = typeof fault.failure === 'function' ? fault.failure(input) : fault.failure
      if (failure === null) continue
      fault.timesLeft--
      throw errorOf(failure)
    }
  }

  return {
    fail(target, failure, { times = Infinity, after = false } = {}) {
      const fault = { target, failure: failure as Fault['failure'], timesLeft: times, after }
      faults = [fault, ...faults]
      return () => void (faults = faults.filter((other) => other !== fault))
    },
    delay(target, how) {
      const delay = { target, how }
      delays = [delay, ...delays]
      return () => void (delays = delays.filter((other) => other !== delay))
    },
    throwBefore: (name, input) => strike(name, input, false),
    throwAfter: (name, input) => strike(name, input, true),
    wait(name, latencyMs) {
      const how = delays.find((delay) => isMeant(delay, name))?.how ?? latencyMs
      if (typeof how === 'object') return how.pass()
      return how > 0 ? new Promise((resolve) => setTimeout(resolve, how)) : undefined
    },
    clear() {
      faults = []
      delays = []
    },
  }
}

function isMeant({ target }: { target: Target }, name: Asked): boolean {
  return target === name || (target === '*' && !(name in appStreamRoutes))
}

function errorOf(failure: Failure): OrgkitError {
  if (typeof failure === 'string') return new OrgkitError({ code: failure })
  if (isOrgkitError(failure)) return failure
  if (failure instanceof Error)
    return new OrgkitError({ code: 'internal', message: failure.message }, { cause: failure })
  return new OrgkitError(failure)
}
