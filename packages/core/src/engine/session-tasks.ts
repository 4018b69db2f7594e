import { OrgkitError } from '../errors'
import type { Instance } from '../model/instance'
import type { SessionTask, SessionTaskKey } from '../model/session'
import type { User, UserMetadata } from '../model/user'
import { isKnownSessionTask, type KnownSessionTask, knownSessionTasks, openTasks } from '../rules/session'
import type { UserRow } from './store'
import { viewUser } from './view'

/** Whom a task of the app's own is asked about: as the host says at this request, with what orgkit keeps of them. */
export interface SessionTaskUser extends User {
  metadata: UserMetadata
}

/** A task of the app's own. */
export interface OwnSessionTask {
  /** Small letters, digits and `-`, at most 50; none of orgkit's. */
  key: string
  /**
   * Whether the user still has to finish it. Asked at every request of a signed-in user, outside of any transaction: it may read a
   * database, and had better be quick. Where it throws, or does not answer within 10 seconds, the request fails: nobody is let
   * through.
   */
  isPending(user: SessionTaskUser, instance: { id: string }): boolean | Promise<boolean>
}

/** One of orgkit's, by its key, or one of the app's own. */
export type SessionTaskOption = KnownSessionTask | OwnSessionTask

/** The tasks of an app, in the order in which they are to be finished. */
export interface SessionTasks {
  order: readonly SessionTaskKey[]
  own: readonly OwnSessionTask[]
}

const patienceMs = 10_000
const keyShape = /^[a-z][a-z0-9-]{0,49}$/

/**
 * The registry that an app gives. `choose-organization` stands at the end where it is left out: whether an organization is needed is
 * a setting (A2). Throws on one that cannot work.
 */
export function createSessionTasks(options: readonly SessionTaskOption[] = knownSessionTasks): SessionTasks {
  const own = options.filter((option) => typeof option !== 'string')
  for (const option of options) {
    if (typeof option === 'string') {
      if (isKnownSessionTask(option)) continue
      const known = knownSessionTasks.map((key) => `'${key}'`).join(', ')
      refuse(
        `"${String(option)}" is no task that orgkit knows`,
        'Nothing would say when it is finished',
        `Give one of ${known}, or one of your own as { key, isPending }`,
      )
    }
    const { key, isPending } = option
    if (typeof key !== 'string' || !keyShape.test(key)) {
      refuse(
        `a task of your own has the key "${String(key)}"`,
        'It stands in addresses and events',
        'Write small letters, digits and "-", at most 50, such as "verify-phone"',
      )
    }
    if (isKnownSessionTask(key)) {
      refuse(`a task of your own has the key "${key}"`, 'It is one of orgkit’s', 'Give it another key')
    }
    if (typeof isPending !== 'function') {
      refuse(
        `the task "${key}" has no isPending`,
        'Nobody could say when it is finished',
        'Add isPending(user)',
      )
    }
  }
  const order = options.map((option) => (typeof option === 'string' ? option : option.key))
  const twice = order.find((key, index) => order.indexOf(key) < index)
  if (twice !== undefined) {
    refuse(`"${twice}" stands there twice`, 'A task is finished once', 'Take one of them out')
  }
  return { order: order.includes('choose-organization') ? order : [...order, 'choose-organization'], own }
}

/** The keys of the app's own tasks that are open. Rejects with `internal` where one cannot be asked. */
export async function askOwnTasks(
  { own }: SessionTasks,
  row: UserRow,
  instanceId: string,
): Promise<ReadonlySet<SessionTaskKey>> {
  const user = { ...viewUser(row), metadata: row.metadata }
  const answers = await Promise.all(own.map((task) => ask(task, user, instanceId)))
  return new Set(own.filter((_, index) => answers[index]).map(({ key }) => key))
}

async function ask(task: OwnSessionTask, user: SessionTaskUser, instanceId: string): Promise<boolean> {
  let answer: unknown
  try {
    answer = await inTime(task.isPending(user, { id: instanceId }))
  } catch (cause) {
    throw failed(`isPending of the session task "${task.key}" failed.`, { cause })
  }
  if (typeof answer === 'boolean') return answer
  throw failed(`isPending of the session task "${task.key}" answered with no boolean.`)
}

/** A live stream that asks for ever would never end, and neither would the server that waits for it. */
async function inTime(answer: unknown): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const isLate = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`It did not answer within ${patienceMs / 1000} seconds.`)),
      patienceMs,
    )
  })
  return Promise.race([answer, isLate]).finally(() => clearTimeout(timer))
}

function failed(message: string, options?: ErrorOptions): OrgkitError {
  return new OrgkitError({ code: 'internal', message }, options)
}

/** What the user must finish now, in order. */
export function tasksOf(
  { order }: SessionTasks,
  { settings }: Pick<Instance, 'settings'>,
  user: UserRow | null,
  ownPending: ReadonlySet<SessionTaskKey>,
): SessionTask[] {
  if (!user) return []
  const { organizationCount, metadata, acceptedTermsVersion } = user
  return openTasks({ settings, organizationCount, metadata, acceptedTermsVersion, order, ownPending })
}

function refuse(what: string, why: string, remedy: string): never {
  throw new Error(`sessionTasks: ${what}. ${why}. ${remedy}.`)
}
