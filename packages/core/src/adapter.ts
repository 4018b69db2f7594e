import type {
  AppInput,
  AppOperationName,
  AppOutput,
  AppStreamInput,
  AppStreamMessage,
  AppStreamName,
} from './contract/app'

export interface CallOptions {
  /** Gives the call up; it then rejects with the signal's reason. */
  signal?: AbortSignal
  /** The same key makes a repeated write the same write. Reads ignore it. */
  idempotencyKey?: string
}

/** What a backend can do, so that the interface hides the rest. */
export interface Capabilities {
  /** Lists take an `offset`. */
  offset: boolean
  /** `listUserMemberships` takes a `query`. */
  search: boolean
  slugs: boolean
  logos: boolean
  /** Domains of organizations, suggestions because of them, and requests to join. */
  domains: boolean
  /** Listing members, changing their roles, removing them, handing the administration over, and `listRoles`. */
  members: boolean
  /** `listPermissions`, and roles of an organization's own. */
  roles: boolean
  /** `listEvents`. */
  activity: boolean
  /** Inviting by e-mail, and answering. */
  invitations: boolean
  /** A repeated write with the same `idempotencyKey` happens once. */
  idempotency: boolean
  /** `subscribe`. */
  live: boolean
}

export type AdapterMethods = {
  [Name in AppOperationName]: (input: AppInput<Name>, options?: CallOptions) => Promise<AppOutput<Name>>
}

/**
 * Resolves once the backend listens; the messages come until the signal is aborted. They end where the backend ends them, and
 * throw `unreachable` where the connection is lost: whoever listens comes back with the last cursor.
 */
export type AdapterStreams = {
  [Name in AppStreamName]: (
    input: AppStreamInput<Name>,
    options?: Pick<CallOptions, 'signal'>,
  ) => Promise<AsyncIterable<AppStreamMessage<Name>>>
}

/**
 * The way from the hooks to any backend: the app contract as methods. Every method rejects with an `OrgkitError`; what the
 * backend cannot do is declared in `capabilities` and rejects with `unsupported`.
 */
export interface Adapter extends AdapterMethods, AdapterStreams {
  name: string
  capabilities: Capabilities
}
