import { refuse, type Refusal } from '../errors'
import type { InstanceSettings } from '../model/instance'
import type { SessionTask, SessionTaskKey } from '../model/session'
import type { UserMetadata } from '../model/user'

/** What orgkit knows how to ask for, in the order of an app that says nothing else. */
export const knownSessionTasks = [
  'accept-terms',
  'complete-profile',
  'choose-organization',
] as const satisfies readonly SessionTaskKey[]

export type KnownSessionTask = (typeof knownSessionTasks)[number]

/** Whether the key is one of those that orgkit knows. */
export function isKnownSessionTask(key: SessionTaskKey): key is KnownSessionTask {
  return (knownSessionTasks as readonly SessionTaskKey[]).includes(key)
}

export interface ChoosingFacts {
  settings: Pick<InstanceSettings, 'organizationsEnabled' | 'personalAccounts'>
  /** How many organizations the user belongs to. */
  organizationCount: number
}

export interface SessionFacts extends ChoosingFacts {
  settings: ChoosingFacts['settings'] & Pick<InstanceSettings, 'terms' | 'profileFields'>
  metadata: UserMetadata
  /** The version that the user accepted last; `null`: none. */
  acceptedTermsVersion: string | null
  /** Every task that the app has, in the order in which they are to be finished. */
  order: readonly SessionTaskKey[]
  /** Those of the app's own that are open, as the app says. */
  ownPending: ReadonlySet<SessionTaskKey>
}

/** Whether the user must make or join an organization (A2). */
export function mustChooseOrganization({ settings, organizationCount }: ChoosingFacts): boolean {
  return settings.organizationsEnabled && !settings.personalAccounts && organizationCount === 0
}

/** What the user must finish before the app opens, in order (A2, F8). */
export function openTasks(facts: SessionFacts): SessionTask[] {
  return facts.order.flatMap((key) => openTask(key, facts) ?? [])
}

function openTask(key: SessionTaskKey, facts: SessionFacts): SessionTask | null {
  const { settings, metadata } = facts
  switch (key) {
    case 'accept-terms': {
      const { terms } = settings
      return terms && terms.version !== facts.acceptedTermsVersion ? { key, terms } : null
    }
    case 'complete-profile': {
      const fields = settings.profileFields.map((field) => ({
        ...field,
        value: answerOf(metadata, field.key),
      }))
      return fields.some(({ value }) => value === null) ? { key, fields } : null
    }
    case 'choose-organization':
      return mustChooseOrganization(facts) ? { key } : null
    default:
      return facts.ownPending.has(key) ? { key } : null
  }
}

/** A field may be called as what every object has: only what was answered counts. */
export function answerOf(answers: UserMetadata, key: string): string | null {
  return Object.hasOwn(answers, key) ? (answers[key] ?? null) : null
}

/** A pending session counts as signed out; the refusal names the task. */
export function checkTasksDone(tasks: readonly SessionTask[]): Refusal | null {
  const [next] = tasks
  return next ? refuse('session_pending', { meta: { task: next.key } }) : null
}

/** Whether the user has come as far as to choose an organization: no other task comes before. */
export function checkMayChoose(tasks: readonly SessionTask[]): Refusal | null {
  return tasks[0]?.key === 'choose-organization' ? null : checkTasksDone(tasks)
}
