import type { Adapter, Capabilities } from '../adapter'
import type { AppOperationName, AppStreamName } from '../contract/app'
import type { BackendOperationName } from '../contract/backend'
import type { ErrorCode } from '../errors'
import type { InstanceSettings } from '../model/instance'
import type { RoleKey } from '../model/role'
import type { User } from '../model/user'
import type { AskBackend, ConformanceHook, ConformanceMail, WorldOptions } from './backend'

/** An operation or stream of the app contract, or an operation of the backend contract, such as `backend.createRole`. */
export type CoveredOperation = AppOperationName | AppStreamName | `backend.${BackendOperationName}`

/** An operation, for its answer, or an operation and a code that it refuses with. */
export type Cover = CoveredOperation | `${CoveredOperation}:${ErrorCode}`

/** One fact about every backend. */
export interface ConformanceCase extends WorldOptions {
  title: string
  /** What the test sees happen. After the run it is checked that it did. */
  covers: readonly Cover[]
  needs?: readonly (keyof Capabilities | ConformanceHook)[]
  run(world: TestWorld): Promise<void>
}

/** A signed-in page of a test: the adapter, and who is signed in. */
export interface TestUser extends Adapter {
  user: User
}

export interface TestWorld {
  /** A new user, `Ada` at first, with an address made from the name. */
  signUp(name?: string, options?: { verified?: boolean; email?: string }): Promise<TestUser>
  signedOut(): Adapter
  /** Only in cases that need the hook. */
  addMember(organizationId: string, user: TestUser, roleKey: RoleKey): Promise<void>
  /** Only in cases that need the hook. The newest first. */
  readMail(address: string): Promise<readonly ConformanceMail[]>
  /** Only in cases that need the hook. */
  publishTxt(name: string, value: string): Promise<void>
  /** Only in cases that need the hook. */
  updateSettings(change: Partial<InstanceSettings>): Promise<void>
  /** Only in cases that need the hook. */
  backend: AskBackend
}

/** Settings under which most cases run: organizations on, everything else as in a new instance. */
export const organizationsOn: Partial<InstanceSettings> = { organizationsEnabled: true }
export const slugsOn: Partial<InstanceSettings> = { organizationsEnabled: true, slugs: true }
export const personalOn: Partial<InstanceSettings> = { organizationsEnabled: true, personalAccounts: true }

/** Waits until the clock has moved on, so that what comes next has a later time in milliseconds. */
export async function later(): Promise<void> {
  const before = Date.now()
  do await new Promise((resolve) => setTimeout(resolve, 2))
  while (Date.now() <= before + 1)
}
