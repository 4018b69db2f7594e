import {
  OrgkitError,
  type Adapter,
  type AdapterMethods,
  type CallOptions,
  type Capabilities,
  type ErrorCode,
} from '@orgkit/core'
import {
  type AppInput,
  type AppOperationName,
  type AppOutput,
  appRoutes,
  type LiveMessage,
  type SubscribeInput,
} from '@orgkit/core/contract/app'

/** A call that a hook made and the test has yet to answer. */
export interface FakeCall<Name extends AppOperationName = AppOperationName> {
  name: Name
  input: AppInput<Name>
  signal: AbortSignal | undefined
  idempotencyKey: string | undefined
  answer(output: AppOutput<Name>): void
  fail(error: ErrorCode | Error): void
}

type Script = {
  [Name in AppOperationName]?: (input: AppInput<Name>) => AppOutput<Name> | Promise<AppOutput<Name>>
}

/** A stream that the provider opened, and that the test tells what comes. */
export interface FakeStream {
  input: SubscribeInput
  signal: AbortSignal | undefined
  tell(message: Partial<LiveMessage>): void
  /** As a server does that closes. */
  end(): void
  fail(code: ErrorCode): void
}

export interface FakeBackend {
  adapter: Adapter
  /** All streams, in order. */
  streams: FakeStream[]
  /** What the next streams are refused with. `null`: they are opened. */
  refuseStreams: ErrorCode | null
  /** All calls of the operation, in order. */
  calls<Name extends AppOperationName>(name: Name): FakeCall<Name>[]
  /** The newest call of the operation; throws where there is none. */
  last<Name extends AppOperationName>(name: Name): FakeCall<Name>
  /** From now on answered by itself. `undefined`: by the test again. */
  script: Script
}

/** An adapter whose answers the test gives by hand, in whatever order, or by a script. It ignores aborts, as late answers do. */
export function fakeBackend(script: Script = {}, capabilities: Partial<Capabilities> = {}): FakeBackend {
  const made: FakeCall[] = []
  const backend: FakeBackend = {
    script,
    adapter: {} as Adapter,
    streams: [],
    refuseStreams: null,
    calls: <Name extends AppOperationName>(name: Name) =>
      made.filter((call) => call.name === name) as unknown as FakeCall<Name>[],
    last: (name) => {
      const call = backend.calls(name).at(-1)
      if (!call) throw new Error(`${name} was not called`)
      return call
    },
  }
  const method =
    <Name extends AppOperationName>(name: Name) =>
    (input: AppInput<Name>, { signal, idempotencyKey }: CallOptions = {}) =>
      new Promise<AppOutput<Name>>((resolve, reject) => {
        const call: FakeCall<Name> = {
          name,
          input,
          signal,
          idempotencyKey,
          answer: resolve,
          fail: (error) => reject(typeof error === 'string' ? new OrgkitError({ code: error }) : error),
        }
        made.push(call as unknown as FakeCall)
        const scripted = backend.script[name]
        if (scripted)
          new Promise((done) => done(scripted(input))).then(resolve as (output: unknown) => void, reject)
      })
  const names = Object.keys(appRoutes) as AppOperationName[]
  const methods = Object.fromEntries(names.map((name) => [name, method(name)])) as unknown as AdapterMethods
  backend.adapter = {
    name: 'fake',
    capabilities: {
      offset: true,
      search: true,
      slugs: true,
      logos: true,
      domains: true,
      members: true,
      roles: true,
      activity: true,
      invitations: true,
      idempotency: true,
      // Tests of live events turn them on.
      live: false,
      ...capabilities,
    },
    ...methods,
    async subscribe(input, { signal } = {}) {
      const { stream, messages } = fakeStream(input, signal)
      backend.streams.push(stream)
      if (backend.refuseStreams) throw new OrgkitError({ code: backend.refuseStreams })
      return messages
    },
  }
  return backend
}

function fakeStream(input: SubscribeInput, signal: AbortSignal | undefined) {
  const waiting: (LiveMessage | Error | null)[] = []
  let goOn = () => {}
  let count = 0
  const put = (next: LiveMessage | Error | null) => {
    waiting.push(next)
    goOn()
  }
  signal?.addEventListener('abort', () => put(null))
  const stream: FakeStream = {
    input,
    signal,
    tell: (message) =>
      put({ cursor: `${input.cursor ?? ''}+${++count}`, events: [], isReset: false, ...message }),
    end: () => put(null),
    fail: (code) => put(new OrgkitError({ code })),
  }
  async function* messages(): AsyncGenerator<LiveMessage> {
    for (;;) {
      if (waiting.length === 0) await new Promise<void>((resolve) => (goOn = resolve))
      const next = waiting.shift() ?? null
      if (next === null) return
      if (next instanceof Error) throw next
      yield next
    }
  }
  return { stream, messages: messages() }
}
