import type { Adapter, Capabilities } from '../adapter'
import type { BackendInput, BackendOperationName, BackendOutput } from '../contract/backend'
import type { Application, InstanceSettings } from '../model/instance'
import type { Role, RoleKey } from '../model/role'

/** What the suite needs of a test runner; vitest, jest and node:test have it. */
export interface ConformanceRunner {
  describe(title: string, body: () => void): unknown
  test: {
    (title: string, body: () => Promise<void>): unknown
    skip(title: string, body: () => Promise<void>): unknown
  }
}

/** What a world may offer beside the adapter; a test that needs one which is missing is skipped and says so. */
export type ConformanceHook =
  'addMember' | 'updateSettings' | 'readMail' | 'publishTxt' | 'backend' | 'plan' | 'applicationCreatedAt'

/** Asks an operation of the backend contract, as the app's own server does. */
export type AskBackend = <Name extends BackendOperationName>(
  name: Name,
  input: BackendInput<Name>,
  options?: { idempotencyKey?: string },
) => Promise<BackendOutput<Name>>

/** The backend under test. */
export interface ConformanceBackend {
  name: string
  /** What its adapters declare. @default everything */
  capabilities?: Capabilities
  /** What its worlds offer. @default [] */
  hooks?: readonly ConformanceHook[]
  /** An instance of its own, which no other world shares a user, an organization or a slug with. */
  createWorld(options: WorldOptions): Promise<ConformanceWorld>
}

export interface WorldOptions {
  /** What differs from `defaultInstanceSettings`. */
  settings?: Partial<InstanceSettings>
  /** @default `org:admin` and `org:member` */
  roles?: readonly Role[]
  /** Hook `plan`: that of the application; asked for by cases that need it. @default 'pro', under which any limit can be set */
  plan?: Application['plan']
  /** Hook `applicationCreatedAt`: ISO 8601, UTC; what the defaults of settings are dated by (A5). @default now */
  applicationCreatedAt?: string
}

export interface ConformanceWorld {
  /** A new user of the host, and the adapter of a page in which they are signed in. */
  signUp(user: { name: string; email: string; /** @default true */ verified?: boolean }): Promise<Adapter>
  /** The adapter of a page in which nobody is signed in. */
  signedOut(): Adapter
  /** Hook `addMember`: makes a user a member, past all rules. `userId` is the one that `getSession` answers with. */
  addMember?(organizationId: string, userId: string, roleKey: RoleKey): Promise<void>
  /** Hook `updateSettings`: changes the instance's settings, as its console does. */
  updateSettings?(change: Partial<InstanceSettings>): Promise<void>
  /** Hook `readMail`: what was sent to the address and has arrived, the newest first. */
  readMail?(address: string): Promise<readonly ConformanceMail[]>
  /** Hook `publishTxt`: a TXT record that stands in the DNS from now on, beside others of the name. */
  publishTxt?(name: string, value: string): Promise<void>
  /** Hook `backend`: the backend contract, asked in the name of the app itself. */
  backend?: AskBackend
  close(): Promise<void>
}

export interface ConformanceMail {
  /** Every address that it leads to. An invitation's ends with its token. */
  links: readonly string[]
  /** The six digits of a mail that brings a code. */
  code?: string
}
