import type { Database } from '@orgkit/server'
import { createTestServer } from '../../packages/server/src/testing/test-server'
import type { KnownValues } from './json-sample'
import type { MalformedRequest } from './malformed-request'
import type { Target } from './sample-request'

/** A database with a server and one instance: Ada's organization, somebody invited to it, and somebody invited to the app. */
export async function createMalformedWorld(database: Database) {
  const { server, instance, logged, call } = await createTestServer(database, {
    settings: { slugs: true, domains: true, creationLimit: null, membershipLimit: null },
    // Who sends so many unknown keys would only be told to wait.
    rateLimiter: {
      take: async () => ({ allowed: true, remaining: 1, retryAfterSeconds: 0, resetAfterSeconds: 1 }),
    },
  })
  let people = 0
  const { settings } = await database.tables
    .selectFrom('instance')
    .select('settings')
    .where('id', '=', instance.id)
    .executeTakeFirstOrThrow()

  /** Makes what requests are about, anew, and answers with how to name it. */
  async function furnish(): Promise<{ app: KnownValues; backend: KnownValues }> {
    const slug = `acme-${++people}`
    await forgetChanges()
    const { organization } = await ask('POST', '/organizations', { name: 'Acme', slug })
    const path = `/organizations/${organization!.id}/invitations`
    const { invitation } = await ask('POST', path, { emailAddress: `grace-${people}@acme.test` })
    const { url } = await ask('GET', `${path}/${invitation!.id}/link`)
    const toApp = await ask('POST', '/backend/application-invitations', {
      emailAddress: `linus-${people}@acme.test`,
    })
    const backendDomains = `/backend/organizations/${organization!.id}/domains`
    const { domain } = await ask('POST', backendDomains, {
      name: `guests-${people}.test`,
      enrollmentMode: 'automatic_suggestion',
      verified: true,
    })
    const values = {
      domainId: domain!.id,
      suggestionId: domain!.id,
      organization: organization!.id,
      organizationId: organization!.id,
      slug: `free-${people}`,
      name: 'Acme',
      emailAddress: `new-${people}@acme.test`,
      roleKey: 'org:member',
      userId: 'user_ada',
    }
    return {
      app: { ...values, invitationId: invitation!.id, token: url!.split('/').at(-1)! },
      backend: { ...values, invitationId: toApp.invitation!.id },
    }
  }

  /** An allowed request may have turned off what the next one is about. */
  async function forgetChanges(): Promise<void> {
    await database.tables
      .updateTable('instance')
      .set({ settings: JSON.stringify(settings) })
      .where('id', '=', instance.id)
      .execute()
    await database.tables
      .updateTable('app_user')
      .set({ may_create_organizations: '"instance"', creation_limit: '"instance"' })
      .where('instance_id', '=', instance.id)
      .execute()
  }

  async function ask(method: string, path: string, body?: object) {
    const as = path.startsWith('/backend/') ? instance.secretKey : 'ada'
    const answer = await call(method, path, { as, body })
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`)
    return answer.body as unknown as {
      organization?: { id: string }
      invitation?: { id: string }
      domain?: { id: string }
      url?: string
    }
  }

  /** As Ada, or with the secret key. */
  async function send({ isBackend }: Target, { method, path, headers, body }: MalformedRequest) {
    const as = isBackend ? instance.secretKey : 'ada'
    const own: Record<string, string> = isBackend ? {} : { 'Orgkit-Publishable-Key': instance.publishableKey }
    return call(method, path, { as, body, headers: { ...own, ...headers } })
  }

  /** Every row of every table, as sorted lines. */
  async function everything(): Promise<string[]> {
    await server.flushMail()
    const tables = await database.tables.introspection.getTables()
    const lines = await Promise.all(
      tables.map(async ({ name }) => {
        // Any table will do for its type: the rows are only compared.
        const rows = await database.tables
          .selectFrom(name as 'organization')
          .selectAll()
          .execute()
        return rows.map((row) => `${name} ${JSON.stringify(row)}`)
      }),
    )
    return lines.flat().sort()
  }

  return {
    server,
    secretKey: instance.secretKey,
    logged,
    furnish,
    send,
    everything,
    isAlive: async () => (await call('GET', '/session', { as: 'ada' })).status === 200,
  }
}
