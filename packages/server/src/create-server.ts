import {
  addressKey,
  type ActiveOrganization,
  type AuthorizationQuery,
  OrgkitError,
  type User,
} from '@orgkit/core'
import {
  type BlobPort,
  type Clock,
  createEngine,
  type DnsPort,
  type Engine,
  type ImagePort,
  type MailProviderPort,
  type SessionTaskOption,
} from '@orgkit/core/engine'
import { databaseBlobs } from './blobs/database-blobs'
import { sharpImages } from './blobs/images'
import { createKyselyStore } from './database/kysely-store'
import { migrate } from './database/migrations'
import type { Database } from './database/open-database'
import { listedMailProviders } from './domains/mail-providers'
import { nodeDns } from './domains/node-dns'
import { createApp } from './http/app'
import { createCallers } from './http/callers'
import { originsOf } from './http/cross-site'
import { apiPath } from './http/paths'
import { errorResponse } from './http/responses'
import type { Identify } from './identify'
import { type InstanceOptions, putInstances } from './instances'
import { checkInvitationUrl, invitationLinks, tokenPort } from './links'
import { createLiveStreams } from './live/live-streams'
import { consoleLog, type Log } from './log'
import { devMailbox } from './mail/dev-mailbox'
import type { MailPort } from './mail/mail'
import { createOutboxReader } from './mail/outbox-reader'
import { createRenderer, defaultMailTemplates, type MailTemplates } from './mail/templates'
import { createBackendLimits } from './rate-limits/backend-limits'
import { memoryRateLimiter } from './rate-limits/memory-rate-limiter'
import type { RateLimiter } from './rate-limits/rate-limiter'

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
  /**
   * What the tokens of links are derived from, 32 characters or more; the same on all nodes, see `loadSecret`.
   * @default made anew at each start, so that links die with the process
   */
  secret?: string
  /** Where invitations lead, with `:token`, on this server's address or a whole one. @default '/invite/:token' */
  invitationUrl?: string
  /** What mail calls the app. @default the host of `url` */
  appName?: string
  /** As in a header: `Notes <no-reply@notes.test>`. @default `orgkit <no-reply@…>` at the host of `url` */
  mailFrom?: string
  /** In place of orgkit's own; those that are left out stay. */
  mailTemplates?: Partial<MailTemplates>
  /** @default the dev mailbox, in the database */
  mail?: MailPort
  /** @default sharp */
  images?: ImagePort
  /** @default in the database, served at `/api/orgkit/v1/blobs` */
  blobs?: BlobPort
  /** Whose domains no organization can have. @default the public and disposable ones that two kept packages list */
  mailProviders?: MailProviderPort
  /** Where the TXT records are looked up that prove domains. @default the system's name servers, within 5 seconds */
  dns?: DnsPort
  /**
   * Counts the requests of the backend API. Where several nodes are to share a limit, one that they share.
   * @default in memory: each node counts for itself
   */
  rateLimiter?: RateLimiter
  /** @default the system's */
  clock?: Clock
  /** How many organizations an instance or a user can be allowed to create at most (A11). @default 100 */
  maximumCreationLimit?: number
  /**
   * What users must finish before the app opens (F8), in this order: orgkit's own by key, and the app's as `{ key, isPending }`.
   * What the first two ask for is in the settings `terms` and `profileFields`; where those are empty they ask nothing.
   * @default ['accept-terms', 'complete-profile', 'choose-organization']
   */
  sessionTasks?: readonly SessionTaskOption[]
  /**
   * How often whoever hears live events is asked who they are, and how often the connection is kept open through proxies. At most
   * 30: readers take a stream for lost that is silent for 45 seconds.
   * @default 15
   */
  liveHeartbeatSeconds?: number
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
  /**
   * For the host's sign-up: whether the token of an invitation's mailed link proves that whoever registers has the address, which
   * then needs no second mail. `false` for a copied link, another address, and an invitation that has ended.
   */
  invitationProvesAddress(
    this: void,
    token: string,
    address: string,
    options?: { instanceId?: string },
  ): Promise<boolean>
  /** That address, to fill in a form; `null` where the token proves none. */
  addressOfInvitation(this: void, token: string, options?: { instanceId?: string }): Promise<string | null>
  /** Sends what waits to be mailed and is due. It goes out by itself; this is to wait for it. */
  flushMail(this: void): Promise<void>
  /** Writes further instances, as at the start. */
  putInstances(this: void, instances: readonly InstanceOptions[]): Promise<void>
  /**
   * Ends all live streams, and opens no more: before the sockets are closed, which would wait for them. Their readers come back,
   * to another node or to this one once it is there again.
   */
  endLive(this: void): void
  /** How many live streams are open on this node. */
  liveCount(this: void): number
  /** Ends live streams, waits for the mail under way, and closes the database. Stop the sockets first. */
  close(this: void): Promise<void>
}

