import { refuse, type Refusal } from '../errors'
import type { InstanceSettings } from '../model/instance'
import type { SessionTask } from '../model/session'

export interface SessionFacts {
  settings: Pick<InstanceSettings, 'organizationsEnabled' | 'personalAccounts'>
  /** How many organizations the user belongs to. */
  organizationCount: number
}

/** Whether the user must make or join an organization (A2). */
export function mustChooseOrganization({ settings, organizationCount }: SessionFacts): boolean {
  return settings.organizationsEnabled && !settings.personalAccounts && organizationCount === 0
}

/** What the user must finish before the app opens, in order (A2). */
export function openTasks(facts: SessionFacts): SessionTask[] {
  return mustChooseOrganization(facts) ? [{ key: 'choose-organization' }] : []
}

/** A pending session counts as signed out; the refusal names the task. */
export function checkTasksDone(tasks: readonly SessionTask[]): Refusal | null {
  const [next] = tasks
  return next ? refuse('session_pending', { meta: { task: next.key } }) : null
}
