import { type AuthorizationQuery, type ErrorBody, type Identity, isOrgkitError } from '@orgkit/core'
import type { AppInput, AppOperationName, SubscribeInput } from '@orgkit/core/contract/app'
import type { BackendInput, BackendOperationName } from '@orgkit/core/contract/backend'
import type { Engine, OutboxRow } from '@orgkit/core/engine'

type Of<Kind extends string, Fields> = { kind: Kind; instanceId: string } & Fields

export type AppCall<Name extends AppOperationName = AppOperationName> = {
  [Each in Name]: Of<
    'app',
    { name: Each; identity: Identity | null; input: AppInput<Each>; idempotencyKey?: string }
  >
}[Name]

export type BackendCall<Name extends BackendOperationName = BackendOperationName> = {
  [Each in Name]: Of<'backend', { name: Each; input: BackendInput<Each>; idempotencyKey?: string }>
}[Name]

/** What the host asks beside the contracts. */
type HostCall =
  | Of<'mail', { row: OutboxRow }>
  | Of<'address', { token: string }>
  | Of<'live', { identity: Identity | null; input: SubscribeInput }>
  | Of<'session', { identity: Identity | null }>
  | Of<'access', { identity: Identity | null; organizationId: string; query: AuthorizationQuery }>

export type Call = AppCall | BackendCall | HostCall

/** As it goes over the wire. */
export type Outcome = { answer: unknown; error?: undefined } | { answer?: undefined; error: ErrorBody }

/** Does what the call asks. What is no `OrgkitError` is a bug, and thrown. */
export async function outcomeOf(engine: Engine, call: Call): Promise<Outcome> {
  try {
    return { answer: JSON.parse(JSON.stringify((await run(engine, call)) ?? null)) as unknown }
  } catch (error) {
    if (!isOrgkitError(error)) throw error
    return { error: JSON.parse(JSON.stringify(error)) as ErrorBody }
  }
}

function run(engine: Engine, call: Call): Promise<unknown> {
  const { instanceId } = call
  switch (call.kind) {
    case 'app':
      return runApp(engine, call)
    case 'backend':
      return runBackend(engine, call)
    case 'mail':
      return engine.mailOf(instanceId, call.row)
    case 'address':
      return engine.addressOfInvitation(instanceId, call.token)
    case 'live':
      return engine.readLive({ instanceId, identity: call.identity }, call.input)
    case 'session':
      return engine.requireSession({ instanceId, identity: call.identity })
    case 'access':
      return engine.requireOrganization(
        { instanceId, identity: call.identity },
        call.organizationId,
        call.query,
      )
  }
}

function runApp<Name extends AppOperationName>(engine: Engine, call: AppCall<Name>): Promise<unknown> {
  const { instanceId, identity, idempotencyKey } = call
  return engine.execute<Name>(call.name, { instanceId, identity }, call.input, { idempotencyKey })
}

function runBackend<Name extends BackendOperationName>(
  engine: Engine,
  call: BackendCall<Name>,
): Promise<unknown> {
  const { idempotencyKey } = call
  return engine.executeBackend<Name>(call.name, call.instanceId, call.input, { idempotencyKey })
}

/** The call as a person reads it. */
export function describeCall(call: Call): string {
  const { kind, instanceId, ...rest } = call
  const { identity, name, input, ...others } = rest as Partial<AppCall>
  const who = identity === undefined ? kind : (identity?.id ?? 'nobody')
  const words = [instanceId, who, name ?? kind, JSON.stringify(input ?? others)]
  if (input && Object.keys(others).length > 0) words.push(JSON.stringify(others))
  return words.join(' ')
}