/** The reference server: makes the tables, writes the instances, and answers the contract's operations. */
export async function createServer(options: CreateServerOptions): Promise<OrgkitServer> {
  const { database, instances, identify, allowedOrigins = [], log = consoleLog } = options
  const origins = originsOf(options.url, allowedOrigins)
  const host = new URL(origins.own).hostname
  const invitationUrl = checkInvitationUrl(options.invitationUrl, origins.own)
  const tokens = tokenPort(options.secret, log)
  const clock = options.clock ?? { now: () => new Date() }
  const defaultInstanceId =
    options.defaultInstanceId ?? (instances.length === 1 ? instances[0]?.id : undefined)

  await migrate(database)
  await putInstances(database, instances)

  const databaseBlobStore = databaseBlobs(database, `${origins.own}${apiPath}`)
  const engine = createEngine({
    store: createKyselyStore(database),
    maximumCreationLimit: options.maximumCreationLimit,
    sessionTasks: options.sessionTasks,
    ports: {
      clock,
      tokens,
      links: invitationLinks(invitationUrl),
      images: options.images ?? sharpImages(),
      blobs: options.blobs ?? databaseBlobStore,
      mailProviders: options.mailProviders ?? listedMailProviders(),
      dns: options.dns ?? nodeDns(),
    },
  })
  const callers = createCallers({ database, origins, defaultInstanceId, identify, engine, log })
  const backendLimits = createBackendLimits(options.rateLimiter ?? memoryRateLimiter({ clock }), log)
  const live = createLiveStreams({
    database,
    engine,
    callerOf: callers.callerOf,
    log,
    heartbeatSeconds: options.liveHeartbeatSeconds,
  })
  const app = createApp({
    database,
    origins,
    engine,
    callers,
    blobs: databaseBlobStore,
    backendLimits,
    live,
    log,
  })
  await live.start()

  const mail = options.mail ?? devMailbox(database, { now: () => clock.now() })
  const render = createRenderer({
    templates: { ...defaultMailTemplates, ...options.mailTemplates },
    appName: options.appName ?? host,
    from: options.mailFrom ?? `orgkit <no-reply@${host}>`,
    host,
  })
  const outbox = createOutboxReader({ database, engine, mail, render, clock, log })
  await outbox.start()

  async function addressOfInvitation(
    token: string,
    { instanceId = defaultInstanceId }: { instanceId?: string } = {},
  ): Promise<string | null> {
    if (instanceId === undefined) throw new OrgkitError({ code: 'unknown_instance' })
    return engine.addressOfInvitation(instanceId, token)
  }

  return {
    fetch: async (request) => app.fetch(request),
    engine,
    mail,
    requireSession: callers.requireSession,
    requireOrganization: callers.requireOrganization,
    errorResponse,
    addressOfInvitation,
    async invitationProvesAddress(token, address, where) {
      const proven = await addressOfInvitation(token, where)
      return proven !== null && addressKey(proven) === addressKey(address)
    },
    flushMail: outbox.flush,
    putInstances: (further) => putInstances(database, further),
    endLive: live.end,
    liveCount: live.count,
    async close() {
      await live.stop()
      await outbox.stop()
      await database.close()
    },
  }
}
