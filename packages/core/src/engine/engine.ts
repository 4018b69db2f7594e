import type { AppInput, AppOperationName, AppOutput, SubscribeInput } from '../contract/app'
import type { BackendInput, BackendOperationName, BackendOutput } from '../contract/backend'
import { OrgkitError, orThrow } from '../errors'
import type { OrgkitEvent } from '../model/event'
import type { Instance } from '../model/instance'
import type { ActiveOrganization } from '../model/member'
import type { User } from '../model/user'
import { type AuthorizationQuery, has } from '../rules/authorization'
import type { SessionTaskKey } from '../model/session'
import { checkTasksDone } from '../rules/session'
import { defaultMaximumCreationLimit } from '../rules/settings'
import { authorize, actorOf, actorSeen, type Caller, checkSession, instanceOf } from './admit'
import { type Command, isExclusive } from './command'
import { type BackendCommand, backendAccess, checkBackend } from './backend-command'
import { backendCommands, commands } from './commands'
import { createId } from './id'
import { addressOfToken } from './found-invitation'
import { recall, remember } from './idempotency'
import { type Outcome, settle } from './outcome'
import { type OutgoingMail, outgoingMail } from './outgoing-mail'
import { type LiveReading, readLive } from './live'
import type { EnginePorts } from './ports'
import type { Scene } from './scene'
import {
  askOwnTasks,
  createSessionTasks,
  type SessionTaskOption,
  type SessionTasks,
  tasksOf,
} from './session-tasks'
import { accessTo } from './access'
import {
  type EventAudit,
  type OutboxRow,
  type Store,
  type Transaction,
  TransactionConflict,
  type TransactionOptions,
  type UserRow,
} from './store'
import { viewUser } from './view'

export interface EngineOptions {
  store: Store
  ports: EnginePorts
  /** How many organizations an instance or a user can be allowed to create at most (A11). @default 100 */
  maximumCreationLimit?: number
  /**
   * What users must finish before the app opens (F8), in this order: orgkit's own by key, and the app's.
   * @default ['accept-terms', 'complete-profile', 'choose-organization']
   */
  sessionTasks?: readonly SessionTaskOption[]
}

export interface ExecuteOptions {
  /** A write with the same key, caller and input happens once, and answers the same again. At most 200 characters. */
  idempotencyKey?: string
}

export interface Engine {
  /** Runs one operation. Rejects with an `OrgkitError`; anything else is a bug. */
  execute<Name extends AppOperationName>(
    name: Name,
    caller: Caller,
    input: AppInput<Name>,
    options?: ExecuteOptions,
  ): Promise<AppOutput<Name>>
  /**
   * Runs one operation of the backend contract, for whoever holds the instance's secret key. Rejects with an `OrgkitError`;
   * anything else is a bug.
   */
  executeBackend<Name extends BackendOperationName>(
    name: Name,
    instanceId: string,
    input: BackendInput<Name>,
    options?: ExecuteOptions,
  ): Promise<BackendOutput<Name>>
  /**
   * What the caller may hear of behind a cursor, for the stream `subscribe`: asked again whenever there may be something new.
   * Rejects with `unauthenticated`.
   */
  readLive(caller: Caller, input: SubscribeInput): Promise<LiveReading>
  /**
   * What to mail for a row of the outbox, as things are now; `null`: nothing any more. Asked when the mail is about to be sent.
   */
  mailOf(instanceId: string, row: OutboxRow): Promise<OutgoingMail | null>
  /**
   * The address that the token of a mailed link proves, for a host's sign-up form; `null`: none, as with a copied link, or one
   * that has come to an end.
   */
  addressOfInvitation(instanceId: string, token: string): Promise<string | null>
  /** The signed-in caller with no task open. Rejects with `unauthenticated` or `session_pending`. */
  requireSession(caller: Caller): Promise<{ user: User }>
  /**
   * The caller in that organization, for an app's own routes. Rejects with `unauthenticated`, `session_pending`,
   * `organizations_disabled`, `not_found` (to a stranger too) or `forbidden`.
   */
  requireOrganization(
    caller: Caller,
    organizationId: string,
    query?: AuthorizationQuery,
  ): Promise<{ user: User } & ActiveOrganization>
}

const attempts = 6

