export type { OwnSessionTask, SessionTaskOption, SessionTaskUser } from '@orgkit/core/engine'
export { blobsPath, databaseBlobs, type BlobStore, type StoredBlob } from './blobs/database-blobs'
export { sharpImages } from './blobs/images'
export { createServer, type CreateServerOptions, type OrgkitServer } from './create-server'
export { createKyselyStore } from './database/kysely-store'
export { migrate } from './database/migrations'
export { openDatabase, type Database, type OpenDatabaseOptions } from './database/open-database'
export type { Tables } from './database/schema'
export { listedMailProviders } from './domains/mail-providers'
export { nodeDns, type NodeDnsOptions } from './domains/node-dns'
export { toRequest } from './guards/node-request'
export { httpStatus } from './http/http-status'
export { openapiDocument } from './http/openapi'
export { apiPath, basePath } from './http/paths'
export { errorResponse } from './http/responses'
export { betterAuthIdentify, type BetterAuthLike, type Identify } from './identify'
export { jwtIdentify, type JwtIdentifyOptions } from './identify-jwt'
export { putInstances, type InstanceOptions } from './instances'
export type { Log, LogEntry } from './log'
export { devMailbox, type DevMailbox, type SentMail } from './mail/dev-mailbox'
export { type MailMessage, type MailPort, PermanentMailError, sendByAll, type SendOptions } from './mail/mail'
export { smtpMail, type SmtpMail, type SmtpMailOptions } from './mail/smtp-mail'
export {
  defaultMailTemplates,
  type DomainCodeFacts,
  type MailBody,
  type MailTemplateFacts,
  type MailTemplates,
} from './mail/templates'
export { closeOnSignals, serve, type Served, type ServeOptions } from './node'
export { memoryRateLimiter, type MemoryRateLimiterOptions } from './rate-limits/memory-rate-limiter'
export type { RateLimitAnswer, RateLimiter, TakeOptions } from './rate-limits/rate-limiter'
export { loadSecret } from './secret'
export { seedMember, type SeedMember } from './seed'
