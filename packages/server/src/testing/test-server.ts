import { randomUUID } from 'node:crypto'
import type { ErrorBody, Identity } from '@orgkit/core'
import { createServer, type CreateServerOptions, type OrgkitServer } from '../create-server'
import type { Database } from '../database/open-database'
import type { InstanceOptions } from '../instances'
import type { LogEntry } from '../log'

export const ownOrigin = 'http://orgkit.test'
export const allowedOrigin = 'https://app.example.test'

export interface CallOptions {
  /** Who is signed in; left out: nobody. */
  as?: string
  body?: unknown
  headers?: Record<string, string>
}

export interface Answer {
  status: number
  headers: Headers
  // The tests say what they expect of it.
  body: Record<string, never> & { error?: ErrorBody }
}

export interface TestServer {
  server: OrgkitServer
  instance: InstanceOptions
  logged: LogEntry[]
  request(method: string, path: string, options?: CallOptions): Request
  /** `path` is below `/api/orgkit/v1`. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>
  /** Creates an organization and answers with its id. */
  createOrganization(as: string, name?: string): Promise<string>
}

/** A server over the given database with one instance of its own, called in process. A user is a bearer token: their name. */
export async function createTestServer(
  database: Database,
  {
    settings,
    plan = 'pro',
    ...options
  }: Partial<CreateServerOptions> & Pick<InstanceOptions, 'settings' | 'plan'> = {},
): Promise<TestServer> {
  const id = randomUUID()
  const instance: InstanceOptions = {
    id,
    publishableKey: `pk_${id}`,
    secretKey: `sk_${id}`,
    plan,
    settings: {
      organizationsEnabled: true,
      slugs: true,
      backendRequestsPerTenSeconds: null,
      invitationsPerHour: null,
      ...settings,
    },
  }
  const logged: LogEntry[] = []
  const server = await createServer({
    database,
    instances: [instance],
    identify: ({ headers }) => identityOf(headers.get('Authorization')),
    // No test asks the world.
    dns: { resolveTxt: async () => [] },
    url: ownOrigin,
    secret: 'a secret for tests '.repeat(2),
    allowedOrigins: [allowedOrigin],
    log: (entry) => logged.push(entry),
    ...options,
  })

  function request(method: string, path: string, { as, body, headers = {} }: CallOptions = {}): Request {
    const isRaw =
      body === undefined || typeof body === 'string' || body instanceof Uint8Array || body instanceof Blob
    return new Request(`${ownOrigin}/api/orgkit/v1${path}`, {
      method,
      headers: {
        ...(as !== undefined && { Authorization: `Bearer ${as}` }),
        ...(!isRaw && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: isRaw ? (body as BodyInit | undefined) : JSON.stringify(body),
    })
  }

  async function call(method: string, path: string, options?: CallOptions): Promise<Answer> {
    const response = await server.fetch(request(method, path, options))
    const text = await textOf(response)
    const isJson = response.headers.get('Content-Type')?.startsWith('application/json')
    return {
      status: response.status,
      headers: response.headers,
      body: isJson && text !== '' ? JSON.parse(text) : {},
    }
  }

  return {
    server,
    instance,
    logged,
    request,
    call,
    async createOrganization(as, name = 'Acme') {
      const { body } = await call('POST', '/organizations', { as, body: { name } })
      return (body as unknown as { organization: { id: string } }).organization.id
    },
  }
}

/** A stream has no end to wait for. */
async function textOf(response: Response): Promise<string> {
  if (!response.headers.get('Content-Type')?.startsWith('text/event-stream')) return response.text()
  await response.body?.cancel()
  return ''
}

function identityOf(authorization: string | null): Identity | null {
  const name = authorization?.replace('Bearer ', '')
  return name
    ? { id: `user_${name}`, name, emails: [{ address: `${name}@acme.test`, verified: true }] }
    : null
}