export function createEngine({
  store,
  ports,
  maximumCreationLimit = defaultMaximumCreationLimit,
  sessionTasks: taskOptions,
}: EngineOptions): Engine {
  const sessionTasks = createSessionTasks(taskOptions)

  /** The app's own tasks do I/O: they are asked before the transaction, about the caller as its first look sees them. */
  async function standingOf(caller: Caller): Promise<Standing> {
    const { instanceId, identity } = caller
    if (!identity || sessionTasks.own.length === 0) return { sessionTasks, ownPending: new Set() }
    const user = await transact(store, instanceId, (tx) => actorSeen(tx, identity))
    return { sessionTasks, ownPending: user ? await askOwnTasks(sessionTasks, user, instanceId) : new Set() }
  }

  return {
    async execute(name, caller, input, { idempotencyKey } = {}) {
      const command: Command<typeof name> = commands[name]
      const call = { command, caller, input, idempotencyKey, ports, standing: await standingOf(caller) }
      if (!command.prepare && !isExclusive(command, input)) return settle(await run(store, call, undefined))
      // Whoever may not asks for no I/O, and keeps nobody waiting.
      const { answer, instance, seen } = await firstLook(store, call)
      if (answer !== undefined) return settle(answer)
      return settle(await run(store, call, await command.prepare?.({ input, instance, ports, seen })))
    },

    executeBackend(name, instanceId, input, { idempotencyKey } = {}) {
      const command: BackendCommand<typeof name> = backendCommands[name]
      return runBackend(store, instanceId, { command, input, idempotencyKey, ports, maximumCreationLimit })
    },

    async readLive(caller, input) {
      const standing = await standingOf(caller)
      return transact(store, caller.instanceId, async (tx) => {
        const instance = await instanceOf(tx)
        const actor = await actorSeen(tx, caller.identity)
        if (!actor) throw new OrgkitError({ code: 'unauthenticated' })
        const tasks = tasksOf(standing.sessionTasks, instance, actor, standing.ownPending)
        return readLive(tx, { instance, actor, isPending: tasks.length > 0 }, input)
      })
    },

    mailOf: (instanceId, row) =>
      transact(store, instanceId, async (tx) =>
        outgoingMail(tx, row, { instance: await instanceOf(tx), ports, now: ports.clock.now() }),
      ),

    addressOfInvitation: (instanceId, token) =>
      transact(store, instanceId, async (tx) => {
        const instance = await instanceOf(tx)
        return addressOfToken(tx, token, { instance, ports, now: ports.clock.now() })
      }),

    async requireSession(caller) {
      const standing = await standingOf(caller)
      return transact(store, caller.instanceId, async (tx) => {
        const { actor } = await activeCaller(tx, caller, standing)
        return { user: viewUser(actor) }
      })
    },

    async requireOrganization(caller, organizationId, query = {}) {
      const standing = await standingOf(caller)
      return transact(store, caller.instanceId, async (tx) => {
        const { instance, actor } = await activeCaller(tx, caller, standing)
        if (!instance.settings.organizationsEnabled) throw new OrgkitError({ code: 'organizations_disabled' })
        const organization = await tx.organizations.get(organizationId)
        const access = await accessTo(tx, actor, instance, organization, ports.clock.now())
        if (!access) throw new OrgkitError({ code: 'not_found', field: 'organization' })
        if (!has(access.membership, query)) throw new OrgkitError({ code: 'forbidden', meta: { ...query } })
        return { user: viewUser(actor), ...access }
      })
    },
  }
}

/** What decides which tasks the caller has open, beside their own row. */
interface Standing {
  sessionTasks: SessionTasks
  ownPending: ReadonlySet<SessionTaskKey>
}

interface Call<Name extends AppOperationName> {
  command: Command<Name>
  caller: Caller
  input: AppInput<Name>
  idempotencyKey: string | undefined
  ports: EnginePorts
  standing: Standing
}

/** Ask, and read what the command's `prepare` has to know, without locks. */
function firstLook<Name extends AppOperationName>(store: Store, call: Call<Name>) {
  const { command, caller, input, ports } = call
  return transact(store, caller.instanceId, async (tx) => {
    const { instance, actor, access, answer } = await admit(tx, call, { isFirstLook: true })
    if (answer !== undefined) return { answer, instance, seen: undefined }
    const now = ports.clock.now()
    const seen = await command.look?.({ tx, instance, now, actor, ports, input, access })
    return { answer, instance, seen }
  })
}

/** Lock, ask, look for an earlier answer, run, remember: all in one transaction. */
function run<Name extends AppOperationName>(
  store: Store,
  call: Call<Name>,
  prepared: unknown,
): Promise<Outcome<AppOutput<Name>>> {
  const { command, input, ports } = call
  const work = async (tx: Transaction): Promise<Outcome<AppOutput<Name>>> => {
    const { instance, actor, access, tasks, answer: earlier } = await admit(tx, call)
    if (earlier !== undefined) return earlier
    const now = ports.clock.now()
    const scene = { tx, instance, now, actor, ports, ...tellers(tx, now, actor) }
    const answer = withOwnEvents(await command.run({ ...scene, input, access, tasks, prepared }), actor)
    const idempotent = idempotentCall(call, actor)
    if (idempotent) await remember(tx, idempotent, answer, now)
    return answer
  }
  return transact(store, call.caller.instanceId, work, { isSnapshot: command.isSnapshot })
}

/**
 * Whether this caller may run this operation now. An earlier answer to the same write comes before what has changed since.
 * A first look takes no locks.
 */
