import type { ActiveOrganization, AuthorizationQuery, User } from '@orgkit/core'
import { type BlobPort, type Clock, createEngine, type Engine, type ImagePort } from '@orgkit/core/engine'
import { databaseBlobs } from './blobs/database-blobs'
import { sharpImages } from './blobs/images'
import { createKyselyStore } from './database/kysely-store'
import { migrate } from './database/migrations'
import type { Database } from './database/open-database'
import { createApp } from './http/app'
import { createCallers } from './http/callers'
import { originsOf } from './http/cross-site'
import { apiPath } from './http/paths'
import { errorResponse } from './http/responses'
import type { Identify } from './identify'
import { type InstanceOptions, putInstances } from './instances'
import { consoleLog, type Log } from './log'
import { devMailbox } from './mail/dev-mailbox'
import type { MailPort } from './mail/mail'

export interface CreateServerOptions {
  database: Database
  /** The host's applications, until there is a console: written at each start. */
  instances: readonly InstanceOptions[]
  /** Whom a request without a publishable key means, on the server's own origin. @default the only instance */
  defaultInstanceId?: string
  /** Who is calling. `betterAuthIdentify(auth)` for Better Auth. */
  identify: Identify
  /** Where people reach this server, e.g. `https://app.example.com`. Mailed links and logos start with it. */
  url: string
  /** Further origins whose pages may call, with cookies. @default [] */
  allowedOrigins?: readonly string[]
  /** What tokens are derived from; the same on all nodes. See `loadSecret`. */
  secret?: string
  /** @default the dev mailbox, in the database */
  mail?: MailPort
  /** @default sharp */
  images?: ImagePort
  /** @default in the database, served at `/api/orgkit/v1/blobs` */
  blobs?: BlobPort
  /** @default the system's */
  clock?: Clock
  /** @default the console */
  log?: Log
}

export interface OrgkitServer {
  /** Answers everything below `/api/orgkit`; mount it there. */
  fetch(this: void, request: Request): Promise<Response>
  engine: Engine
  mail: MailPort
  /**
   * For the app's own routes: the signed-in caller with no session task open. Rejects with `unauthenticated`,
   * `session_pending`, `unknown_instance` or `cross_site_refused`; see `errorResponse`.
   */
  requireSession(this: void, request: Request): Promise<{ user: User }>
  /**
   * The same in the organization that the header `Orgkit-Organization` names. Rejects with `required` too where it is missing,
   * `not_found` (to a stranger also), `forbidden` or `organizations_disabled`.
   */
  requireOrganization(
    this: void,
    request: Request,
    query?: AuthorizationQuery,
  ): Promise<{ user: User } & ActiveOrganization>
  /** An `OrgkitError` as the answer that orgkit itself would give. Rethrows everything else. */
  errorResponse(this: void, error: unknown): Response
  /** Writes further instances, as at the start. */
  putInstances(this: void, instances: readonly InstanceOptions[]): Promise<void>
  /** Closes the database. Stop the sockets first. */
  close(this: void): Promise<void>
}

/** The reference server: makes the tables, writes the instances, and answers the contract's operations. */
export async function createServer(options: CreateServerOptions): Promise<OrgkitServer> {
  const { database, instances, identify, allowedOrigins = [], log = consoleLog } = options
  const origins = originsOf(options.url, allowedOrigins)
  const defaultInstanceId =
    options.defaultInstanceId ?? (instances.length === 1 ? instances[0]?.id : undefined)

  await migrate(database)
  await putInstances(database, instances)

  const databaseBlobStore = databaseBlobs(database, `${origins.own}${apiPath}`)
  const engine = createEngine({
    store: createKyselyStore(database),
    ports: {
      clock: options.clock ?? { now: () => new Date() },
      images: options.images ?? sharpImages(),
      blobs: options.blobs ?? databaseBlobStore,
    },
  })
  const callers = createCallers({ database, origins, defaultInstanceId, identify, engine })
  const app = createApp({ database, origins, engine, callers, blobs: databaseBlobStore, log })

  return {
    fetch: async (request) => app.fetch(request),
    engine,
    mail: options.mail ?? devMailbox(database),
    requireSession: callers.requireSession,
    requireOrganization: callers.requireOrganization,
    errorResponse,
    putInstances: (further) => putInstances(database, further),
    close: () => database.close(),
  }
}