async function admit<Name extends AppOperationName>(
  tx: Transaction,
  call: Call<Name>,
  { isFirstLook = false }: { isFirstLook?: boolean } = {},
) {
  const { command, caller, input, standing } = call
  const isWriting = command.kind === 'write' && !isFirstLook
  const isAlone = isExclusive(command, input)
  const isLocked = isWriting && !isAlone
  const lock = isAlone ? 'exclusive' : 'shared'
  const instance = await instanceOf(tx, isWriting ? lock : undefined)
  const actor = isFirstLook
    ? await actorSeen(tx, caller.identity)
    : await actorOf(tx, caller.identity, isLocked ? (command.alsoLocks?.(input) ?? []) : null)
  const idempotent = idempotentCall(call, actor)
  const answer = idempotent && ((await recall(tx, idempotent)) as Outcome<AppOutput<Name>> | undefined)
  if (answer) return { instance, actor, access: null, tasks: [], answer }
  const tasks = tasksOf(standing.sessionTasks, instance, actor, standing.ownPending)
  checkSession(instance, actor, command.name, tasks)
  const access = await authorize(tx, { instance, actor, name: command.name, input, isLocked })
  return { instance: access?.instance ?? instance, actor, access, tasks, answer: undefined }
}

interface BackendCall<Name extends BackendOperationName> {
  command: BackendCommand<Name>
  input: BackendInput<Name>
  idempotencyKey: string | undefined
  ports: EnginePorts
  maximumCreationLimit: number
}

function runBackend<Name extends BackendOperationName>(
  store: Store,
  instanceId: string,
  { command, input, idempotencyKey, ports, maximumCreationLimit }: BackendCall<Name>,
): Promise<BackendOutput<Name>> {
  return transact(store, instanceId, async (tx) => {
    const isWrite = command.kind === 'write'
    const lock = isExclusive(command, input) ? 'exclusive' : 'shared'
    const whole = await instanceOf(tx, isWrite ? lock : undefined)
    const idempotent =
      isWrite && idempotencyKey
        ? { actorId: backendActorId, key: idempotencyKey, operation: command.name, input }
        : null
    const earlier = idempotent && ((await recall(tx, idempotent)) as BackendOutput<Name> | undefined)
    if (earlier) return earlier
    checkBackend(whole, command.name)
    const { organization, instance } = await backendAccess(tx, { command, input, instance: whole })
    const now = ports.clock.now()
    const scene = { tx, instance, now, actor: null, ports, ...tellers(tx, now, null) }
    const answer = await command.run({ ...scene, input, organization, maximumCreationLimit })
    if (idempotent) await remember(tx, idempotent, answer, now)
    return answer
  })
}

/** Whose answers those to the backend API are: no user has an empty id. */
const backendActorId = ''

function tellers(
  tx: Transaction,
  now: Date,
  actor: UserRow | null,
): Pick<Scene, 'tell' | 'tellAll' | 'tellUsers'> {
  const stamp = (audit: EventAudit | null = null) => ({
    id: createId('evt', now),
    at: now.toISOString(),
    actorUserId: actor?.id ?? null,
    audit,
  })
  return {
    tell: (draft, audit) => tx.events.append(draft, stamp(audit)),
    tellAll: (organizationId, entries) =>
      tx.events.appendAll(
        organizationId,
        entries.map(({ draft, audit }) => ({ draft, stamp: stamp(audit) })),
      ),
    tellUsers: (drafts) => tx.events.appendToUsers(drafts.map((draft) => ({ draft, stamp: stamp() }))),
  }
}

/** Of users' streams an answer tells the caller's own alone: the other ones are nobody else's to read. */
function withOwnEvents<Answer extends object>(answer: Answer, actor: UserRow | null): Answer {
  if (!('events' in answer)) return answer
  const events = answer.events as readonly OrgkitEvent[]
  return {
    ...answer,
    events: events.filter((event) => 'organizationId' in event || event.userId === actor?.id),
  }
}

function idempotentCall<Name extends AppOperationName>(
  { command, input, idempotencyKey }: Call<Name>,
  actor: UserRow | null,
) {
  if (command.kind === 'read' || !actor || !idempotencyKey) return null
  return { actorId: actor.id, key: idempotencyKey, operation: command.name, input }
}

async function activeCaller(
  tx: Transaction,
  caller: Caller,
  { sessionTasks, ownPending }: Standing,
): Promise<{ instance: Instance; actor: UserRow }> {
  const instance = await instanceOf(tx)
  const actor = await actorOf(tx, caller.identity, null)
  if (!actor) throw new OrgkitError({ code: 'unauthenticated' })
  orThrow(checkTasksDone(tasksOf(sessionTasks, instance, actor, ownPending)))
  return { instance, actor }
}

/** Runs again, after a short random wait, what the database asks to run again. */
async function transact<T>(
  store: Store,
  instanceId: string,
  work: (tx: Transaction) => Promise<T>,
  options?: TransactionOptions,
): Promise<T> {
  for (let count = 1; ; count++) {
    try {
      return await store.transaction(instanceId, work, options)
    } catch (error) {
      if (!(error instanceof TransactionConflict) || count === attempts) throw error
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * 2 ** count))
    }
  }
}
